// SPDX-License-Identifier: Apache-2.0
// The utility strip: languages, modes, help, somebody to be called and the end, on every page in
// one place and one order (kiosk-ux C6, 2.2). Upright it is one row above the action bar; on a wide
// screen, where height is dear, it shares the bottom with it.
#include "app/ui/page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace sunbooth::app::ui {
namespace {

constexpr float kKeyMm = 26;  ///< A sign over two lines of words; as high as a button of the bar.
constexpr float kAboveBarMm = 5;
constexpr float kGapMm = 3;
constexpr float kWideShare = 0.55F;  ///< Of a wide screen's width; the bar has the rest.
/// Of what is over, by the longest words of each key in any language, so that it stands where it
/// stands in all of them: Chinese, English, Uyghur, modes, help, staff, end.
constexpr std::array kParts = {0.0F, 1.0F, 3.0F, 1.5F, 0.25F, 2.0F, 0.25F};
constexpr float kLeastShare = 0.8F;  ///< Of a seventh of the strip: what each key has.
constexpr float kSideMm = 1.5F;      ///< Beside the words, at least.
constexpr float kSignMm = 7.5F;
constexpr float kSignGapMm = 1.5F;
constexpr float kLine = 1.15F;
constexpr float kEvenShare = 0.75F;    ///< Of the longer of two lines that are of unlike length.
constexpr float kUnderlineMm = 4;      ///< From the lower edge of a key that is on.
constexpr float kLanguageRise = 1.2F;  ///< Names of languages stand alone on their keys.

bool is_language(const Action& action) {
    return action.own_language;
}

}  // namespace

float PageUi::strip_height() const {
    return mm(press_mm(kKeyMm));
}

float PageUi::strip_top() const {
    const auto bottom = static_cast<float>(screen_.height_px);
    const float bar_top = bottom - (bar_ != nullptr || has_strip_ ? bar_height() : 0);
    if (!has_strip_) return bar_top;
    if (screen_.portrait()) return bar_top - mm(kAboveBarMm) - strip_height();
    return bar_top + bar_pad();
}

Box PageUi::strip_box() const {
    Box within = column();
    if (!screen_.portrait()) within.w *= kWideShare;
    return {within.x, strip_top(), within.w, strip_height()};
}

std::optional<std::string> PageUi::utilities(std::span<const Action> actions) {
    has_strip_ = !actions.empty();
    strip_ = [this, list = std::vector<Action>(actions.begin(), actions.end())] {
        paint_strip(list);
    };
    return pressed_of(actions);
}

/// Every key of the whole strip has its least, and of what is over its part.
void PageUi::paint_strip(const std::vector<Action>& list) {
    if (list.empty()) return;
    const Box within = strip_box();
    const auto count = static_cast<float>(list.size());
    const float room = within.w - mm(kGapMm) * (count - 1);
    const bool whole = list.size() == kParts.size();
    const float parts = std::accumulate(kParts.begin(), kParts.end(), 0.0F);
    const float share = whole ? kLeastShare : 1;
    const float least = std::min(room / count, std::max(mm(press_mm(0)), share * room / count));
    std::vector<StripKey> keys;
    float x = within.x;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const float part = whole ? kParts.at(i) / parts : 1 / count;
        const float width = least + part * (room - least * count);
        keys.push_back({&list[i], {x, within.y, width, within.h}});
        x += width + mm(kGapMm);
    }
    std::erase_if(keys, [](const StripKey& key) { return key.action->id.empty(); });
    const auto names = std::ranges::stable_partition(
        keys, [](const StripKey& key) { return is_language(*key.action); });
    const std::span languages(keys.begin(), names.begin());
    const std::span rest(names.begin(), names.end());
    const StripSize named = strip_size(languages, kLanguageRise);
    const StripSize said = strip_size(rest, 1);
    for (const StripKey& key : languages) paint_strip_key(key, named);
    for (const StripKey& key : rest) paint_strip_key(key, said);
}

