// SPDX-License-Identifier: Apache-2.0
// Headings, running text, notes and banners.
#include "app/ui/page.h"

#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kMessageSignMm = 32;  ///< Of a page that only tells something.

struct ToneColours {
    Colour ink, ground;
};

ToneColours colours_of(const Palette& palette, Tone tone) {
    switch (tone) {
        case Tone::Info:
            return {palette.on_secondary, palette.secondary_bg};
        case Tone::Warn:
            return {palette.warn, palette.warn_bg};
        case Tone::Success:
            return {palette.success, palette.success_bg};
        case Tone::Danger:
            return {palette.danger, palette.danger_bg};
    }
    return {palette.text, palette.surface};
}

}  // namespace

void PageUi::text_block(std::string_view text, Role role, const Words& words, Colour colour,
                        float gap_mm) {
    Words wrapped = words;
    const bool reads = words.face == text::Face::Regular;
    wrapped.wrap_px = reads ? measure(words.em_mm, room()) : room();
    const Set layout = set(text, wrapped);
    Block& block = add(layout->height(), gap_mm,
                       [this, layout, role, colour, wide = wrapped.wrap_px,
                        name = std::string(text)](const Box& whole) {
                           const Box box{whole.x, whole.y, wide, whole.h};
                           put(layout, box, colour);
                           check_fit(node(next_passive_id("text"), role, name, box), layout, box);
                       });
    if (shell_.step_text == text) block.kind = BlockKind::Heading;
    breaks_at_lines(block, 0, layout);
}

void PageUi::heading(std::string_view text, std::string_view icon, Tone tone) {
    if (!shell_.step_text.empty()) {
        text_block(shell_.step_text, Role::Status,
                   {.em_mm = type::kCaption, .face = text::Face::Bold, .line = 1.3F},
                   colours_->primary, 0);
    }
    // What only tells has its sign above its words, and both are larger.
    const bool above = shell_.message && !icon.empty();
    const float disc_mm = above ? kMessageSignMm : 18;
    const float down = above ? mm(kMessageSignMm + 8) : 0;
    const float indent = icon.empty() || above ? 0 : mm(23);
    const Words how{.em_mm = above && !is_large() ? type::kDisplay : type::kH1,
                    .face = text::Face::Bold,
                    .wrap_px = room() - indent,
                    .line = 1.3F};
    Set layout = set(text, how);
    // One word that is longer than a narrow lane is set smaller rather than broken.
    if (layout->breaks_words()) layout = set_within(text, how, layout->height());
    const float beside = icon.empty() || above ? 0 : mm(20);
    const float height = std::max(down + layout->height(), beside);
    Block& block = add(
        height, 2,
        [this, layout, indent, disc_mm, down, tone, sign = std::string(icon),
         name = std::string(text)](const Box& box) {
            if (!sign.empty()) {
                const Box disc{box.x, box.y, mm(disc_mm), down > 0 ? mm(disc_mm) : box.h};
                const Box at = place(disc);
                painter_->disc({at.x + at.w / 2, at.y + at.h / 2}, mm(disc_mm / 2),
                               colours_of(*colours_, tone).ink);
                put_icon(sign, disc, disc_mm * 2 / 3, colours_->bg);
            }
            const Box words{box.x + indent, box.y + down, box.w - indent, box.h - down};
            put_middle(layout, words, colours_->text);
            check_fit(node(recorded_.page + ".heading", Role::Heading, name, words), layout, words);
        });
    block.kind = BlockKind::Heading;
    if (indent == 0) breaks_at_lines(block, 0, layout);
}

void PageUi::subheading(std::string_view text) {
    text_block(text, Role::Heading, {.em_mm = type::kH2, .face = text::Face::Bold, .line = 1.3F},
               colours_->text, 6);
}

void PageUi::lead(std::string_view text) {
    text_block(text, Role::Text, {.em_mm = type::kLead}, colours_->text2, 3);
}

void PageUi::body(std::string_view text) {
    text_block(text, Role::Text, {.em_mm = type::kBody}, colours_->text2, 7);
}

void PageUi::note(std::string_view icon, std::string_view text) {
    const float sign_mm = grown_mm(8);
    const float indent = icon.empty() ? 0 : mm(sign_mm + 3);
    const float wide = measure(type::kBody, room() - indent);
    const Set layout = set(text, {.em_mm = type::kBody, .wrap_px = wide});
    Block& block = add(
        layout->height(), 6,
        [this, layout, indent, wide, sign_mm, sign = std::string(icon),
         name = std::string(text)](const Box& box) {
            const float first_line = layout->height() / static_cast<float>(layout->line_count());
            put_icon(sign, {box.x, box.y, mm(sign_mm), first_line}, sign_mm, colours_->text2);
            const Box words{box.x + indent, box.y, wide, box.h};
            put(layout, words, colours_->text2);
            check_fit(node(next_passive_id("note"), Role::Text, name, words), layout, words);
        });
    breaks_at_lines(block, 0, layout);
}

void PageUi::banner(std::string_view id, Tone tone, std::string_view icon, std::string_view text) {
    const float pad = mm(5);
    const float sign_mm = grown_mm(9);
    const float indent = icon.empty() ? pad : mm(sign_mm + 9);
    wrong_recorded_ = wrong_recorded_ || tone == Tone::Danger;
    const float wide = measure(type::kBody, room() - indent - pad);
    const Set layout = set(text, {.em_mm = type::kBody, .wrap_px = wide});
    const float height = std::max(mm(18), layout->height() + mm(8));
    Block& block =
        add(height, 6,
            [this, layout, indent, pad, wide, tone, sign_mm, sign = std::string(icon),
             key = std::string(id), name = std::string(text)](const Box& box) {
                const ToneColours tones = colours_of(*colours_, tone);
                fill(box, 5, tones.ground);
                if (!colours_->shadows) outline(box, 5, tones.ink, 0.6F);
                put_icon(sign, {box.x + pad, box.y, mm(sign_mm), box.h}, sign_mm, tones.ink);
                const Box words{box.x + indent, box.y, wide, box.h};
                put_middle(layout, words, tones.ink);
                check_fit(node(key, Role::Status, name, box), layout, words);
            });
    breaks_at_lines(block, (height - layout->height()) / 2, layout);
}

}  // namespace sunbooth::app::ui
