// SPDX-License-Identifier: Apache-2.0
#include "app/shell/app.h"

#include "app/shell/memory.h"
#include "app/shell/service_page.h"
#include "app/shell/update_state.h"
#include "sync/domain/hall.h"
#include "sync/seal/badge.h"
#include "sync/seal/record.h"
#include "sync/seal/service_card.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sunbooth::app::shell {
namespace {

constexpr std::chrono::seconds kCornerTime{3};  ///< kiosk-ux S4.
constexpr float kCornerMm = 25;                 ///< Beside the tactile mark of the frame.
constexpr float kCornerSlopMm = 12;

}  // namespace

App::App(Stage& stage, PageClock& clock, std::unique_ptr<client::Client> client, Senses senses,
         Printing printing, Appliance& appliance, OperatorDesk desk)
    : stage_(stage),
      clock_(clock),
      appliance_(appliance),
      desk_(std::move(desk)),
      client_(std::move(client)),
      printing_(std::move(printing)),
      keys_(std::move(senses.keypad)),
      assist_(std::move(senses.mouth), stage.words(), senses.loudest_db),
      jack_(std::move(senses.jack)) {
    state_.broken = client_ == nullptr;
    state_.kiosk = desk_.config.kiosk;
    // Nothing works, but where else to go can still be told.
    if (state_.broken) state_.hall = client::last_hall(desk_.config);
    state_.engines = std::move(senses.engines);
    state_.has_sound = assist_.has_sound();
    for (const domain::Language language : domain::kLanguages) {
        state_.unreadable.at(static_cast<std::size_t>(language)) = !stage.fonts().shows(language);
    }
    state_.visit.language = flow::first_language(state_);
    apply(flow::tick(state_, clock_.now(), clock_.wall()));
}

App::~App() = default;

void App::run(DriveInput* drive) {
    drive_ = drive;
    // Remote control and its pictures see pages as they stand in the end, unless it asks.
    stage_.ui().set_motion(drive == nullptr);
    if (drive != nullptr) assist_.keep_log();
    // What the client keeps is there already: without the hall the first frame would say that this
    // machine is out of order.
    hear_news();
    draw();
    appliance_.ready();
    overwrite_freed();
    // A client that could not start (a disk that is full or gone) is tried again with the whole
    // program.
    constexpr auto kBrokenFor = std::chrono::minutes{1};
    const Instant retry_at = machine_.now() + kBrokenFor;
    while (!done_ && !stage_.window().quit_asked() && !appliance_.screen_changed()) {
        if (state_.broken && machine_.now() >= retry_at) return;
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
    if (const auto speech = assist_.wake_at(); speech && (!wake || *speech < *wake)) wake = speech;
    if (in_corner_ && (!wake || in_corner_->at + kCornerTime < *wake)) {
        wake = in_corner_->at + kCornerTime;
    }
    const milliseconds beat = appliance_.sleep_max();
    if (!wake && state_.broken) return std::chrono::seconds{1};
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
    hear_news();
    for (const receipt::PrintNews& news : printing_.drain()) {
        apply(flow::on_paper(state_, paper_of(news.state)));
        if (news.slip) apply(flow::on_slip(state_, news.slip->number, news.slip->printed));
    }
    const bool moved = stage_.ui().moves();
    stage_.ui().tick(clock_.now());
    dirty_ = dirty_ || moved;  // The last frame of a movement shows where it ended.
    for (const input::TouchEvent& event : stage_.window().take_touches()) {
        feel(event);
    }
    for (const input::Stroke& stroke : stage_.window().take_strokes()) hear(keys_.feed(stroke));
    hear(keys_.tick(clock_.now()));
    tend_corner();
    if (stage_.ui().take_tapped()) apply(flow::reduce(state_, flow::Touch{}, clock_.now()));
    tend_speech();
    apply(flow::tick(state_, clock_.now(), clock_.wall()));
    tell_health();
    if (drive_ != nullptr) serve_drive();
}

void App::hear_news() {
    if (!client_) return;
    for (const client::News& news : client_->drain()) {
        if (const auto* now = std::get_if<client::Standing>(&news)) {
            standing_ = *now;
            appliance_.heard(*now);
        }
        apply(flow::on_news(state_, news, clock_.now()));
    }
}

/// In rounds that happen anyway: on an appliance the service manager wants one every few seconds.
void App::tell_health() {
    constexpr auto kEvery = std::chrono::minutes{3};
    constexpr auto kStartsWithin = std::chrono::hours{24};
    if (!client_ || machine_.now() < health_at_) return;
    health_at_ = machine_.now() + kEvery;
    domain::Machine machine = read_machine("/", desk_.config.folder);
    machine.starts = desk_.journal.starts_since(machine_.wall() - kStartsWithin);
    // Only an image has slots, and so updates.
    const bool image = !machine.slot.empty();
    const domain::Update update = image ? read_update("/", machine.version) : domain::Update{};
    client_->post(client::TellHealth{std::move(machine)});
    if (image) client_->post(client::TellUpdate{update, is_quiet(state_)});
}

/// The engines read the hall's own names as words. Between visits only: flow keeps a new hall back
/// while somebody writes.
void App::tell_names() {
    if (state_.hall == told_ || !state_.engines || !state_.hall) return;
    told_ = state_.hall;
    state_.engines->know(told_->names_zh());
}

void App::apply(flow::Effects effects) {
    for (client::Command& command : effects.post) {
        if (client_) client_->post(std::move(command));
    }
    if (effects.print) printing_.print(stage_, state_, *effects.print);
    if (effects.wiped) {
        keys_.wipe();
        assist_.wipe();
        stage_.wipe();
        wiped_ = true;
        in_corner_.reset();
        typed_ = false;
    }
    if (effects.cue) assist_.cue(*effects.cue, state_);
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
        appliance_.beat();  // A frame of a slow renderer takes a second: each is a sign of life.
    }
    assist_.look(state_, stage_.ui().tree(), clock_.now());
    // Of the two pictures that take turns, the other one still shows the visitor's page.
    if (std::exchange(wiped_, false)) stage_.draw(state_);
}

