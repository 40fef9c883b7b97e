// SPDX-License-Identifier: Apache-2.0
// What a press on a page asks for.
#include "app/flow/reduce.h"
#include "app/screens/draw.h"
#include "app/screens/typing.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/fake_ui.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace i18n::literals;

namespace {

using flow::Page;

/// One terminal of which only the drawing is not real.
struct Terminal {
    explicit Terminal(flow::State from) : state(std::move(from)) {}

    /// Presses a control; false when the page did not take it.
    bool press(std::string_view id) {
        FakeUi ui(state.visit.language);
        ui.pressed = id;
        return turn(ui) && ui.pressed.empty();
    }
    bool key(ui::KeyPress press) {
        FakeUi ui(state.visit.language);
        ui.key = std::move(press);
        return turn(ui);
    }
    void type(std::string_view text) {
        for (const char c : text)
            key({.kind = ui::KeyPress::Kind::Text, .text = std::string(1, c)});
    }
    bool turn(FakeUi& ui) {
        const auto intent = draw(state, words_of(state.visit.language), ui);
        if (!intent) return false;
        flow::Effects effects = flow::reduce(state, *intent, state.now);
        for (auto& command : effects.post) commands.push_back(std::move(command));
        return true;
    }
    Page page() const { return flow::page_of(state); }
    std::string_view text(flow::Field field) const { return state.visit.entry(field).text.view(); }

    flow::State state;
    std::vector<client::Command> commands;
};

/// Knows one word, whatever is typed.
class OneWord final : public input_method::Engines {
public:
    bool offers(input_method::Method) override { return true; }
    input_method::Candidates read_ink(const input_method::Ink&, float, std::string_view) override {
        return {};
    }
    input_method::Candidates read_keys(input_method::Method, std::string_view keys) override {
        input_method::Candidates read;
        read.push_back({SecretText("窗口"), keys.size()});
        return read;
    }
    void know(const std::vector<std::string>&) override {}
    void wipe() override {}
};

}  // namespace

TEST_CASE("press: a complaint by taps and keys alone, from attract to the record") {
    Terminal terminal(sample("attract"));
    REQUIRE(terminal.press("shell.zh"));
    REQUIRE(terminal.press("home.complaint"));
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("complaint_topic.topic.absent"));
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("complaint_window.window.3"));
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("complaint_day.day.today"));
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("complaint_text.phrase.1"));
    REQUIRE(terminal.press("complaint_text.phrase.3"));
    CHECK(terminal.text(flow::Field::ComplaintText) == "窗口没人，态度不好");
    REQUIRE(terminal.press("complaint_text.phrase.1"));
    CHECK(terminal.text(flow::Field::ComplaintText) == "态度不好");
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("complaint_reply.call"));
    REQUIRE(terminal.press("shell.continue"));
    terminal.type("13800000017");
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("complaint_check.window"));
    CHECK(terminal.page() == Page::ComplaintWindow);
    REQUIRE(terminal.press("complaint_window.unknown"));
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("complaint_check.submit"));
    CHECK(terminal.page() == Page::Busy);
    REQUIRE(terminal.commands.size() == 1);
    const auto& filing = std::get<client::FileRecord>(terminal.commands[0]).filing;
    const auto& complaint = std::get<domain::Complaint>(filing);
    CHECK(complaint.text.view() == "态度不好");
    CHECK(complaint.phone.view() == "13800000017");
    CHECK(complaint.window.empty());
}

TEST_CASE("press: a rating in three touches") {
    Terminal terminal(sample("attract"));
    REQUIRE(terminal.press("attract.rating"));
    REQUIRE(terminal.press("rating_window.hall"));
    REQUIRE(terminal.press("shell.continue"));
    REQUIRE(terminal.press("rating_level.level.5"));
    CHECK(terminal.commands.size() == 1);
}

