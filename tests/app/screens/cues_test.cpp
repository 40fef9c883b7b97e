// SPDX-License-Identifier: Apache-2.0
// What tells the eye how things stand, on every page: shapes beside colours (kiosk-ux V7), the
// keypad's ring (V9, R14), and for Uyghur the page in the mirror (C9).
#include "app/screens/draw.h"
#include "app/screens/modes.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/nothing_chosen.h"
#include "tests/app/screens/sight.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;

namespace {

constexpr float kSlackPx = 1.5F;

/// Nobody has chosen any modes there.
bool is_nobodys(const flow::State& state) {
    const flow::Page page = flow::page_of(state);
    return page == flow::Page::Attract || page == flow::Page::OutOfOrder;
}

/// What is painted, without its colours.
class Shapes final : public ui::NullPainter {
public:
    struct Mark {
        int kind;
        long x, y, w, h;
        std::uint64_t what;
        auto operator<=>(const Mark&) const = default;
    };
    void fill(const text::Box& box, float, ui::Colour, float) override { put(1, box, 0); }
    void line(text::Point from, text::Point to, ui::Colour, float) override {
        put(2, {from.x, from.y, to.x - from.x, to.y - from.y}, 0);
    }
    void disc(text::Point at, float radius, ui::Colour) override {
        put(3, round_at(at, radius), 0);
    }
    void ring(text::Point at, float radius, ui::Colour, float width) override {
        put(4, round_at(at, radius), static_cast<std::uint64_t>(std::lround(width)));
    }
    void arc(text::Point at, float radius, float, float, ui::Colour, float) override {
        put(5, round_at(at, radius), 0);
    }
    void text(const text::Layout& layout, text::Point at, ui::Colour) override {
        const text::Box ink = layout.ink();
        std::uint64_t glyphs = 14695981039346656037U;
        for (const text::PlacedGlyph& glyph : layout.glyphs()) {
            glyphs = (glyphs ^ glyph.glyph) * 1099511628211U;
        }
        put(6, {at.x + ink.x, at.y + ink.y, ink.w, ink.h}, glyphs);
    }

    /// The marks whose middle lies in a box and that do not merely fill it.
    std::set<Mark> in(const text::Box& box) const {
        std::set<Mark> found;
        for (const Mark& mark : marks_) {
            const auto x = static_cast<float>(mark.x) + static_cast<float>(mark.w) / 2;
            const auto y = static_cast<float>(mark.y) + static_cast<float>(mark.h) / 2;
            const bool inside =
                x >= box.x && y >= box.y && x <= box.x + box.w && y <= box.y + box.h;
            const bool ground = mark.kind == 1 &&
                                std::abs(static_cast<float>(mark.w) - box.w) < 3 &&
                                std::abs(static_cast<float>(mark.h) - box.h) < 3;
            if (inside && !ground) found.insert(mark);
        }
        return found;
    }

private:
    static text::Box round_at(text::Point at, float radius) {
        return {at.x - radius, at.y - radius, 2 * radius, 2 * radius};
    }
    void put(int kind, const text::Box& box, std::uint64_t what) {
        marks_.push_back({kind, std::lround(box.x), std::lround(box.y), std::lround(box.w),
                          std::lround(box.h), what});
    }
    std::vector<Mark> marks_;
};

/// A page as it is, and as if nothing on it were chosen.
struct TwoPictures {
    TwoPictures(Terminal& terminal, const flow::State& state, domain::Language language) {
        const i18n::Catalogue& words = words_of(language);
        terminal.ui->set_look(look_of(state.visit.modes));
        for (int frame = 0; frame < 2; ++frame) {
            NothingChosen plain(*terminal.ui);
            without = {};
            terminal.ui->frame(without, language);
            draw(state, words, plain);
        }
        for (int frame = 0; frame < 2; ++frame) {
            with = {};
            terminal.ui->frame(with, language);
            draw(state, words, *terminal.ui);
        }
    }
    Shapes with, without;
};

std::string kind_of(const ui::Node& node) {
    if (node.id.starts_with("shell.")) return "language";
    if (node.id.starts_with("keyboard.tab")) return "tab";
    if (node.id.starts_with("modes.")) return "sheet";
    return ui::to_string(node.role);
}

}  // namespace

