// SPDX-License-Identifier: Apache-2.0
#include "app/flow/idle.h"

#include "app/flow/numbers.h"
#include "app/flow/turn.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::flow {
namespace {

constexpr milliseconds kSecond{1000};
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::array<int, 2> kChimesAtSecondsLeft = {20, 10};  // The first sounds with the warning.

/// Closed shows none, but a minute ends it.
bool shows_clock(Page page) {
    return page != Page::Attract && page != Page::OutOfOrder;
}

std::int64_t minute_of(WallTime wall) {
    return to_ms(wall) / kMinuteMs;
}

/// What a page of waiting shows: nothing yet, words, or words with a way out.
int wait_stage(const State& state) {
    if (!state.visit.waiting) return 0;
    return waited(state) >= kCancelAfter ? 3 : waited(state) >= kWordsAfter ? 2 : 1;
}

/// When a locked terminal forgets the monitor.
Instant staff_end(const Visit& visit) {
    const Instant locked = visit.staff->locked.value_or(visit.touched);
    return visit.staff->by_hand ? locked + kHandLock : visit.touched + kStaffEnd;
}

/// All of the picture that time alone can change.
struct Face {
    Page page;
    bool warned;
    int seconds_left;
    int wait_stage;
    std::int64_t minute;
    std::optional<Calling::State> calling;
    bool fresh, shown;
    bool operator==(const Face&) const = default;
};
Face face_of(const State& state) {
    const Page page = page_of(state);
    return {page,
            state.visit.warned.has_value(),
            seconds_left(state),
            wait_stage(state),
            shows_clock(page) ? minute_of(state.wall) : 0,
            state.visit.calling ? std::optional(state.visit.calling->state) : std::nullopt,
            state.visit.fresh.has_value(),
            state.visit.shown.has_value()};
}

void end_visit(const Turn& turn) {
    end_call(turn);
    wipe(turn.state, turn.state.now);
    turn.effects.wiped = true;
}

/// A monitor who walked away: the lock is the warning, and says who may come back.
void lock_or_end(const Turn& turn) {
    const Visit& visit = turn.visit();
    if (visit.page == Page::StaffLock) {
        if (turn.state.now >= staff_end(visit)) end_visit(turn);
    } else if (turn.state.now - visit.touched >= kStaffLock) {
        lock_staff(turn, false);
    }
}

int times_as_long(const Visit& visit) {
    return (visit.modes.more_time ? kMoreTime : 1) *
           (visit.hearing.on() && !visit.hearing.pulled ? kHearingTime : 1);
}

bool is_printing(const Visit& visit) {
    return visit.slip && visit.slip->stands == Slip::Stands::Printing;
}

void warn_or_wipe(const Turn& turn) {
    Visit& visit = turn.visit();
    if (visit.staff && idle_class(visit.page) == IdleClass::Staff) return lock_or_end(turn);
    const std::chrono::seconds limit = idle_limit(visit);
    if (limit.count() == 0) return;
    // Who waits for paper is there (kiosk-ux P2). A printer gives up by itself.
    if (is_printing(visit) && !visit.warned) visit.touched = turn.state.now;
    if (!visit.warned && turn.state.now - visit.touched >= limit) {
        // From this moment, not from when the limit passed: nobody is wiped without 30 s of
        // warning.
        visit.warned = turn.state.now;
        turn.effects.cue = Cue::IdleWarning;
    } else if (visit.warned && turn.state.now - *visit.warned >= warn_time(visit)) {
        end_visit(turn);
    }
}

/// A rating is on disk and nobody waits for anything: the terminal is the next one's (kiosk-ux C4).
/// Who rated badly may still want to take the code along.
bool leaves_thanks(const State& state) {
    const auto* filed = std::get_if<Filed>(&state.visit.receipt);
    return state.visit.page == Page::Receipt && filed != nullptr &&
           filed->kind == domain::RecordKind::Rating && !filed->bad && !state.visit.warned &&
           !state.visit.choosing && !is_printing(state.visit);
}

void leave_thanks(const Turn& turn) {
    Visit& visit = turn.visit();
    if (!leaves_thanks(turn.state) || turn.state.now - visit.touched < thanks_time(visit)) return;
    forget_results(visit);
    enter(turn.state, Page::Home);
    visit.touched = turn.state.now;
}

void give_up_waiting(const Turn& turn) {
    const auto& waiting = turn.visit().waiting;
    if (!waiting || waiting->what == Waiting::For::Filing || waited(turn.state) < kWaitMax) return;
    stop_waiting(turn);
    turn.fail(Trouble::NoAnswer);
}

bool is_chosen(const Visit& visit) {
    return visit.language != domain::Language::Zh || visit.modes != Modes{} || visit.choosing;
}

/// A terminal that works again invites everybody alike, and one that does not forgets after a while
/// in which language it was read.
void forget_how_told(const Turn& turn) {
    const Visit& visit = turn.visit();
    if (visit.page != Page::Attract || !is_chosen(visit)) return;
    const bool out = page_of(turn.state) == Page::OutOfOrder;
    if (out && turn.state.now - visit.touched < idle_limit(IdleClass::Browse)) return;
    end_visit(turn);
}

/// A hall whose terminals rest after hours: nobody is sent away from a page.
void close_or_open(const Turn& turn) {
    Visit& visit = turn.visit();
    if (turn.state.broken) return;
    const bool closed = is_after_hours(turn.state);
    if (visit.page == Page::Attract && closed) enter(turn.state, Page::Closed);
    if (visit.page == Page::Closed && !closed) enter(turn.state, Page::Attract);
    // Nothing was typed there, but a language or size was perhaps chosen by somebody who left.
    if (visit.page == Page::Closed && is_chosen(visit) &&
        turn.state.now - visit.touched >= idle_limit(IdleClass::Browse)) {
        end_visit(turn);
    }
}

void chime(const Turn& turn, int before) {
    const int left = seconds_left(turn.state);
    for (const int at : kChimesAtSecondsLeft) {
        if (before > at && left <= at && left > 0) turn.effects.cue = Cue::IdleWarning;
    }
}

}  // namespace

