// SPDX-License-Identifier: Apache-2.0
// A visit on the real stage (window, OpenGL, fonts, widgets, pages), wiped by the idle clock: what
// the visitor typed is then nowhere in this process, the buffers of the frame included.
#include "app/flow/reduce.h"
#include "app/input/keyboard.h"
#include "app/input_method/local_engines.h"
#include "app/shell/memory.h"
#include "app/shell/stage.h"
#include "tests/app/screens/demo.h"
#include "tests/app/text/memory.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <cstring>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::text::tests;
using flow::Field;

namespace {

/// The app's loop without its client: what a visitor does, turned into pages.
struct Booth {
    Booth() {
        shell::tend_memory();
        auto opened = shell::Stage::open({.offscreen = true}, {27}, clock);
        REQUIRE_MESSAGE(opened.ok(), opened.error().line());
        stage = std::move(opened).value();
        state = screens::tests::sample("home");
        state.engines = std::make_shared<input_method::LocalEngines>(SUNBOOTH_INPUT_DATA);
        state.visit.touched = state.now;
        draw();
    }
    void act(const flow::Intent& intent) {
        apply(flow::reduce(state, intent, state.now));
        draw();
    }
    void apply(const flow::Effects& effects) {
        if (effects.wiped && wipes) stage->wipe();
    }
    void draw() {
        for (int round = 0; round < 3; ++round) {
            const auto intent = stage->draw(state);
            if (intent) apply(flow::reduce(state, *intent, state.now));
            if (!intent && !stage->ui().wants_frame()) return;
        }
    }
    void type(Field field, std::string_view character) {
        const std::size_t caret = state.visit.entry(field).caret;
        act(flow::Edit{field, caret, caret, SecretText(character)});
    }
    /// A stroke of the finger, through the glass.
    void draw_stroke(const text::Box& pad, std::uint32_t& seed) {
        using Kind = input::TouchEvent::Kind;
        const auto any = [&seed](float size) {
            seed = seed * 1664525U + 1013904223U;
            return size * (0.1F + 0.8F * static_cast<float>(seed >> 8U) / 16777216.0F);
        };
        Instant now = state.now;
        for (const Kind kind : {Kind::Down, Kind::Move, Kind::Move, Kind::Move, Kind::Up}) {
            now += milliseconds{8};
            stage->ui().touch({kind, 1, pad.x + any(pad.w), pad.y + any(pad.h), now});
            if (kind == Kind::Down || kind == Kind::Up) draw();  // It grows under the finger.
        }
    }
    void wait(std::chrono::seconds time) {
        apply(flow::tick(state, state.now + time, state.wall + time));
        draw();
    }

    bool wipes = true;  ///< False: the defect that the search must find.
    SystemClock clock;
    std::unique_ptr<shell::Stage> stage;
    flow::State state;
};

/// Eleven digits that this binary does not hold.
SecretText secret_phone() {
    SecretText phone("13");
    for (std::size_t i = 0; i < 9; ++i) {
        const char digit = static_cast<char>('0' + (i * 2654435761U >> 9U) % 10);
        phone.append({&digit, 1});
    }
    return phone;
}

/// The texture coordinates by which the frame's buffer spells what stands in a box.
Needle drawn_in(const text::Box& box) {
    const ImDrawList& list = *ImGui::GetBackgroundDrawList();
    Secret<std::uint32_t> spelt;
    int first = -1;
    for (int i = 0; i < list.VtxBuffer.Size; ++i) {
        const ImDrawVert& at = list.VtxBuffer[i];
        const bool inside = at.pos.x > box.x && at.pos.x < box.x + box.w && at.pos.y > box.y &&
                            at.pos.y < box.y + box.h;
        if (!inside) continue;
        if (first < 0) first = i;
        if ((i - first) % 4 != 0) continue;
        std::uint32_t bits = 0;
        std::memcpy(&bits, &at.uv.x, sizeof bits);
        spelt.push_back(bits);
    }
    REQUIRE(spelt.size() > 8);
    return needle("texture coordinates in a frame's buffer", 4, 4 * sizeof(ImDrawVert), spelt);
}

text::Box box_of(Booth& booth, std::string_view id) {
    const ui::Node* node = booth.stage->ui().tree().find(id);
    REQUIRE(node != nullptr);
    return node->rect;
}

/// Complains, word by word as the on-screen keys would.
std::vector<Needle> write_words(Booth& booth) {
    const Secret<char16_t> units = secret_units();
    const SecretText words = utf8_of(units);
    booth.act(flow::OpenTask{flow::OpenTask::Task::Complaint});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseTopic{"absent"});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseWindow{"3"});
    booth.act(flow::Continue{});
    for (std::size_t at = 0; at < words.size(); at += 3) {
        booth.type(Field::ComplaintText, words.view().substr(at, 3));
    }
    REQUIRE(booth.state.visit.entry(Field::ComplaintText).text == words);
    const text::Box field = box_of(booth, flow::id::kTextField);
    const text::Box inside{field.x + 20, field.y + 10, field.w - 40, field.h - 20};
    return {needle("words, UTF-8", 1, 1, words.view()), needle("words, UTF-16", 2, 2, units),
            needle("words, code points", 4, 4, units), drawn_in(inside)};
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
    const text::Box label = box_of(booth, std::string(flow::id::kCheckText) + ".value");
    const text::Box answer{label.x, label.y + label.h, label.w, 60};
    return {drawn_in(answer), needle("phone", 1, 1, phone.view())};
}

