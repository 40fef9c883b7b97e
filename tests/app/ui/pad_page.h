// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/ui/rig.h"

#include <doctest/doctest.h>

#include <array>

// A page with the pad of the writing panel, and a finger on it.

namespace sunbooth::app::ui::tests {

inline constexpr std::array<std::string_view, 14> kRead = {
    "窗", "宙", "亩", "茵", "冒", "百", "窑", "囡", "窟", "园", "雷", "菌", "宫", "官"};

inline Glass::Page pad_page(std::size_t candidates = 0, bool works = true) {
    FieldView field;
    field.label = "情况";
    field.lines = 3;
    PanelView panel;
    panel.layout = Keyboard::Hand;
    panel.tabs = {{Keyboard::Hand, "keyboard.tab.hand", "手写", domain::Language::Zh, true},
                  {Keyboard::Latin, "keyboard.tab.latin", "English", domain::Language::En, false}};
    panel.candidates.assign(kRead.begin(), kRead.begin() + static_cast<std::ptrdiff_t>(candidates));
    panel.pad_works = works;
    panel.pad_hint = "在这里写字";
    panel.undo = panel.clear = panel.more = panel.hanzi = panel.candidate = "字";
    return {.name = "page", .field = std::move(field), .keyboard = std::move(panel)};
}

/// A hand over the glass.
struct Finger {
    Glass& glass;
    Instant now = instant_ms(1'000);

    bool feed(input::TouchEvent::Kind kind, float x, float y, std::int64_t finger = 1) {
        now += milliseconds{8};
        return glass.ui->touch({kind, finger, x, y, now});
    }
    void tap(std::string_view id) {
        const Node* node = glass.ui->tree().find(id);
        REQUIRE(node != nullptr);
        const Point at{node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2};
        now += milliseconds{400};
        feed(input::TouchEvent::Kind::Down, at.x, at.y);
        feed(input::TouchEvent::Kind::Up, at.x, at.y);
    }
};

inline Box pad_of(const Glass& glass) {
    const Node* pad = glass.ui->tree().find("keyboard.pad");
    REQUIRE(pad != nullptr);
    return pad->rect;
}

}  // namespace sunbooth::app::ui::tests
