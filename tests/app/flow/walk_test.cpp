// SPDX-License-Identifier: Apache-2.0
// A visitor who presses anything, and a sync thread that answers or does not: whatever happens, the
// page has a way out, the warning comes before the wipe, and the wipe leaves nothing.
#include "tests/app/flow/visitor.h"
#include "tests/app/flow/written.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

using Dice = std::mt19937_64;

std::size_t roll(Dice& dice, std::size_t sides) {
    return static_cast<std::size_t>(dice() % sides);
}

Intent any_edit(Dice& dice, const State& state) {
    const auto field = field_of(state.visit.page).value_or(Field::ComplaintText);
    const std::size_t size = state.visit.entry(field).text.size();
    if (roll(dice, 2) == 0) return Edit{field, 0, size, SecretText(good_words(field))};
    static const std::vector<std::string> kTyped = {"4", "7", "X", "1380", "窗口", "ئۇ", "\n", ""};
    return Edit{field, roll(dice, size + 2), roll(dice, size + 2),
                SecretText(kTyped[roll(dice, kTyped.size())])};
}

Intent any_writing(Dice& dice, const State& state) {
    switch (roll(dice, 11)) {
        case 0:
            return SwitchKeys{static_cast<Keys>(roll(dice, 10))};
        case 1:
            return UndoStroke{};
        case 2:
            return roll(dice, 2) == 0 ? Intent(ClearInk{}) : Intent(MoreCandidates{});
        case 3:
            return ChooseCandidate{roll(dice, 5)};
        case 4:
            return TapField{field_of(state.visit.page).value_or(Field::ComplaintText),
                            roll(dice, 30)};
        case 5:
            return StepCaret{Field::ComplaintText, roll(dice, 2) == 0};
        case 7:
            return TapLetter{"0123456789x"[roll(dice, 11)]};
        case 8:
            return roll(dice, 2) == 0
                       ? Intent(ShowField{})
                       : Intent(
                             ClearField{field_of(state.visit.page).value_or(Field::ComplaintText)});
        case 6:
            return roll(dice, 3) == 0 ? Intent(RubOutSound{})
                                      : Intent(TypeSound{"2ab'9z"[roll(dice, 6)]});
        default:
            return WriteStroke{{{1, 2}, {3, 4}, {static_cast<float>(roll(dice, 90)), 5}}, 90};
    }
}

/// What people do who work here, and what anybody does beside the way.
Intent any_staff(Dice& dice) {
    switch (roll(dice, 14)) {
        case 0:
            return ShowBadge{roll(dice, 4) == 0 ? "ff" : roll(dice, 2) == 0 ? kBadge : kOtherBadge};
        case 1:
            return OpenStaff{};
        case 2:
            return UsePin{};
        case 3:
            return OpenIssue{.kind = {}, .keep_place = roll(dice, 2) == 0};
        case 4:
            return roll(dice, 3) == 0 ? Intent(OpenIssue{.kind = domain::IssueKind::Nil})
                                      : Intent(LockStaff{});
        case 5:
            return ChooseIssueKind{domain::kIssueKinds[roll(dice, 4)]};
        case 6:
            return ChooseSeverity{domain::kSeverities[roll(dice, 3)]};
        case 7:
            return ChooseAspect{domain::kAspects[roll(dice, 5)]};
        case 8:
            return ChooseWhen{static_cast<When>(roll(dice, 2))};
        case 9:
            return OpenOwn{};
        case 10:
            return ChooseOwn{roll(dice, 3)};
        case 11:
            return FilterOwn{static_cast<Staff::Show>(roll(dice, 3))};
        case 12:
            return OpenHelp{};
        default:
            return CallPerson{};
    }
}

