// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/reduce.h"
#include "app/input/jack.h"
#include "app/shell/appliance.h"
#include "app/shell/assist.h"
#include "app/shell/drive.h"
#include "app/shell/journal.h"
#include "app/shell/printing.h"
#include "app/shell/stage.h"
#include "sync/client/client.h"

#include <memory>
#include <optional>
#include <string>

namespace sunbooth::app::shell {

/// The machine's clock with the pages' clock set forward by `--drive`'s advance.
class PageClock final : public Clock {
public:
    explicit PageClock(Clock& machine) : machine_(machine) {}
    Instant now() override { return machine_.now() + ahead_; }
    WallTime wall() override { return machine_.wall() + ahead_; }
    void advance(milliseconds by) { ahead_ += by; }

private:
    Clock& machine_;
    milliseconds ahead_{0};
};

/// What the operator's page of the running kiosk needs besides.
struct OperatorDesk {
    client::Config config;
    const Journal& journal;
};

/// The running kiosk: news and touches in, turns of app/flow, pages out. It draws only when
/// something changed. UI thread.
class App {
public:
    /// What a visitor reaches besides the glass.
    struct Senses {
        input::KeyMap keypad;
        std::shared_ptr<input_method::Engines> engines;
        std::unique_ptr<speech::Mouth> mouth;
        std::unique_ptr<input::Jack> jack;  ///< Null: no socket tells of itself.
        float loudest_db = 0;
    };
    App(Stage& stage, PageClock& clock, std::unique_ptr<client::Client> client, Senses senses,
        Printing printing, Appliance& appliance, OperatorDesk desk);
    ~App();

    /// Runs until the operator quits, or another screen is there. @param drive remote control, or
    /// null.
    void run(DriveInput* drive);

private:
    void turn();  ///< One round: news, time, touches, remote control.
    void apply(flow::Effects effects);
    void tell_names();
    void take(const flow::Intent& intent);
    void hear(const std::vector<input::Meaning>& meanings);
    void hear(input::Key key);
    void feel(const input::TouchEvent& event);
    void tend_speech();
    void tend_corner();
    void go_back();
    void scanned(std::string_view text);
    void hear_news();
    void serve_operator(std::string_view card);
    void tell_health();
    void draw();
    milliseconds sleep_time() const;

    // Remote control.
    void serve_drive();
    std::optional<std::string> answer(const DriveCommand& command);
    std::string tap(const std::string& id);
    std::string type(std::string_view words);
    bool press_key(const std::string& name);
    std::string key(const std::string& name);
    std::string scan(std::string_view text);
    std::string hold(std::string_view words);
    std::string plug(const std::string& way);
    void strike(input::Stroke stroke, milliseconds after);
    std::string begin_wait(const std::string& words);
    std::optional<std::string> waited();
    void touch(text::Point at);
    std::string stroke(std::string_view points);
    void finger(input::TouchEvent::Kind kind, text::Point at);
    void settle();  ///< What a touch leads to, as in a round of the loop.

    struct Wait {
        std::string condition;
        Instant until;  ///< By the machine's clock.
    };

    Stage& stage_;
    PageClock& clock_;
    Appliance& appliance_;
    OperatorDesk desk_;
    Instant health_at_ = Instant::min();  ///< When the center is to hear of the machine again.
    client::Standing standing_;           ///< The newest, for the operator's page.
    SystemClock machine_;
    std::unique_ptr<client::Client> client_;
    flow::State state_;
    Printing printing_;
    std::shared_ptr<const domain::Hall> told_;  ///< The hall whose names the engines know.
    input::StrokeReader keys_;
    Assist assist_;
    std::unique_ptr<input::Jack> jack_;
    std::optional<input::TouchEvent> in_corner_;  ///< A finger that rests on the mark.
    bool typed_ = false;                          ///< This visitor writes on a keyboard.
    bool swallowed_ = false;                      ///< The finger brought the screen back.
    DriveInput* drive_ = nullptr;
    std::optional<Wait> wait_;
    bool dirty_ = true;
    bool wiped_ = false;
    bool done_ = false;
};

}  // namespace sunbooth::app::shell