/// Writes characters with a finger on the glass, whatever they are read as, and begins one more.
/// Where the finger went is made by arithmetic, so that nothing else holds it.
std::vector<Needle> write_by_hand(Booth& booth, int characters) {
    booth.act(flow::OpenTask{flow::OpenTask::Task::Complaint});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseTopic{"absent"});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseWindow{"3"});
    booth.act(flow::Continue{});
    REQUIRE(flow::offers(booth.state, input_method::Method::Hand));
    const text::Box pad = box_of(booth, "keyboard.pad");
    std::uint32_t seed = 77;
    Secret<std::uint32_t> in_mm;
    for (int character = 0; character <= characters; ++character) {
        for (int stroke = 0; stroke < 4; ++stroke) {
            booth.draw_stroke(pad, seed);
        }
        const auto& candidates = booth.state.visit.composer.candidates();
        REQUIRE(candidates.size() > 10);
        if (character < characters)
            booth.act(flow::ChooseCandidate{static_cast<std::size_t>(character) % 4});
    }
    const auto& ink = booth.state.visit.composer.ink();
    REQUIRE(ink.points().size() > 12);
    for (const auto& at : ink.points().subspan(0, 12)) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &at.x, sizeof bits);
        in_mm.push_back(bits);
    }
    const std::string_view words = booth.state.visit.entry(Field::ComplaintText).text.view();
    if (characters < 8)
        return {needle("ink in millimetres", 4, sizeof(input_method::InkPoint), in_mm)};
    REQUIRE(words.size() >= 20);
    const text::Box field = box_of(booth, flow::id::kTextField);
    return {needle("ink in millimetres", 4, sizeof(input_method::InkPoint), in_mm),
            needle("words by hand, UTF-8", 1, 1, words),
            drawn_in({field.x + 20, field.y + 10, field.w - 40, field.h - 20})};
}

/// Begins a sentence by sounds that nobody ever said, and leaves it unfinished.
std::vector<Needle> begin_by_sounds(Booth& booth, flow::Keys keys) {
    booth.act(flow::OpenTask{flow::OpenTask::Task::Complaint});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseTopic{"absent"});
    booth.act(flow::Continue{});
    booth.act(flow::ChooseWindow{"3"});
    booth.act(flow::Continue{});
    booth.act(flow::SwitchKeys{keys});
    SecretText typed;
    std::uint32_t seed = 4711;
    const auto next = [&seed](std::size_t sides) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 16U) % static_cast<std::uint32_t>(sides);
    };
    constexpr std::string_view kSyllables[] = {"ba", "ma", "da", "li", "ni", "ke", "hu", "gu"};
    constexpr std::string_view kNine = "22233344455566677778889999";  // Of a to z.
    for (int i = 0; i < 12; ++i) {
        for (const char letter : kSyllables[next(std::size(kSyllables))]) {
            const char key =
                keys == flow::Keys::Nine ? kNine[static_cast<std::size_t>(letter - 'a')] : letter;
            typed.append({&key, 1});
            booth.act(flow::TypeSound{key});
        }
    }
    const auto& candidates = booth.state.visit.composer.candidates();
    REQUIRE(candidates.size() > 2);
    REQUIRE(candidates.front().text.size() >= 20);
    return {needle("sounds", 1, 1, typed.view()),
            needle("their reading", 1, 1, candidates.front().text.view())};
}