/// What a monitor does who knows the way.
Intent next_of_staff(Dice& dice, const State& state) {
    switch (state.visit.page) {
        case Page::StaffSignIn:
            return roll(dice, 2) == 0 ? Intent(UsePin{}) : Intent(ShowBadge{kBadge});
        case Page::StaffCode:
        case Page::StaffPin: {
            const Field field = field_of(state.visit.page).value_or(Field::StaffCode);
            const std::size_t size = state.visit.entry(field).text.size();
            if (roll(dice, 2) == 0) return Continue{};
            return Edit{field, 0, size, SecretText(good_words(field))};
        }
        case Page::StaffHome:
            return roll(dice, 3) == 0 ? Intent(OpenOwn{}) : Intent(OpenIssue{});
        case Page::IssueKind:
            if (state.visit.staff->issue.kind) return Continue{};
            return ChooseIssueKind{domain::kIssueKinds[roll(dice, 3)]};
        case Page::IssueWindow:
            if (state.visit.staff->issue.window) return Continue{};
            return ChooseWindow{"3"};
        case Page::IssueSeverity:
            if (state.visit.staff->issue.severity) return Continue{};
            return ChooseSeverity{domain::kSeverities[roll(dice, 3)]};
        case Page::IssueAspect:
            if (state.visit.staff->issue.aspect) return Continue{};
            return ChooseAspect{domain::kAspects[roll(dice, 5)]};
        case Page::IssueText:
            return Continue{};
        case Page::IssueCheck:
            return Submit{};
        case Page::StaffRecords:
            return ChooseOwn{0};
        default:
            return any_staff(dice);
    }
}

/// What a citizen does who knows the way: the pages that chance alone would seldom pass.
std::optional<Intent> next_of_citizen(Dice& dice, const State& state) {
    const Page page = state.visit.page;
    switch (page) {
        case Page::CaseStart:
            return roll(dice, 2) == 0 ? Intent(FindByNumber{}) : Intent(FindByPerson{});
        case Page::CaseIdCard:
        case Page::CasePhone:
        case Page::RatingPhone: {
            const Field field = *field_of(page);
            if (roll(dice, 2) == 0) {
                return page == Page::RatingPhone ? Intent(Submit{}) : Intent(Continue{});
            }
            return Edit{field, 0, state.visit.entry(field).text.size(),
                        SecretText(good_words(field))};
        }
        case Page::QueueNumber:
        case Page::PlaceWords:
            if (roll(dice, 2) == 0) return Continue{};
            return Edit{*field_of(page), 0, state.visit.entry(*field_of(page)).text.size(),
                        SecretText(good_words(*field_of(page)))};
        case Page::PlaceList:
            return roll(dice, 3) == 0 ? Intent(Back{}) : Intent(ChoosePlace{roll(dice, 3)});
        case Page::CaseMissing:
            return roll(dice, 2) == 0 ? Intent(FindByNumber{}) : Intent(OpenTask{Task::Case});
        case Page::ComplaintWindow:
        case Page::RatingWindow:
            if (roll(dice, 3) != 0) return std::nullopt;
            return roll(dice, 2) == 0 ? Intent(FindPlace{}) : Intent(OpenQueue{});
        case Page::CaseList:
            return ChooseCase{roll(dice, 3)};
        case Page::ComplaintDay:
        case Page::ComplaintDate:
            if (roll(dice, 2) == 0) return Continue{};
            return ChooseHappened{
                static_cast<Happened>(roll(dice, 5)),
                domain::date_of(state.wall).plus(-static_cast<int>(roll(dice, 30)))};
        case Page::ComplaintReply:
        case Page::RatingReply:
            if (roll(dice, 2) == 0) return Continue{};
            return ChooseCall{roll(dice, 2) == 0};
        default:
            return std::nullopt;
    }
}

