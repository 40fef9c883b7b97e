// SPDX-License-Identifier: Apache-2.0
#include "tests/app/ui/rig.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using namespace sunbooth::app::ui::tests;

namespace {

/// Draws one page of our own making and returns what stands on it.
template <class Draw>
const Tree& draw(Glass& glass, Draw page) {
    glass.ui->frame(glass.painter, sunbooth::domain::Language::En);
    glass.ui->begin("page", {});
    page(*glass.ui);
    glass.ui->end();
    return glass.ui->tree();
}

const PagerWords kPager{"Page 2 of 3", "Previous", "Next"};
constexpr const char* kLongWord = "Donaudampfschifffahrtsgesellschaftskapitaensmuetze";

/// The most lines that any words were set in.
class Lines final : public NullPainter {
public:
    void text(const sunbooth::app::text::Layout& layout, sunbooth::app::text::Point,
              Colour) override {
        most = std::max(most, static_cast<int>(layout.line_count()));
    }
    int most = 0;
};

}  // namespace

TEST_CASE("widgets: a key of the strip has its words on one line where it has the room") {
    for (const bool alone : {true, false}) {
        Glass glass;
        Lines lines;
        glass.ui->frame(lines, sunbooth::domain::Language::Zh);
        glass.ui->begin("page", {});
        std::vector<Action> keys(alone ? 1 : 9,
                                 {.id = "shell.modes", .label = "大字\n无障碍", .icon = {}});
        glass.ui->utilities(keys);
        glass.ui->end();
        CHECK(lines.most == (alone ? 1 : 2));
    }
}

TEST_CASE("widgets: the number pad has the ten digits and the key that rubs out") {
    Glass glass;
    const Tree& tree = draw(glass, [](Ui& ui) {
        ui.bottom();
        ui.panel("keyboard", {.layout = Keyboard::Digits});
    });
    std::string keys;
    for (const Node& node : tree.nodes) {
        if (node.role == Role::Key && node.name.size() == 1) keys += node.name;
    }
    std::sort(keys.begin(), keys.end());
    CHECK(keys == "0123456789");
    CHECK(tree.find("keyboard.backspace") != nullptr);
    CHECK(tree.nodes.size() == 11);
}

TEST_CASE("widgets: a pager's buttons are named by what they do, and an end is not there") {
    Glass glass;
    const auto page = [](int number) {
        return [number](Ui& ui) { ui.pager("pager", number, 3, kPager); };
    };
    const Tree& middle = draw(glass, page(1));
    CHECK(middle.find("pager.before")->name == "Previous");
    CHECK(middle.find("pager.after")->name == "Next");
    CHECK(draw(glass, page(0)).find("pager.before") == nullptr);
    CHECK(draw(glass, page(2)).find("pager.after") == nullptr);
}

TEST_CASE("widgets: a label that had to be broken inside a word is marked as clipped") {
    Glass glass;
    const Tree& tree = draw(glass, [](Ui& ui) {
        ui.task_card("page.long", "search", kLongWord, "");
        ui.task_card("page.short", "search", "Two words", "");
    });
    CHECK(tree.find("page.long")->clipped);
    CHECK_FALSE(tree.find("page.short")->clipped);
}

TEST_CASE("widgets: a visitor's own long word may be broken") {
    Glass glass;
    std::string words(kLongWord);
    words.append(kLongWord);
    const Tree& tree = draw(glass, [&](Ui& ui) {
        FieldView field;
        field.words = words;
        field.lines = 3;
        ui.field("page.field", field);
        ui.answer("page.answer", "What happened", words, "Change", true);
    });
    CHECK_FALSE(tree.find("page.field")->clipped);
    CHECK_FALSE(tree.find("page.answer.value")->clipped);
}

