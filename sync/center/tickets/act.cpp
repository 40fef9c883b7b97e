// SPDX-License-Identifier: Apache-2.0
// One deed of staff: who may do it, and what follows from it by rule.
#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/event_chain.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/unit_language.h"
#include "sync/center/tickets/deed_fields.h"
#include "sync/center/tickets/merge.h"

#include <algorithm>
#include <charconv>

namespace sunbooth::center::tickets {
namespace {

using rules::Action;

/// Whether a ticket may go to a unit: one of the hall's, and never a sealed one to whom it is
/// about, nor to the unit that leads them (domain.md 2.3).
Status check_unit(store::Database& db, const Ticket& ticket, const std::string& unit) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    if (hall.value()->unit(unit) == nullptr)
        return invalid_input("unit", "is no unit of this hall");
    if (ticket.sealed && unit == ticket.unit) {
        return Error{ErrorCode::Forbidden,
                     "a sealed ticket never goes to the unit that it is about", "unit"};
    }
    if (!ticket.sealed) return ok_status();
    const Result<std::string> superior = registry::unit_superior(db, ticket.unit);
    if (!superior.ok()) return superior.error();
    if (unit == superior.value() && !mutant("tickets.sealed_goes_to_the_superior")) {
        return Error{ErrorCode::Forbidden,
                     "a sealed ticket never goes to the unit that leads the one it is about",
                     "unit"};
    }
    return ok_status();
}

/// Whether an account had a part in what is looked at again: the answer, its passing, the class,
/// the appeal.
bool had_a_part(const std::vector<Event>& events, const std::string& account) {
    static constexpr std::array kParts = {"replied", "approved", "classified", "appealed"};
    return std::ranges::any_of(events, [&](const Event& event) {
        return event.by == account && std::ranges::find(kParts, event.type) != kParts.end();
    });
}
/// Whether an account wrote the answer that a closing call asks about.
bool wrote_the_answer(const std::vector<Event>& events, const std::string& account) {
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        if (event->type == "replied") return event->by == account;
    }
    return false;
}

/// What only the events can tell: second looks are for others, and so is the question whether one's
/// own answer satisfies, where the rules ask for two callers.
Status check_person(store::Database& db, const Ticket& ticket, Action action,
                    const std::string& account) {
    const bool second_caller =
        action == Action::ClosingCall && ticket.rules().calls.callers_min > 1;
    if (!rules::needs_outsider(action) && !second_caller) return ok_status();
    const auto events = events_of(db, ticket.id);
    if (!events.ok()) return events.error();
    const bool had_part = second_caller ? wrote_the_answer(events.value(), account)
                                        : had_a_part(events.value(), account);
    if (!had_part) return ok_status();
    return Error{ErrorCode::Forbidden, "must be done by somebody who had no part in it", "account"};
}

/// Notes a call outside office hours: in vain, it is no attempt (domain.md 2.6). It stands in the
/// event, since a calendar may change later.
Status note_hours(store::Database& db, const Ticket& ticket, WallTime now, Fields& fields) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    if (!rules::is_office_hour(now, ticket.rules(), *calendar.value())) fields[kOffHours] = "yes";
    return ok_status();
}

/// What the deed needs besides the ticket itself.
Status prepare(store::Database& db, const Actor& actor, const Ticket& ticket, const Deed& deed,
               WallTime now, Fields& fields) {
    const Status person = check_person(db, ticket, deed.action, actor.account);
    if (!person.ok()) return person;
    if (deed.action == Action::Dispatch || deed.action == Action::Designate) {
        return check_unit(db, ticket, deed.unit);
    }
    if (deed.action == Action::Callback || deed.action == Action::ClosingCall) {
        return note_hours(db, ticket, now, fields);
    }
    if (deed.action == Action::Merge) {
        const Result<Ticket> main = main_for(db, actor.viewer, ticket, deed.into);
        if (!main.ok()) return main.error();
        fields["into"] = std::to_string(main.value().id);
        fields["ticket_no"] = main.value().ticket_no;
    }
    return ok_status();
}

