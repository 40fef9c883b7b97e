// SPDX-License-Identifier: Apache-2.0
// A visitor who presses anything, and a sync thread that answers or does not: whatever happens, the
// page has a way out, the warning comes before the wipe, and the wipe leaves nothing.
#include "tests/app/flow/visitor.h"

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

/// What a visitor who knows what he wants types into a field.
std::string_view good_words(Field field) {
    switch (field) {
        case Field::CaseNumber:
            return "420600-2026-17";
        case Field::CaseSecret:
            return "0023";
        case Field::ComplaintText:
            return "窗口没人";
        case Field::ComplaintPhone:
            return "13800000017";
        case Field::ReceiptCode:
            break;
    }
    static const std::string code = [] {
        domain::RecordId id;
        id.bytes.fill(0x5a);
        return domain::ReceiptCode::of(id).compact();
    }();
    return code;
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
    switch (roll(dice, 9)) {
        case 0:
            return SwitchKeys{static_cast<Keys>(roll(dice, 9))};
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
        case 6:
            return roll(dice, 3) == 0 ? Intent(RubOutSound{})
                                      : Intent(TypeSound{"2ab'9z"[roll(dice, 6)]});
        default:
            return WriteStroke{{{1, 2}, {3, 4}, {static_cast<float>(roll(dice, 90)), 5}}, 90};
    }
}

Intent any_intent(Dice& dice, const State& state) {
    if (roll(dice, 6) == 0) return any_writing(dice, state);
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
            return OpenModes{};
        case 26:
            return ChooseModes{{.text = TextSize::Large, .more_time = roll(dice, 2) == 0}};
        default:
            return roll(dice, 2) == 0 ? Intent(CancelWait{}) : Intent(ComplainAboutCase{});
    }
}

/// Some answer to what is waited for, or some other news.
void answer(Dice& dice, Visitor& visitor) {
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
        case Waiting::For::Receipt:
        case Waiting::For::Wish: {
            client::ReceiptFound found{waiting.token, {}, false};
            found.view.wishes = {domain::Wish::Urge, domain::Wish::Withdraw};
            if (well) visitor.tell(found);
            break;
        }
    }
    if (!well) visitor.tell(client::LookUpFailed{waiting.token, {ErrorCode::NotFound, "", ""}});
}

void check_invariants(const State& state) {
    const Visit& visit = state.visit;
    CHECK((visit.page == Page::Busy) == visit.waiting.has_value());
    if (visit.page == Page::CaseResult) CHECK(visit.found_case.has_value());
    if (visit.page == Page::Receipt) CHECK(visit.receipt.index() != 0);
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

TEST_CASE("walk: 10,000 random acts leave no page without a way out") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        Visitor visitor;
        visitor.state.engines = std::make_shared<FourCharacters>();
        std::set<Page> seen;
        for (int step = 0; step < 10'000; ++step) {
            CAPTURE(step);
            const bool warned = visitor.state.visit.warned.has_value();
            if (roll(dice, 6) == 0) answer(dice, visitor);
            visitor.act(any_intent(dice, visitor.state));
            const bool wiped =
                visitor.wait(milliseconds{roll(dice, 20) == 0 ? 40'000U : roll(dice, 3'000)}).wiped;
            if (wiped) CHECK_MESSAGE(warned, "wiped without a warning");
            seen.insert(visitor.page());
            check_invariants(visitor.state);
        }
        CHECK(seen.size() == kPages.size() - 1);  // All but OutOfOrder.
    }
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
        while (by_clock.page() != Page::Attract && longest < 10min) {
            const auto wake = next_wake(by_clock.state);
            REQUIRE(wake);
            longest += *wake - by_clock.now;
            by_clock.wait(*wake - by_clock.now);
        }
        CHECK(by_clock.page() == Page::Attract);
        CHECK(longest <= kWaitMax + times * (120s + kWarnTime) + 1s);
    }
}
