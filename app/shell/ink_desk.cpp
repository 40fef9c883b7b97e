// SPDX-License-Identifier: Apache-2.0
// Ink for a measurement: a page that asks for one character after the other.
#include "app/shell/ink_desk.h"

#include "app/screens/view.h"

#include <utility>

namespace sunbooth::app::shell {
namespace {

using namespace i18n::literals;
using Kind = ui::KeyPress::Kind;

void take(const ui::KeyPress& press, InkDesk& desk) {
    if (press.kind == Kind::Undo || press.kind == Kind::Backspace) desk.ink.undo_stroke();
    if (press.kind == Kind::Clear) desk.ink.clear();
    if (press.kind != Kind::Stroke || press.stroke.empty()) return;
    desk.pad_mm = press.pad_mm;
    desk.ink.pen_down({press.stroke.front().x, press.stroke.front().y});
    for (const ui::Point& at : press.stroke) desk.ink.pen_move({at.x, at.y});
}

}  // namespace

std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = text::next_grapheme(text, at);
        const std::string one(text.substr(at, next - at));
        if (one != " " && one != "\n") characters.push_back(one);
        at = next;
    }
    return characters;
}

bool draw_ink_page(ui::Ui& ui, const i18n::Catalogue& words, InkDesk& desk) {
    ui.begin("ink", {});
    ui.heading(words.tr("ink.title"_key, {{"character", desk.asked[desk.at]}}));
    ui.lead(words.tr("ink.lead"_key, {{"n", static_cast<std::int64_t>(desk.at + 1)},
                                      {"of", static_cast<std::int64_t>(desk.asked.size())}}));
    ui.bottom();
    input::StrokePoints points;
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < desk.ink.strokes(); ++i) {
        for (const auto& at : desk.ink.stroke(i)) points.push_back({at.x, at.y});
        ends.push_back(static_cast<std::uint32_t>(points.size()));
    }
    ui::PanelView panel{.layout = ui::Keyboard::Hand,
                        .ink = {points, ends},
                        .pad_hint = words.tr("keyboard.pad"_key),
                        .undo = words.tr("keyboard.undo_stroke"_key),
                        .clear = words.tr("keyboard.clear"_key),
                        .more = words.tr("keyboard.more"_key),
                        .hanzi = words.tr("keyboard.hanzi"_key)};
    if (const auto press = ui.panel("keyboard", panel)) take(*press, desk);
    const ui::Action next{.id = "ink.next",
                          .label = words.tr("ink.next"_key),
                          .icon = "arrow_forward",
                          .icon_after = true};
    const bool pressed = ui.actions({}, next).has_value();
    ui.end();
    return pressed && !desk.ink.empty();
}

Result<int> record_ink(const std::filesystem::path& file, const std::string& writer,
                       std::string_view text, Stage& stage) {
    InkDesk desk;
    desk.asked = characters_of(text);
    const i18n::Catalogue& words = stage.words().of(domain::Language::Zh);
    while (!desk.done() && !stage.window().quit_asked()) {
        bool written = false;
        stage.paint(domain::Language::Zh,
                    [&](ui::Ui& ui) { written = draw_ink_page(ui, words, desk); });
        if (written) {
            Written one{desk.asked[desk.at], writer, desk.pad_mm, std::move(desk.ink)};
            if (Status kept = append(file, one); !kept.ok()) return kept.error();
            desk.ink = {};
            ++desk.at;
            continue;
        }
        if (stage.ui().wants_frame()) continue;
        stage.window().wait(milliseconds{-1});
        if (stage.window().exposed()) stage.measure();
        for (const input::TouchEvent& event : stage.window().take_touches()) {
            stage.ui().touch(event);
        }
    }
    return static_cast<int>(desk.at);
}

}  // namespace sunbooth::app::shell
