// SPDX-License-Identifier: Apache-2.0
#include "sync/client/engine.h"

#include "sync/base/buggify.h"
#include "sync/base/mutant.h"

#include <doctest/doctest.h>

#include <utility>

using namespace sunbooth;
using namespace std::chrono_literals;
using client::Actions;
using client::Answered;
using client::Engine;
using client::Failed;
using client::Lane;
using client::Policy;
using client::Queued;
using client::Reached;
using client::Tick;

namespace {

/// An engine whose feeds were just fetched, so that only records are to be sent.
struct Quiet {
    SeededRandom random{5};
    Engine engine{random};
    Instant now = instant_ms(0);

    Quiet() {
        for (Actions actions = step(Tick{}); actions.send;) {
            actions = step(Answered{actions.send->number, {}});
        }
    }
    Actions step(const client::Event& event) { return engine.step(now, event); }
};

/// How long records wait that the center, or somebody before it, asked to wait half an hour, when
/// the hall feed fails meanwhile and is answered again.
milliseconds waits_beside_healed_feed(bool asked_by_center) {
    Quiet quiet;
    Actions next = quiet.step(Queued{.unsent = 1, .held = 0});
    next = quiet.step(Failed{next.send->number, 1800s, asked_by_center});
    const Instant asked_at = quiet.now;
    for (bool fed = false;;) {
        if (!next.send) {
            quiet.now = next.wake_at;
            next = quiet.step(Tick{});
        } else if (next.send->lane == Lane::Records) {
            return quiet.now - asked_at;
        } else if (next.send->lane == Lane::Hall && !std::exchange(fed, true)) {
            next = quiet.step(Failed{next.send->number});
        } else {
            next = quiet.step(Answered{next.send->number, {.unsent = 1, .held = 0}});
        }
    }
}

/// From the healing of a line on which nothing got through for hours until nothing is unsent: the
/// longest of many. Every wait is drawn as long as it can be.
milliseconds longest_until_empty() {
    const BuggifyScope longest_waits([](std::string_view) { return true; });
    milliseconds longest{0};
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        SeededRandom random(seed);
        Engine engine(random);
        Queued queue{.unsent = random.between(1, 40), .held = 0};
        Instant now = instant_ms(0);
        const Instant healed = now + std::chrono::minutes{random.between(10, 72 * 60)};
        Actions actions = engine.step(now, queue);
        while (queue.unsent > 0) {
            if (!actions.send) {
                now = actions.wake_at;
                actions = engine.step(now, Tick{});
                continue;
            }
            const bool through = now >= healed;
            now += std::chrono::seconds{through ? 2 : random.between(0, 50)};
            if (through && actions.send->lane == Lane::Records) {
                queue.unsent -= std::min(queue.unsent, actions.send->batch_max);
            }
            const std::uint64_t number = actions.send->number;
            actions = through ? engine.step(now, Answered{number, queue})
                              : engine.step(now, Failed{number});
        }
        longest = std::max(longest, now - healed);
    }
    return longest;
}

}  // namespace

TEST_CASE("engine: an empty queue asks for the feeds, then sleeps until they are due again") {
    SeededRandom random(5);
    Engine engine(random);
    Actions actions = engine.step(instant_ms(0), Queued{});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Hall);
    actions = engine.step(instant_ms(0), Answered{actions.send->number, {}});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Snapshot);
    actions = engine.step(instant_ms(0), Answered{actions.send->number, {}});
    CHECK_FALSE(actions.send);
    CHECK(actions.wake_at == instant_ms(0) + Policy{}.hall_every);
}

TEST_CASE("engine: health is told once it is known, after records and the hall") {
    Quiet quiet;
    Actions actions = quiet.step(client::HealthKnown{});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Health);
    actions = quiet.step(Answered{actions.send->number, {.unsent = 1}});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Records);
    CHECK_FALSE(quiet.step(Answered{actions.send->number, {}}).send);
    quiet.now += Policy{}.health_every;
    actions = quiet.step(Queued{.unsent = 1});
    CHECK(actions.send->lane == Lane::Records);
    actions = quiet.step(Answered{actions.send->number, {}});
    CHECK(actions.send->lane == Lane::Hall);
    actions = quiet.step(Answered{actions.send->number, {}});
    CHECK(actions.send->lane == Lane::Health);
}

