// SPDX-License-Identifier: Apache-2.0
#include "sync/center/callbacks/desk.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"
#include "sync/center/tickets/agreed.h"
#include "sync/center/tickets/desk.h"

#include <algorithm>
#include <ranges>
#include <vector>

namespace sunbooth::center::callbacks {
namespace {

enum class Readiness {
    Agreed,  ///< Its agreed time has come.
    Ready,
    Later,   ///< Called in this half-day, or agreed for a time to come.
    Others,  ///< For another caller.
};

/// Whether a second person must be heard before the calls of this one count for a decision.
bool needs_another(const tickets::Ticket& ticket, Call call, const std::string& account) {
    const int callers_min = ticket.rules().calls.callers_min;
    if (callers_min < 2) return false;
    const auto& tries = call == Call::Verify ? ticket.course.tries : ticket.course.closing_tries;
    const auto is_others = [&](const rules::Course::Try& one) {
        return one.counts && one.caller != account;
    };
    const auto counted = std::ranges::count_if(tries, &rules::Course::Try::counts);
    const bool alone = counted > 0 && std::ranges::none_of(tries, is_others);
    const bool last = static_cast<int>(counted) + 1 >= ticket.rules().calls.attempts_min;
    const bool denied =
        call == Call::Verify && std::ranges::count(ticket.course.denials, account) > 0;
    return denied || (alone && last);
}

Result<Readiness> readiness_of(store::Database& db, const tickets::Ticket& ticket, Call call,
                               const Caller& caller) {
    if (needs_another(ticket, call, caller.account)) return Readiness::Others;
    if (call == Call::Verify && ticket.callbacks == 0) return Readiness::Ready;
    const char* type = call == Call::Verify ? "callback" : "closing_call";
    const auto events = tickets::events_of(db, ticket.id);
    if (!events.ok()) return events.error();
    const rules::Profile& profile = ticket.rules();
    for (const tickets::Event& event : std::views::reverse(events.value())) {
        const bool own_answer = call == Call::Closing && event.type == "replied" &&
                                event.by == caller.account && profile.calls.callers_min > 1;
        if (own_answer) return Readiness::Others;
        if (event.type == "replied") break;
        if (event.type != type) continue;
        if (const auto agreed = tickets::agreed_in(event)) {
            return caller.wall >= *agreed - Desk::kBeforeAgreed ? Readiness::Agreed
                                                                : Readiness::Later;
        }
        const bool same =
            rules::half_day_of(event.at, profile) == rules::half_day_of(caller.wall, profile);
        return same ? Readiness::Later : Readiness::Ready;
    }
    return Readiness::Ready;
}

/// A ticket and what it is to be called for.
struct Place {
    std::int64_t ticket = 0;
    Call call = Call::Verify;
};
/// The tickets that may be called, in order, and how many may not.
struct Waiting {
    std::vector<Place> ready;
    std::ptrdiff_t agreed = 0;  ///< At the front of `ready`.
    int later = 0;
    int others = 0;

    void take(const Place& place, Readiness found) {
        switch (found) {
            case Readiness::Agreed:
                ready.insert(ready.begin() + agreed++, place);
                break;
            case Readiness::Ready:
                ready.push_back(place);
                break;
            case Readiness::Later:
                ++later;
                break;
            case Readiness::Others:
                ++others;
                break;
        }
    }
};
Status look_through(store::Database& db, const Caller& caller, Call call, Waiting& waiting) {
    tickets::Filter filter;
    filter.awaits_callback = call == Call::Verify;
    filter.awaits_closing_call = call == Call::Closing;
    filter.limit = tickets::kListMax;
    for (int looked_at = 0; looked_at < Desk::kLookedAtMax; looked_at += filter.limit) {
        const auto page = tickets::list(db, caller.viewer, filter);
        if (!page.ok()) return page.error();
        for (const tickets::Ticket& ticket : page.value().items) {
            const auto found = readiness_of(db, ticket, call, caller);
            if (!found.ok()) return found.error();
            waiting.take({ticket.id, call}, found.value());
        }
        if (page.value().next == 0) break;
        filter.before = page.value().next;
    }
    return ok_status();
}

Result<Waiting> waiting_now(store::Database& db, const Caller& caller) {
    Waiting waiting;
    for (const Call call : {Call::Verify, Call::Closing}) {
        const Status looked = look_through(db, caller, call, waiting);
        if (!looked.ok()) return looked.error();
    }
    return waiting;
}

}  // namespace

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

void Desk::forget_old(const Caller& caller, const HalfDay& half) {
    std::erase_if(holds_, [&](const auto& entry) {
        return entry.second.account == caller.account || entry.second.until <= caller.now;
    });
    std::erase_if(put_off_, [&](const auto& entry) { return entry.second != half; });
}

Result<Turn> Desk::next(store::Database& db, const Caller& caller, std::int64_t put_off) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("callbacks.next");
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("callbacks.next");
    const Result<Waiting> waiting = waiting_now(db, caller);
    if (!waiting.ok()) return waiting.error().in("callbacks.next");
    const rules::Profile& profile =
        rules::profile_on(hall.value()->promises.profile, domain::date_of(caller.wall));
    const HalfDay half = rules::half_day_of(caller.wall, profile);
    Turn turn;
    turn.ready = static_cast<int>(waiting.value().ready.size());
    turn.later = waiting.value().later;
    turn.others = waiting.value().others;
    turn.next_slot = next_half_day(half, *calendar.value());
    turn.in_hours = is_office_hour(caller.wall, profile, *calendar.value());
    const std::lock_guard lock(mutex_);
    forget_old(caller, half);
    if (put_off != 0) put_off_[{caller.account, put_off}] = half;
    for (const bool again : {false, true}) {  // What was put off comes when nothing else is left.
        for (const Place& place : waiting.value().ready) {
            const std::int64_t ticket = place.ticket;
            if (is_held_by_another(ticket, caller) || is_put_off(ticket, caller) != again) continue;
            holds_[ticket] = {caller.account, caller.now + kHeldFor};
            turn.ticket = ticket;
            turn.call = place.call;
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