Intent any_intent(Dice& dice, const State& state) {
    if (const auto next = next_of_citizen(dice, state); next && roll(dice, 3) != 0) return *next;
    if (roll(dice, 6) == 0) return any_writing(dice, state);
    const bool works = state.visit.staff.has_value() || state.visit.page == Page::StaffSignIn ||
                       state.visit.page == Page::StaffCode || state.visit.page == Page::StaffPin;
    if (works && roll(dice, 3) != 0) return next_of_staff(dice, state);
    if (roll(dice, works ? 3 : 12) == 0) return any_staff(dice);
    switch (roll(dice, 28)) {
        case 0:
            return Touch{};
        case 1:
            return ChooseLanguage{domain::kLanguages[roll(dice, 3)]};
        case 2:
        case 3:
            return OpenTask{static_cast<Task>(roll(dice, 4))};
        case 4:
            return Back{};
        case 5:
            return GoHome{};
        case 6:
        case 7:
        case 8:
        case 9:
            return Continue{};
        case 10:
            return roll(dice, 4) == 0 ? Intent(Exit{}) : Intent(Touch{});
        case 11:
            return roll(dice, 8) == 0 ? Intent(EndVisit{}) : Intent(Stay{});
        case 12:
        case 13:
            return any_edit(dice, state);
        case 14:
            return MoveCaret{Field::ComplaintText, roll(dice, 8)};
        case 15:
            return ChooseTopic{roll(dice, 2) == 0 ? "slow" : "absent"};
        case 16:
            return ChooseWindow{roll(dice, 2) == 0 ? "" : "3"};
        case 17:
            return ChooseLevel{static_cast<int>(roll(dice, 6))};
        case 18:
            return ToggleTag{"20" + std::to_string(roll(dice, 9))};
        case 19:
            return Change{kPages[roll(dice, kPages.size())]};
        case 20:
        case 21:
            return Submit{};
        case 22:
            return TurnPage{roll(dice, 2) == 0 ? -1 : 1};
        case 23:
            return MakeWish{static_cast<domain::Wish>(roll(dice, 3))};
        case 24:
            return ConfirmWish{};
        case 25:
            return roll(dice, 2) == 0 ? Intent(OpenModes{}) : Intent(ShowField{});
        case 26:
            return ChooseModes{{.text = TextSize::Large, .more_time = roll(dice, 2) == 0}};
        default:
            return roll(dice, 2) == 0 ? Intent(CancelWait{}) : Intent(ComplainAboutCase{});
    }
}

/// What comes to a page that does not wait for it.
void answer_aside(Dice& dice, Visitor& visitor) {
    Visit& visit = visitor.state.visit;
    if (visit.calling) {
        visitor.tell(client::StaffCalled{visit.calling->token,
                                         static_cast<client::StaffCalled::State>(roll(dice, 4))});
    }
    if (!visit.staff) return;
    const domain::Date today = domain::date_of(visitor.state.wall);
    domain::RecordId id;
    id.bytes.fill(0x5a);
    visitor.tell(client::OwnIssues{visit.staff->asked,
                                   {{domain::ReceiptCode::of(id), domain::IssueKind::Problem, today,
                                     client::OwnIssue::State::Queued},
                                    {domain::ReceiptCode::of(id), domain::IssueKind::Nil,
                                     today.plus(-9), client::OwnIssue::State::Closed}},
                                   1,
                                   roll(dice, 2) == 0});
}

/// Some answer to what is waited for, or some other news.
void answer(Dice& dice, Visitor& visitor) {
    answer_aside(dice, visitor);
    if (!visitor.state.visit.waiting) {
        visitor.online(roll(dice, 2) == 0);
        visitor.accepting(roll(dice, 8) != 0);
        return;
    }
    const Waiting waiting = *visitor.state.visit.waiting;
    const bool well = roll(dice, 3) != 0;
    switch (waiting.what) {
        case Waiting::For::Filing:
            if (well) visitor.saved();
            if (!well) visitor.tell(client::NotSaved{waiting.token, {ErrorCode::Io, "", ""}});
            return;
        case Waiting::For::Case:
            if (well) visitor.tell(client::CaseFound{waiting.token, {}, false});
            break;
        case Waiting::For::Person:
            if (well) visitor.tell(client::CasesFound{waiting.token, {{}, {}}});
            break;
        case Waiting::For::Receipt:
        case Waiting::For::Wish: {
            client::ReceiptFound found{waiting.token, {}, false};
            found.view.wishes = {domain::Wish::Urge, domain::Wish::Withdraw};
            if (well) visitor.tell(found);
            break;
        }
        case Waiting::For::SignIn:
            if (well) visitor.tell(client::StaffSignedIn{waiting.token});
            break;
    }
    if (!well) visitor.tell(client::LookUpFailed{waiting.token, {ErrorCode::NotFound, "", ""}});
}