TEST_CASE("press: anywhere on attract goes home in Chinese") {
    Terminal terminal(sample("attract"));
    REQUIRE(terminal.press("anywhere"));
    CHECK(terminal.page() == Page::Home);
    CHECK(terminal.state.visit.language == domain::Language::Zh);
}

TEST_CASE("press: every control of every sample is taken by the page") {
    for (const Sample& one : samples_of(domain::Language::Zh)) {
        CAPTURE(one.name);
        FakeUi look(domain::Language::Zh);
        draw(one.state, words_of(domain::Language::Zh), look);
        for (const FakeUi::Node& node : look.nodes) {
            const bool control = node.kind == "button" || node.kind == "choice" ||
                                 node.kind == "chip" || node.kind == "rating" ||
                                 node.kind == "answer";
            if (!control) continue;
            CAPTURE(node.id);
            Terminal terminal(one.state);
            CHECK(terminal.press(node.id));
        }
    }
}

TEST_CASE("press: keys edit at the caret, and Backspace takes a whole character") {
    Terminal terminal(sample("complaint_text"));
    using Kind = ui::KeyPress::Kind;
    terminal.key({.kind = Kind::Clear});
    CHECK(terminal.text(flow::Field::ComplaintText).empty());
    terminal.key({.kind = Kind::Text, .text = "窗"});
    terminal.key(
        {.kind = Kind::Text, .text = "e\u0301"});  // e with a combining accent: two code points.
    terminal.key({.kind = Kind::Space});
    terminal.key({.kind = Kind::Backspace});
    terminal.key({.kind = Kind::Backspace});
    CHECK(terminal.text(flow::Field::ComplaintText) == "窗");
    terminal.key({.kind = Kind::Switch, .to = ui::Keyboard::Numbers});
    CHECK(terminal.state.visit.keys == flow::Keys::Numbers);
}

TEST_CASE("press: while sounds wait to become words, keys belong to them first") {
    Terminal terminal(sample("complaint_text"));
    terminal.state.engines = std::make_shared<OneWord>();
    using Kind = ui::KeyPress::Kind;
    terminal.key({.kind = Kind::Clear});
    terminal.key({.kind = Kind::Switch, .to = ui::Keyboard::Pinyin});
    terminal.key({.kind = Kind::Sound, .text = "c"});
    terminal.key({.kind = Kind::Sound, .text = "k"});
    FakeUi ui(domain::Language::Zh);
    draw(terminal.state, words_of(domain::Language::Zh), ui);
    CHECK(ui.field_words == "ck");
    CHECK(ui.last_field.preedit == text::Span{0, 2});
    CHECK(ui.last_field.caret == 2);
    CHECK(ui.candidates == std::vector<std::string>{"窗口"});
    CHECK(ui.find("keyboard.tab.pinyin") != nullptr);
    terminal.key({.kind = Kind::Backspace});
    CHECK(terminal.text(flow::Field::ComplaintText).empty());
    CHECK(terminal.state.visit.composer.preedit() == "c");
    terminal.key({.kind = Kind::Text, .text = "，"});
    CHECK(terminal.text(flow::Field::ComplaintText) == "窗口，");
    terminal.key({.kind = Kind::Sound, .text = "c"});
    ui.caret = 10;  // Behind the letter that is no text yet.
    terminal.turn(ui);
    CHECK(terminal.state.visit.entry(flow::Field::ComplaintText).caret == 9);
    terminal.key({.kind = Kind::Space});
    CHECK(terminal.text(flow::Field::ComplaintText) == "窗口，窗口");
    terminal.key({.kind = Kind::Backspace});
    CHECK(terminal.text(flow::Field::ComplaintText) == "窗口，窗");
}

