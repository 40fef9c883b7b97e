// SPDX-License-Identifier: Apache-2.0
#include "app/flow/idle.h"
#include "app/flow/turn.h"

#include <algorithm>

namespace sunbooth::app::flow {
namespace {

void begin(const Turn& turn, Hearing::Way way) {
    Visit& visit = turn.visit();
    if (visit.page == Page::Attract) enter(turn.state, Page::Home);
    visit.hearing.way = way;
    visit.hearing.declined = false;
    visit.hearing.pulled.reset();
}

Hearing::Way way_here(const State& state) {
    return state.headset ? Hearing::Way::Headset : Hearing::Way::Loudspeaker;
}

}  // namespace

void start_speech(const Turn& turn, const StartSpeech&) {
    if (!turn.visit().hearing.on()) begin(turn, way_here(turn.state));
}

void plug(const Turn& turn, const Plug& intent) {
    Hearing& hearing = turn.visit().hearing;
    if (intent.in) return begin(turn, Hearing::Way::Headset);
    if (hearing.way != Hearing::Way::Headset) return;
    hearing.pulled = turn.state.now;
}

void choose_hearing(const Turn& turn, const ChooseHearing& intent) {
    Hearing& hearing = turn.visit().hearing;
    if (intent.speech) {
        if (*intent.speech) {
            begin(turn, way_here(turn.state));
        } else {
            hearing.way = Hearing::Way::Off;
            hearing.declined = true;
            hearing.blank = false;  // Who hears nothing must see something.
        }
    }
    hearing.rate =
        std::clamp(hearing.rate + intent.rate_by, 0, static_cast<int>(kRates.size()) - 1);
    hearing.volume = std::clamp(hearing.volume + intent.volume_by, 0, kVolumes - 1);
    if (intent.quiet) hearing.quiet = *intent.quiet;
    if (intent.blank) hearing.blank = *intent.blank && hearing.on();
}

void ask_for_headset(const Turn& turn) {
    Visit& visit = turn.visit();
    if (!visit.hearing.pulled || visit.warned) return;
    if (turn.state.now - *visit.hearing.pulled < kReinsertTime) return;
    visit.warned = turn.state.now;
    turn.effects.cue = Cue::IdleWarning;
}

void go_on_without_headset(Visit& visit) {
    if (!visit.hearing.pulled) return;
    visit.hearing.pulled.reset();
    visit.hearing.way = Hearing::Way::Off;
    visit.hearing.blank = false;
}

void listened(State& state, Instant now) {
    if (!state.visit.warned && state.visit.hearing.on()) {
        state.visit.touched = std::max(state.visit.touched, now);
    }
}

}  // namespace sunbooth::app::flow