/// Everybody leaves: the warning, then the wipe.
void leave(Booth& booth) {
    booth.wait(std::chrono::seconds{91});
    REQUIRE(booth.state.visit.warned);
    booth.wait(std::chrono::seconds{31});
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
}

void check_gone(const std::vector<Needle>& needles) {
    for (const Needle& one : needles) {
        CAPTURE(std::string(one.what));
        CHECK(finds_in_process(one) == 0);
    }
}

}  // namespace

TEST_CASE("wipe: words that were left on the page are nowhere after the idle warning") {
    Booth booth;
    const std::vector<Needle> words = write_words(booth);
    for (const std::size_t i : {0U, 3U}) CHECK(finds_in_process(words[i]) > 0);  // Not blind.
    leave(booth);
    check_gone(words);
}

TEST_CASE("wipe: words and number of the check page are nowhere after the idle warning") {
    Booth booth;
    std::vector<Needle> words = write_words(booth);
    for (Needle& one : write_phone(booth)) words.push_back(std::move(one));
    CHECK(finds_in_process(words.back()) > 0);
    leave(booth);
    check_gone(words);
}

TEST_CASE("wipe: ink, candidates and words by hand are nowhere after the idle warning") {
    Booth booth;
    const std::vector<Needle> written = write_by_hand(booth, 8);
    CHECK(finds_in_process(written[0]) > 0);
    leave(booth);
    check_gone(written);
}

TEST_CASE("wipe: ink that was chosen from, cleared or taken back leaves nothing behind") {
    Booth booth;
    const std::vector<Needle> written = write_by_hand(booth, 0);
    SUBCASE("chosen") {
        booth.act(flow::ChooseCandidate{0});
    }
    SUBCASE("cleared") {
        booth.act(flow::ClearInk{});
    }
    SUBCASE("taken back") {
        for (int stroke = 0; stroke < 4; ++stroke) booth.act(flow::UndoStroke{});
    }
    SUBCASE("another keyboard") {
        booth.act(flow::SwitchKeys{flow::Keys::Latin});
    }
    CHECK(finds_in_process(written[0]) == 0);
}

TEST_CASE("wipe: sounds, their readings and what is offered behind them are nowhere either") {
    for (const flow::Keys keys : {flow::Keys::Pinyin, flow::Keys::Nine}) {
        Booth booth;
        std::vector<Needle> written = begin_by_sounds(booth, keys);
        for (const Needle& one : written) CHECK(finds_in_process(one) > 0);  // Not blind.
        leave(booth);
        check_gone(written);
    }
    Booth booth;
    const std::vector<Needle> sounds = begin_by_sounds(booth, flow::Keys::Pinyin);
    booth.act(flow::ChooseCandidate{0});
    REQUIRE(booth.state.visit.composer.preedit().empty());
    CHECK(finds_in_process(sounds[1]) > 0);  // In the field.
    leave(booth);
    check_gone(sounds);
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
    CHECK(finds_in_process(typed[0]) > 0);
    leave(booth);
    check_gone(typed);
}

TEST_CASE("wipe E9: a monitor's report is nowhere once the locked terminal has given it up") {
    Booth booth;
    const std::vector<Needle> words = write_report(booth);
    CHECK(finds_in_process(words[0]) > 0);
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
    leave(booth);
    CHECK(finds_in_process(words[0]) > 0);    // Laid-out texts.
    CHECK(finds_in_process(checked[0]) > 0);  // The frame's buffer.
    booth.stage->wipe();
}
