// SPDX-License-Identifier: Apache-2.0
// The panel below a field: tabs, candidates, and either keys or the pad that a finger writes on.
#include "app/ui/page.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMm = 3;
constexpr float kRowMm = 20;     ///< Of tabs and candidates; kiosk-ux R1.
constexpr float kDockPadMm = 4;  ///< Ground of the panel above and below.

}  // namespace

Keys PageUi::tabs_of(const PanelView& view) const {
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

Panel PageUi::panel_of(std::string_view id, const PanelView& view, std::size_t page) const {
    Panel panel;
    panel.id = id;
    panel.tabs = tabs_of(view);
    panel.keys = keys_of(id, view);
    panel.pad = view.layout == Keyboard::Hand;
    const bool composes = view.layout == Keyboard::Pinyin || view.layout == Keyboard::Nine;
    if (panel.pad || composes) panel.offers = offers_of(id, view, page);
    if (!panel.pad) return panel;
    panel.hint = view.pad_hint;
    panel.squares = has_squares(view) ? 2 : 1;
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
    Panel made = panel_of(id, view, turned_to(id, view));
    std::optional<KeyPress> press;
    for (const Keys* keys : {&made.tabs, &made.keys}) {
        if (!press) press = pressed_key(*keys);
    }
    if (!press) press = pressed_key({{made.offers.all}, 0, 0});
    turn_group(id, view, press.has_value());
    if (auto keys = grouped_keys(id, view)) made.keys = std::move(*keys);
    if (!press) press = stroke_on(made);
    if (press) unfolded_ = false;  // A stroke as well brings its candidates back.
    fold(made);
    float height = height_of(made.keys) + 2 * mm(kDockPadMm);
    if (!made.tabs.rows.empty()) height += made.tabs.height + mm(kGapMm);
    const float row = made.offers.height > 0 ? made.offers.height + mm(kGapMm) : 0;
    height += row;
    const float more = static_cast<float>(made.offers.rows_most - 1) * row;
    const float least = mm(look_.steady ? kSteadyMm : kRowMm);
    const float give = made.pad ? static_cast<float>(made.keys.rows.size()) *
                                      std::max(0.0F, made.keys.height - least)
                                : 0;
    Block& block = add(
        height, 8, [this, panel = std::move(made)](const Box& box) { paint_panel(panel, box); });
    block.kind = BlockKind::Dock;
    block.give = give;
    block.tall = more > 0 ? height + more : 0;  // More rows of candidates, as far as there is room.
    block.step = row;
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
    if (!panel.tabs.rows.empty()) {
        paint_keys(panel.tabs, {rest.x, rest.y, rest.w, panel.tabs.height});
        rest.y += panel.tabs.height + mm(kGapMm);
        rest.h -= panel.tabs.height + mm(kGapMm);
    }
    if (panel.offers.height > 0) {
        const float row = panel.offers.height + mm(kGapMm);
        const float spare = panel.pad ? 0 : rest.h - row - height_of(panel.keys);
        const std::size_t more = spare > 0 ? static_cast<std::size_t>((spare + 1) / row) : 0;
        const std::size_t rows = std::min(1 + more, panel.offers.rows_most);
        const float taken = static_cast<float>(rows) * row;
        paint_offers(panel.offers, rows, {rest.x, rest.y, rest.w, taken - mm(kGapMm)});
        rest.y += taken;
        rest.h -= taken;
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

}  // namespace sunbooth::app::ui