TEST_CASE("press: undo and clear belong to what was begun first, then to the text") {
    Terminal terminal(sample("complaint_text"));
    terminal.state.engines = std::make_shared<OneWord>();
    using Kind = ui::KeyPress::Kind;
    const auto field = flow::Field::ComplaintText;
    const std::string before(terminal.text(field));
    REQUIRE_FALSE(before.empty());
    terminal.key({.kind = Kind::Clear});
    CHECK(terminal.text(field).empty());
    FakeUi ui(domain::Language::Zh);
    draw(terminal.state, words_of(domain::Language::Zh), ui);
    CHECK(ui.last_field.counter == words_of(domain::Language::Zh).tr("keyboard.cleared"_key));
    terminal.key({.kind = Kind::Undo});
    CHECK(terminal.text(field) == before);
    terminal.key({.kind = Kind::Switch, .to = ui::Keyboard::Pinyin});
    terminal.key({.kind = Kind::Sound, .text = "c"});
    terminal.key({.kind = Kind::Sound, .text = "k"});
    terminal.key({.kind = Kind::Undo});
    CHECK(terminal.state.visit.composer.preedit() == "c");
    terminal.key({.kind = Kind::Clear});
    CHECK(terminal.state.visit.composer.empty());
    CHECK(terminal.text(field) == before);
}

TEST_CASE("press: Return writes letters as letters, on nine keys the best reading") {
    Terminal terminal(sample("complaint_text"));
    terminal.state.engines = std::make_shared<OneWord>();
    using Kind = ui::KeyPress::Kind;
    const auto field = flow::Field::ComplaintText;
    terminal.key({.kind = Kind::Clear});
    terminal.key({.kind = Kind::Switch, .to = ui::Keyboard::Pinyin});
    terminal.key({.kind = Kind::Sound, .text = "o"});
    terminal.key({.kind = Kind::Sound, .text = "k"});
    terminal.key({.kind = Kind::Newline});
    CHECK(terminal.text(field) == "ok");
    terminal.key({.kind = Kind::Newline});
    CHECK(terminal.text(field) == "ok\n");
    terminal.key({.kind = Kind::Switch, .to = ui::Keyboard::Nine});
    terminal.key({.kind = Kind::Sound, .text = "2"});
    terminal.key({.kind = Kind::Newline});
    CHECK(terminal.text(field) == "ok\n窗口");
}

TEST_CASE("press: no tab stands for a way to write that this terminal has not") {
    FakeUi ui(domain::Language::Zh);
    draw(sample("complaint_text"), words_of(domain::Language::Zh), ui);
    CHECK(ui.find("keyboard.tab.hand") != nullptr);
    CHECK(ui.find("keyboard.tab.pinyin") == nullptr);
    CHECK(ui.find("keyboard.tab.nine") == nullptr);
}

TEST_CASE("press: a tap into a grouped code moves the caret in what was typed") {
    Terminal terminal(sample("receipt_code"));  // A7K2-9QXM is shown.
    FakeUi ui(domain::Language::Zh);
    ui.caret = 6;  // Behind the 9, of which the mark is not typed.
    terminal.turn(ui);
    CHECK(ui.field_words == "A7K2-9QXM");
    CHECK(terminal.state.visit.entry(flow::Field::ReceiptCode).caret == 5);
}

TEST_CASE("typing: groups are 4-4-4 for codes and 3-4-4 for mobiles, none for landlines") {
    using flow::Field;
    CHECK(grouped(Field::ReceiptCode, "A7K29QXM4T8R").shown.view() == "A7K2-9QXM-4T8R");
    CHECK(grouped(Field::ComplaintPhone, "13800000017").shown.view() == "138 0000 0017");
    CHECK(grouped(Field::ComplaintPhone, "07103550100").shown.view() == "07103550100");
    const Grouped shown = grouped(Field::ReceiptCode, "A7K29");
    for (std::size_t typed = 0; typed <= 5; ++typed) {
        CHECK(shown.typed_at(shown.shown_at(typed)) == typed);
    }
    CHECK(shown.shown_at(5) == 6);
    CHECK(grouped(Field::ReceiptCode, "").shown_at(0) == 0);
}

