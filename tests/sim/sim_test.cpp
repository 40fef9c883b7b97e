// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/town.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace sunbooth;
using namespace sunbooth::sim;

namespace {

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

Weather weather() {
    Weather weather;
    weather.length = std::chrono::hours{setting("SUNBOOTH_SIM_HOURS", 24)};
    return weather;
}

Outcome must_hold(std::uint64_t seed) {
    CAPTURE(seed);
    const Outcome outcome = Town(seed, weather()).live();
    for (const std::string& fault : outcome.faults) FAIL_CHECK(fault);
    CHECK(outcome.thanked > 100);
    CHECK(outcome.stops > 20);
    return outcome;
}

}  // namespace

TEST_CASE("simulator: through bad days nothing that was thanked is lost or doubled") {
    const std::uint64_t first = setting("SUNBOOTH_SIM_SEED", 1);
    const std::uint64_t runs = setting("SUNBOOTH_SIM_SEEDS", 12);
    Outcome all;
    for (std::uint64_t seed = first; seed < first + runs; ++seed) {
        const Outcome one = must_hold(seed);
        all.thanked += one.thanked;
        all.stops += one.stops;
        all.restores += one.restores;
        all.faults.insert(all.faults.end(), one.faults.begin(), one.faults.end());
    }
    MESSAGE("R-4 R-5 seeds " << first << " to " << first + runs - 1 << ", "
                             << weather().length / std::chrono::hours{1}
                             << " h each: " << all.thanked << " thanked, " << all.stops
                             << " stops, " << all.restores << " restores, " << all.faults.size()
                             << " lost or doubled");
}

TEST_CASE("simulator: the same seed is the same run, another seed another") {
    Weather short_one = weather();
    short_one.length = std::chrono::hours{6};
    const Outcome first = Town(77, short_one).live();
    const Outcome again = Town(77, short_one).live();
    const Outcome other = Town(78, short_one).live();
    CHECK(first.fingerprint == again.fingerprint);
    CHECK(first.events == again.events);
    CHECK(first.fingerprint != other.fingerprint);
}
