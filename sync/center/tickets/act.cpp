// SPDX-License-Identifier: Apache-2.0
// One deed of staff: who may do it, what it must say.
#include "sync/center/registry/hall.h"
#include "sync/center/tickets/agreed.h"
#include "sync/center/tickets/step.h"
#include "sync/domain/text.h"

#include <algorithm>

namespace sunbooth::center::tickets {
namespace {

/// Words for the citizen must be there; a note may be empty.
Status put_words(Fields& fields, const char* name, std::string_view words, bool required) {
    const auto checked =
        domain::checked_text(words, std::string_view(name) == "note" ? kNoteMax : kWordsMax, name);
    if (!checked.ok()) return checked.error();
    if (required && checked.value().empty()) return invalid_input(name, "must not be empty");
    if (!checked.value().empty()) fields[name] = std::string(checked.value().view());
    return ok_status();
}

/// How a call ended, how long it took, and what was agreed.
Status put_call(Fields& fields, const Deed& deed, WallTime now) {
    if (!deed.outcome) return invalid_input("outcome", "must be one of the outcomes");
    fields["outcome"] = rules::to_string(*deed.outcome);
    if (deed.lasted) {
        if (deed.lasted->count() < 0 || *deed.lasted > kCallMax) {
            return invalid_input("duration_s", "must be from 0 to 14400");
        }
        fields["duration_s"] = std::to_string(deed.lasted->count());
    }
    if (deed.agreed_at) {
        const bool agreed = *deed.outcome == rules::Outcome::Rescheduled;
        if (!agreed) return invalid_input("agreed_at", "belongs to the outcome rescheduled");
        if (*deed.agreed_at <= now || *deed.agreed_at > now + kAgreedAheadMax) {
            return invalid_input("agreed_at", "must lie in the next 30 days");
        }
        fields["agreed_at"] = agreed_text(*deed.agreed_at);
    }
    return put_words(fields, "note", deed.note, false);
}

/// What the event says besides its type, each checked.
Status put_fields(Fields& fields, const Deed& deed, WallTime now) {
    switch (deed.action) {
        case rules::Action::Callback:
            return put_call(fields, deed, now);
        case rules::Action::Accept:
            return put_words(fields, "note", deed.note, false);
        case rules::Action::Refuse:
            if (!rules::is_refusal_code(deed.reason_code)) {
                return invalid_input("reason_code", "must be R1 to R8");
            }
            fields["reason_code"] = deed.reason_code;
            return put_words(fields, "words", deed.words, true);
        case rules::Action::Reply:
            return put_words(fields, "text", deed.words, true);
        case rules::Action::Close:
            if (!rules::is_closing_result(deed.result)) {
                return invalid_input("result", "must be one of the results");
            }
            fields["result"] = deed.result;
            return put_words(fields, "note", deed.note, false);
        case rules::Action::NeedInfo:
            return put_words(fields, "asks", deed.words, true);
        case rules::Action::Supplement:
        case rules::Action::Extend:
        case rules::Action::Rework:
        case rules::Action::Withdraw:
            return put_words(fields, "note", deed.note, true);
        case rules::Action::Return:
            return put_words(fields, "note", deed.note, true);
        case rules::Action::Dispatch:
            fields["unit"] = deed.unit;
            return put_words(fields, "note", deed.note, false);
        case rules::Action::Urge:  // The citizen's alone: no role may.
            break;
    }
    return ok_status();
}

/// Whether a ticket may go to a unit: one of the hall's, and never a sealed one to whom it is
/// about.
Status check_unit(store::Database& db, const Ticket& ticket, const std::string& unit) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    if (hall.value()->unit(unit) == nullptr)
        return invalid_input("unit", "is no unit of this hall");
    if (ticket.sealed && unit == ticket.unit) {
        return Error{ErrorCode::Forbidden,
                     "a sealed ticket never goes to the unit that it is about", "unit"};
    }
    return ok_status();
}

}  // namespace

Result<Ticket> act(store::Database& db, const Actor& actor, std::int64_t id,
                   std::int64_t expected_version, const Deed& deed, WallTime now) {
    const Result<Ticket> found = find(db, actor.viewer, id);
    if (!found.ok()) return found.error().in("tickets.act");
    const Ticket& ticket = found.value();
    if (!rules::may(actor.viewer.role, deed.action)) {
        return Error{ErrorCode::Forbidden, "this role does not do that", "action"};
    }
    if (ticket.version != expected_version) {
        return Error{ErrorCode::Conflict, "the ticket has changed since", "expected_version"};
    }
    Fields fields;
    const Status put = put_fields(fields, deed, now);
    if (!put.ok()) return put.error();
    const auto to = rules::next(ticket.standing(), deed.action, deed.outcome);
    const bool stands = std::ranges::count(ticket.allowed(actor.viewer.role, domain::date_of(now)),
                                           deed.action) > 0;
    if (!to || !stands)
        return Error{ErrorCode::Conflict, "the ticket does not stand for that", "action"};
    if (deed.action == rules::Action::Dispatch) {
        const Status known = check_unit(db, ticket, deed.unit);
        if (!known.ok()) return known.error();
    }
    return step(db, ticket, {deed.action, deed.outcome, *to}, actor.account, fields, now);
}

}  // namespace sunbooth::center::tickets
