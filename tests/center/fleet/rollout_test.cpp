// SPDX-License-Identifier: Apache-2.0
// How far an update goes and when it stops by itself.
#include "sync/center/fleet/rollout.h"

#include "sync/base/mutant.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center::fleet;
using domain::UpdateState;

namespace {

const WallTime kNow = wall_ms(1'795'000'000'000);

Rollout rollout(const std::string& waves) {
    Rollout made;
    made.version = "0.1.8";
    made.waves = read_waves(waves).value();
    made.wave_since = made.added = kNow - std::chrono::hours{48};
    return made;
}

UpdatedKiosk kiosk(const std::string& name, UpdateState state,
                   milliseconds heard_ago = std::chrono::minutes{5}) {
    return {.kiosk = name,
            .runs = "0.1.7",
            .slot = "a",
            .state = state,
            .why = "",
            .since = kNow - std::chrono::hours{1},
            .heard = kNow - heard_ago};
}

int reached_of_thousand(const Rollout& one) {
    int count = 0;
    for (int i = 0; i < 1000; ++i) count += is_reached(one, "hall-" + std::to_string(i)) ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("rollout: waves are read as written, and what is neither names nor a share is refused") {
    for (const char* text : {"100%", "hall-1;10%;100%", "hall-1,hall-2;50%"}) {
        CHECK(write_waves(read_waves(text).value()) == text);
    }
    for (const char* text : {"", "0%", "101%", "%", "1.5%", "Hall 1", "hall-1,,hall-2", "10%;"}) {
        const auto read = read_waves(text);
        REQUIRE_FALSE_MESSAGE(read.ok(), text);
        CHECK(read.error().field == "--wave");
    }
}

TEST_CASE("rollout: a share reaches about as many, a later wave all of the one before") {
    Rollout one = rollout("10%;50%;100%");
    const int tenth = reached_of_thousand(one);
    CHECK(tenth > 60);
    CHECK(tenth < 140);
    std::vector<std::string> first;
    for (int i = 0; i < 1000; ++i) {
        const std::string name = "hall-" + std::to_string(i);
        if (is_reached(one, name)) first.push_back(name);
    }
    one.wave = 2;
    for (const std::string& name : first) CHECK(is_reached(one, name));
    one.wave = 3;
    CHECK(reached_of_thousand(one) == 1000);
}

TEST_CASE("rollout: another version begins with other kiosks") {
    Rollout one = rollout("10%"), other = rollout("10%");
    other.version = "0.1.9";
    int both = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::string name = "hall-" + std::to_string(i);
        both += is_reached(one, name) && is_reached(other, name) ? 1 : 0;
    }
    CHECK(both < 40);
}

TEST_CASE("rollout: only the waves so far are reached") {
    const Rollout one = rollout("hall-1,hall-2;100%");
    CHECK(is_reached(one, "hall-1"));
    CHECK(is_reached(one, "hall-2"));
    CHECK_FALSE(is_reached(one, "hall-3"));
    const MutantScope broken("fleet.all_waves_at_once");
    CHECK(is_reached(one, "hall-3"));  // What the line above does not allow.
}

TEST_CASE("rollout: failures up to the limit stop it, and it says which was the last") {
    const Rollout one = rollout("100%");
    CHECK_FALSE(judge(one, {kiosk("hall-1", UpdateState::Failed)}, kNow).stop);
    const std::vector<UpdatedKiosk> two = {kiosk("hall-1", UpdateState::Failed),
                                           kiosk("hall-2", UpdateState::FellBack),
                                           kiosk("hall-3", UpdateState::Good)};
    const Judgement judged = judge(one, two, kNow);
    REQUIRE(judged.stop);
    CHECK(*judged.stop == "2 failed, the last hall-2: the former version runs again");
    const MutantScope broken("fleet.rolls_on");
    CHECK_FALSE(judge(one, two, kNow).stop);  // What the lines above do not allow.
}

TEST_CASE("rollout: who was to start into it and is silent since has failed") {
    const Rollout one = rollout("100%");
    for (const UpdateState state : {UpdateState::Installed, UpdateState::Trial}) {
        CHECK_FALSE(is_failure(one, kiosk("hall-1", state, std::chrono::minutes{59}), kNow));
        CHECK(is_failure(one, kiosk("hall-1", state, std::chrono::minutes{61}), kNow));
    }
    // Switched off in the middle of fetching: nothing is the matter.
    CHECK_FALSE(
        is_failure(one, kiosk("hall-1", UpdateState::Fetching, std::chrono::hours{9}), kNow));
}

TEST_CASE("rollout: what was forgiven counts no longer") {
    Rollout one = rollout("100%");
    one.stop_at = 1;
    one.forgiven = kNow - std::chrono::minutes{10};
    CHECK_FALSE(judge(one, {kiosk("hall-1", UpdateState::Failed)}, kNow).stop);
}

TEST_CASE("rollout: the next wave begins when this one came to a good end and lasted") {
    const Rollout one = rollout("hall-1,hall-2;100%");
    const auto next = [&](const std::vector<UpdatedKiosk>& kiosks) {
        return judge(one, kiosks, kNow).next_wave;
    };
    const auto good = kiosk("hall-1", UpdateState::Good);
    CHECK(next({good}));
    CHECK(next({good, kiosk("hall-2", UpdateState::Good)}));
    CHECK_FALSE(next({}));
    CHECK_FALSE(next({kiosk("hall-2", UpdateState::Failed)}));  // None was well.
    CHECK_FALSE(next({good, kiosk("hall-2", UpdateState::Fetching)}));
    CHECK(next({good, kiosk("hall-2", UpdateState::Failed)}));
    CHECK(next({good, kiosk("hall-2", UpdateState::None, std::chrono::hours{30})}));  // Is off.
    CHECK(next({good, kiosk("hall-9", UpdateState::None)}));  // Not of this wave.
    Rollout fresh = one;
    fresh.wave_since = kNow - std::chrono::hours{23};
    CHECK_FALSE(judge(fresh, {good}, kNow).next_wave);
    Rollout last = one;
    last.wave = 2;
    CHECK_FALSE(judge(last, {good}, kNow).next_wave);
}

TEST_CASE("rollout: one that stopped or was aborted is judged no more") {
    Rollout one = rollout("100%");
    one.state = Rollout::State::Stopped;
    const std::vector<UpdatedKiosk> bad = {kiosk("hall-1", UpdateState::Failed),
                                           kiosk("hall-2", UpdateState::Failed)};
    CHECK_FALSE(judge(one, bad, kNow).stop);
}
