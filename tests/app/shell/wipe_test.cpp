// SPDX-License-Identifier: Apache-2.0
// A visit wiped by the idle clock: what the visitor typed is then nowhere in this process, the
// buffers of the frame included.
#include "tests/app/shell/wipe_rig.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::shell::tests;
using namespace sunbooth::app::text::tests;
using flow::Field;

namespace {

/// Eleven digits that this binary does not hold.
SecretText secret_phone() {
    SecretText phone("13");
    for (std::size_t i = 0; i < 9; ++i) {
        const char digit = static_cast<char>('0' + (i * 2654435761U >> 9U) % 10);
        phone.append({&digit, 1});
    }
    return phone;
}

/// Complains, word by word as the on-screen keys would.
std::vector<Needle> write_words(Booth& booth) {
    const Secret<char16_t> units = secret_units();
    const SecretText words = utf8_of(units);
    booth.open_words();
    for (std::size_t at = 0; at < words.size(); at += 3) {
        booth.type(Field::ComplaintText, words.view().substr(at, 3));
    }
    REQUIRE(booth.state.visit.entry(Field::ComplaintText).text == words);
    const text::Box field = box_of(booth, flow::id::kTextField);
    const text::Box inside{field.x + 20, field.y + 10, field.w - 40, field.h - 20};
    return {needle("words, UTF-8", 1, 1, words.view()), needle("words, UTF-16", 2, 2, units),
            needle("words, code points", 4, 4, units), drawn_in(inside)};
}

/// Writes, and rubs it out character by character or clears the field.
std::vector<Needle> write_and_take_away(Booth& booth, bool clears) {
    const SecretText words = utf8_of(secret_units());
    booth.open_words();
    for (std::size_t at = 0; at < words.size(); at += 3) {
        booth.type(Field::ComplaintText, words.view().substr(at, 3));
    }
    for (std::size_t at = words.size(); at > 0 && !clears; at -= 3) {
        booth.act(flow::Edit{Field::ComplaintText, at - 3, at, {}});
    }
    if (clears) booth.act(flow::ClearField{Field::ComplaintText});
    REQUIRE(booth.state.visit.entry(Field::ComplaintText).text.empty());
    return {needle("words that were, UTF-8", 1, 1, words.view())};
}

/// A monitor signs in and writes a report.
std::vector<Needle> write_report(Booth& booth) {
    auto hall = std::make_shared<domain::Hall>(*booth.state.hall);
    hall->monitors.front().badge_hash = "b1";
    booth.state.hall = hall;
    booth.act(flow::ShowBadge{"b1"});
    booth.act(flow::OpenIssue{});
    booth.act(flow::ChooseIssueKind{domain::IssueKind::Problem});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseWindow{"3"});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseSeverity{domain::Severity::Urgent});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseAspect{domain::Aspect::Manner});
    booth.act(flow::Continue{});
    const Secret<char16_t> units = secret_units();
    const SecretText words = utf8_of(units);
    for (std::size_t at = 0; at < words.size(); at += 3) {
        booth.type(Field::IssueText, words.view().substr(at, 3));
    }
    REQUIRE(booth.state.visit.entry(Field::IssueText).text == words);
    const text::Box field = box_of(booth, flow::id::kIssueTextField);
    return {needle("a report, UTF-8", 1, 1, words.view()), needle("a report, UTF-16", 2, 2, units),
            needle("a report, code points", 4, 4, units),
            drawn_in({field.x + 20, field.y + 10, field.w - 40, field.h - 20})};
}

/// Writes a telephone number on a plugged keyboard and looks at the check page.
std::vector<Needle> write_phone(Booth& booth) {
    const SecretText phone = secret_phone();
    booth.act(flow::Continue{});
    booth.act(flow::ChooseCall{true});
    booth.act(flow::Continue{});
    for (const char digit : phone.view()) {
        CHECK(booth.stage->ui().write(digit));
        booth.draw();
    }
    REQUIRE(booth.state.visit.entry(Field::ComplaintPhone).text == phone);
    booth.act(flow::Continue{});
    REQUIRE(booth.state.visit.page == flow::Page::ComplaintCheck);
    // The words once more, below their label.
    const text::Box label = box_of(booth, std::string(flow::id::kCheckText).append(".value"));
    const text::Box answer{label.x, label.y + label.h, label.w, 60};
    return {drawn_in(answer), needle("phone", 1, 1, phone.view())};
}

