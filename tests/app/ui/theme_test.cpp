// SPDX-License-Identifier: Apache-2.0
// The contrasts that kiosk-ux 2.9 computes, over the table that the pages are painted with.
#include "app/ui/theme.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace sunbooth::app::ui;

namespace {

/// WCAG 2.2, relative luminance.
double luminance(Colour colour) {
    const auto part = [&](unsigned shift) {
        const double value = (colour >> shift & 0xFFU) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
}

double contrast(Colour one, Colour other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

constexpr std::array kThemes = {PaletteName::Light, PaletteName::Dark,
                                PaletteName::HighContrastDark, PaletteName::HighContrastLight};

}  // namespace

TEST_CASE("theme: the measure agrees with the paper's figures") {
    CHECK(contrast(0x000000, 0xFFFFFF) == doctest::Approx(21.0));
    CHECK(contrast(0x14202B, 0xF4F6F9) == doctest::Approx(15.26).epsilon(0.001));
    CHECK(contrast(0xFFFFFF, 0x0B57A4) == doctest::Approx(7.21).epsilon(0.001));
}

TEST_CASE("theme: words stand out by 4.5 from their ground, by 7 in high contrast") {
    for (const PaletteName name : kThemes) {
        CAPTURE(static_cast<int>(name));
        const Palette& p = palette(name);
        const bool high =
            name == PaletteName::HighContrastDark || name == PaletteName::HighContrastLight;
        const double least = high ? 7.0 : 4.5;
        for (const Colour ground : {p.bg, p.surface, p.surface2}) {
            CHECK(contrast(p.text, ground) >= least);
            CHECK(contrast(p.text2, ground) >= least);
        }
        CHECK(contrast(p.on_primary, p.primary) >= least);
        CHECK(contrast(p.on_primary, p.pressed) >= least);
        CHECK(contrast(p.on_secondary, p.secondary_bg) >= least);
        CHECK(contrast(p.on_danger, p.danger) >= least);
        CHECK(contrast(p.danger, p.danger_bg) >= least);
        CHECK(contrast(p.on_success, p.success) >= least);
        CHECK(contrast(p.success, p.success_bg) >= least);
        CHECK(contrast(p.warn, p.warn_bg) >= least);
    }
}

TEST_CASE("theme: outlines, faces and the ring stand out by 3") {
    for (const PaletteName name : kThemes) {
        CAPTURE(static_cast<int>(name));
        const Palette& p = palette(name);
        for (const Colour ground : {p.bg, p.surface, p.surface2}) {
            CHECK(contrast(p.border, ground) >= 3.0);
        }
        CHECK(contrast(p.primary, p.bg) >= 3.0);
        CHECK(contrast(p.primary, p.surface) >= 3.0);
        for (const Colour face : p.rating) CHECK(contrast(face, p.surface) >= 3.0);
        // Two bands: the outer one against the page, the inner one against the control.
        CHECK(contrast(p.focus_outer, p.bg) >= 3.0);
        CHECK(contrast(p.focus_inner, p.focus_outer) >= 3.0);
        CHECK(contrast(p.focus_inner, p.primary) >= 3.0);
    }
}