void App::hear(const std::vector<input::Meaning>& meanings) {
    for (const input::Meaning& meaning : meanings) {
        if (const auto* scan = std::get_if<input::Scan>(&meaning)) {
            scanned(scan->text.view());
        } else if (const auto* typed = std::get_if<input::Typed>(&meaning)) {
            assist_.acted("key", clock_.now());
            if (state_.visit.page == flow::Page::Attract) {
                take(flow::StartSpeech{});
                continue;
            }
            typed_ = typed_ || !state_.visit.hearing.on();
            if (!stage_.ui().write(typed->character, typed->by_pad) && typed->character == '\b')
                go_back();
        } else {
            hear(std::get<input::Key>(meaning));
        }
        dirty_ = true;
    }
}

/// A key means something to speech first, and else to the page.
void App::hear(input::Key key) {
    const bool invited = state_.visit.page == flow::Page::Attract;
    const auto asked = assist_.key(key, state_, stage_.ui().tree(), clock_.now());
    // The first key starts speech, and does besides what it does without; but whoever writes on a
    // keyboard of their own did not ask to be read to.
    const bool wakes = asked && std::holds_alternative<flow::StartSpeech>(*asked);
    const bool starts = wakes && !typed_;
    if (asked && (!wakes || starts)) take(*asked);
    if ((asked && !wakes) || (starts && invited)) return;
    if (!input::is_for_page(key)) return;
    if (!starts) assist_.acted("key", clock_.now());
    const std::string before = stage_.ui().focus();
    if (!stage_.ui().key(key)) return go_back();
    const bool walks = key != input::Key::Select && key != input::Key::Help && !starts;
    if (walks) assist_.walked(state_, stage_.ui().focus() != before);
}

/// A contact with the glass. A dark screen only comes back; the marked corner starts speech.
void App::feel(const input::TouchEvent& event) {
    using Kind = input::TouchEvent::Kind;
    if (event.kind == Kind::Down) {
        assist_.acted("touch", event.at);
        const auto height = static_cast<float>(stage_.window().height());
        const float corner = stage_.ui().screen().px(kCornerMm);
        in_corner_.reset();
        if (event.x < corner && event.y > height - corner) in_corner_ = event;
        swallowed_ = state_.visit.hearing.blank;
    } else if (in_corner_ && event.finger == in_corner_->finger) {
        const float slop = stage_.ui().screen().px(kCornerSlopMm);
        const bool strays = std::hypot(event.x - in_corner_->x, event.y - in_corner_->y) > slop;
        if (event.kind == Kind::Up || strays) in_corner_.reset();
    }
    if (swallowed_) {
        if (event.kind != Kind::Up) return;
        swallowed_ = false;
        flow::ChooseHearing shown;
        shown.blank = false;
        return take(shown);
    }
    const bool waited = stage_.ui().wants_frame();
    dirty_ = stage_.ui().touch(event) || dirty_;
    if (event.kind == Kind::Up && !waited && stage_.ui().wants_frame()) assist_.tapped(state_);
}

void App::tend_corner() {
    if (!in_corner_ || clock_.now() - in_corner_->at < kCornerTime) return;
    in_corner_.reset();
    stage_.ui().let_go();
    take(flow::StartSpeech{});
}

void App::tend_speech() {
    if (jack_) {
        if (const auto in = jack_->take_change()) take(flow::Plug{*in});
    }
    dirty_ = assist_.tick(state_, stage_.ui(), clock_.now()) || dirty_;
    state_.has_sound = assist_.has_sound();
    if (assist_.speaking()) flow::listened(state_, clock_.now());
}

/// Back, by whatever name the page has for it: no, stop, back, home, end.
void App::go_back() {
    for (const std::string_view id : {flow::id::kIdleStay, flow::id::kLeaveStay, flow::id::kBack,
                                      flow::id::kBusyCancel, flow::id::kHome, flow::id::kExit}) {
        if (stage_.ui().inject_press(id)) return;
    }
}

/// Between visits only: a card that is shown to a visitor's page changes nothing of it.
void App::serve_operator(std::string_view card) {
    const flow::Page page = flow::page_of(state_);
    if (page != flow::Page::Attract && page != flow::Page::OutOfOrder) return;
    const auto bytes = from_base64(desk_.config.root_key);
    const auto root = bytes ? seal::SigningPublicKey::from(*bytes) : std::nullopt;
    const domain::Date today = domain::date_of(clock_.wall());
    if (!root || !seal::check_service_card(card, desk_.config.kiosk, today, *root).ok()) return;
    ServiceDesk desk{stage_, appliance_, desk_.journal, desk_.config, [this] {
                         hear_news();
                         return standing_;
                     }};
    done_ = run_service(desk, clock_);
    dirty_ = true;
}

void App::scanned(std::string_view text) {
    if (domain::is_badge(text)) return take(flow::ShowBadge{seal::badge_hash(text)});
    if (seal::is_service_card(text)) return serve_operator(text);
    // A receipt's QR holds more than its code; any other code is taken as it reads.
    const Result<seal::Receipt> receipt = seal::read_receipt(text);
    const std::string code = receipt.ok() ? receipt.value().code.compact() : std::string();
    take(flow::Scanned{SecretText(receipt.ok() ? std::string_view(code) : text)});
}

void App::take(const flow::Intent& intent) {
    apply(flow::reduce(state_, intent, clock_.now()));
}

}  // namespace sunbooth::app::shell
