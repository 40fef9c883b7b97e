// SPDX-License-Identifier: Apache-2.0
// A simulator that cannot find a defect proves nothing: each of these must be caught.
#include "sync/base/mutant.h"
#include "tests/sim/town.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::sim;

namespace {

/// Days within which a mutant must show itself.
constexpr std::uint64_t kDays = 8;

/// Days of six hours in which all comes that a day of 24 brings: a mutant shows itself sooner.
Weather crowded() {
    Weather weather;
    weather.length = std::chrono::hours{6};
    weather.calm = std::chrono::hours{2};
    weather.form_every = std::chrono::minutes{6};
    weather.partition_every = std::chrono::hours{2};
    weather.backup_every = std::chrono::minutes{25};
    weather.restore_every = std::chrono::hours{2};
    weather.rotate_every = std::chrono::hours{2};
    weather.revoke_every = std::chrono::hours{3};
    weather.hall_every = std::chrono::minutes{40};
    return weather;
}

/// @return the first fault that the mutant causes, or nothing in all these days.
std::string first_fault(std::string_view mutant) {
    const MutantScope on(mutant);
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        const Outcome outcome = Town(seed, crowded()).live();
        if (!outcome.faults.empty()) {
            MESSAGE("R-4 R-5 mutant " << mutant << ": caught at seed " << seed << ", "
                                      << outcome.faults.size() << " broken promises, first "
                                      << outcome.faults.front());
            return outcome.faults.front();
        }
    }
    return {};
}

}  // namespace

TEST_CASE("simulator: days as crowded as those of the mutants hold without one") {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const Outcome outcome = Town(seed, crowded()).live();
        CAPTURE(seed);
        CHECK_MESSAGE(outcome.faults.empty(),
                      (outcome.faults.empty() ? "" : outcome.faults.front()));
    }
}

TEST_CASE("simulator: catches a kiosk that thanks before its commit") {
    CHECK(first_fault("client.saved_before_commit") != "");
}

TEST_CASE("simulator: catches commits that do not wait for the disk") {
    CHECK(first_fault("store.synchronous_normal") != "");
}

TEST_CASE("simulator: catches a kiosk that erases what is stored but not backed up") {
    CHECK(first_fault("client.erase_on_stored").starts_with("lost:"));
}

TEST_CASE("simulator: catches a kiosk that does not notice a restored center") {
    CHECK(first_fault("client.ignore_generation") != "");
}

TEST_CASE("simulator: catches a kiosk that gives up") {
    CHECK(first_fault("client.no_retry") != "");
}

TEST_CASE("simulator: catches a center that answers before its commit") {
    CHECK(first_fault("lanes.answer_before_commit") != "");
}

TEST_CASE("simulator: catches a center that calls stored rows backed up") {
    CHECK(first_fault("intake.backed_up_is_stored").starts_with("lost:"));
}

TEST_CASE("simulator: catches a center that forgets what it stored") {
    CHECK(first_fault("intake.no_dedupe") != "");
}

TEST_CASE("simulator: catches a center that forgets its former keys") {
    CHECK(first_fault("keys.forgets_former") != "");
}

TEST_CASE("simulator: catches a center that acknowledges by a former key") {
    CHECK(first_fault("intake.old_countersignature") != "");
}

TEST_CASE("simulator: catches a center that hears whom it revoked") {
    CHECK(first_fault("fleet.ignores_revocation") != "");
}

TEST_CASE("simulator: catches a terminal that believes a failed commit without a look") {
    CHECK(first_fault("client.trusts_failed_commit") != "");
}

TEST_CASE("simulator: catches a center that never judges again what it did not know") {
    CHECK(first_fault("intake.parked_stays").starts_with("lost:"));
}

TEST_CASE("simulator: catches a center that tells what is backed up by the clock") {
    CHECK(first_fault("intake.backed_up_by_clock").starts_with("lost:"));
}