TEST_CASE("press: the pager turns the list of windows") {
    Terminal terminal(sample("rating_window"));
    FakeUi ui(domain::Language::Zh);
    ui.pager_by = 1;
    REQUIRE(terminal.turn(ui));
    CHECK(terminal.state.visit.list_page == 1);
    CHECK(terminal.press("rating_window.window.6"));
}

TEST_CASE("press: the dialogs stay or end") {
    Terminal idle(sample("idle"));
    REQUIRE(idle.press("idle.stay"));
    CHECK(idle.page() == Page::ComplaintCheck);
    Terminal leave(sample("leave"));
    REQUIRE(leave.press("leave.end"));
    CHECK(leave.page() == Page::Attract);
}

namespace {

/// Reads any ink as one character.
class OneSign final : public input_method::Engines {
public:
    bool offers(input_method::Method) override { return true; }
    input_method::Candidates read_ink(const input_method::Ink&, float, std::string_view) override {
        input_method::Candidates read;
        read.push_back({SecretText("窗"), 0});
        return read;
    }
    input_method::Candidates read_keys(input_method::Method, std::string_view) override {
        return {};
    }
    void know(const std::vector<std::string>&) override {}
    void wipe() override {}
};

ui::KeyPress stroke() {
    ui::KeyPress press{.kind = ui::KeyPress::Kind::Stroke};
    press.stroke = {{10, 10}, {40, 40}};
    press.pad_mm = 90;
    return press;
}

}  // namespace

TEST_CASE("press: a mark ends the character that is being written, Backspace takes its ink away") {
    using Kind = ui::KeyPress::Kind;
    flow::State state = sample("complaint_text");
    state.engines = std::make_shared<OneSign>();
    Terminal terminal(std::move(state));
    flow::reduce(terminal.state, flow::SwitchKeys{flow::Keys::Hand}, terminal.state.now);
    const std::string before(terminal.text(flow::Field::ComplaintText));
    REQUIRE(terminal.key(stroke()));
    REQUIRE(terminal.key({.kind = Kind::Backspace}));
    CHECK(terminal.text(flow::Field::ComplaintText) == before);
    CHECK(terminal.state.visit.composer.empty());
    REQUIRE(terminal.key(stroke()));
    REQUIRE(terminal.key({.kind = Kind::Text, .text = "，"}));
    CHECK(terminal.text(flow::Field::ComplaintText) == before + "窗，");
    REQUIRE(terminal.key(stroke()));
    REQUIRE(terminal.key({.kind = Kind::Newline}));
    CHECK(terminal.text(flow::Field::ComplaintText) == before + "窗，窗\n");
}

TEST_CASE("press: what is composed over a selection leaves it marked until something is chosen") {
    flow::State state = sample("complaint_text-selected");
    state.engines = std::make_shared<OneWord>();
    const flow::Field field = flow::Field::ComplaintText;
    const text::Span over = state.visit.entry(field).selection();
    REQUIRE(over.to > over.from);
    const auto shown = [&state] {
        FakeUi ui(domain::Language::Zh);
        draw(state, words_of(domain::Language::Zh), ui);
        return ui.last_field;
    };
    CHECK(shown().selection == over);
    flow::reduce(state, flow::SwitchKeys{flow::Keys::Pinyin}, state.now);
    for (const char key : std::string_view("kou"))
        flow::reduce(state, flow::TypeSound{key}, state.now);
    const ui::FieldView begun = shown();
    CHECK(begun.preedit == text::Span{over.from, over.from + 3});
    CHECK(begun.selection == text::Span{over.from + 3, over.to + 3});
    CHECK(begun.caret == begun.preedit.to);
    flow::reduce(state, flow::ChooseCandidate{0}, state.now);
    CHECK(shown().selection.from == shown().selection.to);
    CHECK(state.visit.entry(field).text.view().substr(over.from, 6) == "窗口");
}
