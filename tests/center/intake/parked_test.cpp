// SPDX-License-Identifier: Apache-2.0
// A record whose citizen was thanked must not wait for ever for a word that the center has learnt
// since, and no other kiosk decides about it.
#include "sync/center/intake/parked.h"

#include "sync/base/mutant.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/intake/verify.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "sync/center/registry/known.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using wire::Verdict;

namespace {

constexpr const char* kPhone = "13812345678";

/// A kiosk that knows the next hall, at a center that went back to the one before it.
struct Behind {
    Deployment center;
    TestKiosk kiosk{center, "hall-1"};
    std::vector<Bytes> records;

    Behind() {
        domain::Complaint topic = complaint("等了很久", kPhone);
        topic.topic = "late";
        domain::Complaint window = complaint("窗口没有人", kPhone);
        window.window = "77";
        domain::Rating rated = rating(1);
        rated.window = "77";
        domain::Issue issue;
        issue.monitor = "1077";
        issue.window = "3";
        issue.text = SecretText(std::string_view("窗口没人"));
        for (const domain::Filing& one : {domain::Filing(topic), domain::Filing(window),
                                          domain::Filing(rated), domain::Filing(issue)}) {
            records.push_back(kiosk.make(one));
            center.pass(std::chrono::minutes{1});
        }
        center.pass(std::chrono::hours{2});
        const auto sent = kiosk.send(records);
        REQUIRE(sent.ok());
        for (const wire::RecordVerdict& verdict : sent.value().answer.verdicts) {
            REQUIRE(verdict.verdict == Verdict::Refused);
        }
        REQUIRE(kiosk.send_one(kiosk.make(complaint())).verdict == Verdict::Stored);
    }
    void bring_hall() {
        center.pass(std::chrono::hours{30});
        REQUIRE(center::registry::import_hall(center.db(), next_demo_hall(), center.wall).ok());
    }
    std::int64_t parked() { return center.number("SELECT count(*) FROM parked"); }
    bool all_is_there() {
        return parked() == 0 && center.number("SELECT count(*) FROM submission") == 5 &&
               center.number("SELECT count(*) FROM ticket") == 4 &&
               center.number("SELECT count(*) FROM issue") == 1;
    }
};

}  // namespace

TEST_CASE("parked: once the center knows the word, the record is taken in, once, as filed") {
    Behind world;
    CHECK(world.center.judge_parked() == 0);  // Nothing is known that was not.
    CHECK(world.parked() == 4);
    const std::int64_t known = center::registry::count_known(world.center.db()).value();
    world.bring_hall();
    CHECK(center::registry::count_known(world.center.db()).value() > known);
    CHECK(world.center.judge_parked() == 4);
    CHECK(world.all_is_there());
    CHECK(world.center.judge_parked() == 0);
    // Filed when it was filed, to the millisecond: by the clocks of the batch in which it came.
    const WallTime first = world.center.wall - std::chrono::hours{32} - std::chrono::minutes{4};
    CHECK(world.center.number("SELECT filed_at_ms FROM submission WHERE seq = 1") == to_ms(first));
    CHECK(world.center.number("SELECT filed_doubt FROM submission WHERE seq = 1") == 0);
    CHECK(world.center.vault().mask(id_of(world.records[0])).value() == "138****5678");
    const auto words =
        center::intake::read_words(world.center.db(), world.center.keys(), id_of(world.records[0]));
    REQUIRE(words.ok());
    CHECK(words.value().view() == "等了很久");
    CHECK(world.center.number("SELECT count(*) FROM journal WHERE what = 'parked_taken'") == 4);
    CHECK(center::registry::verify_journal(world.center.db()).ok());
    const auto chains =
        center::intake::verify_chains(world.center.db(), world.center.keys().center.public_key);
    REQUIRE(chains.ok());
    CHECK_FALSE(chains.value().fault);
    // Its terminal hears of it when it asks again.
    CHECK(world.kiosk.send_one(world.records[0]).verdict == Verdict::Duplicate);
    CHECK(world.all_is_there());
}

TEST_CASE("parked: a terminal that sends it again is answered by what the center knows today") {
    Behind world;
    world.bring_hall();
    const wire::RecordVerdict verdict = world.kiosk.send_one(world.records[1]);
    CHECK(verdict.verdict == Verdict::Stored);
    CHECK(verdict.row == 2);
    CHECK(world.kiosk.send_one(world.records[1]).verdict == Verdict::Duplicate);
    CHECK(world.center.judge_parked() == 3);
    CHECK(world.all_is_there());
}

TEST_CASE("parked: what lies damaged in the database is not taken in") {
    Behind world;
    world.bring_hall();
    REQUIRE(world.center.db().run("UPDATE parked SET sealed = zeroblob(900) WHERE seq = 2").ok());
    CHECK(world.center.judge_parked() == 3);
    CHECK(world.parked() == 1);
}

TEST_CASE("parked: a center that never looks again is caught") {
    const MutantScope on("intake.parked_stays");
    Behind world;
    world.bring_hall();
    CHECK(world.center.judge_parked() == 0);
    CHECK(world.kiosk.send_one(world.records[1]).verdict == Verdict::Refused);
    CHECK_FALSE(world.all_is_there());
    MESSAGE("R-5, mutant intake.parked_stays: 4 thanked records have no ticket");
}

namespace {

/// Another enrolled kiosk posts what it got hold of before its owner does.
wire::RecordVerdict owner_after_a_thief() {
    Deployment center;
    TestKiosk owner(center, "hall-1"), thief(center, "hall-2");
    const Bytes record = owner.make(complaint("窗口没有人", kPhone));
    const wire::RecordVerdict stolen = thief.send_one(record);
    CHECK(stolen.verdict == Verdict::Refused);
    CHECK(stolen.reason == "other_kiosk");
    return owner.send_one(record);
}

}  // namespace

TEST_CASE("parked: what another kiosk sent of a record says nothing about it") {
    CHECK(owner_after_a_thief().verdict == Verdict::Stored);
    const MutantScope on("intake.parked_by_anybody");
    CHECK(owner_after_a_thief().verdict == Verdict::Refused);
    MESSAGE("R-3, mutant intake.parked_by_anybody: another kiosk's bytes refused a record");
}

TEST_CASE("parked: what is erased leaves its place, and the chain says so by itself") {
    Behind world;
    const auto fault = [&] {
        const auto walked =
            center::intake::verify_chains(world.center.db(), world.center.keys().center.public_key);
        REQUIRE(walked.ok());
        return walked.value().fault.has_value();
    };
    const auto lines = center::intake::parked(world.center.db(), {.limit = 10});
    REQUIRE(lines.ok());
    REQUIRE(lines.value().items.size() == 4);
    CHECK(lines.value().items[3].parking.reason == "unknown_topic");
    CHECK(lines.value().items[3].parked_on.iso() == "2026-11-02");
    const std::int64_t id = lines.value().items[3].id;
    const auto erase = [&] {
        return center::intake::erase_parked(world.center.db(), world.center.keys(), id,
                                            world.center.wall);
    };
    REQUIRE(erase().ok());
    CHECK_FALSE(center::intake::holds_parked(world.center.db(), id).value());
    CHECK(erase().error().code == ErrorCode::NotFound);
    CHECK_FALSE(fault());
    CHECK(world.kiosk.send_one(world.records[0]).reason == "unknown_topic");
    world.bring_hall();
    CHECK(world.center.judge_parked() == 3);
    REQUIRE(world.center.db().run("UPDATE parked SET epoch = 2").ok());
    CHECK(fault());
}