TEST_CASE("engine: updates are asked for once the machine takes them, last of all, parts at once") {
    Quiet quiet;
    CHECK_FALSE(quiet.step(client::Tick{}).send);
    Actions actions = quiet.step(client::UpdatesKnown{});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Update);
    actions = quiet.step(Answered{actions.send->number, {}, true});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Update);
    // A record that is filed meanwhile goes before the next part.
    actions = quiet.step(Answered{actions.send->number, {.unsent = 1}, true});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Records);
    actions = quiet.step(Answered{actions.send->number, {}});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Update);
    actions = quiet.step(Answered{actions.send->number, {}});
    CHECK_FALSE(actions.send);
    // Something to say is said at once, but not to a center that just refused to hear it.
    CHECK_FALSE(quiet.step(client::UpdatesKnown{}).send);
    actions = quiet.step(client::UpdatesKnown{.hurry = true});
    REQUIRE(actions.send);
    CHECK_FALSE(quiet.step(Failed{actions.send->number}).send);
    CHECK_FALSE(quiet.step(client::UpdatesKnown{.hurry = true}).send);
}

TEST_CASE("engine: records go before feeds, one exchange at a time") {
    SeededRandom random(5);
    Engine engine(random);
    Actions actions = engine.step(instant_ms(0), Queued{.unsent = 30, .held = 2});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Records);
    CHECK(actions.send->batch_max == 20);
    CHECK_FALSE(engine.step(instant_ms(1), Queued{.unsent = 31, .held = 2}).send);
    CHECK_FALSE(engine.step(instant_ms(2), Reached{}).send);
    const Answered answered{actions.send->number, {.unsent = 11, .held = 22}};
    actions = engine.step(instant_ms(3), answered);
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Records);
}

TEST_CASE(
    "engine: a wait after a failure lies between one second and its double, up to 15 minutes") {
    Quiet quiet;
    Actions actions = quiet.step(Queued{.unsent = 1, .held = 0});
    milliseconds ceiling = 2s;
    milliseconds longest = 0s;
    for (int failures = 0; failures < 200; ++failures) {
        REQUIRE(actions.send);
        actions = quiet.step(Failed{actions.send->number});
        CHECK_FALSE(actions.send);
        // The feeds may be due earlier than the record: look at the record's lane alone.
        Instant tried = quiet.now;
        while (!actions.send || actions.send->lane != Lane::Records) {
            if (actions.send) {
                actions = quiet.step(Answered{actions.send->number, {.unsent = 1, .held = 0}});
                continue;
            }
            quiet.now = actions.wake_at;
            actions = quiet.step(Tick{});
        }
        const milliseconds waited = quiet.now - tried;
        CHECK(waited >= 1s);
        CHECK(waited <= ceiling);
        longest = std::max(longest, waited);
        ceiling = std::min<milliseconds>(ceiling * 2, 15min);
    }
    CHECK(longest > 10min);
}

TEST_CASE("engine: a batch that fails is halved, one that arrives is doubled") {
    Quiet quiet;
    Actions actions = quiet.step(Queued{.unsent = 1000, .held = 0});
    for (const std::size_t wanted : {20U, 10U, 5U, 2U, 1U, 1U}) {
        REQUIRE(actions.send);
        CHECK(actions.send->batch_max == wanted);
        (void)quiet.step(Failed{actions.send->number});
        actions = quiet.step(Reached{});
    }
    for (const std::size_t wanted : {1U, 2U, 4U, 8U, 16U, 20U, 20U}) {
        REQUIRE(actions.send);
        CHECK(actions.send->batch_max == wanted);
        actions = quiet.step(Answered{actions.send->number, {.unsent = 900, .held = 0}});
    }
}

