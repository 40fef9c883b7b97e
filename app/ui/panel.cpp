// SPDX-License-Identifier: Apache-2.0
// The panel below a field: tabs, candidates, and either keys or the pad that a finger writes on.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMm = 3;
constexpr float kRowMm = 20;             ///< Of tabs and candidates; kiosk-ux R1.
constexpr float kLargeRowMm = 24;        ///< Of candidates in large words.
constexpr float kDockPadMm = 4;          ///< Ground of the panel above and below.
constexpr std::size_t kCandidates = 12;  ///< In a row, where they fit.
constexpr float kCandidateMm = 10;       ///< kiosk-ux 2.8
constexpr float kInkMm = 2.2F;           ///< About a felt pen on a pad of this size.
constexpr std::size_t kWaitingMax = 32;

}  // namespace

PageUi::Keys PageUi::tabs_of(const PanelView& view) const {
    Keys tabs;
    if (view.tabs.empty()) return tabs;
    const auto count = static_cast<float>(view.tabs.size());
    tabs.unit = (room() - (count - 1) * mm(kGapMm)) / count;
    tabs.height = mm(press_mm(kRowMm));
    tabs.rows.emplace_back();
    for (const Tab& tab : view.tabs) {
        KeyCap cap{tab.id, tab.label, "", {}, 1};
        cap.press.kind = KeyPress::Kind::Switch;
        cap.press.to = tab.to;
        cap.tab = true;
        cap.selected = tab.selected;
        cap.language = tab.language;
        tabs.rows.back().push_back(std::move(cap));
    }
    return tabs;
}

float PageUi::candidate_height() const {
    return mm(press_mm(is_large() && !look_.reach ? kLargeRowMm : kRowMm));
}

/// Where large keys stand low, tabs and candidates share one row; see fold().
bool PageUi::folds() const {
    return look_.steady && look_.reach && screen_.portrait();
}

float PageUi::candidate_room() const {
    return folds() ? room() - mm(kSteadyMm + kGapMm) : room();
}

/// One row for both: the candidates while there are any, behind a key that brings the tabs back.
void PageUi::fold(Panel& panel) {
    if (!folds() || panel.tabs.rows.empty() || panel.candidates.rows.empty()) return;
    const std::string id = panel.id + ".tabs";
    const bool any = std::ranges::any_of(panel.candidates.rows.front(),
                                         [](const KeyCap& cap) { return !cap.id.empty(); });
    if (pressed(id)) tapped_ = true;  // The page's owner hears of no press.
    unfolded_ = any && (unfolded_ || pressed(id));
    if (!any || unfolded_) {
        panel.candidates = {};
        return;
    }
    panel.tabs = {};
    Keys& row = panel.candidates;
    KeyCap back;
    back.id = id;
    back.icon = "keyboard";
    back.units = (mm(kSteadyMm) + mm(kGapMm)) / (row.unit + mm(kGapMm));
    row.rows.front().insert(row.rows.front().begin(), std::move(back));
}

PageUi::KeyCap PageUi::candidate_of(std::string_view id, const PanelView& view,
                                    std::size_t index) const {
    const std::string number = std::to_string(index + 1);
    KeyCap cap;
    cap.id = std::string(id) + ".candidate." + number;
    cap.label = view.candidate + " " + number;
    cap.said = SecretText(view.candidates[index]);
    cap.press.kind = KeyPress::Kind::Candidate;
    cap.press.index = index;
    cap.selected = index == 0 && !view.suggests;
    cap.language = domain::Language::Zh;
    return cap;
}

/// Words and sentences, each as wide as it is, as many in a row as there is room for. A sentence
/// that is wider than the row is set on two lines.
PageUi::Keys PageUi::words_of(std::string_view id, const PanelView& view) const {
    constexpr float kBesideMm = 8;  // Of a word's ink, both sides together.
    const float gap = mm(kGapMm);
    const float unit = mm(press_mm(kRowMm));
    std::vector<KeyRow> pages(1);
    const float wide = candidate_room();
    float left = wide;
    for (std::size_t i = 0; i < view.candidates.size(); ++i) {
        KeyCap cap = candidate_of(id, view, i);
        const float set_px =
            set_within(view.candidates[i],
                       {.em_mm = kCandidateMm, .line = 1.2F, .language = domain::Language::Zh},
                       candidate_height())
                ->width();
        const float width = std::clamp(set_px + mm(kBesideMm), unit, wide);
        if (width > left + 1) {
            // Hundreds are offered, for rare names; only those up to the row that is shown are set.
            if (pages.size() > static_cast<std::size_t>(view.page)) break;
            pages.emplace_back();
            left = wide;
        }
        cap.units = (width + gap) / (unit + gap);
        left -= width + gap;
        pages.back().push_back(std::move(cap));
    }
    KeyRow row = std::move(pages[static_cast<std::size_t>(view.page) % pages.size()]);
    float used = 0;
    for (const KeyCap& cap : row) used += cap.units;
    KeyCap rest;  // Keeps the row at its start.
    rest.units = (wide + gap) / (unit + gap) - used;
    if (rest.units > 0.01F) row.push_back(std::move(rest));
    return {{std::move(row)}, unit, candidate_height()};
}

