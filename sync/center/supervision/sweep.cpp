// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/sweep.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/tickets/worklist.h"

#include <map>
#include <utility>

namespace sunbooth::center::supervision {
namespace {

using rules::CardState;
using rules::Level;

/// A clock of a ticket.
using Key = std::pair<std::int64_t, std::string>;

constexpr std::string_view kHighest = "SELECT ticket, clock, level FROM card";
constexpr std::string_view kUnsettled = R"sql(
    SELECT id, ticket, clock FROM card
     WHERE state = 'issued' AND level IN ('notice', 'warning'))sql";

/// The highest level that each clock was given so far.
Result<std::map<Key, Level>> issued(store::Database& db) {
    std::map<Key, Level> highest;
    store::Statement select = db.prepare(kHighest);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return highest;
        const auto level = rules::level_of(select.text(2));
        if (!level) return Error{ErrorCode::Corrupt, "a card has no level", "level"};
        const auto [at, fresh] = highest.try_emplace({select.integer(0), select.text(1)}, *level);
        if (!fresh) at->second = std::max(at->second, *level);
    }
}

/// What the running clock of one ticket has earned.
std::optional<Due> judge_one(const tickets::Ticket& ticket, const domain::WorkingCalendar& calendar,
                             domain::Date today) {
    const std::string clock = rules::running_clock(ticket.state, ticket.course);
    const auto due = rules::due_on(ticket.state, ticket.deadlines);
    if (clock.empty() || !due) return std::nullopt;
    const rules::Profile& profile = rules::profile_on(ticket.profile, ticket.filed_on);
    const auto level = rules::reached(calendar.between(today, *due), running_limit(ticket, profile),
                                      profile.cards);
    if (!level) return std::nullopt;
    Due made{ticket.id, clock, *level, answerable(ticket), *due, {}};
    if (rules::is_card(*level)) made.answer_by = calendar.after(today, profile.cards.answer.n).date;
    return made;
}

}  // namespace

rules::Limit running_limit(const tickets::Ticket& ticket, const rules::Profile& profile) {
    const rules::Clocks clocks = profile.clocks(ticket.kind);
    switch (ticket.state) {
        case domain::TicketState::Rechecking:
            return profile.recheck.done;
        case domain::TicketState::Appealed:
            return profile.appeal.done;
        case domain::TicketState::Accepted:
        case domain::TicketState::Reviewing:
            return ticket.course.reworks.empty() ? clocks.reply : clocks.rework.limit;
        default:
            return clocks.verify;
    }
}

std::string answerable(const tickets::Ticket& ticket) {
    return ticket.state == domain::TicketState::Accepted ? ticket.handled_by : std::string();
}

Result<Findings> judge(store::Database& db, domain::Date today) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("supervision.judge");
    const auto former = issued(db);
    if (!former.ok()) return former.error().in("supervision.judge");
    Findings found;
    std::map<Key, bool> running;
    const Status read =
        tickets::each_open(db, {rules::Role::Supervisor, ""}, [&](const tickets::Ticket& ticket) {
            const std::string clock = rules::running_clock(ticket.state, ticket.course);
            // A clock that stands may run again: its warnings wait with it.
            running[{ticket.id, clock}] = true;
            if (ticket.state == domain::TicketState::NeedInfo) {
                running[{ticket.id, "*"}] = true;
            }
            const auto due = judge_one(ticket, *calendar.value(), today);
            if (!due) return;
            const auto last = former.value().find({due->ticket, due->clock});
            const bool again = last != former.value().end() && last->second >= due->level;
            if (!again || mutant("supervision.issues_again")) found.due.push_back(*due);
        });
    if (!read.ok()) return read.error().in("supervision.judge");
    store::Statement select = db.prepare(kUnsettled);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.judge");
        if (!row.value()) return found;
        const std::int64_t ticket = select.integer(1);
        const bool goes_on =
            running.contains({ticket, select.text(2)}) || running.contains({ticket, "*"});
        if (!goes_on) found.settled.push_back(select.integer(0));
    }
}

Result<int> carry_out(store::Database& db, const Findings& findings, WallTime now) {
    int count = 0;
    for (const Due& due : findings.due) {
        const Result<bool> fresh = issue(db, due, now);
        if (!fresh.ok()) return fresh.error().in("supervision.carry_out");
        count += fresh.value() ? 1 : 0;
    }
    for (const std::int64_t card : findings.settled) {
        const Status done = settle(db, card, now);
        if (!done.ok()) return done.error().in("supervision.carry_out");
    }
    return count;
}

}  // namespace sunbooth::center::supervision
