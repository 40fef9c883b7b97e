// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/idle.h"
#include "app/flow/reduce.h"
#include "tests/app/screens/sight.h"

#include <functional>
#include <random>

namespace sunbooth::app::screens::tests {

using Dice = std::mt19937_64;

/// A whole terminal but for its display and its network: real pages, widgets, taps and turns, a
/// clock of its own, and a center that answers at once.
class Kiosk {
public:
    explicit Kiosk(const ui::Screen& panel = {});

    /// One finger down and up again, `drag` aside of where it came down.
    void touch(text::Point at, text::Point drag = {}, std::int64_t finger = 1);
    void down(text::Point at, std::int64_t finger);
    void up(text::Point at, std::int64_t finger);
    void pass(milliseconds time);
    /// What somebody sees who stands before it.
    Sight look();
    const ui::Tree& tree() const { return terminal.ui->tree(); }

    Terminal terminal;
    flow::State state;
    Instant now = instant_ms(10'000'000);
    WallTime wall;
    bool finds = true;  ///< Whether look-ups find something.
    std::vector<client::Command> posted;
    int wipes = 0;
    std::function<void()> on_wipe;          ///< Right after the wipe, before the next frame.
    std::function<void(flow::Cue)> on_cue;  ///< When the page that goes with it is drawn.
    std::function<void(const client::Command&)> on_post;

private:
    void apply(const flow::Effects& effects);
    void answer(const client::Command& command);
    void draw();

    std::vector<client::Command> unanswered_;
    std::vector<flow::Cue> cues_;
};

/// Somebody who perceives words and presses what they name.
class Person {
public:
    struct Hand {
        double sigma_mm = 0;
        double doubles = 0;     ///< How often a press is a double one, within 250 ms.
        float drag_mm = 0;      ///< How far the finger slides while it presses.
        float reach_mm = 9999;  ///< Touches nothing higher above the floor.
    };
    struct Pace {
        std::chrono::seconds page{2}, choice{0};
        milliseconds key{500};
    };

    Person(Kiosk& kiosk, domain::Language language, Hand hand, Pace pace, std::uint64_t seed);

    std::string tr(i18n::Key key) const;
    /// Looks for words, on all leaves and lists, and presses them. Goes back when it finds itself
    /// on another page than it thought. False: they cannot be found.
    bool press(const std::string& words);
    bool type(std::string_view letters);
    bool sees(const std::string& words);

    // --- the four flows, from the attract page; each ends at attract again ---
    bool looks_up_case();
    bool complains();  ///< Without writing a character.
    bool rates();
    bool looks_up_receipt();
    bool begin();  ///< Chooses the language.
    bool end();

    int taps = 0, wrong = 0, keys = 0;
    std::string lost;    ///< What could not be found, when a flow failed.
    bool judged = true;  ///< Nothing that was seen was clipped.

private:
    const ui::Node* find(const std::string& words, bool key);
    bool may_reach(const ui::Node& node) const;
    bool tap(const ui::Node& node);
    bool turn_page();
    std::string reads_field();
    bool uncover();
    bool tap_key(const std::string& name);
    bool tap_key_with(const std::string& letter);
    bool recovers();
    bool goes_forward(const std::string& words);
    bool confirms();

    Kiosk& kiosk_;
    domain::Language language_;
    Hand hand_;
    Pace pace_;
    Dice dice_;
    std::string page_;
};

}  // namespace sunbooth::app::screens::tests