/// The key of a dialog or a bar, as a finger presses it.
void press(Booth& booth, std::string_view id) {
    REQUIRE(booth.stage->ui().inject_press(id));
    booth.draw();
}

}  // namespace

TEST_CASE(
    "wipe: words that were rubbed out or cleared can be brought back, and go with the visit") {
    for (const bool clears : {false, true}) {
        Booth booth;
        const std::vector<Needle> gone = write_and_take_away(booth, clears);
        CHECK(is_in_process(gone[0]));  // Not blind: what can be brought back is there.
        leave(booth);
        check_gone(gone);
    }
}

TEST_CASE("wipe: words that were left on the page are nowhere after the idle warning") {
    Booth booth;
    const std::vector<Needle> words = write_words(booth);
    for (const std::size_t i : {0U, 3U}) CHECK(is_in_process(words[i]));  // Not blind.
    leave(booth);
    check_gone(words);
}

TEST_CASE("wipe: words and number of the check page are nowhere after the idle warning") {
    Booth booth;
    std::vector<Needle> words = write_words(booth);
    for (Needle& one : write_phone(booth)) words.push_back(std::move(one));
    CHECK(is_in_process(words.back()));
    leave(booth);
    check_gone(words);
}

TEST_CASE("wipe: what a covered field held is nowhere, also after it was shown") {
    Booth booth;
    booth.act(flow::OpenTask{flow::OpenTask::Task::Case});
    booth.act(flow::FindByNumber{});
    booth.type(Field::CaseNumber, "420600-2026-17");
    booth.act(flow::Continue{});
    REQUIRE(booth.state.visit.page == flow::Page::CaseSecret);
    std::vector<Needle> typed;
    {
        const SecretText secret = secret_phone();
        for (const char digit : secret.view()) {
            CHECK(booth.stage->ui().write(digit));
            booth.draw();
        }
        typed.push_back(needle("secret", 1, 1, secret.view()));
    }
    booth.act(flow::ShowField{});
    CHECK(is_in_process(typed[0]));
    leave(booth);
    check_gone(typed);
}

TEST_CASE("wipe P3 X6: who ends by the key, and says so, leaves no word behind") {
    Booth booth;
    std::vector<Needle> words = write_words(booth);
    for (Needle& one : write_phone(booth)) words.push_back(std::move(one));
    CHECK(is_in_process(words[0]));      // Not blind:
    CHECK(is_in_process(words.back()));  // words and number.
    press(booth, flow::id::kExit);
    REQUIRE(booth.state.visit.page == flow::Page::ComplaintCheck);
    press(booth, flow::id::kLeaveEnd);
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
    check_gone(words);
}

TEST_CASE("wipe P3 X5: who ends by the idle warning's own key leaves no word behind") {
    Booth booth;
    const std::vector<Needle> words = write_words(booth);
    CHECK(is_in_process(words[0]));
    booth.wait(std::chrono::seconds{91});
    REQUIRE(booth.state.visit.warned);
    press(booth, flow::id::kIdleEnd);
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
    check_gone(words);
}

TEST_CASE("wipe P3 P7: a headset that was pulled out and not put back leaves no word behind") {
    Booth booth;
    const std::vector<Needle> words = write_words(booth);
    booth.act(flow::Plug{true});
    CHECK(is_in_process(words[0]));
    booth.act(flow::Plug{false});
    booth.wait(std::chrono::seconds{16});
    booth.wait(std::chrono::seconds{31});
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
    check_gone(words);
}

TEST_CASE("wipe E9: a monitor's report is nowhere once the locked terminal has given it up") {
    Booth booth;
    const std::vector<Needle> words = write_report(booth);
    CHECK(is_in_process(words[0]));
    booth.wait(std::chrono::seconds{121});
    REQUIRE(booth.state.visit.page == flow::Page::StaffLock);
    booth.wait(std::chrono::seconds{181});
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
    check_gone(words);
}

TEST_CASE("wipe: a stage that is not wiped is found out") {
    Booth booth;
    booth.wipes = false;
    const std::vector<Needle> words = write_words(booth);
    const std::vector<Needle> checked = write_phone(booth);
    leave_undrawn(booth);
    CHECK(is_in_process(words[0]));    // Laid-out texts.
    CHECK(is_in_process(checked[0]));  // The frame's buffer.
    booth.stage->wipe();
}