TEST_CASE("rows V7: what is chosen is told by a shape and not by its colour alone, on every page") {
    Terminal terminal({});
    std::map<std::string, int> seen;
    unsigned turn = 0;
    for (const domain::Language language : domain::kLanguages) {
        for (const Sample& one : sample_states(demo_hall(), words_of(language))) {
            CAPTURE(one.name);
            flow::State state = one.state;
            const auto theme = static_cast<flow::Theme>(turn++ % 4);
            if (!is_nobodys(state)) state.visit.modes.theme = theme;
            const TwoPictures pictures(terminal, state, language);
            for (const ui::Node& node : terminal.ui->tree().nodes) {
                if (!node.selected || !node.interactive) continue;
                CAPTURE(node.id);
                ++seen[kind_of(node)];
                CHECK(pictures.with.in(node.rect) != pictures.without.in(node.rect));
            }
        }
    }
    for (const char* kind : {"language", "tab", "sheet", "choice"}) {
        CAPTURE(std::string(kind));
        CHECK(seen[kind] > 0);
    }
}

TEST_CASE("rows V7: how things stand is said by a sign and in words, on every page") {
    Terminal terminal({});
    int seen = 0;
    for (const domain::Language language : domain::kLanguages) {
        for (const Sample& one : sample_states(demo_hall(), words_of(language))) {
            CAPTURE(one.name);
            terminal.draw(one.state, language);
            if (terminal.sight(one.state, language).has_dialog()) continue;  // Under a scrim.
            for (const ui::Node& node : terminal.ui->tree().nodes) {
                const bool part = node.id.find(".text") != std::string::npos ||
                                  node.id.find(".pager") != std::string::npos ||
                                  node.id.ends_with(".countdown");
                if (node.role != ui::Role::Status || part || node.clipped) continue;
                if (flow::page_of(one.state) == flow::Page::Attract) continue;
                CAPTURE(node.id);
                // Signs stand beside the words, some of them before the node's own box.
                const float aside = terminal.screen.px(32);
                int signs = 0, words = 0;
                for (const Recorder::Text& text : terminal.painter.texts) {
                    const float x = text.ink.x + text.ink.w / 2;
                    const float y = text.ink.y + text.ink.h / 2;
                    if (x < node.rect.x - aside || x > node.rect.x + node.rect.w + aside) continue;
                    if (y < node.rect.y || y > node.rect.y + node.rect.h) continue;
                    ++(text.is_sign() ? signs : words);
                }
                CHECK(signs > 0);
                CHECK(words > 0);
                ++seen;
            }
        }
    }
    CHECK(seen > 300);  // The state of the network alone stands on a hundred pages, three times.
}

namespace {

/// The two bands round what the keypad stands on: they stand out from each other, one of them from
/// whatever lies outside, they are whole on the glass, and nothing was painted over them.
/// @return 1, or 0 where there is no ring.
int judge_ring(const Terminal& terminal, ui::PaletteName name) {
    const ui::Palette& colours = ui::palette(name);
    const auto& nodes = terminal.ui->tree().nodes;
    const auto here = std::ranges::find_if(nodes, &ui::Node::focused);
    if (here == nodes.end()) return 0;
    CAPTURE(here->id);
    const auto& lines = terminal.painter.lines;
    REQUIRE(lines.size() >= 2);
    const Recorder::Line& inner = lines[lines.size() - 2];
    const Recorder::Line& outer = lines.back();
    REQUIRE(inner.colour == colours.focus_inner);
    REQUIRE(outer.colour == colours.focus_outer);
    CHECK(outer.after == terminal.painter.painted());
    const text::Box& box = outer.box;
    CHECK(box.x >= 0);
    CHECK(box.y >= 0);
    CHECK(box.x + box.w <= static_cast<float>(terminal.screen.width_px));
    CHECK(box.y + box.h <= static_cast<float>(terminal.screen.height_px));
    CHECK(std::abs(box.x + terminal.screen.px(3.2F) - here->rect.x) < kSlackPx);
    CHECK(contrast_of(inner.colour, outer.colour) >= 3);
    const float x = box.x + box.w / 2;
    const float y = box.y + box.h / 2;
    for (const text::Point& at : {text::Point{box.x - 2, y}, text::Point{box.x + box.w + 2, y},
                                  text::Point{x, box.y - 2}, text::Point{x, box.y + box.h + 2}}) {
        const ui::Colour ground = terminal.painter.under(at);
        CHECK(std::max(contrast_of(outer.colour, ground), contrast_of(inner.colour, ground)) >= 3);
    }
    return 1;
}

}  // namespace

