// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"

namespace sunbooth::center::tickets {

/// All that decides whose next step a ticket is and which counts it belongs to. A column holds it
/// as text, written with the other derived ones, so that a list of work leaves out what is not
/// meant without reading it, and counts are read from an index alone. What it says of the rules
/// stays true: a ticket keeps the edition of its day of filing.
struct Stand {
    rules::Standing standing;
    bool sealed = false;
    bool in_vain = false;  ///< A verification call reached nobody, whatever half-day it was in.

    bool awaits_callback() const;
    bool awaits_closing_call() const;
    bool operator==(const Stand&) const = default;
};
Stand stand_of(const Ticket& ticket);

/// "registered.1.0.3.1.1.0.0.51." ..: the numbers, the flags as bits, the state that it resumes to.
std::string write(const Stand& stand);
/// @return Corrupt when it is none that write() makes.
Result<Stand> read_stand(std::string_view text);

/// As Ticket::is_seen_by(), of a ticket about `unit` that was dispatched to `handler`.
bool is_seen_by(const rules::Viewer& viewer, const Stand& stand, std::string_view unit,
                std::string_view handler);
/// Whether this role has a next step with it.
bool is_mine(const Stand& stand, rules::Role role);
/// The states in which this role may have a next step; one in which it never has need not be read.
std::vector<domain::TicketState> states_of(rules::Role role);

}  // namespace sunbooth::center::tickets
