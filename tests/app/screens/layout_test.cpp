// SPDX-License-Identifier: Apache-2.0
// Every page in every language and state, laid out by the real widget layer with the real fonts:
// what a picture of the tour would show, judged without pixels.
#include "app/flow/reduce.h"
#include "tests/app/screens/glass.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;

namespace {

constexpr float kTargetMin_mm = 20;  // kiosk-ux R1
constexpr float kReach_mm = 1220;    // kiosk-ux R10

/// A dialog lies over the page on purpose.
bool has_dialog(const ui::Tree& tree) {
    return std::any_of(tree.nodes.begin(), tree.nodes.end(),
                       [](const ui::Node& node) { return node.role == ui::Role::Dialog; });
}

bool fills(const text::Box& box, const ui::Screen& screen) {
    return box.w >= static_cast<float>(screen.width_px) &&
           box.h >= static_cast<float>(screen.height_px);
}

/// Groups hold other nodes and "touch anywhere" lies under all: only the rest must keep apart.
bool stands_alone(const ui::Node& node, const ui::Screen& screen) {
    return node.role != ui::Role::Group && !fills(node.rect, screen) && node.rect.w > 0 &&
           node.rect.h > 0;
}

void check_nodes(const ui::Tree& tree, const ui::Screen& screen) {
    std::set<std::string> ids;
    for (const ui::Node& node : tree.nodes) {
        CAPTURE(node.id);
        CAPTURE(node.name);
        // The scrim of a dialog stands in for its safe button, and carries that button's id.
        if (node.role != ui::Role::Dialog) CHECK(ids.insert(node.id).second);
        CHECK_FALSE(node.clipped);
        CHECK(within(node.rect, screen));
        if (!node.interactive) continue;
        CHECK(node.rect.w >= screen.px(kTargetMin_mm) - kSlack_px);
        CHECK(node.rect.h >= screen.px(kTargetMin_mm) - kSlack_px);
    }
}

void check_apart(const ui::Tree& tree, const ui::Screen& screen) {
    if (has_dialog(tree)) return;
    for (const ui::Node& one : tree.nodes) {
        if (!one.interactive || !stands_alone(one, screen)) continue;
        for (const ui::Node& other : tree.nodes) {
            if (&one == &other || !stands_alone(other, screen)) continue;
            CAPTURE(one.id);
            CAPTURE(other.id);
            CHECK_FALSE(overlap(one.rect, other.rect));
        }
    }
}

}  // namespace

TEST_CASE(
    "layout C11: who helps stands on a card where an upright page has the room, else in lines") {
    for (const ui::Screen& panel : {kUpright, kWide}) {
        Glass glass(panel);
        for (const char* page : {"home", "case_start", "complaint_start"}) {
            CAPTURE(page);
            for (const domain::Language language : domain::kLanguages) {
                flow::State state = sample(page, language);
                const auto has_card = [&] {
                    const ui::Tree& tree = glass.draw(state, language);
                    CHECK(tree.find("leaf.after") == nullptr);
                    return tree.find(flow::id::kHelper) != nullptr;
                };
                CHECK(has_card() == panel.portrait());
                state.visit.modes.text = flow::TextSize::Largest;
                CHECK(glass.draw(state, language).find(flow::id::kHelper) == nullptr);
            }
        }
    }
}

TEST_CASE("layout: nothing is clipped, too small, off the glass or on top of another") {
    for (const ui::Screen& panel : kPanels) {
        Glass glass(panel);
        CAPTURE(panel.width_px);
        CAPTURE(panel.diagonal_in);
        for (const domain::Language language : domain::kLanguages) {
            for (const Sample& one : samples_of(language)) {
                CAPTURE(domain::tag_of(language));
                CAPTURE(one.name);
                const ui::Tree& tree = glass.draw(one.state, language);
                CHECK(tree.page == flow::to_string(flow::page_of(one.state)));
                CHECK(tree.nodes.size() > 2);
                check_nodes(tree, glass.screen);
                check_apart(tree, glass.screen);
            }
        }
    }
}

