// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/ui.h"

#include <memory>
#include <string>
#include <vector>

namespace sunbooth::app::ui {

// What the widget layer sets before it paints: words laid out for one place, and how much room they
// take. Pixels. Only page.h and its files use them.

inline constexpr char kByPad = '\x80';  ///< Marks a character that a keypad wrote.

using Set = std::shared_ptr<const text::Layout>;

struct TaskWords {
    Set title, hint;
    float height = 0;
};

struct FactRow {
    Set label, value, sub;
    float height = 0;
    std::string words;
    bool is_private = false;
};

struct GuideWords {
    std::string sign, said;
    Set words;
    float height = 0;  ///< Of the line, with the air round it.
};

struct ProgressWords {
    Set badge, side, head;
    std::vector<Step> steps;
    std::vector<Set> labels;
    float inner = 0, step_width = 0, label_height = 0;
    float badge_width = 0, badge_height = 0;
    float row_height = 0;  ///< Of steps that stand below one another.
    bool below = false;    ///< They do: in large words, or where side by side they have no room.
};

struct StateWords {
    std::string sign, badge, title;
};

struct FieldWords {
    FieldView look;  ///< Without the words.
    SecretText said;
    Set label, counter, hint, error, words;
    float inner = 0, line = 0, head = 0, error_height = 0;
    float show = 0;  ///< Width of the key that uncovers it, with the gap before it.
};

struct DialogWords {
    std::string id, title, body, countdown;
    Action safe, other;
};

struct SheetWords {
    std::string id, title;
    std::vector<SheetRow> rows;
    Action close;
};

struct PagerLook {
    std::string id;
    int page = 0, pages = 1;
    PagerWords words;
};

struct HeaderWords {
    Set name, clock, status;
    float name_width = 0;
    bool fits = false;
};

}  // namespace sunbooth::app::ui
