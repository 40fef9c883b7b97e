// SPDX-License-Identifier: Apache-2.0
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kSlopMm = 12;  ///< kiosk-ux R5.
constexpr float kHeaderMm = 20;
constexpr float kActionBarMm = 40;  ///< kiosk-ux 2.2.
constexpr float kStripMm = 22;
constexpr float kColumnMaxMm = 420;  ///< A landscape page keeps the portrait column in its middle.
constexpr milliseconds kRepeatGuard{300};  ///< kiosk-ux R7.

}  // namespace

std::unique_ptr<TouchUi> make_touch_ui(text::Shaper& shaper, const Screen& screen) {
    return std::make_unique<PageUi>(shaper, screen);
}

PageUi::PageUi(text::Shaper& shaper, const Screen& screen)
    : shaper_(shaper), screen_(screen), taps_(screen.px(kSlopMm)) {}

void PageUi::set_screen(const Screen& screen) {
    screen_ = screen;
    taps_ = input::TapRecogniser(screen.px(kSlopMm));
}

bool PageUi::touch(const input::TouchEvent& event) {
    const std::optional<input::Tap> tap = taps_.feed(event);
    const auto resting = taps_.resting();
    const Node* under = resting ? shown_.hit(*resting) : nullptr;
    held_ = under == nullptr ? "" : under->id;
    if (!tap) return true;
    tapped_ = true;
    const Node* down = shown_.hit(tap->down);
    const Node* up = shown_.hit(tap->up);
    if (down == nullptr || down != up) return true;
    // A key may be struck twice in a row; any other control answers a double tap once.
    const bool repeated = down->id == last_pressed_ && tap->at - last_pressed_at_ < kRepeatGuard;
    if (repeated && down->role != Role::Key) return true;
    last_pressed_ = down->id;
    last_pressed_at_ = tap->at;
    waiting_ = down->id;
    waiting_at_ = tap->up;
    return true;
}

bool PageUi::take_tapped() {
    return std::exchange(tapped_, false);
}

void PageUi::frame(Painter& painter, domain::Language language) {
    painter_ = &painter;
    language_ = language;
    pressed_ = std::exchange(waiting_, std::nullopt);
}

void PageUi::wipe() {
    waiting_.reset();
    pressed_.reset();
    held_.clear();
    fields_shown_.clear();
    fields_recorded_.clear();
    shown_ = {};
    recorded_ = {};
    shaper_.wipe();
}

float PageUi::margin() const {
    return mm(screen_.width_mm() < 280 ? 10 : 12);
}

Box PageUi::column() const {
    const auto width = static_cast<float>(screen_.width_px);
    const float used = std::min(width - 2 * margin(), mm(kColumnMaxMm));
    return {(width - used) / 2, 0, used, static_cast<float>(screen_.height_px)};
}

void PageUi::begin(std::string_view page, const Shell& shell) {
    SUNBOOTH_ASSERT(painter_ != nullptr);
    shell_ = shell;
    upper_.clear();
    lower_.clear();
    group_ = &upper_;
    strip_ = bar_ = over_ = whole_ = nullptr;
    has_strip_ = false;
    passive_ = 0;
    recorded_ = {std::string(page), domain::tag_of(language_), {}};
    fields_recorded_.clear();
}

float PageUi::height_of(const std::vector<Block>& group) {
    float height = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        height += group[i].height + (i == 0 ? 0 : group[i].gap);
    }
    return height;
}

float PageUi::lay_group(std::vector<Block>& group, float y) {
    const Box within = column();
    for (std::size_t i = 0; i < group.size(); ++i) {
        Block& block = group[i];
        if (i > 0) y += block.gap;
        const Box box{within.x, y, within.w, block.height};
        if (block.paint) block.paint(box);
        for (const auto& cell : block.cells) cell(box);
        y += block.height;
    }
    return y;
}

void PageUi::end() {
    const auto height = static_cast<float>(screen_.height_px);
    if (whole_) {
        whole_();
    } else {
        paint_header();
        const float bar_top = height - (bar_ ? mm(kActionBarMm) : 0);
        const float strip_top = bar_top - (has_strip_ ? mm(kStripMm + 5) : 0);
        const float upper_end = lay_group(upper_, mm(kHeaderMm + 4));
        const float lower_top = strip_top - mm(5) - height_of(lower_);
        const bool crowded = !lower_.empty() && upper_end > lower_top;
        if (crowded || upper_end > strip_top) {
            for (Node& clipped : recorded_.nodes) clipped.clipped = true;
        }
        lay_group(lower_, lower_top);
        if (strip_) strip_();
        if (bar_) bar_();
    }
    if (over_) {
        for (Node& below : recorded_.nodes) below.interactive = false;
        over_();
    }
    shown_ = std::exchange(recorded_, {});
    fields_shown_ = std::exchange(fields_recorded_, {});
    pressed_.reset();
    painter_ = nullptr;
}

