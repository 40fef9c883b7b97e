// SPDX-License-Identifier: Apache-2.0
// The writing panel on every page that has a field, on every tab, in every size of words, low, with
// large targets, upright and wide: it never covers the field, and its keys keep their size.
#include "app/flow/reduce.h"
#include "tests/app/screens/glass.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using flow::Keys;

namespace {

constexpr float kKey_mm = 20;        // kiosk-ux R1
constexpr float kSteadyKey_mm = 30;  // kiosk-ux R1, Steady

constexpr std::array kTabs = {Keys::Hand,  Keys::Hanzi,  Keys::Pinyin,  Keys::Nine,
                              Keys::Latin, Keys::Uyghur, Keys::Numbers, Keys::LatinUpper};

bool is_of_panel(const ui::Node& node) {
    return node.id.starts_with("keyboard.");
}

const ui::Node* field_in(const ui::Tree& tree) {
    for (const ui::Node& node : tree.nodes) {
        if (node.role == ui::Role::Field) return &node;
    }
    return nullptr;
}

/// What is wrong with how the panel stands; empty when nothing is.
std::string fault_in(const ui::Tree& tree, const ui::Screen& screen, bool steady) {
    const ui::Node* field = field_in(tree);
    if (field == nullptr) return "no field";
    const float least = screen.px(steady ? kSteadyKey_mm : kKey_mm) - kSlack_px;
    float bar = static_cast<float>(screen.height_px);
    for (const ui::Node& node : tree.nodes) {
        if (node.id == flow::id::kContinue || node.id == flow::id::kBack)
            bar = std::min(bar, node.rect.y);
    }
    int keys = 0;
    for (const ui::Node& node : tree.nodes) {
        if (!is_of_panel(node)) continue;
        if (overlap(node.rect, field->rect)) return node.id + " covers the field";
        if (!within(node.rect, screen)) return node.id + " is off the glass";
        if (node.rect.y + node.rect.h > bar + kSlack_px) return node.id + " is under the bar";
        if (!node.interactive) continue;
        ++keys;
        if (node.rect.w < least || node.rect.h < least) return node.id + " is too small";
        if (node.clipped) return node.id + " is cut off";
    }
    return keys > 3 ? "" : "no panel";
}

/// Begins something on a tab, so that candidates are there.
void begin(flow::State& state, Keys tab) {
    flow::reduce(state, flow::SwitchKeys{tab}, state.now);
    if (tab == Keys::Hand)
        flow::reduce(state, flow::WriteStroke{{{10, 10}, {60, 12}}, 100}, state.now);
    for (const char key : std::string_view(tab == Keys::Pinyin ? "chuang" : "248264")) {
        if (tab == Keys::Pinyin || tab == Keys::Nine)
            flow::reduce(state, flow::TypeSound{key}, state.now);
    }
}

struct Shown {
    std::string name;
    flow::State state;
};

/// Every page with a field, those for words on every tab.
std::vector<Shown> pages_with_fields(domain::Language language, bool steady) {
    std::vector<Shown> all;
    std::set<flow::Field> seen;
    const auto engines = std::make_shared<KnowsAll>();
    for (Sample& one : sample_states(demo_hall(), words_of(language))) {
        const auto field = flow::field_of(flow::page_of(one.state));
        const bool asks = one.state.visit.leaving || one.state.visit.choosing ||
                          one.state.visit.warned || one.state.visit.sending;
        if (!field || asks || !seen.insert(*field).second) continue;
        one.state.engines = engines;
        one.state.visit.modes.steady = steady;
        if (!flow::is_prose(*field)) {
            all.push_back({one.name, std::move(one.state)});
            continue;
        }
        for (const Keys tab : kTabs) {
            flow::State state = one.state;
            begin(state, tab);
            all.push_back({one.name + ", tab " + std::to_string(static_cast<int>(tab)), state});
        }
    }
    return all;
}

/// Large words as well where nothing is low: between the two others nothing else can happen.
std::vector<flow::Modes> all_modes(bool steady) {
    using flow::TextSize;
    return {{.text = TextSize::Standard, .steady = steady},
            {.text = TextSize::Large, .steady = steady},
            {.text = TextSize::Largest, .steady = steady},
            {.text = TextSize::Standard, .reach = true, .steady = steady},
            {.text = TextSize::Largest, .reach = true, .steady = steady}};
}

void check_pages(std::vector<Shown>& pages, const ui::Screen& panel, domain::Language language,
                 bool steady) {
    Glass glass(panel);
    for (Shown& page : pages) {
        for (const flow::Modes& modes : all_modes(steady)) {
            page.state.visit.modes = modes;
            glass.ui->wipe();  // No leaf turned, no group open from the page before.
            glass.draw(page.state, language);
            const std::string fault = fault_in(glass.draw(page.state, language), panel, steady);
            if (fault.empty()) continue;
            FAIL_CHECK(std::string(domain::tag_of(language))
                       << ", " << panel.width_px << " px, " << panel.diagonal_in << " in, "
                       << page.name << ", size " << static_cast<int>(modes.text) << ", reach "
                       << modes.reach << ", steady " << steady << ": " << fault);
        }
    }
}

}  // namespace

TEST_CASE("issue 4, 1: the panel covers no field, on any tab, in any size, upright and wide") {
    for (const domain::Language language : domain::kLanguages) {
        for (const bool steady : {false, true}) {
            std::vector<Shown> pages = pages_with_fields(language, steady);
            REQUIRE(pages.size() >= 3 * kTabs.size() + 6);
            for (const ui::Screen& panel : kPanels) check_pages(pages, panel, language, steady);
        }
    }
}

TEST_CASE("issue 4, 1: a key that lay over the field would be found") {
    Glass glass;
    flow::State state = sample("complaint_text");
    state.engines = std::make_shared<KnowsAll>();
    begin(state, Keys::Pinyin);
    glass.draw(state, domain::Language::Zh);
    ui::Tree tree = glass.draw(state, domain::Language::Zh);
    REQUIRE(fault_in(tree, glass.screen, false).empty());
    for (ui::Node& node : tree.nodes) {
        if (node.id == "keyboard.candidate.1") node.rect.y = field_in(tree)->rect.y + 1;
    }
    CHECK(fault_in(tree, glass.screen, false) == "keyboard.candidate.1 covers the field");
    CHECK_FALSE(fault_in(glass.ui->tree(), glass.screen, true).empty());  // Ten in a row.
}