TEST_CASE("rows R14 V9: by keypad every control of every page is reached, in a ring that is seen") {
    unsigned turn = 0;
    int rings = 0;
    for (const Sample& one : sample_states(demo_hall(), words_of(domain::Language::Zh))) {
        CAPTURE(one.name);
        Terminal terminal({});
        flow::State state = one.state;
        const flow::Theme theme = static_cast<flow::Theme>(turn++ % 4);
        if (!is_nobodys(state)) state.visit.modes.theme = theme;
        terminal.draw(state, domain::Language::Zh);
        std::vector<std::string> wanted;
        const Sight seen = terminal.sight(state, domain::Language::Zh);
        for (const ui::Node* node : seen.targets()) wanted.push_back(node->id);
        std::vector<std::string> met;
        // Help goes to the beginning; from there along the page, keyboards by their columns too.
        terminal.ui->key(input::Key::Help);
        const auto stand = [&] {
            terminal.draw(state, domain::Language::Zh);
            rings += judge_ring(terminal, look_of(state.visit.modes).palette);
            for (const ui::Node& node : terminal.ui->tree().nodes) {
                if (node.focused && node.role != ui::Role::Field) met.push_back(node.id);
                if (node.role == ui::Role::Field) met.push_back(node.id);
            }
        };
        stand();
        const std::size_t steps = wanted.size() + 3;
        for (std::size_t i = 0; i < steps; ++i) {
            terminal.ui->key(input::Key::Tab);
            stand();
        }
        for (std::size_t i = 0; i < 2 * steps; ++i) {
            terminal.ui->key(input::Key::ShiftTab);
            stand();
        }
        for (const std::string& id : wanted) {
            CHECK_MESSAGE(std::find(met.begin(), met.end(), id) != met.end(), id);
        }
    }
    // Each of a page's stops, of which the shell alone has six, on the way there and back.
    CHECK(rings > 18 * static_cast<int>(turn));
}

namespace {

constexpr ui::Screen kUpright{.width_px = 1080, .height_px = 1920, .diagonal_in = 27};
constexpr ui::Screen kWide{.width_px = 1920, .height_px = 1080, .diagonal_in = 27};

/// Anchored at its start, its end or its middle: there the mirror shows it.
bool mirrored(const text::Box& box, const text::Box& other, float width) {
    const float start = box.x - (width - other.x - other.w);
    const float end = box.x + box.w - (width - other.x);
    return std::min({std::abs(start), std::abs(end), std::abs(start + end) / 2}) < kSlackPx;
}

/// The sign on a button, by its glyph; 0: none.
std::uint32_t sign_on(const Terminal& terminal, std::string_view id) {
    const ui::Node* node = terminal.ui->tree().find(id);
    if (node == nullptr) return 0;
    for (const Recorder::Text& text : terminal.painter.texts) {
        const float x = text.ink.x + text.ink.w / 2;
        const float y = text.ink.y + text.ink.h / 2;
        const text::Box& box = node->rect;
        const bool inside = x > box.x && y > box.y && x < box.x + box.w && y < box.y + box.h;
        if (inside && text.is_sign()) return text.glyph;
    }
    return 0;
}

std::set<std::string> key_ids(const ui::Tree& tree) {
    std::set<std::string> ids;
    for (const ui::Node& node : tree.nodes) {
        if (node.role == ui::Role::Key) ids.insert(node.id);
    }
    return ids;
}

float keys_from(const ui::Tree& tree) {
    float left = 1e6F;
    for (const ui::Node& node : tree.nodes) {
        if (node.role == ui::Role::Key) left = std::min(left, node.rect.x);
    }
    return left;
}

/// Longer words take more room: steps that would stand one below the other then go along the
/// line, from the right, and a note that finds no room below the answers stands under the question.
bool laid_otherwise(const ui::Node& node, const ui::Tree& plain, const ui::Tree& other) {
    if (node.id.starts_with("receipt.note")) {
        const ui::Node* from = plain.find(node.id);
        const ui::Node* answers = other.find("paper.read");
        const bool aside = answers != nullptr && node.rect.x > answers->rect.x + answers->rect.w;
        return aside && from->rect.h < node.rect.h + kSlackPx;
    }
    const std::size_t at = node.id.find(".card.step");
    if (at == std::string::npos) return false;
    const std::string card = node.id.substr(0, at) + ".card.step";
    const auto below = [&card](const ui::Tree& tree) {
        const ui::Node* first = tree.find(card + "1");
        const ui::Node* second = tree.find(card + "2");
        return first != nullptr && second != nullptr && second->rect.y > first->rect.y + kSlackPx;
    };
    const ui::Node* first = other.find(card + "1");
    const ui::Node* second = other.find(card + "2");
    const bool from_right = second != nullptr && second->rect.x < first->rect.x;
    return below(plain) && !below(other) && from_right;
}

/// What of a Uyghur page does not stand where the mirror shows it.
std::vector<std::string> askew(const ui::Tree& plain, const ui::Tree& other, float width) {
    std::vector<std::string> found;
    // Keys stand as on every keyboard, in a lane that is mirrored.
    const float shift = keys_from(other) - keys_from(plain);
    const bool same_keys = key_ids(other) == key_ids(plain);
    for (const ui::Node& node : other.nodes) {
        const ui::Node* twin = plain.find(node.id);
        if (twin == nullptr || node.rect.h <= 0) continue;
        // Chips flow along their lines, each as wide as its words; so do the header's.
        const bool flows = (node.role == ui::Role::Choice && node.rect.w != twin->rect.w) ||
                           node.id == "shell.status";
        // Its mark is on the frame, where no language moves it; a card that explains takes its
        // roomier setting where the words are few.
        const bool stays =
            node.id == "attract.corner" || node.id.find(".lines.") != std::string::npos;
        if (flows || stays || laid_otherwise(node, plain, other)) continue;
        const bool key = node.role == ui::Role::Key;
        if (node.id == "keyboard.pad") continue;  // On the side away from the keys beside it.
        if (key && !same_keys) continue;
        const bool right = key ? std::abs(node.rect.x - twin->rect.x - shift) < kSlackPx
                               : mirrored(node.rect, twin->rect, width);
        if (!right) found.push_back(node.id);
    }
    return found;
}

}  // namespace