TEST_CASE("engine: Retry-After moves the next try, but a day is not believed") {
    for (const auto& [asked, waits] :
         {std::pair{600s, milliseconds{600s}}, std::pair{86'400s, milliseconds{1h}}}) {
        Quiet quiet;
        const Actions actions = quiet.step(Queued{.unsent = 1, .held = 0});
        (void)quiet.step(Failed{actions.send->number, asked});
        const Instant start = quiet.now;
        while (true) {
            const Actions next = quiet.step(Tick{});
            if (next.send && next.send->lane == Lane::Records) break;
            if (next.send) {
                (void)quiet.step(Answered{next.send->number, {.unsent = 1, .held = 0}});
                continue;
            }
            quiet.now = next.wake_at;
        }
        CHECK(quiet.now - start == waits);
    }
}

TEST_CASE("engine: a healed line does not end the wait that the center asked for, only others'") {
    CHECK(waits_beside_healed_feed(true) == 1800s);
    const milliseconds by_a_proxy = waits_beside_healed_feed(false);
    CHECK(by_a_proxy >= Policy{}.hall_every);
    CHECK(by_a_proxy < Policy{}.hall_every + 3s);

    const MutantScope scope("client.deaf_to_retry_after");
    CHECK(waits_beside_healed_feed(true) < 1800s);
    MESSAGE("R-4 mutant client.deaf_to_retry_after: caught");
}

TEST_CASE("engine: 15 minutes after a line has healed nothing is unsent, in the longest case") {
    const milliseconds longest = longest_until_empty();
    CHECK(longest <= 15min);

    const MutantScope scope("client.sleeps_on");
    const milliseconds asleep = longest_until_empty();
    CHECK(asleep > 15min);
    MESSAGE("R-4 mutant client.sleeps_on: caught, " << asleep / 1s << " s to deliver instead of "
                                                    << longest / 1s);
}

TEST_CASE(
    "engine: an exchange without an end has failed after a minute; its answer counts no more") {
    Quiet quiet;
    const Actions actions = quiet.step(Queued{.unsent = 1, .held = 0});
    CHECK(actions.wake_at == quiet.now + 60s);
    CHECK(quiet.engine.awaits(actions.send->number));
    quiet.now += 60s;
    CHECK_FALSE(quiet.step(Tick{}).send);
    CHECK_FALSE(quiet.engine.awaits(actions.send->number));
    quiet.now += 10s;
    const Actions again = quiet.step(Answered{actions.send->number, {}});
    REQUIRE(again.send);
    CHECK(again.send->lane == Lane::Records);
}

TEST_CASE("engine: a held record is asked for again every five minutes, until nothing is held") {
    Quiet quiet;
    Actions actions = quiet.step(Queued{.unsent = 0, .held = 3});
    REQUIRE(actions.send);
    CHECK(actions.send->lane == Lane::Recheck);
    actions = quiet.step(Answered{actions.send->number, {.unsent = 0, .held = 3}});
    CHECK_FALSE(actions.send);
    quiet.now += 5min;
    bool rechecked = false;
    for (actions = quiet.step(Tick{}); actions.send;
         actions = quiet.step(Answered{actions.send->number, {.unsent = 0, .held = 3}})) {
        rechecked = rechecked || actions.send->lane == Lane::Recheck;
    }
    CHECK(rechecked);
}

TEST_CASE(
    "engine: in any weather never two exchanges at once, and never asleep over unsent records") {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        CAPTURE(seed);
        SeededRandom random(seed);
        Engine engine(random);
        Instant now = instant_ms(0);
        Queued queue;
        std::uint64_t in_flight = 0;  // 0: none.
        std::uint64_t last_number = 0;
        for (int turn = 0; turn < 300; ++turn) {
            client::Event event = Tick{};
            bool ends = false;
            switch (random.between(0, 5)) {
                case 0:
                    ++queue.unsent;
                    event = queue;
                    break;
                case 1:
                    if (in_flight == 0) break;
                    queue = {.unsent = queue.unsent / 2, .held = queue.held + 1};
                    event = Answered{in_flight, queue};
                    ends = true;
                    break;
                case 2:
                    if (in_flight == 0) break;
                    event = Failed{in_flight, std::chrono::seconds{random.between(0, 100'000)}};
                    ends = true;
                    break;
                case 3:
                    event = Failed{last_number + 7};
                    break;
                case 4:
                    event = Reached{};
                    break;
                default:
                    break;
            }
            const Actions actions = engine.step(now, event);
            if (ends || !engine.awaits(in_flight)) in_flight = 0;
            if (actions.send) {
                REQUIRE(in_flight == 0);
                REQUIRE(actions.send->number > last_number);
                in_flight = last_number = actions.send->number;
            }
            if (queue.unsent > 0) REQUIRE(actions.wake_at <= now + 1h);
            REQUIRE(actions.wake_at > now);
            now += milliseconds{static_cast<std::int64_t>(random.between(0, 120'000))};
        }
    }
}
