// SPDX-License-Identifier: Apache-2.0
// What stands beside and above the pad: its second square, its keys, and the rows of candidates.
#include "tests/app/ui/pad_page.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using namespace sunbooth::app::ui::tests;
using Kind = input::TouchEvent::Kind;

namespace {

/// A stroke that begins so far into the pad, of its width, and the press that it becomes.
KeyPress stroke_at(Glass& glass, domain::Language language, float share) {
    const Box pad = pad_of(glass);
    Finger finger{glass};
    const float x = pad.x + share * pad.w;
    finger.feed(Kind::Down, x, pad.y + 50);
    finger.feed(Kind::Up, x + glass.screen.px(20), pad.y + 50);
    const auto press = glass.draw(pad_page(), language).key;
    REQUIRE(press);
    CHECK(press->kind == KeyPress::Kind::Stroke);
    return *press;
}

}  // namespace

TEST_CASE(
    "panel: from 27 inches on the pad is two squares, and a stroke tells which it begins on") {
    for (const domain::Language language : domain::kLanguages) {
        Glass glass;
        glass.draw(pad_page(), language);
        const KeyPress first = stroke_at(glass, language, 0.2F);
        CHECK(first.pad_mm >= 115);
        CHECK(first.stroke.front().x < first.pad_mm);
        const KeyPress second = stroke_at(glass, language, 0.6F);
        CHECK(second.stroke.front().x > second.pad_mm);
    }
    Glass steady;
    steady.ui->set_look({.steady = true});
    steady.draw(pad_page());
    const KeyPress one = stroke_at(steady, domain::Language::Zh, 0.8F);
    CHECK(one.stroke.front().x < one.pad_mm);
}

TEST_CASE("panel: one square is no ground for two characters") {
    for (const float diagonal : {21.5F, 24.0F}) {
        Glass glass({1080, 1920, diagonal, 850});
        glass.draw(pad_page());
        CHECK(pad_of(glass).w <= glass.screen.px(122));
        CHECK(pad_of(glass).w >= glass.screen.px(119));
        const KeyPress late = stroke_at(glass, domain::Language::Zh, 0.95F);
        CHECK(late.stroke.front().x < late.pad_mm);
    }
}

TEST_CASE("panel: everything that a hand needs stands beside the pad, one square or two") {
    for (const float diagonal : {21.5F, 24.0F, 27.0F, 32.0F}) {
        for (const bool steady : {false, true}) {
            CAPTURE(diagonal);
            CAPTURE(steady);
            Glass glass({1080, 1920, diagonal, 850});
            glass.ui->set_look({.steady = steady});
            glass.draw(pad_page(12));
            for (const char* key : {"undo", "clear_ink", "more", "hanzi", "，", "。", "？", "left",
                                    "right", "space", "newline", "backspace"}) {
                const Node* node = glass.ui->tree().find(std::string("keyboard.") + key);
                REQUIRE_MESSAGE(node != nullptr, key);
                CHECK(node->rect.w >= glass.screen.px(steady ? 30 : 20) - 1);
                CHECK(node->rect.h >= glass.screen.px(steady ? 30 : 20) - 1);
            }
            CHECK(pad_of(glass).w >= glass.screen.px(100));
        }
    }
}

namespace {

/// A page of pinyin that offers so many words of one to six characters.
Glass::Page words_page(std::size_t count) {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> made;
        for (std::size_t i = 0; i < 60; ++i) {
            std::string word;
            for (std::size_t n = 0; n <= (7 * i) % 6; ++n) word += "窗";
            made.push_back(word + std::to_string(i));
        }
        return made;
    }();
    Glass::Page page = pad_page();
    page.keyboard->layout = Keyboard::Pinyin;
    page.keyboard->candidates.assign(words.begin(),
                                     words.begin() + static_cast<std::ptrdiff_t>(count));
    return page;
}

struct Seen {
    std::vector<std::size_t> indices;
    std::size_t rows = 0;
};
Seen seen_on(const Glass& glass) {
    Seen seen;
    float y = -1;
    for (const Node& node : glass.ui->tree().nodes) {
        if (!node.id.starts_with("keyboard.candidate.")) continue;
        if (node.rect.y != y) ++seen.rows;
        y = node.rect.y;
        seen.indices.push_back(std::stoul(node.id.substr(19)) - 1);
    }
    return seen;
}

}  // namespace