PageUi::Block& PageUi::add(float height, float gap_mm, std::function<void(const Box&)> paint) {
    group_->push_back({height, mm(gap_mm), BlockKind::Plain, 0, std::move(paint), {}});
    return group_->back();
}

PageUi::Set PageUi::set(std::string_view text, const Words& words) const {
    const domain::Language language = words.language.value_or(language_);
    const bool uyghur = language == domain::Language::Ug;
    text::Style style;
    // UKIJ's letters stand lower than a capital of the same em (kiosk-ux 2.9).
    style.em_px = mm(words.em_mm) * (uyghur ? 1.15F : 1.0F);
    style.face = words.face;
    style.language = language;
    style.align = words.align;
    style.wrap_px = words.wrap_px;
    style.line_height =
        words.line > 0 ? words.line * (uyghur ? 1.1F : 1.0F) : (uyghur ? 1.7F : 1.5F);
    style.free_text = words.free_text;
    return shaper_.layout(text, style);
}

PageUi::Set PageUi::set_icon(std::string_view name, float em_mm) const {
    text::Style style;
    style.em_px = mm(em_mm);
    style.face = text::Face::Icons;
    style.line_height = 1;
    // Arrows point along the reading direction; every other sign stays as it is.
    if (rtl() && name == "arrow_back")
        name = "arrow_forward";
    else if (rtl() && name == "arrow_forward")
        name = "arrow_back";
    else if (rtl() && name == "chevron_right")
        name = "chevron_left";
    else if (rtl() && name == "chevron_left")
        name = "chevron_right";
    return shaper_.layout(name, style);
}

Box PageUi::place(const Box& box) const {
    if (!rtl()) return box;
    return {static_cast<float>(screen_.width_px) - box.x - box.w, box.y, box.w, box.h};
}

void PageUi::put(const Set& words, const Box& box, Colour colour) {
    const Box at = place(box);
    painter_->text(*words, {at.x, at.y}, colour);
}

void PageUi::put_middle(const Set& words, const Box& box, Colour colour) {
    put(words, {box.x, box.y + (box.h - words->height()) / 2, box.w, words->height()}, colour);
}

void PageUi::put_icon(std::string_view name, const Box& box, float em_mm, Colour colour) {
    if (name.empty()) return;
    const Set icon = set_icon(name, em_mm);
    const Box at = place(box);
    const Box ink = icon->ink();  // Optical centring: by the ink, not by the line box.
    painter_->text(
        *icon, {at.x + at.w / 2 - ink.x - ink.w / 2, at.y + at.h / 2 - ink.y - ink.h / 2}, colour);
}

void PageUi::fill(const Box& box, float radius_mm, Colour colour) {
    painter_->fill(place(box), mm(radius_mm), colour);
}

void PageUi::outline(const Box& box, float radius_mm, Colour colour, float width_mm) {
    painter_->outline(place(box), mm(radius_mm), colour, std::max(1.0F, mm(width_mm)));
}

void PageUi::rule(const Box& box, float y) {
    const Box at = place(box);
    painter_->line({at.x, y}, {at.x + at.w, y}, colours_->surface2, std::max(1.0F, mm(0.4F)));
}

void PageUi::card(const Box& box) {
    if (colours_->shadows) painter_->shadow(place(box), mm(6), mm(3));
    fill(box, 6, colours_->surface);
    outline(box, 6, colours_->shadows ? colours_->surface2 : colours_->border, 0.3F);
}

Node& PageUi::node(std::string_view id, Role role, std::string_view name, const Box& box) {
    Node made;
    made.id = id;
    made.role = role;
    made.name = name;
    made.rect = place(box);
    recorded_.nodes.push_back(std::move(made));
    return recorded_.nodes.back();
}

Node& PageUi::control(std::string_view id, Role role, std::string_view name, const Box& box) {
    Node& made = node(id, role, name, box);
    made.interactive = true;
    return made;
}

void PageUi::check_fit(Node& made, const Set& words, const Box& box) const {
    if (words->overflows() || words->height() > box.h + 1 || words->width() > box.w + 1 ||
        words->missing_glyphs() > 0) {
        made.clipped = true;
    }
}

std::string PageUi::next_passive_id(const char* what) {
    return recorded_.page + "." + what + std::to_string(++passive_);
}

std::optional<std::string> PageUi::pressed_of(std::span<const Action> actions) const {
    for (const Action& action : actions) {
        if (pressed(action.id)) return action.id;
    }
    return std::nullopt;
}

}  // namespace sunbooth::app::ui
