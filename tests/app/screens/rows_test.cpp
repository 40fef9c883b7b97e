// SPDX-License-Identifier: Apache-2.0
// The rows of kiosk-ux section 1 that the semantic tree tells, each over every page in every mode
// (audit.h). A row that nobody looked at fails; a row that cannot fail is caught by the last tests,
// which spoil a page on purpose.
#include "app/flow/reduce.h"
#include "tests/app/screens/audit.h"
#include "tests/app/screens/demo.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;

TEST_CASE("rows V1: no words are smaller than 4.8 mm of capital, in any mode") {
    expect_none("V1", 100'000);
}
TEST_CASE("rows V2: sentences are set in 8 mm at least, times the size that was chosen") {
    expect_none("V2", 4'000);
}
TEST_CASE("rows V2: at scale 1 国 is 7 mm of ink, at 1.5 10.5 and at 2 14") {
    Terminal terminal({});
    for (const float factor : {1.0F, 1.5F, 2.0F}) {
        CAPTURE(factor);
        text::Style style;
        style.em_px = terminal.screen.px(ui::type::kBody * factor);
        const auto drawn = terminal.shaper.layout("国", style);
        CHECK(drawn->ink().h >= terminal.screen.px(7 * factor) - 1.5F);
    }
}
TEST_CASE("rows S18 A5: what is said stands on every page, in every mode, and covers nothing") {
    expect_none("S18", 3'000);
}
TEST_CASE("rows V4: nothing is clipped, shortened, off the glass or over other words") {
    expect_none("V4", 100'000);
}
TEST_CASE("rows V4: what says what follows it never ends a leaf before that") {
    expect_none("keep", 1'000);
}
TEST_CASE("rows V5: words stand out by 4.5, in high contrast by 7, on every page in every mode") {
    expect_none("V5", 100'000);
}
TEST_CASE("rows V6: signs and outlines stand out by 3, on every page in every mode") {
    expect_none("V6", 100'000);
}
TEST_CASE("rows V8: lines for reading have air and end before the eye is lost") {
    expect_none("V8", 1'000);
}
TEST_CASE("rows V10: the only pictures are QR codes") {
    expect_none("V10", 100);
}
TEST_CASE("rows V13: every character that the pages show has a glyph") {
    expect_none("V13", 100'000);
}
TEST_CASE("rows V14: a QR code is at least 60 mm wide, in every mode") {
    expect_none("V14", 100);
}
TEST_CASE("rows: what stands on a key stays within it, groups of one size, tabs apart") {
    expect_none("keys", 100'000);
}
TEST_CASE("rows: what the tree tells first stands above what it tells later") {
    expect_none("order", 50'000);
}
TEST_CASE("rows R1: every target is at least 20 mm, in Steady 30, of the action bar 24") {
    expect_none("R1", 100'000);
}
TEST_CASE("rows R2: targets are 3 mm apart, the end 12 mm from what goes on") {
    expect_none("R2", 100'000);
}
TEST_CASE("rows R3: a finger means another target in 1 % at most, a trembling one in 4 %") {
    expect_none("R3", 100'000);
}
TEST_CASE("rows R4: nothing is to be pressed within 6 mm of the bezel") {
    expect_none("R4", 100'000);
}
TEST_CASE("rows R6 P8: taps alone do everything, in every mode") {
    expect_none("R6", 100'000);
}
TEST_CASE("rows R9: of each kind of control one can be reached by everybody") {
    expect_none("R9", 5'000);
}
TEST_CASE("rows R10: with low buttons nothing is to be pressed above 1220 mm") {
    expect_none("R10", 50'000);
}
TEST_CASE("rows: five taps in every target mean that target, and none beside it a third") {
    expect_none("hit", 500'000);
}
TEST_CASE("rows C1: one question a page, at most seven answers, in Simple four") {
    expect_none("C1", 5'000);
}
TEST_CASE("rows C3: page and field say the same fault in the same words") {
    expect_none("C3", 50);
}
TEST_CASE("rows C6: languages, modes, help, staff and the end stand in one place on every page") {
    expect_none("C6", 10'000);
}
TEST_CASE("rows C7: every field keeps its label") {
    expect_none("C7", 1'000);
}
TEST_CASE("rows C8: three languages in their own scripts on every page") {
    expect_none("C8", 10'000);
}
TEST_CASE("rows: no key, no hole and no word of another language reaches the glass") {
    expect_none("words", 100'000);
}
TEST_CASE("rows C11: no sign without a word") {
    expect_none("C11", 50'000);
}
TEST_CASE("rows C12: who helps is named on start, error and receipt pages") {
    expect_none("C12", 500);
}
TEST_CASE("rows: from every page two presses lead out") {
    expect_none("out", 10'000);
}
TEST_CASE("rows P5: a telephone number is whole only where it is typed") {
    expect_none("P5", 100'000);
}
TEST_CASE("rows P6: under the idle warning nothing that was typed can be read") {
    expect_none("P6", 100);
}

namespace {

Sight sight_of(const std::string& name, flow::Modes modes = {}) {
    Terminal terminal({});
    flow::State state = sample(name);
    state.visit.modes = modes;
    terminal.draw(state, domain::Language::Zh);
    Sight seen = terminal.sight(state, domain::Language::Zh);
    seen.name = name;
    // The words are forgotten with the terminal: only what was measured of them is used.
    return seen;
}

ui::Node& node_of(Sight& sight, std::string_view id) {
    for (ui::Node& node : sight.tree.nodes) {
        if (node.id == id) return node;
    }
    FAIL("no " << id);
    return sight.tree.nodes.front();
}

/// The words on a key.
Recorder::Text& text_on(Sight& sight, std::string_view id) {
    const text::Box key = node_of(sight, id).rect;
    for (Recorder::Text& one : sight.texts) {
        const float x = one.ink.x + one.ink.w / 2;
        const float y = one.ink.y + one.ink.h / 2;
        if (x > key.x && x < key.x + key.w && y > key.y && y < key.y + key.h) return one;
    }
    FAIL("no words on " << id);
    return sight.texts.front();
}

Findings judged(const Sight& sight) {
    Findings found;
    judge_seeing(sight, found);
    judge_touching(sight, found);
    judge_words(sight, found);
    judge_privacy(sight, found);
    return found;
}

struct Spoil {
    const char* row;
    const char* page;
    std::function<void(Sight&)> how;
    flow::Modes modes = {};
};

}  // namespace

TEST_CASE("rows: a page that is spoilt on purpose is found out, row by row") {
    const std::vector<Spoil> kSpoils = {
        {"V1", "home", [](Sight& s) { s.texts.front().em_px = s.mm(6); }},
        {"V2", "help",
         [](Sight& s) {
             for (Recorder::Text& one : s.texts) one.em_px = std::min(one.em_px, s.mm(7));
         }},
        {"V4", "home", [](Sight& s) { node_of(s, "home.case").clipped = true; }},
        {"V4", "home", [](Sight& s) { s.texts[1].ink = s.texts[0].ink; }},
        {"V5", "home",
         [](Sight& s) {
             for (Recorder::Text& one : s.texts) one.contrast = 4.4;
         }},
        {"V6", "complaint_check", [](Sight& s) { s.outlines.front().outside = 2.9; }},
        {"V13", "home", [](Sight& s) { s.texts.front().missing = 1; }},
        {"V14", "receipt", [](Sight& s) { node_of(s, "receipt.card.qr").rect.w = s.mm(50); }},
        {"keys", "complaint_text-latin",
         [](Sight& s) { text_on(s, "keyboard.q").ink.w += 2 * s.mm(10); }},
        {"keys", "complaint_text-latin",
         [](Sight& s) {
             for (const char* id : {"keyboard.tab.latin", "keyboard.tab.uyghur"}) {
                 const text::Box key = node_of(s, id).rect;
                 text::Box& ink = text_on(s, id).ink;
                 ink.x = key.x;
                 ink.w = key.w;
             }
         }},
        {"keys", "complaint_text-latin",
         [](Sight& s) { text_on(s, "keyboard.tab.latin").em_px *= 0.8F; }},
        {"keys",
         "complaint_text-latin",
         [](Sight& s) { text_on(s, "keyboard.group.2").em_px *= 0.8F; },
         {.steady = true}},
        {"order", "home", [](Sight& s) { std::reverse(s.tree.nodes.begin(), s.tree.nodes.end()); }},
        {"R1", "home", [](Sight& s) { node_of(s, "shell.en").rect.h = s.mm(18); }},
        {"R1",
         "home",
         [](Sight& s) { node_of(s, "shell.en").rect.h = s.mm(28); },
         {.steady = true}},
        {"R1",
         "case_number",
         [](Sight& s) { node_of(s, "keyboard.1").rect.h = s.mm(28); },
         {.steady = true}},
        {"R3",
         "case_number",
         [](Sight& s) { node_of(s, "keyboard.2").rect.x -= s.mm(50); },
         {.steady = true}},
        {"R10",
         "case_number",
         [](Sight& s) { node_of(s, "keyboard.1").rect.y = s.mm(200); },
         {.reach = true, .steady = true}},
        {"R2", "home", [](Sight& s) { node_of(s, "shell.en").rect.x -= s.mm(3); }},
        {"R2", "complaint_check", [](Sight& s) { node_of(s, "shell.exit").rect.y += s.mm(6); }},
        {"R3", "case_number",
         [](Sight& s) {
             node_of(s, "keyboard.Q").rect.w = s.mm(8);
             node_of(s, "keyboard.W").rect.x -= s.mm(21);
         }},
        {"R4", "home", [](Sight& s) { node_of(s, "shell.zh").rect.x = s.mm(2); }},
        {"R10",
         "complaint_topic",
         [](Sight& s) { node_of(s, "shell.back").rect.y = s.mm(20); },
         {.reach = true}},
        {"hit", "home",
         [](Sight& s) { node_of(s, "shell.en").rect.x = node_of(s, "shell.zh").rect.x; }},
        {"C1", "home", [](Sight& s) { node_of(s, "home.heading").id = "home.other"; }},
        {"C3", "complaint_phone-error", [](Sight& s) { node_of(s, "shell.error").name = "别的"; }},
        {"C3", "complaint_phone-error",
         [](Sight& s) { node_of(s, "shell.error.count").id = "other"; }},
        {"C6", "home",
         [](Sight& s) {
             std::erase_if(s.tree.nodes,
                           [](const ui::Node& node) { return node.id == "shell.call"; });
         }},
        {"C6", "home",
         [](Sight& s) { std::swap(node_of(s, "shell.help"), node_of(s, "shell.exit")); }},
        {"C7", "case_number", [](Sight& s) { node_of(s, "case_number.field").name.clear(); }},
        {"C7", "case_number",
         [](Sight& s) {
             std::erase_if(s.tree.nodes,
                           [](const ui::Node& node) { return node.role == ui::Role::Field; });
         }},
        {"C8", "home", [](Sight& s) { node_of(s, "shell.ug").name = "维吾尔语"; }},
        {"words", "home", [](Sight& s) { node_of(s, "home.case").name = "home.case"; }},
        {"words", "home", [](Sight& s) { node_of(s, "home.case").name = "ئىش"; }},
        {"words", "home", [](Sight& s) { node_of(s, "home.case").name = "查 case"; }},
        {"C11", "home", [](Sight& s) { node_of(s, "home.case").name = "42"; }},
        {"C12", "home",
         [](Sight& s) {
             std::erase_if(s.tree.nodes, [](const ui::Node& node) {
                 return node.name.find("0710") != std::string::npos;
             });
         }},
        {"out", "complaint_topic",
         [](Sight& s) {
             std::erase_if(s.tree.nodes, [](const ui::Node& node) {
                 return node.id == "shell.exit" || node.id == "shell.back";
             });
         }},
        {"P5", "case_id_card",
         [](Sight& s) { node_of(s, "case_id_card.field").words = SecretText("19491231"); }},
        {"P5", "complaint_check",
         [](Sight& s) { node_of(s, "complaint_check.phone.value").value = "138 0000 0017"; }},
        {"P6", "idle",
         [](Sight& s) { node_of(s, "complaint_check.text.value").words = SecretText("上午没人"); }},
    };
    for (const Spoil& spoil : kSpoils) {
        const std::string row = spoil.row;
        CAPTURE(row);
        Sight sight = sight_of(spoil.page, spoil.modes);
        const int before = judged(sight).fault_count(spoil.row);
        spoil.how(sight);
        CHECK(judged(sight).fault_count(spoil.row) > before);
    }
}

TEST_CASE("rows S18: a caption that lies over the page, runs on or is missing is found out") {
    Terminal terminal({});
    const flow::State state = sample("complaint_topic");
    terminal.say("正在朗读");
    terminal.draw(state, domain::Language::Zh);
    const Sight seen = terminal.sight(state, domain::Language::Zh);
    CHECK(judged(seen).fault_count("S18") == 0);
    Sight spoilt = seen;
    node_of(spoilt, "shell.caption").rect.y += spoilt.mm(20);
    CHECK(judged(spoilt).fault_count("S18") > 0);
    spoilt = seen;
    for (Recorder::Text& one : spoilt.texts) one.lines = 3;
    CHECK(judged(spoilt).fault_count("S18") > 0);
    spoilt = seen;
    std::erase_if(spoilt.tree.nodes,
                  [](const ui::Node& node) { return node.id == "shell.caption"; });
    CHECK(judged(spoilt).fault_count("S18") > 0);
}

TEST_CASE("rows V4: a heading that ends a leaf is found out") {
    const auto node = [](const char* name, ui::Role role, float y) {
        ui::Node made;
        made.id = std::string("complaint_topic.") + name;
        made.name = name;
        made.role = role;
        made.interactive = role == ui::Role::Choice;
        made.rect = {40, y, 1000, 60};
        return made;
    };
    std::vector<Sight> leaves(2);
    for (Sight& leaf : leaves) leaf.tree.page = "complaint_topic";
    leaves[0].tree.nodes = {node("one", ui::Role::Choice, 300)};
    leaves[1].tree.nodes = {node("two", ui::Role::Choice, 300)};
    Findings as_it_is;
    judge_leaves(leaves, as_it_is);
    CHECK(as_it_is.looks("keep") > 0);
    CHECK(as_it_is.fault_count("keep") == 0);
    leaves[0].tree.nodes.push_back(node("heading", ui::Role::Heading, 400));
    Findings spoilt;
    judge_leaves(leaves, spoilt);
    CHECK(spoilt.fault_count("keep") > 0);
}

TEST_CASE("rows V3 V11: colours move nothing: in four themes the same tree") {
    for (const domain::Language language : domain::kLanguages) {
        Terminal terminal({});
        for (const Sample& one : samples_of(language)) {
            CAPTURE(one.name);
            flow::State state = one.state;
            std::vector<ui::Node> light;
            for (int theme = 0; theme < 4; ++theme) {
                state.visit.modes.theme = static_cast<flow::Theme>(theme);
                terminal.draw(state, language);
                const std::vector<ui::Node>& nodes = terminal.ui->tree().nodes;
                if (theme == 0) light = nodes;
                REQUIRE(nodes.size() == light.size());
                for (std::size_t i = 0; i < nodes.size(); ++i) {
                    CHECK(nodes[i].id == light[i].id);
                    CHECK(std::abs(nodes[i].rect.x - light[i].rect.x) < 0.01F);
                    CHECK(std::abs(nodes[i].rect.y - light[i].rect.y) < 0.01F);
                }
            }
        }
    }
}

TEST_CASE("rows V13: rare characters of names and Uyghur's own letters have glyphs") {
    Terminal terminal({});
    flow::State state = sample("complaint_text");
    state.visit.entry(flow::Field::ComplaintText).wipe();
    flow::reduce(state,
                 flow::Edit{flow::Field::ComplaintText, 0, 0,
                            SecretText("𠮷 𬎆 㐂 ئۇيغۇر ۋېڭ گۈھۆ 李")},
                 state.now);
    terminal.draw(state, domain::Language::Zh);
    for (const Recorder::Text& one : terminal.painter.texts) CHECK(one.missing == 0);
}

TEST_CASE("rows C10: neither the keypad's ring nor typing leaves a page") {
    for (const Sample& one : samples_of(domain::Language::Zh)) {
        CAPTURE(one.name);
        Terminal terminal({});
        terminal.draw(one.state, domain::Language::Zh);
        for (const input::Key key : {input::Key::Down, input::Key::Tab, input::Key::Right,
                                     input::Key::Up, input::Key::ShiftTab, input::Key::Left}) {
            for (int i = 0; i < 12; ++i) {
                terminal.ui->key(key);
                CHECK_FALSE(terminal.draw(one.state, domain::Language::Zh).has_value());
            }
        }
    }
}