TEST_CASE("layout: the writing panel fits with ink and candidates, and never covers the field") {
    for (const ui::Screen& panel : kPanels) {
        Glass glass(panel);
        CAPTURE(panel.width_px);
        CAPTURE(panel.diagonal_in);
        for (const domain::Language language : domain::kLanguages) {
            CAPTURE(domain::tag_of(language));
            const auto engines = std::make_shared<KnowsAll>();
            for (const Sample& one : sample_states(demo_hall(), words_of(language), engines)) {
                if (!one.name.starts_with("complaint_text")) continue;
                CAPTURE(one.name);
                glass.draw(one.state, language);
                const ui::Tree& tree = glass.draw(one.state, language);
                check_nodes(tree, glass.screen);
                check_apart(tree, glass.screen);
                const ui::Node* field = tree.find(flow::id::kTextField);
                REQUIRE(field != nullptr);
                for (const ui::Node& node : tree.nodes) {
                    if (node.id.starts_with("keyboard."))
                        CHECK_FALSE(overlap(node.rect, field->rect));
                }
                if (one.name != "complaint_text-hand") continue;
                // 120 mm as long as the field has more than two lines to give, never under four
                // rows of 20 mm keys.
                const float pad = tree.find("keyboard.pad")->rect.h;
                CHECK(pad >= panel.px(88));
                CHECK((pad >= panel.px(119) || field->rect.h <= panel.px(42)));
                if (panel.portrait() && panel.diagonal_in >= 27) CHECK(pad >= panel.px(119));
                if (panel.portrait() && language == domain::Language::Zh)
                    CHECK(pad >= panel.px(119));
                for (int n = 1; n <= 10; ++n) {
                    CHECK(tree.find("keyboard.candidate." + std::to_string(n)) != nullptr);
                }
            }
        }
    }
}

TEST_CASE(
    "layout: five hundred characters leave the field, the phrases and the pad where they are") {
    for (const ui::Screen& panel : kPanels) {
        Glass glass(panel);
        CAPTURE(panel.diagonal_in);
        flow::State state = sample("complaint_text");
        state.visit.entry(flow::Field::ComplaintText).wipe();
        std::string words;
        for (int i = 0; i < 499; ++i) words += "字";
        flow::reduce(state, flow::Edit{flow::Field::ComplaintText, 0, 0, SecretText(words)},
                     state.now);
        for (const std::size_t caret : {std::size_t{0}, words.size()}) {
            flow::reduce(state, flow::MoveCaret{flow::Field::ComplaintText, caret}, state.now);
            check_nodes(glass.draw(state, domain::Language::Zh), glass.screen);
        }
    }
}

TEST_CASE("layout: on a wide screen the answers stand beside the question, not below it") {
    Glass glass(kWide);
    const auto middle = static_cast<float>(glass.screen.width_px) / 2;
    for (const char* name : {"complaint_text", "complaint_topic", "case_number", "home"}) {
        CAPTURE(name);
        const ui::Tree& tree = glass.draw(sample(name), domain::Language::Zh);
        const ui::Node* heading = tree.find(std::string(tree.page) + ".heading");
        REQUIRE(heading != nullptr);
        CHECK(heading->rect.x + heading->rect.w < middle);
        for (const ui::Node& node : tree.nodes) {
            const bool answers = node.role == ui::Role::Key ||
                                 node.id.starts_with(flow::id::kTopic) ||
                                 node.id.starts_with("home.c");
            if (answers) CHECK(node.rect.x > heading->rect.x + heading->rect.w);
        }
    }
}

TEST_CASE("layout: Uyghur pages are mirrored, codes and numbers are not") {
    Glass glass;
    const auto box_of = [&](domain::Language language) {
        const ui::Tree& tree = glass.draw(sample("complaint_check", language), language);
        const ui::Node* back = tree.find(flow::id::kBack);
        REQUIRE(back != nullptr);
        return back->rect;
    };
    const text::Box zh = box_of(domain::Language::Zh);
    const text::Box ug = box_of(domain::Language::Ug);
    const auto middle = static_cast<float>(glass.screen.width_px) / 2;
    CHECK(zh.x + zh.w / 2 < middle);
    CHECK(ug.x + ug.w / 2 > middle);
}

TEST_CASE("layout: every window and every level of the demo hall fits, upright and wide") {
    Glass upright(kUpright), wide(kWide);
    for (Glass* glass : {&upright, &wide}) {
        for (const domain::Language language : domain::kLanguages) {
            CAPTURE(domain::tag_of(language));
            flow::State windows = sample("complaint_window", language);
            for (int page = 0; page < flow::list_pages(windows); ++page) {
                windows.visit.list_page = page;
                check_nodes(glass->draw(windows, language), glass->screen);
            }
            flow::State reason = sample("rating_reason", language);
            reason.visit.rating.level = 1;
            const ui::Tree& tree = glass->draw(reason, language);
            check_nodes(tree, glass->screen);
            check_apart(tree, glass->screen);
        }
    }
}

