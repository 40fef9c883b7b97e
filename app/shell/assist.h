// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/reduce.h"
#include "app/i18n/catalogue.h"
#include "app/input/keys.h"
#include "app/speech/narrator.h"
#include "app/speech/speaker.h"
#include "app/ui/touch_ui.h"

#include <memory>
#include <optional>

namespace sunbooth::app::shell {

/// What is heard of the pages: joins how the visitor hears (app/flow), the tree of the page
/// (app/ui) and the mouth (app/speech). UI thread.
class Assist {
public:
    /// @param loudest_db of the hall: what the highest step of the volume is, at most 0.
    Assist(std::unique_ptr<speech::Mouth> mouth, const i18n::Catalogues& words, float loudest_db);

    /// Asks the mouth once more which languages it speaks.
    void learn_voices();
    bool has_sound() const { return mouth_->works(); }
    /// Keeps what was said, for `--drive`.
    void keep_log() { speaker_.keep_log(true); }

    /// A key for hearing, or one for which speech has a use of its own. @return what it asks for;
    /// Touch: it is done. Nothing: the page's.
    std::optional<flow::Intent> key(input::Key key, const flow::State& state, const ui::Tree& tree,
                                    Instant now);
    /// The visitor did something: what was being said is no longer news (kiosk-ux S6).
    void acted(std::string_view how, Instant now) { speaker_.cut(how, now); }
    /// A key went to the page; `moved` or held at the end.
    void walked(const flow::State& state, bool moved);
    void tapped(const flow::State& state) { play(speech::Sound::Tap, state); }
    void cue(flow::Cue cue, const flow::State& state);

    /// A page was drawn: says what is new on it.
    void look(const flow::State& state, const ui::Tree& tree, Instant now);
    /// Hears the mouth out; the focus follows what is said. @return whether to draw again.
    bool tick(const flow::State& state, ui::TouchUi& ui, Instant now);
    bool speaking() const { return speaker_.speaking() && !speaker_.paused(); }
    std::optional<Instant> wake_at() const { return mouth_->wake_at(); }

    /// Everything that was said, as the members of a JSON object.
    std::string log_json() const;
    const std::deque<speech::Heard>& log() const { return speaker_.log(); }
    void wipe();

private:
    void follow(const flow::State& state);
    std::optional<std::string> caption(const flow::State& state) const;
    void play(speech::Sound sound, const flow::State& state);
    void say_settings(const flow::State& state, Instant now);
    void open(const flow::State& state, const ui::Tree& tree, Instant now);
    void help(const flow::State& state, const ui::Tree& tree, Instant now);
    float gain_db(const flow::State& state) const;

    std::unique_ptr<speech::Mouth> mouth_;
    const i18n::Catalogues& words_;
    float loudest_db_;
    speech::Speaker speaker_;
    speech::Narrator narrator_;
    std::optional<speech::Channel> heard_on_;  ///< When a page was last looked at.
    bool works_ = false;                       ///< The mouth, when last asked.
    bool moved_ = false;
    int helps_ = 0;  ///< Times in a row that Help was pressed.
    int rate_ = flow::kRateUsual, volume_ = flow::kVolumeUsual;
    bool blank_ = false;
    std::optional<std::string> shown_caption_;
};

}  // namespace sunbooth::app::shell
