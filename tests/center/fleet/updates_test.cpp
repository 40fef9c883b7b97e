// SPDX-License-Identifier: Apache-2.0
// A whole fleet gets an update: who is offered it, and what the center knows of each.
#include "sync/center/fleet/updates.h"

#include "sync/base/mutant.h"
#include "sync/center/fleet/enrolment.h"
#include "tests/center/fresh_center.h"

#include <map>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center::fleet;
using domain::UpdateState;

namespace {

struct Fleet {
    explicit Fleet(const std::string& waves = "100%") {
        REQUIRE(seal::start().ok());
        SeededRandom random(3);
        for (int i = 1; i <= 4; ++i) {
            const std::string name = "hall-" + std::to_string(i);
            const auto code = make_code(center.db(), name, random, now);
            const auto key = seal::make_signing_key(random).public_key;
            REQUIRE(enrol(center.db(), {name, code.value(), key, 1}, now).ok());
        }
        add("0.1.8", waves);
    }
    void add(const std::string& version, const std::string& waves) {
        REQUIRE(try_add(version, waves).ok());
    }
    Status try_add(const std::string& version, const std::string& waves) {
        Rollout rollout;
        rollout.version = version;
        rollout.bytes = 1000;
        rollout.digest = seal::digest(as_bytes(version));
        rollout.waves = read_waves(waves).value();
        rollout.added = now;
        return add_rollout(center.db(), rollout);
    }
    /// What it is offered; empty: nothing.
    std::string asks(const std::string& kiosk, domain::Update update = {},
                     const std::string& runs = "0.1.7") {
        const auto answer = answer_update(center.db(), kiosk, {runs, "a", std::move(update)}, now);
        REQUIRE(answer.ok());
        return answer.value().offer ? answer.value().offer->version : "";
    }
    UpdatedKiosk known(const std::string& kiosk) {
        const std::vector<UpdatedKiosk> all = updated_kiosks(center.db(), "0.1.8").value();
        for (const UpdatedKiosk& one : all) {
            if (one.kiosk == kiosk) return one;
        }
        FAIL("it never asked");
        return {};
    }
    Rollout newest() { return rollouts(center.db()).value().front(); }
    FreshCenter center;
    WallTime now = wall_ms(1'793'590'620'000);
};

const domain::Update kFellBack{UpdateState::FellBack, "0.1.8", ""};

}  // namespace

TEST_CASE("updates: an older version is offered the newest, the same and a newer one nothing") {
    Fleet fleet;
    CHECK(fleet.asks("hall-1") == "0.1.8");
    CHECK(fleet.asks("hall-2", {}, "0.1.8").empty());
    CHECK(fleet.asks("hall-3", {}, "0.1.9").empty());
    CHECK(fleet.known("hall-1").state == UpdateState::None);
    CHECK(fleet.known("hall-2").state == UpdateState::Good);
}

TEST_CASE("updates: the center knows version, slot and result of each") {
    Fleet fleet;
    CHECK(fleet.asks("hall-1", {UpdateState::Installed, "0.1.8", ""}) == "0.1.8");
    CHECK(fleet.known("hall-1").state == UpdateState::Installed);
    fleet.asks("hall-1", {UpdateState::Trial, "0.1.8", ""}, "0.1.8");
    CHECK(fleet.known("hall-1").state == UpdateState::Trial);
    fleet.asks("hall-1", {UpdateState::Good, "0.1.8", ""}, "0.1.8");
    CHECK(fleet.known("hall-1").state == UpdateState::Good);
    CHECK(fleet.known("hall-1").runs == "0.1.8");
    CHECK(fleet.known("hall-1").slot == "a");
    // What became of an older update is no word about this one.
    fleet.asks("hall-2", {UpdateState::FellBack, "0.1.5", ""});
    CHECK(fleet.known("hall-2").state == UpdateState::None);
}

