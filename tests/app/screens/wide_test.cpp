// SPDX-License-Identifier: Apache-2.0
// Where few words stand on much glass: what is shown then is larger, not lost in a corner, and what
// a visitor came for is the largest of all (kiosk-ux A4, X10).
#include "tests/app/screens/demo.h"
#include "tests/app/screens/sight.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;

namespace {

constexpr float kGrainMm = 0.2F;  ///< Words are set in whole pixels of 0.25 to 0.31 mm.
constexpr ui::Screen kUpright{.width_px = 1080, .height_px = 1920, .diagonal_in = 27};
constexpr ui::Screen kWide{.width_px = 1920, .height_px = 1080, .diagonal_in = 27};
constexpr ui::Screen kLow{.width_px = 1920, .height_px = 1080, .diagonal_in = 21.5F};

Sight seen(Terminal& terminal, const std::string& name, domain::Language language) {
    const flow::State state = sample(name, language);
    terminal.draw(state, language);
    terminal.draw(state, language);
    return terminal.sight(state, language);
}

/// The size of the words whose ink lies in a box, in mm; of several the largest.
float words_mm(const Sight& sight, const text::Box& box) {
    float largest = 0;
    for (const Recorder::Text& one : sight.texts) {
        const float x = one.ink.x + one.ink.w / 2;
        const float y = one.ink.y + one.ink.h / 2;
        const bool inside = x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h;
        if (inside) largest = std::max(largest, one.em_px / sight.mm(1));
    }
    return largest;
}

/// How far down the content reaches, as a share of what lies between header and action bar.
float filled(const Sight& sight, std::string_view part) {
    const float top = sight.mm(22);
    const ui::Node* modes = sight.tree.find(flow::id::kModes);
    REQUIRE(modes != nullptr);
    float low = top;
    for (const ui::Node& node : sight.tree.nodes) {
        if (node.id.starts_with(part)) low = std::max(low, node.rect.y + node.rect.h);
    }
    return (low - top) / (modes->rect.y - top);
}

}  // namespace

TEST_CASE("wide: short answers are set larger where a wide screen is empty below them") {
    struct Row {
        const char *page, *card;
    };
    for (const ui::Screen& screen : {kWide, kLow}) {
        Terminal terminal(screen);
        for (const domain::Language language : domain::kLanguages) {
            for (const Row& row : {Row{"case_result", "case_result.facts"},
                                   Row{"case_result", "case_result.progress"},
                                   Row{"complaint_start", "complaint_start.facts"}}) {
                const std::string card = row.card;
                CAPTURE(card);
                CAPTURE(domain::tag_of(language));
                CAPTURE(screen.diagonal_in);
                CHECK(filled(seen(terminal, row.page, language), card) > 0.5F);
            }
        }
    }
}

TEST_CASE("wide: where the visitor wants large words the roomier setting stands back") {
    Terminal terminal(kWide);
    flow::State state = sample("case_result");
    state.visit.modes.text = flow::TextSize::Largest;
    terminal.draw(state, domain::Language::Zh);
    for (const ui::Node& node : terminal.ui->tree().nodes) CHECK_FALSE(node.clipped);
}

TEST_CASE("wide A4: how a case stands is said in 14 mm, the largest words of its card") {
    for (const ui::Screen& screen : {kUpright, kWide, kLow}) {
        Terminal terminal(screen);
        for (const domain::Language language : domain::kLanguages) {
            for (const char* page : {"case_result", "case_result-overdue", "receipt-replied"}) {
                CAPTURE(std::string(page));
                CAPTURE(domain::tag_of(language));
                CAPTURE(screen.width_px);
                const Sight sight = seen(terminal, page, language);
                const auto state = std::ranges::find_if(sight.tree.nodes, [](const ui::Node& node) {
                    return node.id.ends_with(".state");
                });
                REQUIRE(state != sight.tree.nodes.end());
                const std::string card = state->id.substr(0, state->id.rfind('.'));
                const ui::Node* title = sight.tree.find(card + ".title");
                REQUIRE(title != nullptr);
                CHECK(words_mm(sight, state->rect) >= 14 - kGrainMm);
                CHECK(words_mm(sight, title->rect) < words_mm(sight, state->rect));
            }
        }
    }
}

TEST_CASE(
    "wide D2 A4: in largest words too the code, and how a case stands, come on the first leaf") {
    struct Row {
        const char *page, *id;
    };
    for (const ui::Screen& screen : {kUpright, kWide}) {
        Terminal terminal(screen);
        for (const domain::Language language : domain::kLanguages) {
            for (const Row& row :
                 {Row{"receipt", "receipt.card"}, Row{"receipt-offline", "receipt.card"},
                  Row{"case_result", "case_result.progress.state"}}) {
                const std::string id = row.id;
                CAPTURE(std::string(row.page));
                CAPTURE(domain::tag_of(language));
                CAPTURE(screen.width_px);
                flow::State state = sample(row.page, language);
                state.visit.modes.text = flow::TextSize::Largest;
                terminal.draw(state, language);
                terminal.draw(state, language);
                const ui::Node* node = terminal.ui->tree().find(id);
                REQUIRE(node != nullptr);
                CHECK_FALSE(node->clipped);
            }
        }
    }
}

TEST_CASE("wide X10 X11: what only tells stands in the optical middle, in words for afar") {
    for (const ui::Screen& screen : {kUpright, kWide, kLow}) {
        Terminal terminal(screen);
        for (const domain::Language language : domain::kLanguages) {
            for (const char* page : {"out_of_order", "closed", "busy-slow", "call_staff"}) {
                CAPTURE(std::string(page));
                CAPTURE(domain::tag_of(language));
                CAPTURE(screen.width_px);
                const Sight sight = seen(terminal, page, language);
                const std::string id = sight.tree.page + ".heading";
                const ui::Node* heading = sight.tree.find(id);
                REQUIRE(heading != nullptr);
                CHECK(words_mm(sight, heading->rect) >= 14 - kGrainMm);
                const auto height = static_cast<float>(screen.height_px);
                CHECK(heading->rect.y > height * 0.15F);
                CHECK(heading->rect.y < height * 0.5F);
            }
        }
    }
}