TEST_CASE("rows C9: every page in Uyghur is the mirror's picture, but for keys and codes") {
    std::size_t judged = 0;
    for (const ui::Screen& screen : {kUpright, kWide}) {
        Terminal terminal(screen);
        const auto width = static_cast<float>(screen.width_px);
        const auto chinese = sample_states(demo_hall(), words_of(domain::Language::Zh));
        const auto uyghur = sample_states(demo_hall(), words_of(domain::Language::Ug));
        REQUIRE(chinese.size() == uyghur.size());
        terminal.draw(sample("complaint_topic"), domain::Language::Zh);
        const std::uint32_t to_left = sign_on(terminal, flow::id::kBack);
        const std::uint32_t to_right = sign_on(terminal, flow::id::kContinue);
        REQUIRE(to_left != to_right);
        for (std::size_t i = 0; i < chinese.size(); ++i) {
            CAPTURE(chinese[i].name);
            CAPTURE(screen.width_px);
            terminal.draw(chinese[i].state, domain::Language::Zh);
            terminal.draw(chinese[i].state, domain::Language::Zh);
            const ui::Tree plain = terminal.ui->tree();
            const std::uint32_t back = sign_on(terminal, flow::id::kBack);
            const std::uint32_t on = sign_on(terminal, flow::id::kContinue);
            terminal.draw(uyghur[i].state, domain::Language::Ug);
            terminal.draw(uyghur[i].state, domain::Language::Ug);
            const ui::Tree& tree = terminal.ui->tree();
            judged += tree.nodes.size();
            for (const std::string& id : askew(plain, tree, width)) FAIL_CHECK(id);
            // Arrows turn round; other signs, such as the one for looking up, do not.
            if (back == to_left) CHECK(sign_on(terminal, flow::id::kBack) == to_right);
            if (on == to_right) CHECK(sign_on(terminal, flow::id::kContinue) == to_left);
        }
        CHECK(judged > 10 * chinese.size());
    }
}

TEST_CASE("rows C9: a page that forgot the mirror is found out") {
    Terminal terminal({});
    terminal.draw(sample("complaint_topic"), domain::Language::Zh);
    const ui::Tree plain = terminal.ui->tree();
    CHECK_FALSE(askew(plain, plain, static_cast<float>(terminal.screen.width_px)).empty());
}