TEST_CASE("widgets R6: what finds no room stands on the next leaf, each row on one of them") {
    Glass glass;
    const auto page = [](Ui& ui) {
        for (int i = 0; i < 40; ++i) ui.choice("page.c" + std::to_string(i), "", "Row", "", false);
    };
    int shown = 0;
    int leaves = 0;
    const Tree* tree = &draw(glass, page);
    CHECK(tree->find("leaf.before") == nullptr);
    for (bool more = true; more; tree = &draw(glass, page)) {
        ++leaves;
        while (tree->find("page.c" + std::to_string(shown)) != nullptr) {
            CHECK_FALSE(tree->find("page.c" + std::to_string(shown))->clipped);
            ++shown;
        }
        CHECK(tree->find("page.c" + std::to_string(shown - 1)) != nullptr);
        more = glass.ui->inject_press("leaf.after");
    }
    CHECK(leaves > 1);
    CHECK(shown == 40);
    CHECK(tree->find("page.c0") == nullptr);
    for (int i = 1; i < leaves; ++i) {
        REQUIRE(glass.ui->inject_press("leaf.before"));
        tree = &draw(glass, page);
    }
    CHECK(tree->find("page.c0") != nullptr);
    CHECK(glass.ui->take_tapped());  // A sign of life, though the page was asked for nothing.
}

TEST_CASE("widgets R6: words that are longer than a leaf go on on the next, line by line") {
    Glass glass;
    std::string words;
    for (int i = 0; i < 1000; ++i) words += "字字字";
    const auto page = [&](Ui& ui) { ui.quote("page.reply", "Reply", words); };
    float seen = 0;
    const Tree* tree = &draw(glass, page);
    int leaves = 0;
    for (bool more = true; more; tree = &draw(glass, page)) {
        ++leaves;
        const Node* part = tree->find("page.reply");
        REQUIRE(part != nullptr);
        CHECK(part->rect.h <= static_cast<float>(glass.screen.height_px));
        seen += part->rect.h;
        more = glass.ui->inject_press("leaf.after");
    }
    CHECK(leaves > 1);
    const float line = glass.screen.px(type::kBody) * 1.5F;
    const float per_line = (glass.screen.width_mm() - 2 * 12 - 2 * 8 - 4) / type::kBody;
    CHECK(seen >= 3000 / per_line * line);  // No line is on no leaf.
}

TEST_CASE("widgets C3: what is wrong brings its leaf back") {
    Glass glass;
    const auto page = [](bool wrong) {
        return [wrong](Ui& ui) {
            if (wrong) ui.banner("page.error", Tone::Danger, "error", "Choose one");
            for (int i = 0; i < 40; ++i)
                ui.choice("page.c" + std::to_string(i), "", "Row", "", false);
        };
    };
    draw(glass, page(false));
    REQUIRE(glass.ui->inject_press("leaf.after"));
    CHECK(draw(glass, page(false)).find("page.c0") == nullptr);
    CHECK(draw(glass, page(true)).find("page.error") != nullptr);
    REQUIRE(glass.ui->inject_press("leaf.after"));  // Read; now the mending goes on.
    CHECK(draw(glass, page(true)).find("page.error") == nullptr);
    CHECK(draw(glass, page(true)).find("page.error") == nullptr);
}

TEST_CASE("widgets: a full page gives up blank space before anything is lost") {
    Glass glass;
    const auto rows = [](int count) {
        return [count](Ui& ui) {
            ui.heading("Which?");
            ui.bottom();
            for (int i = 0; i < count; ++i)
                ui.choice("page.c" + std::to_string(i), "", "Row", "", false);
        };
    };
    const auto height = [&](int count) { return draw(glass, rows(count)).find("page.c0")->rect.h; };
    const float roomy = height(3);
    int most = 3;
    while (most < 60 && draw(glass, rows(most + 1)).find("leaf.after") == nullptr) ++most;
    CHECK(height(most) < roomy);
    CHECK(height(most) >= glass.screen.px(20));
    const Tree& tree = draw(glass, rows(most));
    for (int i = 1; i < most; ++i) {
        const Node* above = tree.find("page.c" + std::to_string(i - 1));
        const Node* below = tree.find("page.c" + std::to_string(i));
        CHECK(below->rect.y - above->rect.y - above->rect.h >= glass.screen.px(3) - 1);
    }
}