/// What somebody else did first.
Error overtaken(store::Database& db, const Ticket& ticket) {
    std::string detail = "the ticket has changed since";
    if (const auto events = events_of(db, ticket.id); events.ok() && !events.value().empty()) {
        const Event& last = events.value().back();
        detail = registry::came_first(last.by, last.type, last.at, last.n);
    }
    return {ErrorCode::Conflict, detail, "expected_version"};
}

rules::Heard heard_in(const Deed& deed) {
    const bool reached = rules::confirms(*deed.outcome);
    return {*deed.outcome, deed.satisfaction, reached && deed.was_pressed};
}

/// A ticket goes with another: where that has its answer already, it is this one's at once.
Status join(store::Database& db, WallTime now, Done& done) {
    const std::int64_t id = done.ticket.merged_into;
    done.touched.push_back(id);
    const Status joined = tell_main(db, id, Action::Join, done.ticket, now);
    if (!joined.ok()) return joined;
    const Result<Ticket> main = find_any(db, id);
    if (!main.ok()) return main.error();
    return tell_merged(db, main.value(), now, done.touched);
}

/// What a closing call leads to.
Status heed(store::Database& db, const Ticket& before, const Deed& deed, WallTime now, Done& done) {
    for (const rules::Consequence& one :
         rules::consequences(done.ticket.standing(), heard_in(deed))) {
        Fields fields;
        if (!one.result.empty()) fields["result"] = one.result;
        if (!one.why.empty()) fields["why"] = one.why;
        Result<Ticket> stepped = step(db, before.id, {one.action, kByRule, fields}, now);
        if (!stepped.ok()) return stepped.error();
        done.ticket = std::move(stepped).value();
    }
    return ok_status();
}

/// What a deed means for other tickets, and what follows on its own by rule.
Status follow(store::Database& db, const Ticket& before, const Deed& deed, WallTime now,
              Done& done) {
    if (deed.action == Action::Merge) return join(db, now, done);
    if (before.merged_into != 0 && done.ticket.merged_into == 0) {
        done.touched.push_back(before.merged_into);
        return tell_main(db, before.merged_into, Action::Leave, done.ticket, now);
    }
    if (deed.action == Action::ClosingCall) {
        const Status heeded = heed(db, before, deed, now, done);
        if (!heeded.ok()) return heeded;
    }
    if (deed.action == Action::Rework) {
        Result<Ticket> watched = watch_dissatisfied(db, std::move(done.ticket), now);
        if (!watched.ok()) return watched.error();
        done.ticket = std::move(watched).value();
    }
    if (!done.ticket.standing().has_merged) return ok_status();
    return tell_merged(db, done.ticket, now, done.touched);
}

}  // namespace

Result<Done> act(store::Database& db, const Actor& actor, std::int64_t id,
                 std::int64_t expected_version, const Deed& deed, WallTime now) {
    const Result<Ticket> found = find(db, actor.viewer, id);
    if (!found.ok()) return found.error().in("tickets.act");
    const Ticket& ticket = found.value();
    if (!rules::may(actor.viewer.role, deed.action)) {
        return Error{ErrorCode::Forbidden, "this role does not do that", "action"};
    }
    if (ticket.version != expected_version) {
        return overtaken(db, ticket);
    }
    Result<Fields> fields = fields_of(deed, ticket, actor.viewer, now);
    if (!fields.ok()) return fields.error();
    if (std::ranges::count(ticket.allowed(actor.viewer.role, now), deed.action) == 0) {
        return Error{ErrorCode::Conflict, "the ticket does not stand for that", "action"};
    }
    const Status ready = prepare(db, actor, ticket, deed, now, fields.value());
    if (!ready.ok()) return ready.error();
    Result<Ticket> stepped =
        step(db, id, {deed.action, actor.account, std::move(fields).value()}, now);
    if (!stepped.ok()) return stepped.error();
    Done done{std::move(stepped).value(), {id}};
    const Status followed = follow(db, ticket, deed, now, done);
    if (!followed.ok()) return followed.error().in("tickets.act");
    if (done.touched.size() > 1) {
        Result<Ticket> fresh = find_any(db, id);
        if (!fresh.ok()) return fresh.error();
        done.ticket = std::move(fresh).value();
    }
    return done;
}

}  // namespace sunbooth::center::tickets