IdleClass idle_class(Page page) {
    switch (page) {
        case Page::Attract:
        case Page::OutOfOrder:
        case Page::Closed:
            return IdleClass::None;
        case Page::Home:
        case Page::Help:
            return IdleClass::Browse;
        case Page::StaffHome:
        case Page::IssueKind:
        case Page::IssueWindow:
        case Page::IssueSeverity:
        case Page::IssueAspect:
        case Page::IssueText:
        case Page::IssueCheck:
        case Page::IssueDone:
        case Page::StaffRecords:
        case Page::StaffRecord:
        case Page::StaffLock:
            return IdleClass::Staff;
        case Page::CaseStart:
        case Page::CaseNumber:
        case Page::CaseSecret:
        case Page::CaseIdCard:
        case Page::CasePhone:
        case Page::ComplaintStart:
        case Page::ComplaintTopic:
        case Page::ComplaintWindow:
        case Page::ComplaintDay:
        case Page::ComplaintDate:
        case Page::ComplaintText:
        case Page::ComplaintReply:
        case Page::ComplaintPhone:
        case Page::RatingWindow:
        case Page::RatingLevel:
        case Page::RatingReason:
        case Page::RatingComment:
        case Page::RatingReply:
        case Page::RatingPhone:
        case Page::QueueNumber:
        case Page::PlaceWords:
        case Page::PlaceList:
        case Page::ReceiptCode:
        case Page::StaffSignIn:
        case Page::StaffCode:
        case Page::StaffPin:
        case Page::Busy:
            return IdleClass::Entry;
        case Page::CaseList:
        case Page::CaseResult:
        case Page::CaseMissing:
        case Page::ComplaintCheck:
            return IdleClass::Shown;
        case Page::Receipt:
        case Page::CallStaff:
            return IdleClass::Receipt;
    }
    return IdleClass::Entry;
}

