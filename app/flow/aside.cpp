// SPDX-License-Identifier: Apache-2.0
// Pages that lie beside the way: help, calling somebody, and what a closed hall leaves.
#include "app/flow/idle.h"
#include "app/flow/turn.h"

namespace sunbooth::app::flow {
namespace {

bool is_aside(Page page) {
    return page == Page::Help || page == Page::CallStaff;
}

void ring(const Turn& turn) {
    Visit& visit = turn.visit();
    visit.calling =
        Calling{++turn.state.last_token, turn.state.now, turn.state.now, Calling::State::Asking};
    if (!turn.state.standing.online) {
        visit.calling->state = Calling::State::Nobody;
        return;
    }
    turn.effects.post.emplace_back(
        client::CallStaff{client::CallStaff::What::Ring, turn.state.last_token});
}

void send_cancel(const Turn& turn) {
    turn.effects.post.emplace_back(
        client::CallStaff{client::CallStaff::What::Cancel, ++turn.state.last_token});
}

}  // namespace

void open_aside(const Turn& turn, Page page) {
    Visit& visit = turn.visit();
    if (visit.page == Page::Attract) enter(turn.state, Page::Home);
    if (!is_aside(visit.page)) visit.behind = visit.page;
    enter(turn.state, page);
    if (page == Page::CallStaff) call_again(turn);
}

void leave_aside(const Turn& turn) {
    const Visit& visit = turn.visit();
    // Who reads help while somebody comes goes on waiting.
    if (visit.page == Page::Help && visit.calling) return enter(turn.state, Page::CallStaff);
    call_off(turn);
    enter(turn.state, visit.behind);
}

void call_again(const Turn& turn) {
    const auto& calling = turn.visit().calling;
    const bool stands = calling && calling->state != Calling::State::Unheard &&
                        calling->state != Calling::State::Nobody;
    if (!stands) ring(turn);
}

/// Nobody needs to come any more. Who is on the way already will see for themselves.
void call_off(const Turn& turn) {
    auto& calling = turn.visit().calling;
    if (!calling) return;
    const bool rings =
        calling->state == Calling::State::Ringing || calling->state == Calling::State::Asking;
    if (rings) send_cancel(turn);
    calling.reset();
}

/// A call that somebody answered is this visitor's: the next one's must ring again.
void end_call(const Turn& turn) {
    call_off(turn);
    if (turn.visit().awaited) send_cancel(turn);
}

void take_call(const Turn& turn, const client::StaffCalled& called) {
    auto& calling = turn.visit().calling;
    if (!calling || calling->token != called.token) return;
    switch (called.state) {
        case client::StaffCalled::State::Nobody:
            calling->state = Calling::State::Nobody;
            return;
        case client::StaffCalled::State::Ringing:
            calling->state = Calling::State::Ringing;
            return;
        case client::StaffCalled::State::Coming:
            if (calling->state != Calling::State::Coming) turn.effects.cue = Cue::Success;
            calling->state = Calling::State::Coming;
            turn.visit().awaited = true;
            return;
        case client::StaffCalled::State::Unheard:
            calling->state = Calling::State::Unheard;
            return;
    }
}

void call_failed(const Turn& turn, client::Token token) {
    auto& calling = turn.visit().calling;
    // A question that failed says nothing of the call itself: the next one may pass.
    if (calling && calling->token == token && calling->state == Calling::State::Asking) {
        calling->state = Calling::State::Nobody;
    }
}

void tend_call(const Turn& turn) {
    auto& calling = turn.visit().calling;
    if (!calling) return;
    const bool waits =
        calling->state == Calling::State::Ringing || calling->state == Calling::State::Asking;
    if (waits && turn.state.now - calling->since >= kCallMax) {
        calling->state = Calling::State::Unheard;
        return;
    }
    if (calling->state != Calling::State::Ringing ||
        turn.state.now - calling->asked < kCallAskEvery) {
        return;
    }
    calling->asked = turn.state.now;
    calling->token = ++turn.state.last_token;
    turn.effects.post.emplace_back(
        client::CallStaff{client::CallStaff::What::Ask, turn.state.last_token});
}

bool is_after_hours(const State& state) {
    if (!state.hall || !state.hall->receipts_only_after_hours) return false;
    return !state.hall->is_open(domain::date_of(state.wall), domain::minute_of_day(state.wall));
}

}  // namespace sunbooth::app::flow
