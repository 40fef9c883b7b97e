// SPDX-License-Identifier: Apache-2.0
// Keyboards for hands that tremble: every key 30 mm, every letter in two presses.
#include "tests/app/ui/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using namespace sunbooth::app::ui::tests;

namespace {

constexpr std::array kLayouts = {Keyboard::Hand,       Keyboard::Hanzi,  Keyboard::Nine,
                                 Keyboard::Latin,      Keyboard::Uyghur, Keyboard::Numbers,
                                 Keyboard::LatinUpper, Keyboard::Digits, Keyboard::Card};

/// Upright and wide, from the smallest on.
constexpr std::array kPanels = {Screen{1080, 1920, 21.5F, 850}, Screen{1080, 1920, 24, 850},
                                Screen{1080, 1920, 27, 850},    Screen{1080, 1920, 32, 850},
                                Screen{1920, 1080, 21.5F, 850}, Screen{1920, 1080, 24, 850},
                                Screen{1920, 1080, 27, 850},    Screen{1920, 1080, 32, 850}};

Glass::Page page_of(Keyboard layout, bool tabs = true) {
    FieldView field;
    field.label = "情况";
    field.lines = 3;
    PanelView panel;
    panel.layout = layout;
    if (tabs) {
        panel.tabs = {{Keyboard::Hand, "keyboard.tab.hand", "手写", domain::Language::Zh, true},
                      {Keyboard::Nine, "keyboard.tab.nine", "九宫格", domain::Language::Zh, false},
                      {Keyboard::Latin, "keyboard.tab.latin", "English", domain::Language::En},
                      {Keyboard::Uyghur, "keyboard.tab.uyghur", "ئۇيغۇرچە", domain::Language::Ug},
                      {Keyboard::Numbers, "keyboard.tab.numbers", "123", domain::Language::En}};
    }
    panel.clear_all = "清空";
    panel.takes_x = true;
    panel.pad_hint = "写字";
    panel.undo = panel.clear = panel.more = panel.hanzi = panel.hand = panel.candidate = "字";
    static const std::array<std::string_view, 4> read = {"窗", "窗口", "窗口没人", "口"};
    if (layout == Keyboard::Nine) panel.candidates.assign(read.begin(), read.end());
    return {.name = "page", .field = std::move(field), .keyboard = std::move(panel)};
}

std::vector<const Node*> keys_on(const Glass& glass) {
    std::vector<const Node*> keys;
    for (const Node& node : glass.ui->tree().nodes) {
        const bool key = node.role == Role::Key && node.id.starts_with("keyboard");
        if (key && node.interactive) keys.push_back(&node);
    }
    return keys;
}

float gap_between(const text::Box& a, const text::Box& b) {
    const float x = std::max(a.x, b.x) - std::min(a.x + a.w, b.x + b.w);
    const float y = std::max(a.y, b.y) - std::min(a.y + a.h, b.y + b.h);
    return std::max(x, y);
}

void check_keys(const Glass& glass) {
    const auto keys = keys_on(glass);
    REQUIRE(keys.size() >= 4);
    const float least = glass.screen.px(kSteadyMm) - 1;
    const float right = static_cast<float>(glass.screen.width_px);
    for (const Node* key : keys) {
        CAPTURE(key->id);
        CHECK(key->rect.w >= least);
        CHECK(key->rect.h >= least);
        CHECK(key->rect.x >= 0);
        CHECK(key->rect.x + key->rect.w <= right);
        CHECK_FALSE(key->clipped);
        for (const Node* other : keys) {
            if (other != key) CHECK(gap_between(key->rect, other->rect) >= glass.screen.px(3) - 1);
        }
    }
}

std::optional<KeyPress> press(Glass& glass, const Glass::Page& page, std::string_view id) {
    REQUIRE_MESSAGE(glass.ui->tree().find(id) != nullptr, std::string(id));
    REQUIRE(glass.ui->inject_press(id));
    return glass.draw(page).key;
}

/// What can be entered by one press or two, starting from the closed groups.
std::set<std::string> reachable(Glass& glass, const Glass::Page& page) {
    std::set<std::string> texts;
    glass.draw(page);
    std::vector<std::string> ids;
    for (const Node* key : keys_on(glass)) ids.push_back(key->id);
    for (const std::string& id : ids) {
        if (id.find(".tab.") != std::string::npos) continue;
        if (id.find(".group.") == std::string::npos) {
            const auto pressed = press(glass, page, id);
            if (pressed && pressed->kind == KeyPress::Kind::Text) texts.insert(pressed->text);
            continue;
        }
        CHECK_FALSE(press(glass, page, id));
        std::vector<std::string> letters;
        for (const Node* key : keys_on(glass)) letters.push_back(key->id);
        check_keys(glass);
        for (const std::string& letter : letters) {
            if (letter.find(".tab.") != std::string::npos) continue;
            if (letter.find(".group.") != std::string::npos) continue;
            const auto pressed = press(glass, page, letter);
            REQUIRE(pressed);
            texts.insert(pressed->text);
            CHECK(glass.ui->tree().find(id) != nullptr);  // Closed again.
            press(glass, page, id);
        }
        press(glass, page, "keyboard.group.back");
    }
    return texts;
}

}  // namespace

