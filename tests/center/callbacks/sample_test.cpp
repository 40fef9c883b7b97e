// SPDX-License-Identifier: Apache-2.0
// Who is drawn for a call: all bad ratings, of the rest a part that anybody with the seed can draw
// again.
#include "sync/center/callbacks/sample.h"

#include "sync/base/mutant.h"
#include "sync/base/random.h"
#include "sync/center/intake/submissions.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::callbacks;
using rules::Outcome;

namespace {

domain::Rating rating(int level) {
    domain::Rating made;
    made.window = "2";
    made.unit = "scjg";
    made.scale = "national-5";
    made.level = level;
    made.phone = SecretText("13800005678");
    return made;
}

struct World {
    World() : kiosk(center, "hall-1") {
        draw = draw_of(center.db(), center.keys(), "2026-11").value();
    }
    void rate(int level) {
        REQUIRE(kiosk.send_one(kiosk.make(rating(level))).verdict == wire::Verdict::Stored);
    }
    Sample sample() { return sample_of(center.db(), draw).value(); }
    Status call(const domain::RecordId& record, Outcome outcome, int level = 0) {
        return record_call(center.db(), draw, {record, outcome, level, ""}, "wang", center.wall);
    }
    Deployment center;
    TestKiosk kiosk;
    Draw draw;
};

/// How many of a thousand random ratings of a level are drawn.
int drawn(const Draw& draw, int level) {
    SeededRandom random(11);
    int count = 0;
    for (int i = 0; i < 1000; ++i) {
        domain::RecordId record;
        random.fill(record.bytes);
        count += is_drawn(draw, record, level) ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("sample: every bad rating, about x of a hundred others, the same with the same seed") {
    World world;
    CHECK(world.draw.bad == 100);
    CHECK(world.draw.rest == 5);
    CHECK(drawn(world.draw, 1) == 1000);
    CHECK(drawn(world.draw, 2) == 1000);
    const int some = drawn(world.draw, 3);
    CHECK(some > 25);
    CHECK(some < 80);
    CHECK(drawn(world.draw, 5) == some);
    CHECK(draw_of(world.center.db(), world.center.keys(), "2026-11").value().seed ==
          world.draw.seed);
    CHECK(draw_of(world.center.db(), world.center.keys(), "2026-12").value().seed !=
          world.draw.seed);
    CHECK(draw_of(world.center.db(), world.center.keys(), "2026-13").error().field == "month");
    CHECK(draw_of(world.center.db(), world.center.keys(), "11").error().field == "month");
    const MutantScope first("callbacks.draws_the_first");
    CHECK(drawn(world.draw, 5) != some);
}

TEST_CASE("sample: more ratings never change who was drawn before") {
    World world;
    world.draw.rest = 50;
    for (int i = 0; i < 10; ++i) world.rate(i % 5 + 1);
    const Sample before = world.sample();
    CHECK(before.bad == 4);
    CHECK(before.rest == 6);
    for (int i = 0; i < 10; ++i) world.rate(5);
    const Sample after = world.sample();
    CHECK(after.rest == 16);
    for (const SampleItem& item : before.items) {
        CHECK(std::ranges::count(after.items, item.record, &SampleItem::record) == 1);
        CHECK((item.ticket != 0) == item.is_bad);
    }
}

TEST_CASE("sample: calls in different half-days, until somebody was heard") {
    World world;
    world.draw.rest = 100;
    world.rate(5);
    world.rate(1);
    const Sample sample = world.sample();
    REQUIRE(sample.items.size() == 2);
    const bool first_is_bad = sample.items[0].is_bad;
    const domain::RecordId good = sample.items[first_is_bad ? 1 : 0].record;
    const domain::RecordId bad = sample.items[first_is_bad ? 0 : 1].record;
    CHECK(world.call(bad, Outcome::NoAnswer).error().code == ErrorCode::Conflict);
    CHECK(world.call(good, Outcome::Verified).error().field == "level");
    CHECK(world.call(good, Outcome::NoAnswer, 5).error().field == "level");
    CHECK(world.call(domain::RecordId{}, Outcome::NoAnswer).error().code == ErrorCode::NotFound);
    REQUIRE(world.call(good, Outcome::NoAnswer).ok());
    CHECK(world.call(good, Outcome::NoAnswer).error().detail.find("wang called in vain") == 0);
    world.center.wall += std::chrono::hours{24};
    REQUIRE(world.call(good, Outcome::Verified, 4).ok());
    const auto again = world.call(good, Outcome::NoAnswer);
    CHECK(again.error().detail.find("wang spoke to them") == 0);
    for (const SampleItem& item : world.sample().items) {
        if (item.record != good) continue;
        CHECK(item.end != SampleEnd::Open);
        REQUIRE(item.calls.size() == 2);
        CHECK(item.calls[1].level == 4);
    }
    CHECK_FALSE(world.center.db().run("DELETE FROM sample_call").ok());
}

TEST_CASE("sample: whoever left no telephone is done by rule, and is not called") {
    World world;
    world.draw.rest = 100;
    domain::Rating silent = tests::rating(5);
    silent.phone = SecretText(std::string_view());
    REQUIRE(world.kiosk.send_one(world.kiosk.make(silent)).verdict == wire::Verdict::Stored);
    world.rate(4);
    const Sample sample = world.sample();
    REQUIRE(sample.items.size() == 2);
    const auto end_at = [&](int level) {
        const auto items = world.sample().items;
        return std::ranges::find(items, level, &SampleItem::level)->end;
    };
    const auto record_at = [&](int level) {
        return std::ranges::find(sample.items, level, &SampleItem::level)->record;
    };
    CHECK(end_at(5) == SampleEnd::NoContact);
    CHECK(end_at(4) == SampleEnd::Open);
    const auto refused = world.call(record_at(5), Outcome::NoAnswer);
    CHECK(refused.error().code == ErrorCode::Conflict);
    CHECK(refused.error().detail.find("no telephone") == 0);
    REQUIRE(world.call(record_at(4), Outcome::Verified, 2).ok());
    const SampleTally tally = tally_of(world.sample().items);
    CHECK(tally.n == 2);
    CHECK(tally.done == 2);
    CHECK(tally.heard == 1);
    CHECK(tally.same == 0);
    CHECK(tally.without_contact == 1);
    const MutantScope waits("callbacks.waits_for_nobody");
    CHECK(end_at(5) == SampleEnd::Open);
}

TEST_CASE("sample: a telephone whose time is over ends the wait, and one of old is asked for") {
    World world;
    world.draw.rest = 100;
    world.rate(5);
    // As a rating stands that came before it was written down whether there is a number.
    REQUIRE(world.center.db().run("UPDATE rating SET has_contact = NULL").ok());
    const Sample before = world.sample();
    CHECK_FALSE(before.items.at(0).has_contact);
    CHECK(before.items.at(0).end == SampleEnd::Open);
    REQUIRE(intake::erase_original(world.center.db(), world.center.keys(),
                                   before.items.at(0).record, world.center.wall)
                .ok());
    CHECK(world.sample().items.at(0).end == SampleEnd::Erased);
    CHECK(world.call(before.items.at(0).record, Outcome::NoAnswer).error().field == "record");
}

TEST_CASE("sample: who names another time was reached, and is not given up after three calls") {
    World world;
    world.draw.rest = 100;
    world.rate(5);
    const domain::RecordId record = world.sample().items.at(0).record;
    for (int i = 0; i < 3; ++i) {
        REQUIRE(world.call(record, Outcome::Rescheduled).ok());
        world.center.wall += std::chrono::hours{24};
    }
    CHECK(world.sample().items.at(0).end == SampleEnd::Open);
    REQUIRE(world.call(record, Outcome::Rescheduled).ok());
    REQUIRE(world.call(record, Outcome::Verified, 5).ok());  // An hour later, as they had agreed.
    CHECK(world.sample().items.at(0).end == SampleEnd::Heard);
}
