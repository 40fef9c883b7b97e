// SPDX-License-Identifier: Apache-2.0
#include "app/shell/assist.h"

#include <boost/json.hpp>

#include <cstdio>
#include <utility>

namespace sunbooth::app::shell {
namespace {

using namespace i18n::literals;
using speech::Channel;
using speech::Line;
using speech::Sound;

std::optional<Channel> channel_of(const flow::Hearing& hearing) {
    if (!hearing.on() || hearing.pulled) return std::nullopt;
    return hearing.way == flow::Hearing::Way::Headset ? Channel::Private : Channel::Public;
}

const ui::Node* focus_of(const ui::Tree& tree) {
    for (const ui::Node& node : tree.nodes) {
        if (node.focused && node.role != ui::Role::Dialog) return &node;
    }
    return nullptr;
}

std::string rate_text(float rate) {
    char text[16];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(rate));
    return text;
}

flow::ChooseHearing rate_by(int by) {
    flow::ChooseHearing choice;
    choice.rate_by = by;
    return choice;
}
flow::ChooseHearing volume_by(int by) {
    flow::ChooseHearing choice;
    choice.volume_by = by;
    return choice;
}
flow::ChooseHearing blank(bool to) {
    flow::ChooseHearing choice;
    choice.blank = to;
    return choice;
}

}  // namespace

Assist::Assist(std::unique_ptr<speech::Mouth> mouth, const i18n::Catalogues& words,
               float loudest_db)
    : mouth_(std::move(mouth)), words_(words), loudest_db_(loudest_db), speaker_(*mouth_) {
    learn_voices();
}

void Assist::learn_voices() {
    speech::Voices voices{};
    for (const domain::Language language : domain::kLanguages) {
        voices[static_cast<std::size_t>(language)] = mouth_->speaks(language);
    }
    narrator_.set_voices(voices);
}

float Assist::gain_db(const flow::State& state) const {
    const int below = flow::kVolumes - 1 - state.visit.hearing.volume;
    return loudest_db_ - flow::kVolumeStepDb * static_cast<float>(below);
}

void Assist::follow(const flow::State& state) {
    const flow::Hearing& hearing = state.visit.hearing;
    speaker_.listen(mouth_->works() ? channel_of(hearing) : std::nullopt);
    speaker_.set_manner({gain_db(state), flow::kRates[static_cast<std::size_t>(hearing.rate)]});
}

void Assist::play(Sound sound, const flow::State& state) {
    const flow::Hearing& hearing = state.visit.hearing;
    if (hearing.quiet || hearing.pulled || !mouth_->works()) return;
    mouth_->sound(sound, channel_of(hearing).value_or(Channel::Public), gain_db(state));
}

void Assist::cue(flow::Cue cue, const flow::State& state) {
    switch (cue) {
        case flow::Cue::Success:
            return play(Sound::Success, state);
        case flow::Cue::Error:
            return play(Sound::Error, state);
        case flow::Cue::IdleWarning:
            return play(Sound::Warning, state);
    }
}

void Assist::walked(const flow::State& state, bool moved) {
    moved_ = moved_ || moved;
    helps_ = 0;
    if (state.visit.hearing.on()) play(moved ? Sound::Focus : Sound::End, state);
}

std::optional<flow::Intent> Assist::key(input::Key key, const flow::State& state,
                                        const ui::Tree& tree, Instant now) {
    using input::Key;
    const flow::Hearing& hearing = state.visit.hearing;
    if (key == Key::JackIn || key == Key::JackOut) return flow::Plug{key == Key::JackIn};
    if (!hearing.on() && !hearing.declined) return flow::StartSpeech{};
    if (!hearing.on()) return std::nullopt;
    const ui::Node* here = focus_of(tree);
    switch (key) {
        case Key::Repeat:
            speaker_.repeat_last(now);
            return flow::Touch{};
        case Key::ReadPage:
            speaker_.say(narrator_.page(tree, words_.of(state.visit.language)), "key", now);
            return flow::Touch{};
        case Key::Pause:
            speaker_.pause_or_go_on();
            return flow::Touch{};
        case Key::Slower:
            return rate_by(-1);
        case Key::Faster:
            return rate_by(1);
        case Key::Softer:
            return volume_by(-1);
        case Key::Louder:
            return volume_by(1);
        case Key::Blank:
            return blank(!hearing.blank);
        case Key::Help:
            help(state, tree, now);
            return flow::Touch{};
        case Key::Select:
            // On a text there is nothing to press: it holds the voice, and lets it go on.
            if (here == nullptr || here->interactive || !speaker_.speaking()) return std::nullopt;
            speaker_.pause_or_go_on();
            return flow::Touch{};
        default:
            return std::nullopt;
    }
}

/// Once: the element; twice: the whole page (kiosk-ux 1.8).
void Assist::help(const flow::State& state, const ui::Tree& tree, Instant now) {
    const i18n::Catalogue& words = words_.of(state.visit.language);
    ++helps_;
    std::vector<Line> lines;
    if (const ui::Node* here = focus_of(tree); helps_ == 1 && here != nullptr) {
        lines.push_back(narrator_.element(tree, *here, words));
    } else {
        lines = narrator_.page(tree, words);
        lines.insert(lines.begin(), speech::Narrator::sentence(words, "speech.orientation"_key));
    }
    speaker_.say(std::move(lines), "help", now);
}