PageUi::Keys PageUi::candidates_of(std::string_view id, const PanelView& view) const {
    if (view.layout != Keyboard::Hand || view.suggests) return words_of(id, view);
    Keys row;
    const float gap = mm(kGapMm);
    const float wide = candidate_room();
    const auto fit = static_cast<std::size_t>((wide + gap) / (candidate_height() + gap));
    const std::size_t shown = std::min(kCandidates, fit);
    row.unit = (wide - static_cast<float>(shown - 1) * gap) / static_cast<float>(shown);
    row.height = candidate_height();
    row.rows.emplace_back();
    const std::size_t count = view.candidates.size();
    const std::size_t pages = std::max<std::size_t>(1, (count + shown - 1) / shown);
    const std::size_t first = static_cast<std::size_t>(view.page) % pages * shown;
    for (std::size_t i = 0; i < shown; ++i) {
        KeyCap cap;  // A place that stays empty.
        if (first + i < count) cap = candidate_of(id, view, first + i);
        row.rows.back().push_back(std::move(cap));
    }
    return row;
}

PageUi::Panel PageUi::panel_of(std::string_view id, const PanelView& view) const {
    Panel panel;
    panel.id = id;
    panel.tabs = tabs_of(view);
    panel.keys = keys_of(id, view);
    panel.pad = view.layout == Keyboard::Hand;
    const bool composes = view.layout == Keyboard::Pinyin || view.layout == Keyboard::Nine;
    if (panel.pad || composes) panel.candidates = candidates_of(id, view);
    if (!panel.pad) return panel;
    panel.hint = view.pad_hint;
    panel.works = view.pad_works;
    panel.ends.assign(view.ink.ends.begin(), view.ink.ends.end());
    panel.ink.reserve(view.ink.points.size());
    for (const Point& at : view.ink.points) panel.ink.push_back({mm(at.x), mm(at.y)});
    return panel;
}

std::optional<KeyPress> PageUi::pressed_key(const Keys& keys) const {
    for (const KeyRow& row : keys.rows) {
        for (const KeyCap& cap : row) {
            // A group enters nothing by itself; see turn_group.
            const bool enters = cap.press.kind != KeyPress::Kind::Text || !cap.press.text.empty();
            if (!cap.id.empty() && enters && pressed(cap.id)) return cap.press;
        }
    }
    return std::nullopt;
}

std::optional<KeyPress> PageUi::panel(std::string_view id, const PanelView& view) {
    if (shown_.page != recorded_.page) {
        opened_.reset();
        unfolded_ = false;
    }
    Panel made = panel_of(id, view);
    std::optional<KeyPress> press;
    for (const Keys* keys : {&made.tabs, &made.candidates, &made.keys}) {
        if (!press) press = pressed_key(*keys);
    }
    turn_group(id, view, press.has_value());
    if (auto keys = grouped_keys(id, view)) made.keys = std::move(*keys);
    if (!press && pressed(made.id + ".pad") && !pressed_->stroke.empty()) {
        press.emplace();
        press->kind = KeyPress::Kind::Stroke;
        const float px = mm(1);
        for (const Point& at : pressed_->stroke) press->stroke.push_back({at.x / px, at.y / px});
        press->pad_mm = std::min(pressed_->pad.w, pressed_->pad.h) / px;
    }
    if (press) unfolded_ = false;  // A stroke as well brings its candidates back.
    fold(made);
    float height = height_of(made.keys) + 2 * mm(kDockPadMm);
    for (const Keys* row : {&made.tabs, &made.candidates}) {
        if (!row->rows.empty()) height += row->height + mm(kGapMm);
    }
    const float least = mm(look_.steady ? kSteadyMm : kRowMm);
    const float give = made.pad ? static_cast<float>(made.keys.rows.size()) *
                                      std::max(0.0F, made.keys.height - least)
                                : 0;
    Block& block = add(
        height, 8, [this, panel = std::move(made)](const Box& box) { paint_panel(panel, box); });
    block.kind = BlockKind::Dock;
    block.give = give;
    desk_recorded_.keyboard = true;
    return press ? press : written_for(view);
}

