// SPDX-License-Identifier: Apache-2.0
#include "sync/client/engine.h"

#include "sync/base/assert.h"
#include "sync/base/buggify.h"
#include "sync/base/mutant.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

constexpr std::array kByUrgency = {Lane::Records, Lane::Hall,  Lane::Health, Lane::Snapshot,
                                   Lane::Recheck, Lane::Aside, Lane::Update};

/// The feed brings the keys by which all other answers count, and 15 minutes after a network heals
/// no queue may hold anything unsent: so it never waits longer than this.
constexpr milliseconds kHallBackoffMax = std::chrono::minutes{5};

}  // namespace

Actions Engine::step(Instant now, const Event& event) {
    if (const auto* queued = std::get_if<Queued>(&event)) queue_ = *queued;
    if (const auto* answered = std::get_if<Answered>(&event)) on_answered(now, *answered);
    if (const auto* failed = std::get_if<Failed>(&event)) {
        if (in_flight_ && in_flight_->number == failed->number) on_failed(now, *failed);
    }
    if (std::holds_alternative<HealthKnown>(event)) health_known_ = true;
    if (const auto* updates = std::get_if<UpdatesKnown>(&event)) on_updates(now, *updates);
    if (std::holds_alternative<Reached>(event)) wake_waiting(now);
    if (in_flight_ && now >= in_flight_->deadline) on_failed(now, Failed{in_flight_->number});
    return next(now);
}

void Engine::on_updates(Instant now, const UpdatesKnown& known) {
    updates_known_ = true;
    Pace& updates = pace(Lane::Update);
    // Not over a backoff: whom the center does not answer asks no sooner for being in a hurry.
    if (known.hurry && updates.backoff == milliseconds{0}) updates.due = std::min(updates.due, now);
}

/// An answer that comes after its time-out is too late: its exchange may be on its way again.
void Engine::on_answered(Instant now, const Answered& answered) {
    if (!in_flight_ || in_flight_->number != answered.number) return;
    const Lane lane = in_flight_->lane;
    queue_ = answered.queue;
    const bool healed = pace(lane).backoff > milliseconds{0};
    if (healed && !mutant("client.sleeps_on")) wake_waiting(now);
    const milliseconds pause = answered.more ? milliseconds{0} : pause_after(lane);
    pace(lane) = Pace{.due = now + pause, .backoff = milliseconds{0}};
    if (lane == Lane::Records) {
        batch_max_ = std::min(batch_max_ * 2, wire::kBatchMax);
        // A batch asks what a recheck would ask.
        pace(Lane::Recheck).due = now + policy_.recheck_every;
    }
    in_flight_.reset();
}

/// The center answers: what waits after a failure may go at once, if the center did not ask it to
/// wait longer.
void Engine::wake_waiting(Instant now) {
    for (Pace& waiting : paces_) {
        if (waiting.backoff == milliseconds{0}) continue;
        const Instant soonest = std::max(now, waiting.asked_until);
        waiting.due = mutant("client.deaf_to_retry_after") ? now : std::min(waiting.due, soonest);
    }
}

void Engine::on_failed(Instant now, const Failed& failed) {
    SUNBOOTH_ASSERT(in_flight_.has_value());
    Pace& waiting = pace(in_flight_->lane);
    if (in_flight_->lane == Lane::Records) {
        batch_max_ = std::max<std::size_t>(1, batch_max_ / 2);
        stopped_ = mutant("client.no_retry");
    }
    const milliseconds longest = in_flight_->lane == Lane::Hall
                                     ? std::min(policy_.backoff_max, kHallBackoffMax)
                                     : policy_.backoff_max;
    waiting.backoff = std::clamp(waiting.backoff * 2, policy_.backoff_min * 2, longest);
    const auto jittered = static_cast<std::int64_t>(
        random_.between(static_cast<std::uint64_t>(policy_.backoff_min.count()),
                        static_cast<std::uint64_t>(waiting.backoff.count())));
    milliseconds wait{jittered};
    if (buggify("client.longest_wait")) wait = waiting.backoff;
    waiting.asked_until = Instant::min();
    if (failed.retry_after) {
        const milliseconds believed =
            failed.asked_by_center ? policy_.retry_after_max : policy_.backoff_max;
        const milliseconds asked =
            std::clamp(milliseconds{*failed.retry_after}, milliseconds{0}, believed);
        wait = std::max(wait, asked);
        if (failed.asked_by_center) waiting.asked_until = now + asked;
    }
    waiting.due = now + wait;
    in_flight_.reset();
}

milliseconds Engine::pause_after(Lane lane) const {
    switch (lane) {
        case Lane::Records:
            return milliseconds{0};
        case Lane::Hall:
            return policy_.hall_every;
        case Lane::Health:
            return policy_.health_every;
        case Lane::Snapshot:
            return policy_.snapshot_every;
        case Lane::Recheck:
            return policy_.recheck_every;
        case Lane::Update:
            return policy_.update_every;
        case Lane::Aside:
            return milliseconds{0};
    }
    return milliseconds{0};
}

bool Engine::is_wanted(Lane lane) const {
    switch (lane) {
        case Lane::Records:
            return queue_.unsent > 0 && !stopped_;
        case Lane::Hall:
        case Lane::Snapshot:
            return true;
        case Lane::Health:
            return health_known_;
        case Lane::Recheck:
            return queue_.held > 0;
        case Lane::Update:
            return updates_known_;
        case Lane::Aside:
            return queue_.aside > 0;
    }
    return false;
}

Actions Engine::next(Instant now) {
    if (in_flight_) return {.send = std::nullopt, .wake_at = in_flight_->deadline};
    Actions actions;
    for (const Lane lane : kByUrgency) {
        if (!is_wanted(lane)) continue;
        const Instant due = pace(lane).due;
        if (due > now) {
            actions.wake_at = std::min(actions.wake_at, due);
            continue;
        }
        in_flight_ = InFlight{++last_number_, lane, now + policy_.exchange_max};
        const std::size_t batch_max = lane == Lane::Records ? batch_max_ : 1;
        actions.send = Send{last_number_, lane, batch_max};
        actions.wake_at = in_flight_->deadline;
        return actions;
    }
    return actions;
}

}  // namespace sunbooth::client