std::chrono::seconds idle_limit(IdleClass idle) {
    switch (idle) {
        case IdleClass::None:
            return std::chrono::seconds{0};
        case IdleClass::Browse:
            return std::chrono::seconds{45};
        case IdleClass::Entry:
            return std::chrono::seconds{90};
        case IdleClass::Shown:
            return std::chrono::seconds{60};
        case IdleClass::Receipt:
            return std::chrono::seconds{120};
        case IdleClass::Staff:
            return kStaffLock;
    }
    return std::chrono::seconds{0};
}

std::chrono::seconds idle_limit(const Visit& visit) {
    const IdleClass idle = idle_class(visit.page);
    if (idle == IdleClass::Staff) return kStaffLock;
    return idle_limit(idle) * times_as_long(visit);
}

std::chrono::seconds warn_time(const Visit& visit) {
    return kWarnTime * times_as_long(visit);
}

std::chrono::seconds thanks_time(const Visit& visit) {
    return kThanks * times_as_long(visit);
}

Effects tick(State& state, Instant now, WallTime wall) {
    const Face before = face_of(state);
    Effects effects;
    const Turn turn{state, effects};
    state.now = std::max(state.now, now);
    state.wall = wall;
    if (page_of(state) == Page::OutOfOrder && state.visit.page != Page::Attract) end_visit(turn);
    close_or_open(turn);
    forget_how_told(turn);
    tend_call(turn);
    give_up_waiting(turn);
    // Whoever waits for the terminal is not idle (kiosk-ux P2); a terminal that never answers is.
    if (state.visit.waiting && waited(state) < kWaitMax) state.visit.touched = state.now;
    ask_for_headset(turn);
    leave_thanks(turn);
    cover_again(turn);
    warn_or_wipe(turn);
    if (before.warned) chime(turn, before.seconds_left);
    effects.redraw = effects.wiped || !(face_of(state) == before);
    return effects;
}

std::optional<Instant> next_wake(const State& state) {
    std::optional<Instant> wake;
    const auto at = [&](Instant when) {
        if (when > state.now && (!wake || when < *wake)) wake = when;
    };
    const Visit& visit = state.visit;
    if (shows_clock(page_of(state))) {
        at(state.now + milliseconds{kMinuteMs - to_ms(state.wall) % kMinuteMs});
    }
    const std::chrono::seconds limit = idle_limit(visit);
    if (visit.calling && visit.calling->state == Calling::State::Ringing) {
        at(std::max(visit.calling->asked + kCallAskEvery, state.now + milliseconds{1}));
    }
    if (visit.calling && visit.calling->state == Calling::State::Asking) {
        at(visit.calling->since + kCallMax);
    }
    if (leaves_thanks(state)) {
        at(std::max(visit.touched + thanks_time(visit), state.now + milliseconds{1}));
    }
    const bool rests = visit.page == Page::Closed || page_of(state) == Page::OutOfOrder;
    if (rests && is_chosen(visit)) {
        at(std::max(visit.touched + idle_limit(IdleClass::Browse), state.now + milliseconds{1}));
    }
    if (visit.page == Page::StaffLock && visit.staff) {
        at(std::max(staff_end(visit), state.now + milliseconds{1}));
    } else if (visit.warned) {
        const milliseconds shown = state.now - *visit.warned;
        at(*visit.warned + (shown / kSecond + 1) * kSecond);
    } else if (limit.count() > 0) {
        at(std::max(visit.touched + limit, state.now + milliseconds{1}));
    }
    if (const auto field = field_of(visit.page); field && is_masked(*field)) {
        if (visit.fresh) at(visit.fresh->since + kFreshTime);
        if (visit.shown) at(*visit.shown + kShownTime);
    }
    if (visit.hearing.pulled && !visit.warned) at(*visit.hearing.pulled + kReinsertTime);
    if (visit.waiting) {
        for (const milliseconds step :
             {milliseconds{kWordsAfter}, milliseconds{kCancelAfter}, milliseconds{kWaitMax}}) {
            at(visit.waiting->since + step);
        }
    }
    return wake;
}

}  // namespace sunbooth::app::flow
