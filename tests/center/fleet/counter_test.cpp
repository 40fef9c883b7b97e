// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/answers.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/fleet/guesses.h"
#include "tests/center/fresh_center.h"

#include <limits>
#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center::fleet;

namespace {

struct OneKiosk {
    OneKiosk() {
        REQUIRE(seal::start().ok());
        SeededRandom random(4);
        const auto code = make_code(center.db(), "hall-1", random, now);
        const auto key = seal::make_signing_key(random).public_key;
        REQUIRE(enrol(center.db(), {"hall-1", code.value(), key, 1}, now).ok());
    }
    bool use(std::uint64_t counter) {
        const Status used = use_counter(center.db(), "hall-1", counter, now);
        if (!used.ok()) CHECK(used.error().code == ErrorCode::Conflict);
        return used.ok();
    }
    FreshCenter center;
    WallTime now = wall_ms(1'793'590'620'000);
};

}  // namespace

TEST_CASE("counter: each is used once, also out of order within the last 64") {
    OneKiosk kiosk;
    CHECK_FALSE(kiosk.use(1));  // The enrolment used it.
    CHECK(kiosk.use(3));
    CHECK(kiosk.use(2));
    CHECK_FALSE(kiosk.use(2));
    CHECK_FALSE(kiosk.use(3));
    CHECK(kiosk.use(66));
    CHECK_FALSE(kiosk.use(2));  // Too old to be remembered: used.
    CHECK_FALSE(kiosk.use(3));
    CHECK(kiosk.use(4));
    CHECK(kiosk.use(1'000'000));
    CHECK(kiosk.use(1'000'000 - 63));
    CHECK_FALSE(kiosk.use(1'000'000 - 64));
    CHECK_FALSE(kiosk.use(0));
    kiosk.center.reopen();
    CHECK_FALSE(kiosk.use(1'000'000));
    CHECK(kiosk.use(1'000'001));
}

TEST_CASE("counter: any order of any numbers is judged as a set of the used ones would") {
    OneKiosk kiosk;
    SeededRandom random(12);
    std::set<std::uint64_t> used{1};
    for (int i = 0; i < 2'000; ++i) {
        const std::uint64_t newest = *used.rbegin();
        const std::uint64_t low = newest > 70 ? newest - 70 : 0;
        const std::uint64_t counter = random.between(low, newest + 5);
        const bool fresh = !used.contains(counter) && (counter > newest || newest - counter < 64);
        CAPTURE(counter);
        REQUIRE(kiosk.use(counter) == fresh);
        used.insert(counter);
    }
}

TEST_CASE("counter: what no database can hold is refused as input") {
    OneKiosk kiosk;
    const auto most = std::numeric_limits<std::uint64_t>::max();
    const Status used = use_counter(kiosk.center.db(), "hall-1", most, kiosk.now);
    CHECK(used.error().code == ErrorCode::InvalidInput);
    CHECK(kiosk.use(2));
}

TEST_CASE("answers: the same request gets the first answer, another one or an old one nothing") {
    OneKiosk kiosk;
    store::Database& db = kiosk.center.db();
    const RequestKey key{"hall-1", 10, seal::digest(as_bytes("request"))};
    REQUIRE(keep_answer(db, key, as_bytes("first")).ok());
    CHECK(as_text(*first_answer(db, key).value()) == "first");
    RequestKey other = key;
    other.request = seal::digest(as_bytes("another"));
    CHECK_FALSE(first_answer(db, other).value());
    REQUIRE(keep_answer(db, {"hall-1", 74, key.request}, as_bytes("later")).ok());
    CHECK_FALSE(first_answer(db, key).value());
    REQUIRE(forget_answers(db).ok());
    CHECK_FALSE(first_answer(db, {"hall-1", 74, key.request}).value());
}

TEST_CASE("guesses: twenty misses in ten minutes close a kiosk's look-ups until they are past") {
    OneKiosk kiosk;
    store::Database& db = kiosk.center.db();
    for (int i = 0; i < kMissesMax; ++i) {
        REQUIRE(may_look_up(db, "hall-1", kiosk.now).ok());
        REQUIRE(count_miss(db, "hall-1", kiosk.now).ok());
        kiosk.now += std::chrono::seconds{3};
    }
    const Status closed = may_look_up(db, "hall-1", kiosk.now);
    REQUIRE_FALSE(closed.ok());
    CHECK(closed.error().code == ErrorCode::TooMany);
    CHECK(closed.error().retry_after == std::chrono::seconds{540});
    CHECK(may_look_up(db, "hall-2", kiosk.now).ok());
    kiosk.now += std::chrono::seconds{540};
    CHECK(may_look_up(db, "hall-1", kiosk.now).ok());
    REQUIRE(count_miss(db, "hall-1", kiosk.now).ok());
    CHECK(may_look_up(db, "hall-1", kiosk.now).ok());
}
