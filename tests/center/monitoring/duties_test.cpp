// SPDX-License-Identifier: Apache-2.0
// What monitors and the center owe each other: a report a week, a visit a month.
#include "sync/center/monitoring/duties.h"

#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using monitoring::Contact;

namespace {

constexpr std::chrono::hours kDay{24};

struct World {
    World() : kiosk(center, "hall-1") {}  // 2026-11-02, a Monday.
    void report(const std::string& monitor) {
        domain::Issue nothing;
        nothing.monitor = monitor;
        nothing.kind = domain::IssueKind::Nil;
        REQUIRE(kiosk.send_one(kiosk.make(nothing)).verdict == wire::Verdict::Stored);
    }
    int judge() { return monitoring::judge_duties(center.db(), center.wall).value(); }
    std::vector<monitoring::Duty> open() {
        return monitoring::duties(center.db(), true, 100).value();
    }
    int count(const std::string& kind, const std::string& subject) {
        int n = 0;
        for (const auto& duty : open()) n += duty.kind == kind && duty.subject == subject ? 1 : 0;
        return n;
    }
    Status log(const Contact& contact) {
        return monitoring::log_contact(center.db(), contact, center.wall);
    }
    Contact contact(const std::string& mode, const std::string& monitor = {}) {
        return {0, "jc01", monitor, mode, domain::date_of(center.wall), "li", "甲、乙", "谈了排队"};
    }
    Deployment center;
    TestKiosk kiosk;
};

}  // namespace

TEST_CASE("duties: a week without a report reminds once, two weeks ask for a call") {
    World world;
    world.center.pass(-kDay * 1);  // Sunday: the week before is judged from Monday on.
    world.report("1001");
    world.center.pass(kDay);
    CHECK(world.judge() > 0);
    CHECK(world.judge() == 0);
    CHECK(world.count("remind", "1001") == 0);
    CHECK(world.count("call", "1002") == 1);  // In office since January, and nothing ever came.
    world.center.pass(kDay * 7);
    world.judge();
    CHECK(world.count("remind", "1001") == 1);
    CHECK(world.count("call", "1001") == 0);
    world.center.pass(kDay * 7);
    world.judge();
    CHECK(world.count("call", "1001") == 1);
}

TEST_CASE("duties: a talk with the monitor ends the reminder, and only that monitor's") {
    World world;
    world.center.pass(kDay * 7);
    world.judge();
    REQUIRE(world.count("call", "1001") == 1);
    REQUIRE(world.log(world.contact("phone", "1001")).ok());
    CHECK(world.count("call", "1001") == 0);
    CHECK(world.count("call", "1002") == 1);
    CHECK(world.judge() == 0);  // Once for each week.
}

TEST_CASE("duties: a point that nobody visited for a month is the center's own alarm") {
    World world;
    world.center.pass(kDay * 31);
    world.judge();
    CHECK(world.count("visit", "jc01") == 0);
    world.center.pass(kDay);
    world.judge();
    CHECK(world.count("visit", "jc01") == 1);
    REQUIRE(world.log(world.contact("phone")).ok());
    CHECK(world.count("visit", "jc01") == 1);
    REQUIRE(world.log(world.contact("visit")).ok());
    CHECK(world.count("visit", "jc01") == 0);
    world.center.pass(kDay * 31);
    world.judge();
    CHECK(world.count("visit", "jc01") == 0);
    world.center.pass(kDay);
    world.judge();
    CHECK(world.count("visit", "jc01") == 1);
}

TEST_CASE("duties: a report that was filed in time but arrived late ends what was raised") {
    World world;
    const WallTime filed = world.center.wall;
    const Instant at = world.center.now;
    domain::Issue nothing;
    nothing.monitor = "1001";
    nothing.kind = domain::IssueKind::Nil;
    const Bytes record = world.kiosk.make(nothing, {.filed = domain::FiledAt{filed, at, kBoot}});
    world.center.pass(kDay * 7);
    world.judge();
    REQUIRE(world.count("call", "1001") == 1);
    REQUIRE(world.kiosk.send_one(record).verdict == wire::Verdict::Stored);
    CHECK(world.judge() > 0);
    CHECK(world.count("call", "1001") == 0);
}

TEST_CASE("contacts: what is missing is named by its field") {
    World world;
    Contact wrong = world.contact("letter");
    CHECK(world.log(wrong).error().field == "mode");
    wrong = world.contact("visit");
    wrong.minutes.clear();
    CHECK(world.log(wrong).error().field == "minutes");
    wrong = world.contact("meeting");
    wrong.attendees.clear();
    CHECK(world.log(wrong).error().field == "attendees");
    wrong = world.contact("visit");
    wrong.held_on = wrong.held_on.plus(1);
    CHECK(world.log(wrong).error().field == "held_on");
    wrong = world.contact("phone", "1002");
    CHECK(world.log(wrong).error().field == "monitor");  // Of another point.
    wrong = world.contact("visit");
    wrong.point = "jc99";
    CHECK(world.log(wrong).error().code == ErrorCode::NotFound);
    CHECK(monitoring::contacts(world.center.db(), "", 10).value().empty());
    REQUIRE(world.log(world.contact("meeting")).ok());
    CHECK(monitoring::contacts(world.center.db(), "jc01", 10).value().at(0).minutes == "谈了排队");
}

TEST_CASE("duties: who catches up at a terminal is not called any more") {
    World world;
    world.center.pass(kDay * 7);
    world.judge();
    REQUIRE(world.count("call", "1001") == 1);
    world.report("1001");  // In the week after the one that was missing.
    CHECK(world.judge() > 0);
    CHECK(world.count("call", "1001") == 0);
    CHECK(world.count("call", "1002") == 1);
    CHECK(world.judge() == 0);  // And is not asked again for that week.
    world.center.pass(kDay * 7);
    world.judge();
    CHECK(world.count("remind", "1001") + world.count("call", "1001") == 0);
}

TEST_CASE("duties: a visit of old that is written down late is not the one that is due") {
    World world;
    world.center.pass(kDay * 40);
    world.judge();
    REQUIRE(world.count("visit", "jc01") == 1);
    CHECK(monitoring::owed_by_center(world.center.db()).value().size() >= 1);
    Contact old = world.contact("visit");
    old.held_on = old.held_on.plus(-400);
    REQUIRE(world.log(old).ok());
    world.judge();
    CHECK(world.count("visit", "jc01") == 1);
    REQUIRE(world.log(world.contact("visit")).ok());
    CHECK(world.count("visit", "jc01") == 0);
}