TEST_CASE("steady: R1, every key is 30 mm with 3 mm round it, on every panel and keyboard") {
    for (const Screen& panel : kPanels) {
        for (const Keyboard layout : kLayouts) {
            CAPTURE(panel.width_px);
            CAPTURE(panel.diagonal_in);
            CAPTURE(static_cast<int>(layout));
            Glass glass(panel);
            glass.ui->set_look({.steady = true});
            glass.draw(page_of(layout, layout != Keyboard::Digits && layout != Keyboard::Card));
            check_keys(glass);
        }
    }
}

TEST_CASE("steady: the panel does not cover the field, and the field keeps a line") {
    for (const Screen& panel : kPanels) {
        for (const Keyboard layout : kLayouts) {
            CAPTURE(panel.width_px);
            CAPTURE(panel.diagonal_in);
            CAPTURE(static_cast<int>(layout));
            Glass glass(panel);
            glass.ui->set_look({.steady = true});
            glass.draw(page_of(layout));
            const Node* field = glass.ui->tree().find("page.field");
            REQUIRE(field != nullptr);
            CHECK(field->rect.h >= glass.screen.px(20));
            for (const Node* key : keys_on(glass)) {
                CHECK(gap_between(field->rect, key->rect) >= 0);
            }
        }
    }
}

TEST_CASE(
    "steady: every letter of every alphabet, every digit and the marks are two presses away") {
    Glass glass;
    glass.ui->set_look({.steady = true});
    const auto english = reachable(glass, page_of(Keyboard::Latin));
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        CHECK(english.contains(std::string(1, letter)));
        CHECK(english.contains(std::string(1, static_cast<char>(letter - 'a' + 'A'))));
    }
    for (char digit = '0'; digit <= '9'; ++digit) CHECK(english.contains(std::string(1, digit)));
    const auto uyghur = reachable(glass, page_of(Keyboard::Uyghur));
    for (const char* letter : {"ا", "ە", "ب", "پ", "ت", "ج", "چ", "خ", "د", "ر", "ز", "ژ", "س",
                               "ش", "غ", "ف", "ق", "ك", "گ", "ڭ", "ل", "م", "ن", "ھ", "و", "ۇ",
                               "ۆ", "ۈ", "ۋ", "ې", "ى", "ي", "ئ", "؟", "؛", "«", "»"}) {
        CHECK_MESSAGE(uyghur.contains(letter), letter);
    }
    const auto code = reachable(glass, page_of(Keyboard::LatinUpper, false));
    for (char letter = 'A'; letter <= 'Z'; ++letter) CHECK(code.contains(std::string(1, letter)));
    for (char digit = '0'; digit <= '9'; ++digit) CHECK(code.contains(std::string(1, digit)));
    const auto marks = reachable(glass, page_of(Keyboard::Numbers));
    for (const char* mark : {"，", "。", "？", "！", "：", "《", "7", "-", "@"}) {
        CHECK_MESSAGE(marks.contains(mark), mark);
    }
}