/// How the page is used, in the visitor's language, and how to come to the others.
void Assist::open(const flow::State& state, const ui::Tree& tree, Instant now) {
    using speech::Narrator;
    const i18n::Catalogue& words = words_.of(state.visit.language);
    std::vector<Line> lines{Narrator::sentence(words, "speech.orientation"_key)};
    if (speaker_.channel() == Channel::Public) {
        lines.push_back(Narrator::sentence(words, "speech.orientation_loud"_key));
    }
    for (const domain::Language language : domain::kLanguages) {
        if (language == state.visit.language || !mouth_->speaks(language)) continue;
        lines.push_back(Narrator::sentence(words_.of(language), "speech.choose_language"_key));
    }
    narrator_.wipe();
    for (Line& line : narrator_.look(tree, words, false)) lines.push_back(std::move(line));
    speaker_.say(std::move(lines), "start", now);
}

void Assist::say_settings(const flow::State& state, Instant now) {
    const flow::Hearing& hearing = state.visit.hearing;
    const i18n::Catalogue& words = words_.of(state.visit.language);
    std::vector<Line> lines;
    if (std::exchange(rate_, hearing.rate) != hearing.rate) {
        const std::string rate = rate_text(flow::kRates[static_cast<std::size_t>(hearing.rate)]);
        lines.push_back(speech::Narrator::sentence(words, "speech.rate"_key, {{"rate", rate}}));
    }
    if (std::exchange(volume_, hearing.volume) != hearing.volume) {
        lines.push_back(speech::Narrator::sentence(
            words, "speech.volume"_key,
            {{"n", std::int64_t{hearing.volume + 1}}, {"of", std::int64_t{flow::kVolumes}}}));
    }
    if (std::exchange(blank_, hearing.blank) != hearing.blank) {
        lines.push_back(speech::Narrator::sentence(
            words, hearing.blank ? "speech.blank_on"_key : "speech.blank_off"_key));
    }
    if (lines.empty()) return;
    moved_ = false;  // These words, not the name of the key that was pressed.
    speaker_.say(std::move(lines), "key", now);
}

void Assist::look(const flow::State& state, const ui::Tree& tree, Instant now) {
    follow(state);
    // Another ear hears the first words too.
    const bool began = std::exchange(heard_on_, speaker_.channel()) != speaker_.channel();
    if (!heard_on_) {
        moved_ = false;
        return;
    }
    if (began) {
        rate_ = state.visit.hearing.rate;
        volume_ = state.visit.hearing.volume;
        blank_ = state.visit.hearing.blank;
        return open(state, tree, now);
    }
    const bool moved = std::exchange(moved_, false);
    std::vector<Line> lines = narrator_.look(tree, words_.of(state.visit.language), moved);
    say_settings(state, now);
    if (lines.empty()) return;
    // News that nobody asked for wait for their turn.
    const bool asked = moved || !lines.front().node.empty();
    if (asked) {
        speaker_.say(std::move(lines), "page", now);
    } else {
        speaker_.add(std::move(lines), now);
    }
}

bool Assist::tick(const flow::State& state, ui::TouchUi& ui, Instant now) {
    if (std::exchange(works_, mouth_->works()) != works_) learn_voices();
    follow(state);
    bool changed = false;
    for (const std::string& node : speaker_.tick(now)) {
        if (!node.empty()) changed = ui.stand(node) || changed;
    }
    const std::optional<std::string> words = caption(state);
    if (words != shown_caption_) {
        shown_caption_ = words;
        ui.set_caption(words);
        changed = true;
    }
    return changed;
}

std::optional<std::string> Assist::caption(const flow::State& state) const {
    const flow::Hearing& hearing = state.visit.hearing;
    if (!hearing.on()) return std::nullopt;
    const i18n::Catalogue& words = words_.of(state.visit.language);
    if (!mouth_->works()) return words.tr("speech.no_sound"_key);
    if (hearing.pulled) return words.tr("speech.pulled"_key);
    if (speaker_.paused()) return words.tr("speech.paused"_key);
    if (!mouth_->speaks(state.visit.language)) return words.tr("speech.no_voice"_key);
    return speaker_.caption();
}

std::string Assist::log_json() const {
    namespace json = boost::json;
    json::array said;
    for (const speech::Heard& one : speaker_.log()) {
        const std::string_view text = one.text.view();
        said.push_back(json::object{{"t", to_ms(one.at)},
                                    {"text", json::string_view(text.data(), text.size())},
                                    {"lang", domain::tag_of(one.language)},
                                    {"channel", speech::to_string(one.channel)},
                                    {"priority", speech::to_string(one.priority)},
                                    {"cut_by", one.cut_by}});
    }
    return "\"speech\":" + json::serialize(said);
}

void Assist::wipe() {
    speaker_.listen(std::nullopt);
    speaker_.wipe();
    narrator_.wipe();
    heard_on_.reset();
    moved_ = blank_ = false;
    helps_ = 0;
    shown_caption_.reset();
}

}  // namespace sunbooth::app::shell
