// SPDX-License-Identifier: Apache-2.0
#include "tests/app/speech/booth.h"

#include "app/screens/draw.h"
#include "app/screens/modes.h"
#include "tests/app/screens/demo.h"

#include <doctest/doctest.h>

namespace sunbooth::app::tests {
namespace {

text::FontLibrary& fonts() {
    static const std::unique_ptr<text::FontLibrary> library = [] {
        auto opened = text::FontLibrary::open();
        REQUIRE_MESSAGE(opened.ok(), opened.error().line());
        return std::move(opened).value();
    }();
    return *library;
}

const i18n::Catalogues& words() {
    static const i18n::Catalogues all = [] {
        auto loaded = i18n::Catalogues::load();
        REQUIRE(loaded.ok());
        return std::move(loaded).value();
    }();
    return all;
}

constexpr milliseconds kHand{150};

}  // namespace

Booth::Booth(flow::State from)
    : state(std::move(from)), now(state.now), shaper(fonts()), ui(ui::make_touch_ui(shaper, {})) {
    auto silent = std::make_unique<speech::SilentMouth>();
    mouth = silent.get();
    assist = std::make_unique<shell::Assist>(std::move(silent), words(), 0.0F);
    assist->keep_log();
    draw();
}

void Booth::draw() {
    for (int round = 0; round < 4; ++round) {
        ui::Look look = screens::look_of(state.visit.modes);
        look.blank = state.visit.hearing.blank;
        ui->set_look(look);
        ui->frame(painter, state.visit.language);
        const auto intent = screens::draw(state, words().of(state.visit.language), *ui);
        if (intent) apply(flow::reduce(state, *intent, now));
        if (!intent && !ui->wants_frame()) break;
    }
    assist->look(state, ui->tree(), now);
}

void Booth::apply(const flow::Effects& effects) {
    for (const client::Command& command : effects.post) posted.push_back(command);
    if (effects.wiped) {
        said();
        assist->wipe();
        heard_ = 0;
        ui->wipe();
    }
    if (effects.cue) assist->cue(*effects.cue, state);
}

void Booth::turn() {
    if (assist->tick(state, *ui, now)) draw();
    if (assist->speaking()) flow::listened(state, now);
    const flow::Effects effects = flow::tick(state, now, state.wall);
    apply(effects);
    if (effects.redraw) draw();
}

void Booth::take(const flow::Intent& intent) {
    apply(flow::reduce(state, intent, now));
    draw();
    turn();
}

void Booth::tell(const client::News& news) {
    apply(flow::on_news(state, news, now));
    draw();
    turn();
}

void Booth::key(input::Key key) {
    ++keys_pressed;
    pass(kHand);
    const bool invited = page() == flow::Page::Attract;
    const auto asked = assist->key(key, state, ui->tree(), now);
    const bool starts = asked && std::holds_alternative<flow::StartSpeech>(*asked);
    if (asked) take(*asked);
    if ((asked && !starts) || (starts && invited) || !input::is_for_page(key)) return;
    if (!starts) assist->acted("key", now);
    const std::string before = ui->focus();
    if (!ui->key(key)) {
        for (const std::string_view id :
             {flow::id::kIdleStay, flow::id::kLeaveStay, flow::id::kBack, flow::id::kBusyCancel,
              flow::id::kHome, flow::id::kExit}) {
            if (ui->inject_press(id)) break;
        }
    } else if (key != input::Key::Select && key != input::Key::Help && !starts) {
        assist->walked(state, ui->focus() != before);
    }
    if (ui->take_tapped()) apply(flow::reduce(state, flow::Touch{}, now));
    draw();
    turn();
}

void Booth::type(std::string_view characters) {
    for (const char character : characters) {
        ++keys_pressed;
        pass(kHand);
        assist->acted("key", now);
        ui->write(character);
        if (ui->take_tapped()) apply(flow::reduce(state, flow::Touch{}, now));
        draw();
        turn();
    }
}

void Booth::touch(std::string_view id) {
    using Kind = input::TouchEvent::Kind;
    const ui::Node* node = tree().find(id);
    REQUIRE_MESSAGE(node != nullptr, id);
    const text::Box box = node->rect;
    pass(milliseconds{400});
    assist->acted("touch", now);
    for (const Kind kind : {Kind::Down, Kind::Up}) {
        ui->touch({kind, 1, box.x + box.w / 2, box.y + box.h / 2, now});
    }
    assist->tapped(state);
    draw();
    turn();
}

void Booth::pass(milliseconds time) {
    constexpr milliseconds kStep{50};
    for (milliseconds left = time; left > milliseconds{0}; left -= kStep) {
        now += std::min(left, kStep);
        turn();
    }
}

void Booth::listen() {
    for (int i = 0; i < 6000 && assist->speaking(); ++i) pass(milliseconds{100});
    CHECK_FALSE(assist->speaking());
}

const std::deque<speech::Heard>& Booth::log() const {
    return assist->log();
}

std::vector<std::string> Booth::heard() {
    std::vector<std::string> lines;
    for (; heard_ < log().size(); ++heard_) {
        lines.emplace_back(log()[heard_].text.view());
        all_ += lines.back() + "\n";
    }
    return lines;
}

std::string Booth::said() {
    heard();
    return all_;
}

bool Booth::says(std::string_view part) {
    return said().find(part) != std::string::npos;
}

}  // namespace sunbooth::app::tests
