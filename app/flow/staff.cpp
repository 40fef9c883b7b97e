// SPDX-License-Identifier: Apache-2.0
// Monitors at the terminal: signing in, the report on its way, their own list, lock and sign-out.
#include "app/flow/turn.h"

#include <algorithm>

namespace sunbooth::app::flow {
namespace {

constexpr int kBadgesMax = 5;  // kiosk-ux A2
constexpr std::chrono::seconds kBadgeLock{60};

domain::Date today(const State& state) {
    return domain::date_of(state.wall);
}

void ask_own(const Turn& turn) {
    Staff& staff = *turn.visit().staff;
    staff.asked = ++turn.state.last_token;
    turn.effects.post.emplace_back(client::ListOwnIssues{staff.asked, staff.monitor});
}

/// Whatever stood on the page was somebody else's, or nobody's.
void sign_in(const Turn& turn, const std::string& monitor) {
    const domain::Language language = turn.visit().language;
    const Modes modes = turn.visit().modes;
    const Hearing hearing = turn.visit().hearing;
    wipe(turn.state, turn.state.now);
    turn.effects.wiped = true;
    turn.visit().language = language;
    turn.visit().modes = modes;
    turn.visit().hearing = hearing;
    turn.visit().staff = Staff{};
    turn.visit().staff->monitor = monitor;
    turn.state.staff_misses = 0;
    enter(turn.state, Page::StaffHome);
    ask_own(turn);
    turn.effects.cue = Cue::Success;
}

bool is_badge_locked(const Turn& turn) {
    if (turn.state.now >= turn.state.staff_locked_until) return false;
    turn.visit().wait =
        std::chrono::ceil<std::chrono::seconds>(turn.state.staff_locked_until - turn.state.now);
    turn.fail(Trouble::TooMany);
    return true;
}

void miss(const Turn& turn) {
    if (++turn.state.staff_misses >= kBadgesMax) {
        turn.state.staff_misses = 0;
        turn.state.staff_locked_until = turn.state.now + kBadgeLock;
    }
    turn.fail(Trouble::BadgeUnknown);
}

/// Pages on which a citizen may be helped (帮办). A rating is nobody's business but the visitor's.
bool may_assist(const Visit& visit) {
    const Page page = visit.page;
    const bool finds = page == Page::PlaceWords || page == Page::PlaceList;
    if (finds) return visit.finding == Page::ComplaintWindow;
    return page == Page::ComplaintTopic || page == Page::ComplaintWindow ||
           page == Page::ComplaintText || page == Page::ComplaintReply ||
           page == Page::ComplaintPhone || page == Page::ComplaintStart ||
           page == Page::ComplaintDay || page == Page::ComplaintDate ||
           page == Page::ComplaintCheck;
}

bool is_sign_in(Page page) {
    return page == Page::StaffSignIn || page == Page::StaffCode || page == Page::StaffPin;
}

bool may_sign_in(Page page) {
    return is_sign_in(page) || page == Page::Attract || page == Page::Home || page == Page::Closed;
}

void unlock(const Turn& turn) {
    Staff& staff = *turn.visit().staff;
    staff.locked.reset();
    enter(turn.state, staff.behind);
    turn.effects.cue = Cue::Success;
}

/// Once something was reported there is no quiet week any more (kiosk-ux E1).
bool was_reported(const Visit& visit) {
    return visit.staff && visit.staff->own && visit.staff->own->this_week > 0;
}

}  // namespace

void show_badge(const Turn& turn, const ShowBadge& intent) {
    const Page page = turn.visit().page;
    const domain::Monitor* monitor = turn.hall().monitor_of_badge(intent.hash, today(turn.state));
    if (may_assist(turn.visit())) {
        if (monitor == nullptr) return turn.fail(Trouble::BadgeUnknown);
        turn.visit().assisted = monitor->code;
        turn.effects.cue = Cue::Success;
        return;
    }
    if (!may_sign_in(page) && page != Page::StaffLock) {
        turn.effects.cue = Cue::Error;
        return;
    }
    if (page == Page::Attract || page == Page::Home || page == Page::Closed) {
        enter(turn.state, Page::StaffSignIn);
    }
    if (is_badge_locked(turn)) return;
    if (monitor == nullptr) return miss(turn);
    if (page == Page::StaffLock && turn.visit().staff->monitor == monitor->code) {
        return unlock(turn);
    }
    sign_in(turn, monitor->code);
}

void ask_pin(const Turn& turn) {
    Visit& visit = turn.visit();
    constexpr std::size_t kPinMin = 4;
    const SecretText& pin = visit.entry(Field::StaffPin).text;
    if (pin.size() < kPinMin) return turn.fail(Trouble::PinShape);
    if (!turn.state.standing.online) return turn.fail(Trouble::NeedsNetwork);
    visit.waiting =
        Waiting{Waiting::For::SignIn, ++turn.state.last_token, turn.state.now, Page::StaffPin};
    turn.effects.post.emplace_back(client::SignInStaff{
        turn.state.last_token, std::string(visit.entry(Field::StaffCode).text.view()), pin});
    enter(turn.state, Page::Busy);
}

void signed_in(const Turn& turn) {
    const std::string code(turn.visit().entry(Field::StaffCode).text.view());
    turn.visit().waiting.reset();
    // The center knows the monitor, but this terminal's feed may be older than they are.
    if (turn.hall().monitor(code) == nullptr) {
        enter(turn.state, Page::StaffPin);
        return turn.fail(Trouble::PinWrong);
    }
    sign_in(turn, code);
}

void take_own(const Turn& turn, const client::OwnIssues& own) {
    auto& staff = turn.visit().staff;
    if (staff && staff->asked == own.token) staff->own = own;
}

void begin_issue(const Turn& turn, const OpenIssue& intent) {
    Visit& visit = turn.visit();
    if (!visit.staff || !is_staff_page(visit.page) || !may_begin_form(turn)) return;
    const bool nothing = intent.kind == domain::IssueKind::Nil;
    if (nothing && was_reported(visit)) return;
    IssueDraft draft;
    if (intent.keep_place) draft.window = visit.staff->issue.window;
    draft.kind = intent.kind;
    visit.staff->issue = draft;
    visit.entry(Field::IssueText).wipe();
    visit.receipt = std::monostate{};
    enter(turn.state, nothing ? Page::IssueCheck : Page::IssueKind);
}

void issue_filed(const Turn& turn) {
    Visit& visit = turn.visit();
    if (!visit.staff) return;
    IssueDraft next;
    next.window = visit.staff->issue.window;
    visit.staff->issue = next;
    if (visit.staff->own) ++visit.staff->own->this_week;  // Until the list has come anew.
    ask_own(turn);
}

void continue_issue(const Turn& turn) {
    Visit& visit = turn.visit();
    if (!visit.staff) return;
    const IssueDraft& draft = visit.staff->issue;
    const auto go_on = [&](Page next) {
        enter(turn.state, visit.changing ? Page::IssueCheck : next);
        visit.changing = false;
    };
    switch (visit.page) {
        case Page::IssueKind:
            if (!draft.kind || (*draft.kind == domain::IssueKind::Nil && was_reported(visit))) {
                return turn.fail(Trouble::NoIssueKind);
            }
            return go_on(*draft.kind == domain::IssueKind::Nil ? Page::IssueCheck
                                                               : Page::IssueWindow);
        case Page::IssueWindow:
            if (!draft.window) return turn.fail(Trouble::NoWindow);
            return go_on(Page::IssueSeverity);
        case Page::IssueSeverity:
            if (!draft.severity) return turn.fail(Trouble::NoSeverity);
            return go_on(Page::IssueAspect);
        case Page::IssueAspect:
            if (!draft.aspect) return turn.fail(Trouble::NoAspect);
            return go_on(Page::IssueText);
        case Page::IssueText:
            return go_on(Page::IssueCheck);
        default:
            return;
    }
}

void open_own(const Turn& turn, const OpenOwn& intent) {
    Visit& visit = turn.visit();
    if (visit.page != Page::StaffHome || !visit.staff) return;
    visit.staff->show = intent.show;
    enter(turn.state, Page::StaffRecords);
    ask_own(turn);  // What waited may have been sent meanwhile.
}

void choose_own(const Turn& turn, const ChooseOwn& intent) {
    Visit& visit = turn.visit();
    if (visit.page != Page::StaffRecords || !visit.staff) return;
    if (intent.index >= shown_own(turn.state).size()) return;
    visit.staff->chosen = intent.index;
    enter(turn.state, Page::StaffRecord);
}

void filter_own(const Turn& turn, const FilterOwn& intent) {
    Visit& visit = turn.visit();
    if (visit.page != Page::StaffRecords || !visit.staff) return;
    visit.staff->show = intent.show;
    visit.list_page = 0;
}

void lock_staff(const Turn& turn, bool by_hand) {
    Visit& visit = turn.visit();
    if (!visit.staff || visit.staff->locked || !is_staff_page(visit.page)) return;
    (void)settle(turn);  // As far as there is room; a lock does not wait.
    visit.staff->locked = turn.state.now;
    visit.staff->by_hand = by_hand;
    visit.staff->behind = visit.page;
    enter(turn.state, Page::StaffLock);
}

bool is_marked_staff(const Visit& visit) {
    return visit.staff.has_value() || is_sign_in(visit.page);
}

bool is_staff_page(Page page) {
    switch (page) {
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
            return true;
        default:
            return false;
    }
}

bool is_waiting(const client::OwnIssue& one) {
    using enum client::OwnIssue::State;
    return one.state == Queued || one.state == Parked;
}

std::vector<client::OwnIssue> own_of(const State& state, Staff::Show show) {
    std::vector<client::OwnIssue> found;
    const auto& staff = state.visit.staff;
    if (!staff || !staff->own) return found;
    for (const client::OwnIssue& one : staff->own->items) {
        const bool is_open = one.state != client::OwnIssue::State::Closed;
        if (show == Staff::Show::Waiting && !is_waiting(one)) continue;
        if (show == Staff::Show::Today && one.day != today(state)) continue;
        if (show == Staff::Show::Open && !is_open) continue;
        found.push_back(one);
    }
    return found;
}

std::vector<client::OwnIssue> shown_own(const State& state) {
    if (!state.visit.staff) return {};
    return own_of(state, state.visit.staff->show);
}

std::optional<domain::Date> day_of(When when, WallTime wall) {
    switch (when) {
        case When::Today:
            return domain::date_of(wall);
        case When::Yesterday:
            return domain::date_of(wall).plus(-1);
    }
    return std::nullopt;
}

}  // namespace sunbooth::app::flow