TEST_CASE("keyboards: every letter and mark of the three languages is one press away") {
    Glass glass;
    const auto english = reachable(glass, page_of(Keyboard::Latin));
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        CHECK(english.contains(std::string(1, letter)));
    }
    const auto capitals = reachable(glass, page_of(Keyboard::LatinUpper));
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
        CHECK(capitals.contains(std::string(1, letter)));
    }
    auto uyghur = reachable(glass, page_of(Keyboard::Uyghur));
    for (const char* letter : {"ا", "ە", "ب", "پ", "ت", "ج", "چ", "خ", "د", "ر", "ز", "ژ", "س",
                               "ش", "غ", "ف", "ق", "ك", "گ", "ڭ", "ل", "م", "ن", "ھ", "و", "ۇ",
                               "ۆ", "ۈ", "ۋ", "ې", "ى", "ي", "ئ", "،", ".", "؟", "!", "«", "»"}) {
        CHECK_MESSAGE(uyghur.contains(letter), letter);
    }
    // What Uyghur takes from the tab of numbers and signs, and that tab's own.
    const auto marks = reachable(glass, page_of(Keyboard::Numbers));
    for (const char* mark : {"؛",  ":",  "-",  "(",  ")", "0", "9",  "，", "。", "？",
                             "！", "、", "：", "；", "“", "”", "《", "》", "@",  "/"}) {
        CHECK_MESSAGE(marks.contains(mark), mark);
    }
}

TEST_CASE("steady: a group that is open closes with its page, its keyboard and its visitor") {
    Glass glass;
    glass.ui->set_look({.steady = true});
    const Glass::Page page = page_of(Keyboard::Latin);
    const auto is_open = [&glass] {
        return glass.ui->tree().find("keyboard.group.back") != nullptr;
    };
    glass.draw(page);
    press(glass, page, "keyboard.group.1");
    CHECK(is_open());
    glass.draw(page_of(Keyboard::Uyghur));
    CHECK_FALSE(is_open());
    glass.draw(page);
    CHECK_FALSE(is_open());
    press(glass, page, "keyboard.group.1");
    Glass::Page next = page;
    next.name = "next";
    glass.draw(next);
    CHECK_FALSE(is_open());
    glass.draw(page);
    press(glass, page, "keyboard.group.2");
    CHECK(is_open());
    glass.ui->wipe();
    glass.draw(page);
    CHECK_FALSE(is_open());
}

TEST_CASE("steady: speech names the letters of a group one by one") {
    Glass glass;
    glass.ui->set_look({.steady = true});
    glass.draw(page_of(Keyboard::Latin));
    const Node* group = glass.ui->tree().find("keyboard.group.1");
    REQUIRE(group != nullptr);
    CHECK(group->name == "abc");
    CHECK(group->speech == "a b c A B C");
}

TEST_CASE(
    "steady R10: below the line of reach, tabs and candidates share a row, each a press away") {
    Glass glass({1080, 1920, 27, 900});
    glass.ui->set_look({.reach = true, .steady = true});
    const auto stands = [&glass](std::string_view id) {
        return glass.ui->tree().find(id) != nullptr;
    };
    Glass::Page page = page_of(Keyboard::Nine);
    glass.draw(page);
    CHECK(stands("keyboard.candidate.1"));
    CHECK_FALSE(stands("keyboard.tab.latin"));
    check_keys(glass);
    CHECK_FALSE(press(glass, page, "keyboard.tabs"));
    CHECK(glass.ui->take_tapped());  // A sign of life, though nothing was entered.
    CHECK(stands("keyboard.tab.latin"));
    CHECK_FALSE(stands("keyboard.candidate.1"));
    check_keys(glass);
    const auto tab = press(glass, page, "keyboard.tab.latin");
    REQUIRE(tab);
    CHECK(tab->kind == KeyPress::Kind::Switch);
    CHECK(tab->to == Keyboard::Latin);
    glass.draw(page);
    CHECK(stands("keyboard.candidate.1"));  // Whatever is entered brings the candidates back.
    const auto chosen = press(glass, page, "keyboard.candidate.2");
    REQUIRE(chosen);
    CHECK(chosen->index == 1);
    page.keyboard->candidates.clear();
    glass.draw(page);
    CHECK(stands("keyboard.tab.latin"));
    CHECK_FALSE(stands("keyboard.tabs"));
}

