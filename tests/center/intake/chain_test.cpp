// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/fleet/alarms.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/intake/verify.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using center::fleet::AlarmKind;
using wire::Verdict;

namespace {

std::vector<AlarmKind> kinds(const center::intake::Committed& committed) {
    std::vector<AlarmKind> all;
    for (const center::fleet::Alarm& alarm : committed.raised) all.push_back(alarm.kind);
    return all;
}

/// A gap, a broken link and a reused place, each told by exactly one alarm.
bool tells_every_trouble() {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    REQUIRE(kiosk.send_one(kiosk.make(complaint())).verdict == Verdict::Stored);
    const TestKiosk::Memory image = kiosk.memory;
    const Bytes lost = kiosk.make(complaint());
    const auto gap = kiosk.send({kiosk.make(complaint())});
    const auto broken = kiosk.send({kiosk.make(complaint(), {.previous = seal::Digest{}})});
    kiosk.memory = image;
    const auto reused = kiosk.send({lost, kiosk.make(complaint(), {.seq = 3})});
    return gap.ok() && kinds(gap.value()) == std::vector{AlarmKind::Gap} && broken.ok() &&
           kinds(broken.value()) == std::vector{AlarmKind::Fork} && reused.ok() &&
           kinds(reused.value()) == std::vector{AlarmKind::Fork};
}

}  // namespace

TEST_CASE("intake: gaps, broken links and reused places are all told; a blind center is caught") {
    CHECK(tells_every_trouble());
    const MutantScope broken("intake.skip_chain_check");
    CHECK_FALSE(tells_every_trouble());
}

TEST_CASE("intake: records behind a gap are stored, and the alarm counts what is missing") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    std::vector<Bytes> records;
    for (int i = 0; i < 5; ++i) records.push_back(kiosk.make(complaint()));
    REQUIRE(kiosk.send_one(records[0]).verdict == Verdict::Stored);
    const auto later = kiosk.send({records[3], records[4]});
    REQUIRE(later.ok());
    CHECK(later.value().answer.verdicts[0].verdict == Verdict::Stored);
    CHECK(later.value().answer.verdicts[1].verdict == Verdict::Stored);
    REQUIRE(later.value().raised.size() == 1);
    CHECK(later.value().raised[0].seq == 4);
    CHECK(later.value().raised[0].detail == "2 records are missing before this one");
    // They turn up late: stored in their places, without another alarm.
    const auto late = kiosk.send({records[1], records[2]});
    REQUIRE(late.ok());
    CHECK(late.value().answer.verdicts[0].verdict == Verdict::Stored);
    CHECK(late.value().answer.verdicts[1].verdict == Verdict::Stored);
    CHECK(late.value().raised.empty());
    CHECK(kiosk.send_one(kiosk.make(complaint())).verdict == Verdict::Stored);
    CHECK_FALSE(
        center::intake::verify_chains(center.db(), center.keys().center.public_key).value().fault);
}

TEST_CASE("intake: a disk put back to an old image is flagged, and no place is given twice") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const TestKiosk::Memory image = kiosk.memory;
    for (int i = 0; i < 3; ++i) REQUIRE(kiosk.send_one(kiosk.make(complaint())).row != 0);
    kiosk.memory = image;
    for (int i = 0; i < 3; ++i) {
        const wire::RecordVerdict verdict = kiosk.send_one(kiosk.make(complaint("回到从前")));
        CHECK(verdict.verdict == Verdict::Conflict);
        CHECK(verdict.reason == "seq_reused");
    }
    CHECK(center.number("SELECT count(*) FROM submission") == 3);
    CHECK(center.number("SELECT count(*) FROM parked") == 3);
    // The chain goes on where the image ends, but what comes does not follow what is stored.
    const auto next = kiosk.send({kiosk.make(complaint())});
    CHECK(next.value().answer.verdicts[0].verdict == Verdict::Stored);
    CHECK(kinds(next.value()) == std::vector{AlarmKind::Fork});
}

TEST_CASE("intake: a kiosk enrolled under another key begins another chain") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    REQUIRE(kiosk.send_one(kiosk.make(complaint())).verdict == Verdict::Stored);
    const Bytes of_old_key = kiosk.make(complaint());
    TestKiosk replaced(center, "hall-1");
    const auto first = replaced.send({replaced.make(complaint())});
    CHECK(first.value().answer.verdicts[0].verdict == Verdict::Stored);
    CHECK(first.value().raised.empty());
    const wire::RecordVerdict old = replaced.send_one(of_old_key);
    CHECK(old.verdict == Verdict::Refused);
    CHECK(old.reason == "bad_signature");
    CHECK_FALSE(
        center::intake::verify_chains(center.db(), center.keys().center.public_key).value().fault);
}

TEST_CASE("intake: a key revoked between check and commit stores nothing") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const auto known = center::fleet::find_kiosk(center.db(), "hall-1");
    const auto checked = center::intake::check_batch(
        {center.db(), center.keys(), center.vault(), center.random}, known.value(),
        {center.wall, center.now, kBoot, {kiosk.make(complaint())}});
    REQUIRE(checked.ok());
    REQUIRE(center::fleet::revoke(center.db(), "hall-1", center.wall).ok());
    const auto committed =
        center::intake::commit_batch(center.db(), center.keys(), checked.value(), center.wall);
    REQUIRE_FALSE(committed.ok());
    CHECK(committed.error().code == ErrorCode::Unauthorized);
    CHECK(center.number("SELECT count(*) FROM submission") == 0);
}
