// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"
#include "sync/center/tickets/case_link.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/events.h"
#include "sync/center/tickets/worklist.h"
#include "sync/wire/http.h"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::api {

/// What a citizen's receipt is held against: that this very record was accepted.
struct SealedOriginal {
    std::string digest;  ///< Of the record as the terminal signed it, in hex.
    std::string
        countersigned_by;  ///< The name of the center's key, in hex; empty: by none of ours.
};

/// All that stands on the page of one ticket.
struct TicketParts {
    tickets::Ticket ticket;
    SecretText text;
    bool original_verified = false;
    std::string masked_contact;
    std::vector<tickets::Event> events;
    std::vector<rules::ClockDay> clock;
    domain::Date today;
    tickets::CaseLink about{};                 ///< The case, where the reader may see it.
    std::vector<std::string> tags{};           ///< Pressed beside the level of a rating.
    std::optional<SealedOriginal> original{};  ///< Not for the unit that it is about.
};

// The shapes of openapi.json. The one place where a ticket becomes JSON, and so the one place that
// must not let a filing time finer than the half-day, or a kiosk, slip out.
std::string ticket_json(const TicketParts& parts, const std::vector<rules::Action>& allowed);
/// Adds the ticket as it is to a problem document: schema Overtaken.
wire::Response with_current(wire::Response problem, std::string_view ticket);
boost::json::object ticket_row(const tickets::Ticket& ticket, domain::Date today);
std::string work_list_json(const tickets::WorkPage& page,
                           const std::optional<tickets::Total>& total, domain::Date today);
/// How the date of each clock came about, of a ticket or of a monitor's report.
boost::json::array clocks_json(const std::vector<rules::Explained>& clocks);
std::string explanation_json(const tickets::Ticket& ticket,
                             const std::vector<rules::Explained>& clocks, domain::Date known_until);
std::string contact_json(const SecretText& phone);

}  // namespace sunbooth::center::api
