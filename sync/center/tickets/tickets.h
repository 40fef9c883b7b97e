// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/domain/ticket.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::tickets {

/// What intake knows of a record when it makes the ticket. Words are already encrypted under the
/// record's own key; the columns here are the clear ones that lists may show.
struct NewTicket {
    domain::RecordId record;
    domain::RecordKind kind = domain::RecordKind::Complaint;
    std::string receipt_code;  ///< Compact.
    std::string unit;
    std::string window;
    std::string topic;     ///< Or "rating-<level>".
    std::string category;  ///< Category code of the rule profile; empty for a rating.
    domain::Language language = domain::Language::Zh;
    WallTime filed_at;  ///< Corrected. Shown nowhere finer than the half-day.
    /// When it happened, as the citizen remembers it; both or neither. Kept in the first event.
    std::optional<domain::Date> occurred_from = {}, occurred_to = {};
    bool has_contact = false;
    std::string kiosk;  ///< For the event's audit; never shown on a ticket.
};

/// Makes the ticket with its number, its due dates by the rule profile and its first event. Runs
/// inside the caller's transaction. Complaints and bad ratings (levels 1 and 2) get one.
/// @return the ticket's row id; Conflict when the record has one already.
Result<std::int64_t> open_ticket(store::Database& db, const NewTicket& ticket, WallTime now);

/// What the citizen may see, by the compact receipt code. @return NotFound.
Result<domain::TicketView> view_by_receipt(store::Database& db, const std::string& code,
                                           WallTime now);

/// Does what the citizen wishes, if the ticket stands for it. Inside the caller's transaction; the
/// event bears the name kCitizen.
/// @return every ticket that has another event for it, the citizen's own first; none when it does
/// not (it was done already, or staff were quicker): the view says how it stands. NotFound.
Result<std::vector<std::int64_t>> make_wish(store::Database& db, const std::string& code,
                                            domain::Wish wish, WallTime now);

}  // namespace sunbooth::center::tickets