TEST_CASE("panel: as many rows of words as there is room for, and no word is passed over") {
    for (const auto& [diagonal, rows] : {std::pair{27.0F, 3U}, std::pair{21.5F, 2U}}) {
        CAPTURE(diagonal);
        Glass glass({1080, 1920, diagonal, 850});
        Glass::Page page = words_page(60);
        std::vector<std::size_t> all;
        int pages = 0;
        for (; pages < 20; ++pages) {
            page.keyboard->page = pages;
            glass.draw(page);
            const Seen seen = seen_on(glass);
            REQUIRE_FALSE(seen.indices.empty());
            if (pages > 0 && seen.indices.front() == 0) break;
            if (pages == 0) CHECK(seen.rows >= rows);
            all.insert(all.end(), seen.indices.begin(), seen.indices.end());
            const Node* back = glass.ui->tree().find("keyboard.less");
            REQUIRE((back != nullptr) == (pages > 0));
            if (back == nullptr) continue;
            CHECK(back->rect.w >= glass.screen.px(20) - 1);
        }
        CHECK(pages > 1);
        REQUIRE(all.size() == 60);
        for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == i);
    }
}

TEST_CASE("panel: the way back turns the rows back, and the next word begins at their beginning") {
    Glass glass;
    Glass::Page page = words_page(60);
    glass.draw(page);
    const std::size_t first = seen_on(glass).indices.front();
    page.keyboard->page = 1;
    glass.draw(page);
    const std::size_t second = seen_on(glass).indices.front();
    REQUIRE(second > first);
    CHECK(glass.ui->inject_press("keyboard.less"));
    CHECK_FALSE(glass.draw(page).key);
    CHECK(glass.ui->take_tapped());  // A sign of life, though nothing was entered.
    CHECK(seen_on(glass).indices.front() == first);
    CHECK(glass.ui->tree().find("keyboard.less") == nullptr);
    page.keyboard->page = 2;  // "More" counts on.
    glass.draw(page);
    CHECK(seen_on(glass).indices.front() == second);
    page.keyboard->page = 0;
    glass.draw(page);
    page.keyboard->page = 1;
    glass.draw(page);
    CHECK(seen_on(glass).indices.front() == second);
}

TEST_CASE("panel: below the line of reach, and with nothing to offer, one row is kept") {
    Glass glass;
    const auto top_of_tabs = [&glass] {
        return glass.ui->tree().find("keyboard.tab.hand")->rect.y;
    };
    glass.draw(words_page(0));
    const float empty = top_of_tabs();
    glass.draw(words_page(60));
    CHECK(empty - top_of_tabs() == doctest::Approx(glass.screen.px(46)).epsilon(0.02));
    glass.ui->set_look({.reach = true});
    glass.draw(words_page(60));
    CHECK(seen_on(glass).rows == 1);
}

TEST_CASE(
    "panel: R1, on every glass that may be configured no key of any keyboard is under 20 mm") {
    constexpr std::array kAll = {Keyboard::Hand,   Keyboard::Hanzi,  Keyboard::Pinyin,
                                 Keyboard::Nine,   Keyboard::Latin,  Keyboard::LatinUpper,
                                 Keyboard::Uyghur, Keyboard::Numbers};
    const auto least_on = [](const Screen& screen, Keyboard layout) {
        Glass glass(screen);
        Glass::Page page = pad_page(12);
        page.keyboard->layout = layout;
        glass.draw(page);
        float least = 1e6F;
        for (const Node& node : glass.ui->tree().nodes) {
            if (node.role != Role::Key || !node.interactive) continue;
            least = std::min({least, node.rect.w, node.rect.h});
        }
        return least / screen.px(1);
    };
    for (const float diagonal : {20.0F, 20.5F, 21.5F, 24.0F, 27.0F, 32.0F, 43.0F, 65.0F}) {
        for (const auto& [wide, high] : {std::pair{1080, 1920}, {1920, 1080}, {1200, 1920}}) {
            for (const Keyboard layout : kAll) {
                CAPTURE(diagonal);
                CAPTURE(wide);
                CAPTURE(static_cast<int>(layout));
                CHECK(least_on({wide, high, diagonal, 850}, layout) >= 20 - 0.3F);
            }
        }
    }
    // On the glass of 19 inches, which the configuration refuses, it would be found.
    CHECK(least_on({1080, 1920, 19, 850}, Keyboard::Pinyin) < 19.5F);
}