TEST_CASE("updates: where it failed it is not offered again, elsewhere it goes on") {
    Fleet fleet;
    CHECK(fleet.asks("hall-1", kFellBack).empty());
    CHECK(fleet.asks("hall-2") == "0.1.8");
    const MutantScope broken("fleet.offers_again");
    CHECK(fleet.asks("hall-1", kFellBack) == "0.1.8");  // What the first line does not allow.
}

TEST_CASE("updates: the second failure stops it for all, a person resumes it") {
    Fleet fleet;
    fleet.asks("hall-1", kFellBack);
    CHECK(fleet.asks("hall-2", {UpdateState::Failed, "0.1.8", "no room"}).empty());
    CHECK(fleet.newest().state == Rollout::State::Stopped);
    CHECK(fleet.newest().why == "2 failed, the last hall-2: no room");
    CHECK(fleet.asks("hall-3").empty());
    CHECK(rolling(fleet.center.db(), "0.1.8").error().code == ErrorCode::NotFound);
    fleet.now += std::chrono::hours{1};
    REQUIRE(resume_rollout(fleet.center.db(), "0.1.8", fleet.now).ok());
    CHECK(fleet.asks("hall-3") == "0.1.8");
    CHECK(fleet.asks("hall-1", kFellBack) == "0.1.8");
    CHECK(resume_rollout(fleet.center.db(), "0.1.8", fleet.now).error().code ==
          ErrorCode::Conflict);
}

TEST_CASE("updates: a machine that went dark in its first start with it counts as failed") {
    Fleet fleet;
    for (const char* kiosk : {"hall-1", "hall-2"}) {
        fleet.asks(kiosk, {UpdateState::Installed, "0.1.8", ""});
    }
    fleet.now += std::chrono::minutes{61};
    CHECK(fleet.asks("hall-3").empty());
    CHECK(fleet.newest().state == Rollout::State::Stopped);
}

TEST_CASE("updates: waves follow each other by themselves") {
    Fleet fleet("hall-1;hall-1,hall-2;100%");
    CHECK(fleet.asks("hall-3").empty());
    CHECK(fleet.asks("hall-1") == "0.1.8");
    fleet.now += std::chrono::hours{25};
    CHECK(fleet.asks("hall-2").empty());  // The first has not come to an end with it.
    fleet.asks("hall-1", {UpdateState::Good, "0.1.8", ""}, "0.1.8");
    CHECK(fleet.newest().wave == 2);
    CHECK(fleet.asks("hall-2") == "0.1.8");
    CHECK(fleet.asks("hall-3").empty());
    CHECK(fleet.newest().wave_since == fleet.now);
}

TEST_CASE("updates: aborted is offered to nobody, and a newer one takes the place of the former") {
    Fleet fleet;
    CHECK(rolling(fleet.center.db(), "0.1.8").ok());
    REQUIRE(abort_rollout(fleet.center.db(), "0.1.8").ok());
    CHECK(fleet.asks("hall-1").empty());
    CHECK(resume_rollout(fleet.center.db(), "0.1.8", fleet.now).error().code ==
          ErrorCode::Conflict);
    CHECK(fleet.try_add("0.1.8", "100%").error().code == ErrorCode::Conflict);
    CHECK(fleet.try_add("0.1.7", "100%").error().code == ErrorCode::Conflict);
    fleet.add("0.1.10", "100%");
    CHECK(fleet.asks("hall-1") == "0.1.10");
    CHECK(rolling(fleet.center.db(), "0.1.8").error().code == ErrorCode::NotFound);
    CHECK(abort_rollout(fleet.center.db(), "9.9").error().code == ErrorCode::NotFound);
}

TEST_CASE("updates: before the first is added nobody is told anything") {
    FreshCenter center;
    const auto answer = answer_update(center.db(), "hall-1", {"0.1.7", "a", {}}, wall_ms(1));
    REQUIRE(answer.ok());
    CHECK_FALSE(answer.value().offer);
}
