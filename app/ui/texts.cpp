// SPDX-License-Identifier: Apache-2.0
// Headings, running text, notes and banners.
#include "app/ui/page.h"

#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kNoteGapMm = 6;       ///< Between two notes.
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

void PageUi::set_text(Block& block, const std::string& text, Role role, const Words& words,
                      Colour colour) {
    const Set layout = set(text, words);
    block.height = layout->height();
    block.paint = [this, layout, role, colour, text, wide = words.wrap_px](const Box& whole) {
        const Box box{whole.x, whole.y, wide, whole.h};
        put(layout, box, colour);
        check_fit(node(next_passive_id("text"), role, text, box), layout, box);
    };
    block.breaks.clear();
    breaks_at_lines(block, 0, layout);
}

void PageUi::text_block(std::string_view text, Role role, const Words& words, Colour colour,
                        float gap_mm, float tall_mm) {
    const bool reads = words.face == text::Face::Regular;
    const auto wrapped = [this, words, reads](float em_mm, float room_px) {
        Words made = words;
        made.em_mm = em_mm;
        made.wrap_px = reads ? measure(em_mm, room_px) : room_px;
        return made;
    };
    Block& block = add(0, gap_mm, nullptr);
    block.words = true;
    block.heads = role == Role::Heading;
    set_text(block, std::string(text), role, wrapped(words.em_mm, room()), colour);
    if (shell_.step_text == text) {
        block.kind = BlockKind::Heading;
        block.heads = true;
    }
    if (!has_lanes() || is_large()) return;
    if (group_ == &lower_) {
        block.move_to_start = [this, wrapped, role, colour, em = words.em_mm,
                               name = std::string(text)](Block& moved) {
            moved.lane = Lane::Start;
            set_text(moved, name, role, wrapped(em, content_box(Lane::Start).w), colour);
        };
        return;
    }
    if (tall_mm <= 0) return;
    Block roomy;
    set_text(roomy, std::string(text), role, wrapped(tall_mm, room()), colour);
    block.tall = roomy.height;
    block.paint = [low = block.paint, high = roomy.paint, tall = roomy.height](const Box& box) {
        (box.h >= tall - 1 ? high : low)(box);
    };
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
    const bool roomy = has_lanes() && !is_large() && icon.empty();
    const Set tall = roomy ? roomy_heading(text, how) : nullptr;
    // Who does not see the edge hears whose page it is.
    const std::string aloud =
        shell_.staff_edge ? shell_.step_text + ". " + std::string(text) : std::string();
    Block& block =
        add(height, 2,
            [this, layout, tall, indent, disc_mm, down, tone, aloud, sign = std::string(icon),
             name = std::string(text)](const Box& box) {
                if (!sign.empty()) {
                    const Box disc{box.x, box.y, mm(disc_mm), down > 0 ? mm(disc_mm) : box.h};
                    const Box at = place(disc);
                    painter_->disc({at.x + at.w / 2, at.y + at.h / 2}, mm(disc_mm / 2),
                                   colours_of(*colours_, tone).ink);
                    put_icon(sign, disc, disc_mm * 2 / 3, colours_->bg);
                }
                const Box words{box.x + indent, box.y + down, box.w - indent, box.h - down};
                const Set& said = tall && box.h >= tall->height() - 1 ? tall : layout;
                put_middle(said, words, colours_->text);
                Node& made = node(recorded_.page + ".heading", Role::Heading, name, words);
                made.speech = aloud;
                check_fit(made, said, words);
            });
    block.kind = BlockKind::Heading;
    block.heads = true;
    block.words = true;
    if (tall) block.tall = tall->height();
    if (indent == 0) breaks_at_lines(block, 0, layout);
}

Set PageUi::roomy_heading(std::string_view text, const Words& how) const {
    constexpr float kBetweenMm = 17;  ///< The only step between the question's two sizes.
    for (const float em_mm : {type::kDisplay, kBetweenMm}) {
        Words larger = how;
        larger.em_mm = em_mm;
        Set made = set(text, larger);
        if (!made->breaks_words() && !made->overflows()) return made;
    }
    return nullptr;
}

void PageUi::subheading(std::string_view text) {
    text_block(text, Role::Heading, {.em_mm = type::kH2, .face = text::Face::Bold, .line = 1.3F},
               colours_->text, 6);
}

void PageUi::lead(std::string_view text) {
    text_block(text, Role::Text, {.em_mm = type::kLead}, colours_->text2, 3, type::kH2);
}

void PageUi::body(std::string_view text) {
    text_block(text, Role::Text, {.em_mm = type::kBody}, colours_->text2, 7);
}

