// SPDX-License-Identifier: Apache-2.0
// Satisfaction: a face, a word and a number that say the same, so that no one of them is needed.
#include "app/ui/page.h"

#include <algorithm>
#include <numbers>

namespace sunbooth::app::ui {
namespace {

constexpr float kFaceMm = 32;  ///< The largest; kiosk-ux 2.8 has 34 on a face of its own.

}  // namespace

void PageUi::face(int level, Point centre, float radius) {
    const Colour colour = colours_->rating[level - 1];
    const float stroke = radius * 0.16F;
    painter_->ring(centre, radius, colour, stroke);
    const float eye = radius * 0.14F;
    painter_->disc({centre.x - radius * 0.36F, centre.y - radius * 0.24F}, eye, colour);
    painter_->disc({centre.x + radius * 0.36F, centre.y - radius * 0.24F}, eye, colour);
    constexpr float kPi = std::numbers::pi_v<float>;
    const float mouth = radius * 0.46F;
    switch (level) {
        case 5:
        case 4: {
            // The wider the smile, the more of the circle it takes.
            const float open = level == 5 ? 0.06F : 0.22F;
            painter_->arc({centre.x, centre.y + radius * (level == 5 ? 0.04F : -0.04F)}, mouth,
                          kPi * open, kPi * (1 - open), colour, stroke);
            break;
        }
        case 3:
            painter_->line({centre.x - mouth * 0.8F, centre.y + radius * 0.36F},
                           {centre.x + mouth * 0.8F, centre.y + radius * 0.36F}, colour, stroke);
            break;
        default: {
            const float open = level == 1 ? 0.06F : 0.22F;
            painter_->arc({centre.x, centre.y + radius * (level == 1 ? 0.66F : 0.72F)}, mouth,
                          kPi * (1 + open), kPi * (2 - open), colour, stroke);
            break;
        }
    }
}

bool PageUi::rating(std::string_view id, int level, std::string_view label) {
    const float inner = room() - mm(kFaceMm + 16) - mm(30);
    const Set words =
        set(label, {.em_mm = 12, .face = text::Face::Bold, .wrap_px = inner, .line = 1.25F});
    const Set number = set(std::to_string(level), {.em_mm = type::kLabel,
                                                   .scale = 1,
                                                   .align = text::Align::Center,
                                                   .wrap_px = mm(14),
                                                   .line = 1.2F});
    const float height = std::max(mm(38), words->height() + mm(8));
    Block& block =
        add(height, 5, [=, this, key = std::string(id), name = std::string(label)](const Box& box) {
            card(box);
            if (held(key)) fill(box, 6, colours_->secondary_bg);
            const float radius = std::clamp(box.h * 0.31F, mm(10), mm(kFaceMm / 2));
            const Box smile = place({box.x + mm(8), box.y, mm(kFaceMm), box.h});
            face(level, {smile.x + smile.w / 2, smile.y + smile.h / 2}, radius);
            const Box text_box{box.x + mm(kFaceMm + 16), box.y, inner, box.h};
            put_middle(words, text_box, colours_->text);
            const Box circle{box.x + box.w - mm(24), box.y, mm(14), box.h};
            const Box at = place(circle);
            painter_->ring({at.x + at.w / 2, at.y + at.h / 2}, mm(7), colours_->border, mm(0.5F));
            put_middle(number, circle, colours_->text2);
            check_fit(control(key, Role::Button, name, box), words, text_box);
        });
    block.passive = false;
    block.give = height - std::max(mm(30), words->height() + mm(3));
    block.grow = mm(14);
    return pressed(id);
}

}  // namespace sunbooth::app::ui
