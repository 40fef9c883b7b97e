// SPDX-License-Identifier: Apache-2.0
// Whether a seed replays. By the name of its file it is the first test of the process, as a
// replayed seed is: whatever is made once in a process must not draw from the seed.
#include "tests/sim/town.h"

#include <doctest/doctest.h>

using namespace sunbooth::sim;

TEST_CASE("simulator: the same seed is the same run, another seed another") {
    Weather short_one;
    short_one.length = std::chrono::hours{6};
    const Outcome first = Town(77, short_one).live();
    const Outcome again = Town(77, short_one).live();
    const Outcome other = Town(78, short_one).live();
    CHECK(first.fingerprint == again.fingerprint);
    CHECK(first.events == again.events);
    CHECK(first.fingerprint != other.fingerprint);
}