/// One line where it has the room; else two, divided where the words say or into lines of like
/// length rather than one and an end.
StripWords PageUi::set_on_strip(const StripKey& key, float scale) const {
    const Action& action = *key.action;
    Words how{.em_mm = type::kCaption,
              .scale = scale,
              .face = action.own_language && action.language == domain::Language::Ug
                          ? text::Face::Regular
                          : text::Face::Bold,
              .align = text::Align::Center,
              .wrap_px = key.box.w - 2 * mm(kSideMm),
              .line = kLine,
              .language = action.own_language ? std::optional(action.language) : std::nullopt};
    const StripWords whole{set(action.label, how), how.wrap_px};
    if (std::string one = action.label; std::erase(one, '\n') > 0) {
        const Set line = set(one, how);
        const bool fits = line->line_count() == 1 && !line->overflows();
        return fits ? StripWords{line, how.wrap_px} : whole;
    }
    if (whole.set->line_count() != 2) return whole;
    how.wrap_px = std::min(how.wrap_px, std::ceil(whole.set->width() * kEvenShare));
    const Set even = set(action.label, how);
    const bool good = even->line_count() == 2 && !even->breaks_words() && !even->overflows();
    return good ? StripWords{even, how.wrap_px} : whole;
}

/// What the line under the words of a key that is on takes from them: large names stand in the
/// middle all the same.
float PageUi::room_for_line(const Action& action) const {
    if (!action.selected) return 0;
    if (!is_language(action)) return mm(kUnderlineMm);
    return is_large() ? 2 * mm(kUnderlineMm) : 0;
}

/// The largest in which all of these keys have room, with their signs if they can: keys that stand
/// together are of one size.
StripSize PageUi::strip_size(std::span<const StripKey> keys, float rise) const {
    const auto have_room = [&](float scale, bool signs) {
        return std::ranges::all_of(keys, [&](const StripKey& key) {
            const Set words = set_on_strip(key, scale).set;
            const float sign = key.action->icon.empty() || !signs ? 0 : mm(kSignMm + kSignGapMm);
            const float line = room_for_line(*key.action);
            return !words->overflows() && !words->breaks_words() &&
                   words->height() + sign + line <= key.box.h - mm(1);
        });
    };
    for (float scale = look_.text * rise; scale > 1; scale -= kScaleStep) {
        for (const bool signs : {true, false}) {
            if (have_room(scale, signs)) return {scale, signs};
        }
    }
    return {1, have_room(1, true)};
}

void PageUi::paint_strip_key(const StripKey& key, const StripSize& size) {
    const Action& action = *key.action;
    const Box& box = key.box;
    // What is on is framed and underlined, not filled: one button of a page is
    // solid, the one that goes on.
    const bool down = held(action.id);
    const bool chosen = action.selected && !down;
    fill(box, 5, down ? colours_->primary : chosen ? colours_->surface : colours_->surface2);
    if (chosen) {
        outline(box, 5, colours_->primary, 1.2F);
    } else if (!colours_->shadows) {
        outline(box, 5, colours_->border, 0.6F);
    }
    if (chosen) {
        const float width = std::min(box.w * 0.4F, mm(24));
        fill({box.x + (box.w - width) / 2, box.y + box.h - mm(kUnderlineMm), width, mm(1.4F)}, 0.7F,
             colours_->primary);
    }
    Node& made = control(action.id, Role::Button, action.label, box);
    made.selected = action.selected;
    const Colour ink = down ? colours_->on_primary : chosen ? colours_->primary : colours_->text;
    const auto [words, wrap] = set_on_strip(key, size.scale);
    const bool sign = size.signs && !action.icon.empty();
    const float above = sign ? mm(kSignMm + kSignGapMm) : 0;
    const float line = sign ? room_for_line(action) : 0;
    const float top = box.y + (box.h - line - above - words->height()) / 2;
    if (sign) put_icon(action.icon, {box.x, top, box.w, mm(kSignMm)}, kSignMm, ink);
    const Box text_box{box.x + (box.w - wrap) / 2, top + above, wrap, words->height()};
    put(words, text_box, ink);
    check_fit(made, words, box);
}

}  // namespace sunbooth::app::ui
