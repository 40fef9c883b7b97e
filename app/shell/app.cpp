// SPDX-License-Identifier: Apache-2.0
#include "app/shell/app.h"

#include "sync/seal/record.h"

#include <algorithm>
#include <utility>

namespace sunbooth::app::shell {

App::App(Stage& stage, PageClock& clock, std::unique_ptr<client::Client> client,
         input::KeyMap keypad, std::shared_ptr<input_method::Engines> engines, Printing printing,
         Appliance& appliance)
    : stage_(stage),
      clock_(clock),
      appliance_(appliance),
      client_(std::move(client)),
      printing_(std::move(printing)),
      keys_(std::move(keypad)) {
    state_.broken = client_ == nullptr;
    state_.engines = std::move(engines);
    apply(flow::tick(state_, clock_.now(), clock_.wall()));
}

App::~App() = default;

void App::run(DriveInput* drive) {
    drive_ = drive;
    // Remote control and its pictures see pages as they stand in the end, unless it asks.
    stage_.ui().set_motion(drive == nullptr);
    draw();
    appliance_.ready();
    while (!done_ && !stage_.window().quit_asked() && !appliance_.screen_changed()) {
        turn();
        if (dirty_) draw();
        appliance_.beat();
    }
}

milliseconds App::sleep_time() const {
    constexpr milliseconds kForEver{-1};
    constexpr milliseconds kDrivePoll{20};  // While a `wait` is open.
    constexpr milliseconds kFrame{8};       // The display's own pace is waited for by drawing.
    if (dirty_) return milliseconds{0};     // Presses wait for a frame each.
    if (stage_.ui().moves()) return kFrame;
    if (wait_) return kDrivePoll;
    std::optional<Instant> wake = flow::next_wake(state_);
    if (const auto keys = keys_.wake_at(); keys && (!wake || *keys < *wake)) wake = keys;
    const milliseconds beat = appliance_.sleep_max();
    if (!wake) return beat.count() < 0 ? kForEver : beat;
    const milliseconds left = std::max(milliseconds{0}, *wake - clock_.now());
    return beat.count() < 0 ? left : std::min(beat, left);
}

void App::turn() {
    stage_.window().wait(sleep_time());
    if (stage_.window().exposed()) {
        stage_.measure();
        dirty_ = true;
    }
    if (client_) {
        for (const client::News& news : client_->drain()) {
            if (const auto* now = std::get_if<client::Standing>(&news)) appliance_.heard(*now);
            apply(flow::on_news(state_, news, clock_.now()));
        }
    }
    for (const receipt::PrintNews& news : printing_.drain()) {
        apply(flow::on_paper(state_, paper_of(news.state)));
        if (news.slip) apply(flow::on_slip(state_, news.slip->number, news.slip->printed));
    }
    const bool moved = stage_.ui().moves();
    stage_.ui().tick(clock_.now());
    dirty_ = dirty_ || moved;  // The last frame of a movement shows where it ended.
    for (const input::TouchEvent& event : stage_.window().take_touches()) {
        dirty_ = stage_.ui().touch(event) || dirty_;
    }
    for (const input::Stroke& stroke : stage_.window().take_strokes()) hear(keys_.feed(stroke));
    hear(keys_.tick(clock_.now()));
    if (stage_.ui().take_tapped()) apply(flow::reduce(state_, flow::Touch{}, clock_.now()));
    apply(flow::tick(state_, clock_.now(), clock_.wall()));
    if (drive_ != nullptr) serve_drive();
}

/// The engines read the hall's own names as words. Between visits only: flow keeps a new hall back
/// while somebody writes.
void App::tell_names() {
    if (state_.hall == told_ || !state_.engines || !state_.hall) return;
    told_ = state_.hall;
    std::vector<std::string> names{told_->name.zh};
    for (const domain::Unit& unit : told_->units) names.push_back(unit.name.zh);
    for (const domain::Window& window : told_->windows) names.push_back(window.name.zh);
    for (const domain::Topic& topic : told_->topics) names.push_back(topic.name.zh);
    state_.engines->know(names);
}

void App::apply(flow::Effects effects) {
    for (client::Command& command : effects.post) {
        if (client_) client_->post(std::move(command));
    }
    if (effects.print) printing_.print(stage_, state_, *effects.print);
    if (effects.wiped) {
        keys_.wipe();
        stage_.wipe();
        wiped_ = true;
    }
    dirty_ = dirty_ || effects.redraw || effects.wiped;
    tell_names();
}

void App::draw() {
    // A press shows its effect in the very next frame: what it asks for is found out before
    // anything is drawn.
    constexpr int kRoundsMax = 6;
    for (int round = 0; round < kRoundsMax && dirty_; ++round) {
        const bool asks = stage_.ui().wants_frame();
        dirty_ = false;
        if (const auto intent = asks ? stage_.ask(state_) : stage_.draw(state_)) {
            take(*intent);
            dirty_ = true;
        }
        dirty_ = dirty_ || asks || stage_.ui().wants_frame();
    }
    // Of the two pictures that take turns, the other one still shows the visitor's page.
    if (std::exchange(wiped_, false)) stage_.draw(state_);
}

void App::hear(const std::vector<input::Meaning>& meanings) {
    for (const input::Meaning& meaning : meanings) {
        if (const auto* scan = std::get_if<input::Scan>(&meaning)) {
            scanned(scan->text.view());
        } else if (const auto* typed = std::get_if<input::Typed>(&meaning)) {
            if (!stage_.ui().write(typed->character) && typed->character == '\b') go_back();
        } else if (!stage_.ui().key(std::get<input::Key>(meaning))) {
            go_back();
        }
        dirty_ = true;
    }
}

/// Back, by whatever name the page has for it: no, stop, back, home, end.
void App::go_back() {
    for (const std::string_view id : {flow::id::kIdleStay, flow::id::kLeaveStay, flow::id::kBack,
                                      flow::id::kBusyCancel, flow::id::kHome, flow::id::kExit}) {
        if (stage_.ui().inject_press(id)) return;
    }
}

void App::scanned(std::string_view text) {
    // A receipt's QR holds more than its code; any other code is taken as it reads.
    const Result<seal::Receipt> receipt = seal::read_receipt(text);
    const std::string code = receipt.ok() ? receipt.value().code.compact() : std::string();
    take(flow::Scanned{SecretText(receipt.ok() ? std::string_view(code) : text)});
}

void App::take(const flow::Intent& intent) {
    apply(flow::reduce(state_, intent, clock_.now()));
}

}  // namespace sunbooth::app::shell
