// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/call_board.h"

#include <algorithm>

namespace sunbooth::center::fleet {

CallBoard::State CallBoard::state_of(const Waiting& call, Instant now) const {
    if (!call.by.empty()) return State::Coming;
    return now - call.since >= kAnswerTime ? State::Unheard : State::Ringing;
}

void CallBoard::forget_old(Instant now) {
    std::erase_if(calls_, [&](const auto& one) { return now - one.second.since >= kForget; });
}

CallBoard::State CallBoard::ring(const std::string& kiosk, Instant now) {
    const std::lock_guard lock(mutex_);
    forget_old(now);
    if (!watched_until_ || now > *watched_until_) return State::Nobody;
    const auto found = calls_.find(kiosk);
    // Who asks again after nobody came rings again.
    if (found != calls_.end() && state_of(found->second, now) != State::Unheard) {
        return state_of(found->second, now);
    }
    calls_[kiosk] = {now, {}};
    return State::Ringing;
}

CallBoard::State CallBoard::ask(const std::string& kiosk, Instant now) {
    const std::lock_guard lock(mutex_);
    forget_old(now);
    const auto found = calls_.find(kiosk);
    return found == calls_.end() ? State::Unheard : state_of(found->second, now);
}

void CallBoard::cancel(const std::string& kiosk) {
    const std::lock_guard lock(mutex_);
    calls_.erase(kiosk);
}

std::vector<CallBoard::Call> CallBoard::watch(Instant now, milliseconds trusted) {
    const std::lock_guard lock(mutex_);
    forget_old(now);
    watched_until_ = std::max(watched_until_.value_or(now), now + trusted);
    std::vector<Call> shown;
    for (const auto& [kiosk, call] : calls_) {
        shown.push_back({kiosk, std::chrono::floor<std::chrono::seconds>(now - call.since),
                         state_of(call, now), call.by});
    }
    return shown;
}

Status CallBoard::acknowledge(const std::string& kiosk, const std::string& by, Instant now) {
    const std::lock_guard lock(mutex_);
    forget_old(now);
    const auto found = calls_.find(kiosk);
    if (found == calls_.end()) {
        return Error{ErrorCode::NotFound, "nobody calls from this terminal any more", "kiosk"};
    }
    if (!found->second.by.empty() && found->second.by != by) {
        return Error{ErrorCode::Conflict, found->second.by + " is on the way already", "kiosk"};
    }
    found->second.by = by;
    return ok_status();
}

}  // namespace sunbooth::center::fleet