namespace {

/// The interactive elements of all leaves together, each leaf judged on the way.
std::set<std::string> controls_of(Glass& glass, const flow::State& state,
                                  domain::Language language) {
    std::set<std::string> ids;
    const ui::Tree* tree = &glass.draw(state, language);
    for (int leaf = 1; leaf < 40; ++leaf) {
        CAPTURE(leaf);
        check_nodes(*tree, glass.screen);
        check_apart(*tree, glass.screen);
        for (const ui::Node& node : tree->nodes) {
            if (node.interactive) ids.insert(node.id);
        }
        if (!glass.ui->inject_press("leaf.after")) return ids;
        tree = &glass.draw(state, language);
    }
    FAIL("the leaves have no end");
    return ids;
}

void check_reach(const ui::Tree& tree, const ui::Screen& screen) {
    for (const ui::Node& node : tree.nodes) {
        if (!node.interactive || fills(node.rect, screen)) continue;
        CAPTURE(node.id);
        const float from_bottom = static_cast<float>(screen.height_px) - node.rect.y;
        CHECK(screen.bottom_mm + from_bottom / screen.px(1) <= kReach_mm + 1);
    }
}

/// Nobody's pages: no visitor has chosen anything there.
bool is_nobodys(const flow::State& state) {
    const flow::Page page = flow::page_of(state);
    return page == flow::Page::Attract || page == flow::Page::OutOfOrder;
}

}  // namespace

TEST_CASE("layout V3 V4 R1 R10: in every size, reach and language nothing is cut off or lost") {
    using flow::TextSize;
    for (const ui::Screen& panel : kPanels) {
        Glass glass(panel);
        CAPTURE(panel.width_px);
        CAPTURE(panel.diagonal_in);
        for (const domain::Language language : domain::kLanguages) {
            CAPTURE(domain::tag_of(language));
            for (Sample one : samples_of(language)) {
                if (is_nobodys(one.state)) continue;
                CAPTURE(one.name);
                one.state.visit.modes = {};
                const std::set<std::string> standard = controls_of(glass, one.state, language);
                for (const TextSize size :
                     {TextSize::Standard, TextSize::Large, TextSize::Largest}) {
                    for (const bool reach : {false, true}) {
                        if (size == TextSize::Standard && !reach) continue;
                        CAPTURE(static_cast<int>(size));
                        CAPTURE(reach);
                        one.state.visit.modes = {.text = size, .reach = reach};
                        std::set<std::string> all = controls_of(glass, one.state, language);
                        if (reach) check_reach(glass.ui->tree(), panel);
                        for (const std::string& id : standard) {
                            CAPTURE(id);
                            // Above the line of reach the keys below move the caret.
                            const bool risen = reach && id.ends_with(".field");
                            // The eye of a covered code takes the place of small letters there.
                            const bool gave = reach && id == "keyboard.shift" &&
                                              std::any_of(all.begin(), all.end(), [](auto& each) {
                                                  return each.ends_with(".field.show");
                                              });
                            // Larger, fewer of them stand in a row; "more" brings the others.
                            const bool turns = id.starts_with("keyboard.candidate.") &&
                                               all.contains("keyboard.more");
                            if (!risen && !gave && !turns) CHECK(all.contains(id));
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE(
    "layout V1 V3: no words are smaller than 6.8 mm, and those for reading grow by the factor") {
    Glass glass;
    for (const auto& [size, factor] :
         {std::pair{flow::TextSize::Standard, 1.0F}, std::pair{flow::TextSize::Large, 1.5F},
          std::pair{flow::TextSize::Largest, 2.0F}}) {
        for (Sample one : samples_of(domain::Language::Zh)) {
            if (is_nobodys(one.state)) continue;
            CAPTURE(one.name);
            CAPTURE(factor);
            one.state.visit.modes.text = size;
            glass.painter.ems.clear();
            glass.draw(one.state, domain::Language::Zh);
            REQUIRE_FALSE(glass.painter.ems.empty());
            CHECK(*glass.painter.ems.begin() >= glass.screen.px(6.8F) - kSlack_px / 10);
            if (one.name != "complaint_topic") continue;
            CHECK(glass.painter.has(glass.screen.px(ui::type::kCaption * factor)));  // Hints.
            CHECK(glass.painter.has(glass.screen.px(ui::type::kLabel * factor)));
            CHECK(glass.painter.has(glass.screen.px(ui::type::kH1 + 9 * (factor - 1))));
            if (factor > 1) CHECK_FALSE(glass.painter.has(glass.screen.px(ui::type::kCaption)));
        }
    }
}