TEST_CASE("steady R10: below the line of reach, numbers and signs keep every sign and clear all") {
    Glass glass({1080, 1920, 21.5F, 900});
    glass.ui->set_look({.reach = true, .steady = true});
    Glass::Page page = page_of(Keyboard::Numbers);
    const auto marks = reachable(glass, page);
    for (const char* mark : {"0", "9",  "，", "。", "？", "！", "、", "…", "：", "；", "“",
                             "”", "（", "）", "《", "》", ",",  ".",  "?", "!",  ":",  ";",
                             "'", "\"", "-",  "/",  "(",  ")",  "+",  "%", "¥",  "@"}) {
        CHECK_MESSAGE(marks.contains(mark), mark);
    }
    page.keyboard->clears = page.keyboard->undoes = true;
    glass.draw(page);
    check_keys(glass);
    const auto cleared = press(glass, page, "keyboard.clear");
    REQUIRE(cleared);
    CHECK(cleared->kind == KeyPress::Kind::Clear);
    const auto undone = press(glass, page, "keyboard.undo");
    REQUIRE(undone);
    CHECK(undone->kind == KeyPress::Kind::Undo);
}

TEST_CASE("steady R10: low keyboards leave room for the pager and an answer below 1220 mm") {
    // 900 mm to the glass, then bar 44, strip 35 and 5 between; the pager 30, a row of answers 39
    // and 9 of gaps: what is left of 1220 mm is for the keys.
    constexpr float kLeftMm = 1220 - 900 - 44 - 35 - 5 - 30 - 39 - 9;
    for (const Screen& panel : {Screen{1080, 1920, 21.5F, 900}, Screen{1080, 1920, 27, 900},
                                Screen{1080, 1920, 32, 900}}) {
        for (const Keyboard layout : kLayouts) {
            if (layout == Keyboard::Hand) continue;  // Its pad takes what is left, and gives it.
            CAPTURE(panel.diagonal_in);
            CAPTURE(static_cast<int>(layout));
            Glass glass(panel);
            glass.ui->set_look({.reach = true, .steady = true});
            glass.draw(page_of(layout, layout != Keyboard::Digits && layout != Keyboard::Card));
            float top = static_cast<float>(panel.height_px), bottom = 0;
            for (const Node* key : keys_on(glass)) {
                top = std::min(top, key->rect.y);
                bottom = std::max(bottom, key->rect.y + key->rect.h);
            }
            CHECK(bottom - top + panel.px(8) <= panel.px(kLeftMm) + 1);
        }
    }
}

namespace {

/// Keeps what is set and where, by the glyphs that it has.
class Letters final : public NullPainter {
public:
    struct One {
        text::Box ink;
        float em_px = 0;
        int lines = 0;
    };
    void text(const text::Layout& layout, text::Point at, Colour) override {
        const text::Box ink = layout.ink();
        all.push_back({{at.x + ink.x, at.y + ink.y, ink.w, ink.h},
                       layout.em_px(),
                       static_cast<int>(layout.line_count())});
    }
    std::vector<One> all;
};

}  // namespace

TEST_CASE(
    "steady: in largest words the letters of nine keys are one size, on one line, on their keys") {
    for (const Screen& panel : kPanels) {
        for (const bool reach : {false, true}) {
            CAPTURE(panel.width_px);
            CAPTURE(panel.diagonal_in);
            CAPTURE(reach);
            Glass glass(panel);
            glass.ui->set_look({.text = 2, .reach = reach, .steady = true});
            const Glass::Page page = page_of(Keyboard::Nine);
            Letters painter;
            glass.ui->frame(painter, domain::Language::Zh);
            glass.ui->begin("page", {});
            glass.ui->field("page.field", *page.field);
            glass.ui->bottom();
            (void)glass.ui->panel("keyboard", *page.keyboard);
            (void)glass.ui->actions({}, std::nullopt);
            glass.ui->end();
            std::set<float> sizes;
            for (char digit = '2'; digit <= '9'; ++digit) {
                const Node* key = glass.ui->tree().find(std::string("keyboard.") + digit);
                REQUIRE(key != nullptr);
                CAPTURE(key->name);
                const auto words = std::ranges::find_if(painter.all, [key](const auto& one) {
                    const float x = one.ink.x + one.ink.w / 2;
                    const float y = one.ink.y + one.ink.h / 2;
                    return x > key->rect.x && x < key->rect.x + key->rect.w && y > key->rect.y &&
                           y < key->rect.y + key->rect.h;
                });
                REQUIRE(words != painter.all.end());
                CHECK(words->lines == 1);
                CHECK(words->ink.x > key->rect.x);
                CHECK(words->ink.x + words->ink.w < key->rect.x + key->rect.w);
                sizes.insert(words->em_px);
            }
            CHECK(sizes.size() == 1);
        }
    }
}
