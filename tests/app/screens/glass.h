// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/draw.h"
#include "app/screens/modes.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "app/ui/touch_ui.h"
#include "tests/app/screens/demo.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <set>

// The pages on the real widget layer with the real fonts, without pixels: one terminal's glass.

namespace sunbooth::app::screens::tests {

inline constexpr float kSlack_px = 1.5F;

inline constexpr ui::Screen kUpright{.width_px = 1080, .height_px = 1920, .diagonal_in = 27};
inline constexpr ui::Screen kWide{.width_px = 1920, .height_px = 1080, .diagonal_in = 27};
/// The smallest panel that each way of standing is made for, the usual one, and a large one.
inline constexpr std::array kPanels = {
    ui::Screen{.width_px = 1080, .height_px = 1920, .diagonal_in = 21.5F}, kUpright,
    ui::Screen{.width_px = 2160, .height_px = 3840, .diagonal_in = 32, .bottom_mm = 900},
    ui::Screen{.width_px = 1920, .height_px = 1080, .diagonal_in = 24}, kWide};

/// Knows thirty readings of any ink.
class KnowsAll final : public input_method::Engines {
public:
    bool offers(input_method::Method) override { return true; }
    input_method::Candidates read_ink(const input_method::Ink&, float, std::string_view) override {
        input_method::Candidates all;
        for (int i = 0; i < 30; ++i) all.push_back({SecretText("窗"), 0});
        return all;
    }
    input_method::Candidates read_keys(input_method::Method, std::string_view keys) override {
        input_method::Candidates all;
        for (const char* word :
             {"窗口没人了", "窗口没人", "窗口", "创口", "窗", "创", "床", "闯", "疮", "幢"}) {
            all.push_back({SecretText(word), keys.size()});
        }
        return all;
    }
    void know(const std::vector<std::string>&) override {}
    void wipe() override {}
};

/// Paints nothing, but knows how large the words were, and whether any stood off the glass.
class SizePainter final : public ui::NullPainter {
public:
    explicit SizePainter(float width_px) : width_(width_px) {}
    void text(const text::Layout& layout, text::Point at, ui::Colour) override {
        if (layout.glyphs().empty()) return;
        ems.insert(layout.em_px());
        const text::Box ink = layout.ink();
        const float left = at.x + ink.x;
        if (left < -1 || left + ink.w > width_ + 1) ++off_glass;
    }
    /// Words are set in whole pixels.
    bool has(float em_px) const {
        return std::any_of(ems.begin(), ems.end(),
                           [&](float one) { return std::abs(one - em_px) <= 0.5F; });
    }
    std::set<float> ems;
    int off_glass = 0;

private:
    float width_;
};

/// Fonts, shaper and widgets of one terminal.
struct Glass {
    explicit Glass(const ui::Screen& panel = kUpright)
        : screen(panel), fonts(opened()), shaper(*fonts), ui(ui::make_touch_ui(shaper, screen)) {}

    static std::unique_ptr<text::FontLibrary> opened() {
        auto fonts = text::FontLibrary::open();
        REQUIRE_MESSAGE(fonts.ok(), fonts.error().line());
        return std::move(fonts).value();
    }
    const ui::Tree& draw(const flow::State& state, domain::Language language) {
        ui->set_look(look_of(state.visit.modes));
        painter.off_glass = 0;
        ui->frame(painter, language);
        screens::draw(state, words_of(language), *ui);
        CHECK(painter.off_glass == 0);
        return ui->tree();
    }

    ui::Screen screen;
    std::unique_ptr<text::FontLibrary> fonts;
    text::Shaper shaper;
    std::unique_ptr<ui::TouchUi> ui;
    SizePainter painter{static_cast<float>(screen.width_px)};
};

inline bool overlap(const text::Box& a, const text::Box& b) {
    return a.x + kSlack_px < b.x + b.w && b.x + kSlack_px < a.x + a.w &&
           a.y + kSlack_px < b.y + b.h && b.y + kSlack_px < a.y + a.h;
}

inline bool within(const text::Box& box, const ui::Screen& screen) {
    return box.x >= -kSlack_px && box.y >= -kSlack_px &&
           box.x + box.w <= static_cast<float>(screen.width_px) + kSlack_px &&
           box.y + box.h <= static_cast<float>(screen.height_px) + kSlack_px;
}

}  // namespace sunbooth::app::screens::tests
