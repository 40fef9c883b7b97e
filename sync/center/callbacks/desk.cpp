// SPDX-License-Identifier: Apache-2.0
#include "sync/center/callbacks/desk.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/hall.h"
#include "sync/center/tickets/agreed.h"
#include "sync/center/tickets/desk.h"

#include <ranges>
#include <vector>

namespace sunbooth::center::callbacks {
namespace {

enum class Readiness {
    Agreed,  ///< Its agreed time has come.
    Ready,
    Later,  ///< Called in this half-day, or agreed for a time to come.
};
Result<Readiness> readiness_of(store::Database& db, const tickets::Ticket& ticket, WallTime now) {
    if (ticket.callbacks == 0) return Readiness::Ready;
    const auto events = tickets::events_of(db, ticket.id);
    if (!events.ok()) return events.error();
    for (const tickets::Event& event : std::views::reverse(events.value())) {
        if (event.type != "callback") continue;
        if (const auto agreed = tickets::agreed_in(event)) {
            return now >= *agreed - Desk::kBeforeAgreed ? Readiness::Agreed : Readiness::Later;
        }
        return half_day_of(event.at) == half_day_of(now) ? Readiness::Later : Readiness::Ready;
    }
    return Readiness::Ready;
}

/// The tickets that may be called, in order, and how many may not yet.
struct Waiting {
    std::vector<std::int64_t> ready;
    int later = 0;
};
Result<Waiting> waiting_now(store::Database& db, const Caller& caller) {
    Waiting waiting;
    std::ptrdiff_t agreed = 0;  ///< At the front of `ready`.
    tickets::Filter filter;
    filter.awaits_callback = true;
    filter.limit = tickets::kListMax;
    for (int looked_at = 0; looked_at < Desk::kLookedAtMax; looked_at += filter.limit) {
        const auto page = tickets::list(db, caller.viewer, filter);
        if (!page.ok()) return page.error();
        for (const tickets::Ticket& ticket : page.value().items) {
            const auto found = readiness_of(db, ticket, caller.wall);
            if (!found.ok()) return found.error();
            std::vector<std::int64_t>& ready = waiting.ready;
            switch (found.value()) {
                case Readiness::Agreed:
                    ready.insert(ready.begin() + agreed++, ticket.id);
                    break;
                case Readiness::Ready:
                    ready.push_back(ticket.id);
                    break;
                case Readiness::Later:
                    ++waiting.later;
                    break;
            }
        }
        if (page.value().next == 0) break;
        filter.before = page.value().next;
    }
    return waiting;
}

}  // namespace

HalfDay half_day_of(WallTime at) {
    return {domain::date_of(at), domain::is_afternoon(at)};
}

HalfDay next_half_day(HalfDay from, const domain::WorkingCalendar& calendar) {
    if (!from.pm && calendar.is_working(from.date)) return {from.date, true};
    return {calendar.after(from.date, 1).date, false};
}

bool Desk::is_held_by_another(std::int64_t ticket, const Caller& caller) const {
    if (mutant("callbacks.no_holds")) return false;
    const auto found = holds_.find(ticket);
    return found != holds_.end() && found->second.account != caller.account;
}

bool Desk::is_put_off(std::int64_t ticket, const Caller& caller) const {
    return put_off_.contains({caller.account, ticket});
}

void Desk::forget_old(const Caller& caller) {
    std::erase_if(holds_, [&](const auto& entry) {
        return entry.second.account == caller.account || entry.second.until <= caller.now;
    });
    const HalfDay half = half_day_of(caller.wall);
    std::erase_if(put_off_, [&](const auto& entry) { return entry.second != half; });
}

Result<Turn> Desk::next(store::Database& db, const Caller& caller, std::int64_t put_off) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("callbacks.next");
    const Result<Waiting> waiting = waiting_now(db, caller);
    if (!waiting.ok()) return waiting.error().in("callbacks.next");
    const HalfDay half = half_day_of(caller.wall);
    Turn turn;
    turn.ready = static_cast<int>(waiting.value().ready.size());
    turn.later = waiting.value().later;
    turn.next_slot = next_half_day(half, hall.value()->calendar);
    const std::lock_guard lock(mutex_);
    forget_old(caller);
    if (put_off != 0) put_off_[{caller.account, put_off}] = half;
    for (const bool again : {false, true}) {  // What was put off comes when nothing else is left.
        for (const std::int64_t ticket : waiting.value().ready) {
            if (is_held_by_another(ticket, caller) || is_put_off(ticket, caller) != again) continue;
            holds_[ticket] = {caller.account, caller.now + kHeldFor};
            turn.ticket = ticket;
            return turn;
        }
    }
    return turn;
}

bool Desk::is_held_by(std::int64_t ticket, const std::string& account, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto hold = holds_.find(ticket);
    return hold != holds_.end() && hold->second.account == account && now < hold->second.until;
}

}  // namespace sunbooth::center::callbacks
