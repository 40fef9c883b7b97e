// SPDX-License-Identifier: Apache-2.0
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sunbooth::app::ui {
namespace {

constexpr float kSlopMm = 12;     ///< kiosk-ux R5.
constexpr float kGrainMm = 0.5F;  ///< Between two points of ink: under what a fingertip can mean.
constexpr float kHeaderMm = 20;
constexpr float kSmallMm = 560;            ///< Upright panels lower than this: 21.5 and 24 inches.
constexpr milliseconds kRepeatGuard{300};  ///< kiosk-ux R7.
constexpr milliseconds kSteadyGuard{500};  ///< kiosk-ux R7, Steady.
constexpr float kNearMm = 1.5F;            ///< Half the gap between two controls (kiosk-ux R2).
/// A key may be struck twice in a row, as in "1100", and two quick taps on words select: this only
/// swallows a bouncing contact. Taps that mean one thing lie 100 to 300 ms apart.
constexpr milliseconds kQuickGuard{100};
constexpr std::size_t kWaitingMax = 32;  ///< Presses; more than ten fingers do in a frame.

std::string_view dialog_of(const Tree& tree) {
    for (const Node& node : tree.nodes) {
        if (node.role == Role::Dialog) return node.id;
    }
    return {};
}

bool is_one_scene(const Tree& was, const Tree& is) {
    return was.page == is.page && was.language == is.language && dialog_of(was) == dialog_of(is);
}

}  // namespace

std::unique_ptr<TouchUi> make_touch_ui(text::Shaper& shaper, const Screen& screen) {
    return std::make_unique<PageUi>(shaper, screen);
}

PageUi::PageUi(text::Shaper& shaper, const Screen& screen)
    : shaper_(shaper), screen_(screen), taps_(screen.px(kSlopMm)), pen_(screen.px(kGrainMm)) {}

void PageUi::set_screen(const Screen& screen) {
    screen_ = screen;
    taps_ = input::TapRecogniser(screen.px(kSlopMm));
    pen_ = input::Pen(screen.px(kGrainMm));
}

void PageUi::set_look(const Look& look) {
    const bool moved =
        look.text != look_.text || look.reach != look_.reach || look.steady != look_.steady;
    if (moved) {
        leaf_ = 0;
        ++scene_;
    }
    look_ = look;
    colours_ = &palette(look.palette);
}

const Node* PageUi::reachable(std::string_view id) const {
    for (auto node = shown_.nodes.rbegin(); node != shown_.nodes.rend(); ++node) {
        if (node->id == id && node->interactive) return &*node;
    }
    return nullptr;
}

bool PageUi::is_echo(Point at, Instant when) const {
    if (!last_hit_ || last_hit_->scene == scene_ || when - last_hit_->at >= kRepeatGuard)
        return false;
    const Point& last = last_hit_->place;
    return std::hypot(at.x - last.x, at.y - last.y) < mm(kSlopMm);
}

bool PageUi::touch(const input::TouchEvent& event) {
    const bool writes = pen_.is_down();
    const bool echo = event.kind == input::TouchEvent::Kind::Down && !writes &&
                      is_echo({event.x, event.y}, event.at);
    if (!echo && touch_pad(event)) return true;
    if (writes) return false;  // The finger that writes owns the glass.
    const auto aim = [&](Point at) -> std::optional<input::Target> {
        if (echo) return std::nullopt;
        // A trembling hand that met no control meant none.
        const Node* node = shown_.hit(at, look_.steady ? 0 : mm(kNearMm));
        if (node == nullptr) return std::nullopt;
        // In Steady the second of two hits means nothing anywhere; keys are struck quickly.
        const bool steady_echo = look_.steady && last_hit_ &&
                                 event.at - last_hit_->at < kSteadyGuard &&
                                 !(node->role == Role::Key && last_hit_->key);
        if (steady_echo) return std::nullopt;
        const bool quick = node->role == Role::Key || node->role == Role::Field;
        const milliseconds guard = look_.steady ? kSteadyGuard : quick ? kQuickGuard : kRepeatGuard;
        return input::Target{node->id, node->rect, guard};
    };
    const std::optional<input::Tap> tap = taps_.feed(event, aim);
    const std::string former = std::exchange(held_, taps_.held());
    bool changed = held_ != former;
    if (event.kind == input::TouchEvent::Kind::Down) repeated_ = false;
    now_ = std::max(now_, event.at);
    hold();
    if (focus_.on() && event.kind == input::TouchEvent::Kind::Down) {
        focus_.off();
        changed = true;
    }
    if (!tap) return changed;
    just_wrote_ = false;
    if (std::exchange(repeated_, false)) return changed;
    if (reachable(tap->id) == nullptr || waiting_.size() >= kWaitingMax) {
        tapped_ = true;
        return changed;
    }
    last_hit_ = Hit{tap->at, tap->up, scene_, reachable(tap->id)->role == Role::Key};
    waiting_.push_back({shown_.page, tap->id, tap->up, reachable(tap->id)->words});
    glow(tap->id, event.at);
    return true;
}

bool PageUi::key(input::Key key) {
    if (key == input::Key::Back) return false;
    if (key == input::Key::Select && just_wrote_ && desk_shown_.keyboard) {
        if (desk_shown_.prose) return write('\n', false);
        return inject_press(desk_shown_.primary);
    }
    just_wrote_ = false;
    const auto id = focus_.key(key, shown_);
    tapped_ = !id || !inject_press(*id) || tapped_;
    return true;
}

bool PageUi::write(char character, bool by_pad) {
    const Node* here = focus_.on() ? shown_.find(focus_.id()) : nullptr;
    const bool on_control = here != nullptr && here->interactive && here->role != Role::Field;
    const bool writes = desk_shown_.keyboard && (character != ' ' || !on_control || just_wrote_);
    if (!writes && character == ' ') return key(input::Key::Select);
    if (!writes && character == '\b') return false;
    tapped_ = true;
    if (!writes || written_.size() >= kWaitingMax) return false;
    const auto marked = static_cast<char>(by_pad ? character | kByPad : character);
    written_.append({&marked, 1});
    just_wrote_ = true;
    if (focus_.on()) focus_.stand(desk_shown_.field, shown_);
    return true;
}

bool PageUi::inject_press(std::string_view id) {
    const Node* node = reachable(id);
    if (node == nullptr || waiting_.size() >= kWaitingMax) return false;
    const Box& box = node->rect;
    waiting_.push_back(
        {shown_.page, node->id, {box.x + box.w / 2, box.y + box.h / 2}, node->words});
    return true;
}

bool PageUi::stand(std::string_view id) {
    if (focus_.on() && focus_.id() == id) return false;
    if (shown_.find(id) == nullptr) return false;
    focus_.stand(id, shown_);
    return true;
}

void PageUi::let_go() {
    taps_.cancel();
    pen_.cancel();
    held_.clear();
    repeat_at_.reset();
    repeated_ = false;
}

bool PageUi::take_tapped() {
    return std::exchange(tapped_, false);
}

void PageUi::frame(Painter& painter, domain::Language language) {
    painter_ = &painter;
    language_ = language;
    pressed_.reset();
    while (!waiting_.empty() && !pressed_) {
        // A press holds only as long as its control: not on the next page, not under a dialog.
        Press press = std::move(waiting_.front());
        waiting_.pop_front();
        const Node* node = press.page == shown_.page ? reachable(press.id) : nullptr;
        // Nor on a candidate that has meanwhile become another word.
        const bool same = node != nullptr && (node->role != Role::Key || node->words == press.seen);
        if (same) pressed_ = std::move(press);
    }
}

void PageUi::wipe() {
    waiting_.clear();
    pressed_.reset();
    let_go();
    opened_.reset();
    unfolded_ = false;
    came_.reset();
    glow_.clear();
    // Who ended a visit may hit twice; but where a key was struck tells what was written.
    if (last_hit_ && last_hit_->key) last_hit_.reset();
    caption_.reset();
    focus_.off();
    written_.wipe();
    just_wrote_ = false;
    leaf_ = 0;
    wrong_shown_ = wrong_recorded_ = false;
    desk_shown_ = desk_recorded_ = {};
    fields_shown_.clear();
    fields_recorded_.clear();
    shown_ = {};
    recorded_ = {};
    shaper_.wipe();
}

void PageUi::begin(std::string_view page, const Shell& shell) {
    SUNBOOTH_ASSERT(painter_ != nullptr);
    if (page != shown_.page) {
        fade_in();
        glow_.clear();
        leaf_ = 0;
        pressed_.reset();
        taps_.cancel();
        pen_.cancel();
        held_.clear();
        written_.wipe();  // Meant for the field that is gone.
        just_wrote_ = false;
    }
    desk_recorded_ = {};
    shell_ = shell;
    upper_.clear();
    lower_.clear();
    group_ = &upper_;
    strip_ = bar_ = over_ = whole_ = nullptr;
    has_strip_ = false;
    passive_ = 0;
    recorded_ = {std::string(page), domain::tag_of(language_), {}};
    fields_recorded_.clear();
    wrong_recorded_ = false;
    turn_leaf();
}

void PageUi::end() {
    if (whole_) {
        whole_();
        came_.reset();
    } else {
        const float bar_top =
            static_cast<float>(screen_.height_px) - (bar_ || has_strip_ ? bar_height() : 0);
        paint_lane_ground(bar_top);
        paint_header();
        paint_caption();
        // On a wide screen height is dear, and so it is where keys stand on a small upright one.
        const bool wide = !screen_.portrait();
        const bool docked = !lower_.empty() && lower_.back().kind == BlockKind::Dock;
        const bool dear = wide || (docked && screen_.height_mm() < kSmallMm);
        const float below = !docked ? 8.0F : dear ? 3.0F : 5.0F;
        const float bottom = wide ? bar_top : strip_top();
        lay_content(mm(kHeaderMm + (dear ? 2.0F : 5.0F)) + caption_height(), bottom - mm(below));
        paint_veil(mm(kHeaderMm), bottom);
        if (bar_) paint_bar_ground();
        if (strip_) strip_();
        if (bar_) bar_();
        if (shell_.staff_edge) paint_staff_edge();
    }
    if (!desk_recorded_.keyboard) written_.wipe();
    if (over_) {
        for (Node& below : recorded_.nodes) below.interactive = false;
        desk_recorded_ = {};
        over_();
    }
    wrong_shown_ = wrong_recorded_;
    if (!is_one_scene(shown_, recorded_)) ++scene_;
    focus_.follow(recorded_);
    paint_focus();
    shown_ = std::exchange(recorded_, {});
    fields_shown_ = std::exchange(fields_recorded_, {});
    desk_shown_ = std::exchange(desk_recorded_, {});
    pressed_.reset();
    if (look_.blank) {
        const auto width = static_cast<float>(screen_.width_px);
        painter_->ground({0, 0, width, static_cast<float>(screen_.height_px)}, 0x000000);
    }
    painter_ = nullptr;
    upper_.clear();  // Blocks hold laid-out words; they live no longer than the frame.
    lower_.clear();
    strip_ = bar_ = over_ = whole_ = nullptr;
}

void PageUi::paint_focus() {
    if (!focus_.on()) return;
    for (Node& shown : recorded_.nodes) {
        shown.focused = shown.id == focus_.id() && shown.role != Role::Dialog;
        if (!shown.focused) continue;
        // Two bands, because one colour cannot stand out from both control and page (kiosk-ux V9).
        const auto band = [&](float out_mm, Colour colour) {
            const float out = mm(out_mm);
            const Box& at = shown.rect;
            painter_->outline({at.x - out, at.y - out, at.w + 2 * out, at.h + 2 * out}, mm(5) + out,
                              colour, mm(1.2F));
        };
        band(2.0F, colours_->focus_inner);
        band(3.2F, colours_->focus_outer);
    }
}

}  // namespace sunbooth::app::ui