void PageUi::note(std::string_view icon, std::string_view text) {
    const GuideLine line{std::string(icon), std::string(text)};
    notes({&line, 1});
}

/// Lines with signs, one block: on a full page they stand closer.
Block& PageUi::notes(std::span<const GuideLine> lines) {
    const float sign_mm = grown_mm(8);
    const float indent = lines.front().icon.empty() ? 0 : mm(sign_mm + 3);
    const auto set_in = [this, sign_mm, indent, said = std::vector(lines.begin(), lines.end())](
                            Block& block, float room_px) {
        const float wide = measure(type::kBody, room_px - indent);
        const float close = mm(kNoteGapMm / 2);
        std::vector<Set> all;
        float height = 0;
        block.breaks.clear();
        for (const GuideLine& line : said) {
            all.push_back(set(line.text, {.em_mm = type::kBody, .wrap_px = wide}));
            if (all.size() > 1) block.breaks.push_back(height += close);
            breaks_at_lines(block, height, all.back());
            height += all.back()->height();
        }
        block.give = close * static_cast<float>(all.size() - 1);
        block.height = height + block.give;
        block.paint = [=, this](const Box& box) {
            const float gap =
                all.size() > 1 ? close + (box.h - height) / static_cast<float>(all.size() - 1) : 0;
            float y = box.y;
            for (std::size_t i = 0; i < all.size(); ++i) {
                const Set& layout = all[i];
                const float first = layout->height() / static_cast<float>(layout->line_count());
                put_icon(said[i].icon, {box.x, y, mm(sign_mm), first}, sign_mm, colours_->text2);
                const Box words{box.x + indent, y, wide, layout->height()};
                put(layout, words, colours_->text2);
                check_fit(node(next_passive_id("note"), Role::Text, said[i].text, words), layout,
                          words);
                y += layout->height() + gap;
            }
        };
    };
    Block& block = add(0, kNoteGapMm, nullptr);
    block.words = block.foot = true;
    set_in(block, room());
    if (has_lanes() && group_ == &lower_) {
        block.move_to_start = [this, set_in](Block& moved) {
            moved.lane = Lane::Start;
            set_in(moved, content_box(Lane::Start).w);
        };
    }
    return block;
}

void PageUi::banner(std::string_view id, Tone tone, std::string_view icon, std::string_view text) {
    notice(id, tone, icon, {}, text);
}

void PageUi::faults(std::string_view id, std::string_view count, std::string_view text) {
    notice(id, Tone::Danger, "error", count, text);
}

void PageUi::notice(std::string_view id, Tone tone, std::string_view icon, std::string_view title,
                    std::string_view text) {
    const float pad = mm(5);
    const float sign_mm = grown_mm(9);
    const float indent = icon.empty() ? pad : mm(sign_mm + 9);
    wrong_recorded_ = wrong_recorded_ || tone == Tone::Danger;
    const float wide = measure(type::kBody, room() - indent - pad);
    const Set layout = set(text, {.em_mm = type::kBody, .wrap_px = wide});
    const Set head =
        title.empty()
            ? nullptr
            : set(title,
                  {.em_mm = type::kBody, .face = text::Face::Bold, .wrap_px = wide, .line = 1.3F});
    const float head_height = head ? head->height() + mm(1) : 0;
    const float words_height = head_height + layout->height();
    const float height = std::max(mm(18), words_height + mm(8));
    Block& block = add(
        height, 6,
        [=, this, sign = std::string(icon), key = std::string(id), name = std::string(text),
         above = std::string(title)](const Box& box) {
            const ToneColours tones = colours_of(*colours_, tone);
            fill(box, 5, tones.ground);
            if (!colours_->shadows) outline(box, 5, tones.ink, 0.6F);
            put_icon(sign, {box.x + pad, box.y, mm(sign_mm), box.h}, sign_mm, tones.ink);
            const Box words{box.x + indent, box.y + (box.h - words_height) / 2, wide, words_height};
            if (head) {
                put(head, words, tones.ink);
                // A group: it is said together with what follows, and not a second time.
                check_fit(node(key + ".count", Role::Group, above, words), head, words);
            }
            const Box below{words.x, words.y + head_height, wide, layout->height()};
            put(layout, below, tones.ink);
            Node& made = node(key, Role::Status, name, box);
            if (head) made.speech = above + ". " + name;
            check_fit(made, layout, below);
        });
    block.words = true;
    breaks_at_lines(block, (height - words_height) / 2 + head_height, layout);
}

}  // namespace sunbooth::app::ui