void check_invariants(const State& state) {
    const Visit& visit = state.visit;
    // Who waits for an answer may read help meanwhile, or call somebody, and comes back to waiting.
    const bool beside =
        (visit.page == Page::Help || visit.page == Page::CallStaff) && visit.behind == Page::Busy;
    CHECK((visit.page == Page::Busy || beside) == visit.waiting.has_value());
    if (visit.page == Page::CaseResult) CHECK(visit.found_case.has_value());
    if (visit.page == Page::Receipt || visit.page == Page::IssueDone) {
        CHECK(visit.receipt.index() != 0);
    }
    if (is_staff_page(visit.page) || visit.page == Page::StaffLock) {
        CHECK(visit.staff.has_value());
        CHECK((visit.page == Page::StaffLock) == visit.staff->locked.has_value());
    }
    if (visit.page == Page::PlaceList) CHECK_FALSE(visit.places.empty());
    if (visit.page == Page::CaseMissing) CHECK(visit.missing.has_value());
    if (visit.page == Page::CallStaff) CHECK(visit.calling.has_value());
    if (visit.asking) CHECK(visit.page == Page::Receipt);
    for (const Entry& entry : visit.entries) {
        CHECK(std::max(entry.caret, entry.anchor) <= entry.text.size());
    }
    const bool composes =
        visit.keys == Keys::Hand || visit.keys == Keys::Pinyin || visit.keys == Keys::Nine;
    if (!composes) CHECK(visit.composer.empty());
    if (visit.page == Page::Attract) CHECK(all_words(state).empty());
    CHECK((visit.page == Page::Attract || next_wake(state).has_value()));
}

}  // namespace

TEST_CASE("walk: 20,000 random acts leave no page without a way out") {
    std::set<Page> seen;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        Visitor visitor;
        visitor.state.engines = std::make_shared<FourCharacters>();
        for (int step = 0; step < 20'000; ++step) {
            CAPTURE(step);
            // The lock is a monitor's warning.
            const auto warned_of_end = [](const State& state) {
                return state.visit.warned.has_value() || state.visit.page == Page::StaffLock;
            };
            const bool warned = warned_of_end(visitor.state);
            if (roll(dice, 6) == 0) answer(dice, visitor);
            act_written(visitor, any_intent(dice, visitor.state));
            const bool locked = visitor.page() == Page::StaffLock;
            const milliseconds time{roll(dice, 20) == 0 ? 40'000U : roll(dice, 3'000)};
            const bool wiped = wait_written(visitor, time);
            if (wiped) CHECK_MESSAGE((warned || locked), "wiped without a warning");
            seen.insert(visitor.page());
            check_invariants(visitor.state);
        }
    }
    CHECK(seen.size() == kPages.size() - 2);  // All but OutOfOrder and Closed.
}

TEST_CASE("walk: from anywhere, two acts or the clock lead out") {
    for (std::uint64_t seed = 100; seed <= 400; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        Visitor visitor;
        visitor.state.engines = std::make_shared<FourCharacters>();
        for (int step = 0; step < 60; ++step) {
            if (roll(dice, 6) == 0) answer(dice, visitor);
            visitor.act(any_intent(dice, visitor.state));
        }
        Visitor by_clock = visitor;
        const int times = visitor.state.visit.modes.more_time ? kMoreTime : 1;
        visitor.act(Stay{});
        visitor.act(Exit{});
        if (visitor.page() != Page::Attract) visitor.act(EndVisit{});
        CHECK(visitor.page() == Page::Attract);
        CHECK(all_words(visitor.state).empty());

        milliseconds longest{0};
        while (by_clock.page() != Page::Attract && longest < 30min) {
            const auto wake = next_wake(by_clock.state);
            REQUIRE(wake);
            longest += *wake - by_clock.now;
            by_clock.wait(*wake - by_clock.now);
        }
        CHECK(by_clock.page() == Page::Attract);
        CHECK(longest <= kWaitMax + times * (120s + kWarnTime) + kHandLock + 1s);
    }
}
