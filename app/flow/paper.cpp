// SPDX-License-Identifier: Apache-2.0
// Slips of paper: asked for on the page, printed elsewhere, told of on the page.
#include "app/flow/turn.h"

namespace sunbooth::app::flow {

void print_slip(const Turn& turn) {
    if (!may_print(turn.state)) return;
    turn.visit().slip = Slip{Slip::Stands::Printing, ++turn.state.last_slip};
    turn.effects.print = turn.state.last_slip;
}

Effects on_paper(State& state, Paper paper) {
    Effects effects;
    effects.redraw = state.paper != paper;
    state.paper = paper;
    return effects;
}

Effects on_slip(State& state, std::uint64_t number, bool printed) {
    Effects effects;
    std::optional<Slip>& slip = state.visit.slip;
    if (!slip || slip->number != number) return effects;
    slip->stands = printed ? Slip::Stands::Printed : Slip::Stands::Failed;
    // The time to take the paper begins when it is there.
    state.visit.touched = state.now;
    effects.cue = printed ? Cue::Success : Cue::Error;
    effects.redraw = true;
    return effects;
}

}  // namespace sunbooth::app::flow