/// What a plugged keyboard wrote: on the panels of sounds letters are sounds, and digits choose.
std::optional<KeyPress> PageUi::written_for(const PanelView& view) {
    const bool by_pad = !written_.empty() && (written_.view().front() & kByPad) != 0;
    std::optional<KeyPress> press = take_written();
    const bool letters = view.layout == Keyboard::Latin || view.layout == Keyboard::LatinUpper ||
                         view.layout == Keyboard::Uyghur;
    if (press && by_pad && letters && !view.tabs.empty()) {
        press->kind = KeyPress::Kind::Letter;
        return press;
    }
    if (!press || press->kind != KeyPress::Kind::Text || press->text.size() != 1) return press;
    const char c = press->text.front();
    const bool chooses = !view.suggests && c >= '1' && c <= '9' &&
                         static_cast<std::size_t>(c - '1') < view.candidates.size();
    if (view.layout == Keyboard::Nine && c == '0') {
        press->kind = KeyPress::Kind::Space;  // As on a telephone, like all ten.
    } else if (view.layout == Keyboard::Nine && c >= '1' && c <= '9') {
        press->kind = KeyPress::Kind::Sound;
        if (c == '1') press->text = "'";  // What stands in its place on the glass.
    } else if (view.layout == Keyboard::Pinyin && ((c >= 'a' && c <= 'z') || c == '\'')) {
        press->kind = KeyPress::Kind::Sound;
    } else if (view.layout == Keyboard::Pinyin && chooses) {
        press->kind = KeyPress::Kind::Candidate;
        press->index = static_cast<std::size_t>(c - '1');
    }
    return press;
}

void PageUi::paint_panel(const Panel& panel, const Box& box) {
    paint_dock(box);
    Box rest{box.x, box.y + mm(kDockPadMm), box.w, box.h - 2 * mm(kDockPadMm)};
    for (const Keys* row : {&panel.tabs, &panel.candidates}) {
        if (row->rows.empty()) continue;
        paint_keys(*row, {rest.x, rest.y, rest.w, row->height});
        rest.y += row->height + mm(kGapMm);
        rest.h -= row->height + mm(kGapMm);
    }
    if (!panel.pad) return paint_keys(panel.keys, rest);
    const auto columns = static_cast<float>(panel.keys.rows.front().size());
    const float beside = columns * panel.keys.unit + (columns - 1) * mm(kGapMm);
    const Box pad{rest.x, rest.y, rest.w - beside - mm(kGapMm), rest.h};
    paint_pad(panel, upright(pad, rest));
    const Box keys{rest.x + rest.w - beside, rest.y, beside, rest.h};
    const Box placed = upright(keys, rest);
    Keys fitted = panel.keys;  // As high together as the pad, whatever the page had room for.
    const auto rows = static_cast<float>(fitted.rows.size());
    fitted.height = (rest.h - (rows - 1) * mm(kGapMm)) / rows;
    paint_keys(fitted, placed);
}

void PageUi::paint_pad(const Panel& panel, const Box& box) {
    fill(box, 3, panel.works ? colours_->surface : colours_->surface2);
    outline(box, 3, colours_->border, 0.4F);
    const std::string id = panel.id + ".pad";
    Node& made = panel.works ? control(id, Role::Pad, panel.hint, box)
                             : node(id, Role::Status, panel.hint, box);
    made.is_private = true;
    const bool writing = pen_.is_down();
    const Box at = place(box);
    if (panel.ink.empty() && !writing) {
        const Box inner{box.x + mm(8), box.y, box.w - 2 * mm(8), box.h};
        const Set words = set_within(
            panel.hint,
            {.em_mm = type::kBody, .align = text::Align::Center, .wrap_px = inner.w, .line = 1.4F},
            inner.h);
        put_middle(words, inner, colours_->text2);
        check_fit(made, words, inner);
        return;
    }
    paint_ink(panel, at);
}

void PageUi::paint_ink(const Panel& panel, const Box& at) {
    StrokePoints line;
    const auto paint = [&](std::span<const Point> points) {
        line.clear();
        for (const Point& point : points) line.push_back({at.x + point.x, at.y + point.y});
        painter_->stroke(line, colours_->text, mm(kInkMm));
    };
    std::size_t from = 0;
    for (const std::uint32_t end : panel.ends) {
        paint(std::span(panel.ink).subspan(from, end - from));
        from = end;
    }
    // Strokes that wait for their frame, and the one under the finger.
    for (const Press& press : waiting_) {
        if (!press.stroke.empty()) paint(press.stroke);
    }
    if (pen_.is_down()) paint(pen_.points());
}

bool PageUi::touch_pad(const input::TouchEvent& event) {
    if (pen_.owns(event)) {
        if (!pen_.feed(event)) return true;
        const bool taken = waiting_.size() < kWaitingMax && pen_page_ == shown_.page;
        if (taken) {
            waiting_.push_back(
                {pen_page_, pen_id_, {event.x, event.y}, {}, pen_.points(), pen_.pad()});
        }
        pen_.cancel();
        return true;
    }
    if (event.kind != input::TouchEvent::Kind::Down || pen_.is_down() || taps_.is_busy()) {
        return false;
    }
    const Node* node = shown_.hit({event.x, event.y});
    if (node == nullptr || node->role != Role::Pad) return false;
    focus_.off();
    just_wrote_ = false;
    pen_page_ = shown_.page;
    pen_id_ = node->id;
    pen_.begin(event, node->rect);
    return true;
}

}  // namespace sunbooth::app::ui
