// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/step.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/event_type.h"
#include "sync/center/tickets/stand.h"

#include <charconv>

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kUpdate = R"sql(
    UPDATE ticket
       SET state = :state, version = :version, callbacks = :callbacks, unreached = :unreached,
           reply = :reply, pending = :pending, refusal = :refusal, needed = :needed,
           course = :course, handled_by = :handled_by, merged_into = :merged_into,
           excluded = :excluded, due_on = :due_on, stand = :stand
     WHERE id = :id)sql";

std::string field_of(const Event& event, const char* name) {
    const auto found = event.fields.find(name);
    return found == event.fields.end() ? std::string{} : found->second;
}

std::int64_t number_in(const Event& event, const char* name) {
    const std::string text = field_of(event, name);
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// The unit that has a ticket after an action: the one complained of when it is accepted, unless it
/// must never see it.
std::string handler_after(const Ticket& ticket, const Event& event, rules::Action action,
                          domain::TicketState to) {
    const bool taken_on = to == domain::TicketState::Accepted &&
                          (action == rules::Action::Accept || action == rules::Action::Classify ||
                           (action == rules::Action::Dismiss && ticket.handled_by.empty()));
    if (taken_on) return ticket.sealed ? std::string() : ticket.unit;
    if (action == rules::Action::Dispatch || action == rules::Action::Designate) {
        return field_of(event, "unit");
    }
    if (action == rules::Action::Return) return {};
    return ticket.handled_by;
}

void put_words(Words& words, const Event& event, const rules::Move& move) {
    switch (move.action) {
        case rules::Action::Reply:
            (move.by_unit ? words.pending : words.reply) = field_of(event, "text");
            break;
        case rules::Action::Approve:
            words.reply = std::exchange(words.pending, {});
            break;
        case rules::Action::SendBack:
            words.pending.clear();
            break;
        case rules::Action::Refuse:
        case rules::Action::Transfer:
        case rules::Action::Classify:
            if (const std::string said = field_of(event, "words"); !said.empty()) {
                words.refusal = said;
            }
            break;
        case rules::Action::NeedInfo:
            words.needed = field_of(event, "asks");
            break;
        case rules::Action::Uphold:
            words.reply = field_of(event, "text");
            break;
        default:
            break;
    }
}

Error stands_not() {
    return {ErrorCode::Conflict, "the ticket does not stand for that", "action"};
}

}  // namespace

std::optional<rules::Move> move_of(const Event& event) {
    const auto action = action_of_event(event.type);
    if (!action) return std::nullopt;
    rules::Move move{*action};
    move.outcome = rules::outcome_of(field_of(event, "outcome"));
    move.found = rules::rating_class_of(field_of(event, "class"));
    move.by_unit = field_of(event, "review") == "pending";
    return move;
}

Whole derived(Whole whole, const Event& event, const rules::Move& move, domain::TicketState to) {
    Ticket& ticket = whole.ticket;
    const bool called = move.action == rules::Action::Callback;
    ticket.callbacks += called ? 1 : 0;
    ticket.unreached += called && move.outcome && rules::is_fruitless(*move.outcome) ? 1 : 0;
    if (move.action == rules::Action::Merge) ticket.merged_into = number_in(event, "into");
    if (rules::stands_alone({move, ticket.state, to, event.at})) ticket.merged_into = 0;
    ticket.handled_by = handler_after(ticket, event, move.action, to);
    const int satisfaction = static_cast<int>(number_in(event, "satisfaction"));
    ticket.course = rules::after(std::move(ticket.course),
                                 {move, ticket.state, to, event.at, event.by, satisfaction,
                                  !ticket.handled_by.empty(), !field_of(event, kOffHours).empty()},
                                 ticket.rules());
    put_words(whole.words, event, move);
    ticket.state = to;
    ticket.version = event.n;
    return whole;
}

Columns columns_of(const Whole& whole) {
    const Ticket& ticket = whole.ticket;
    return {domain::to_string(ticket.state),
            ticket.version,
            ticket.callbacks,
            ticket.unreached,
            whole.words,
            rules::write(ticket.course),
            ticket.handled_by,
            ticket.merged_into,
            ticket.course.is_excluded,
            due_column(ticket),
            write(stand_of(ticket))};
}

Status write_columns(store::Database& db, std::int64_t id, const Columns& columns) {
    store::Statement update = db.prepare(kUpdate);
    update.bind(":id", id)
        .bind(":version", columns.version)
        .bind(":state", columns.state)
        .bind(":callbacks", columns.callbacks)
        .bind(":unreached", columns.unreached)
        .bind(":reply", columns.words.reply)
        .bind(":pending", columns.words.pending)
        .bind(":refusal", columns.words.refusal)
        .bind(":needed", columns.words.needed)
        .bind(":course", columns.course)
        .bind(":handled_by", columns.handled_by)
        .bind(":merged_into", columns.merged_into)
        .bind(":excluded", columns.excluded ? 1 : 0)
        .bind(":due_on", columns.due_on)
        .bind(":stand", columns.stand);
    return update.run();
}

Result<Ticket> step(store::Database& db, std::int64_t id, const Step& taken, WallTime now) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.step");
    Result<Whole> whole = find_whole(db, id);
    if (!whole.ok()) return whole.error().in("tickets.step");
    const Event event{whole.value().ticket.version + 1, now, event_type_of(taken.action), taken.by,
                      taken.fields};
    const auto move = move_of(event);
    SUNBOOTH_ASSERT(move);
    const auto to = rules::next(whole.value().ticket.standing(), *move);
    if (!to) return stands_not();
    const Status appended = append_event(db, id, event);
    if (!appended.ok()) return appended.error().in("tickets.step");
    Whole made = derived(std::move(whole).value(), event, *move, *to);
    put_dates(made.ticket, *calendar.value());
    const Status updated = write_columns(db, id, columns_of(made));
    if (!updated.ok()) return updated.error().in("tickets.step");
    return std::move(made.ticket);
}

Result<Ticket> watch_dissatisfied(store::Database& db, Ticket ticket, WallTime now) {
    if (!rules::is_watched_when_dissatisfied(ticket.standing())) return ticket;
    return step(db, ticket.id, {rules::Action::Supervise, kByRule, {{"why", "dissatisfied"}}}, now);
}

}  // namespace sunbooth::center::tickets
