// SPDX-License-Identifier: Apache-2.0
// What is in a record, judged against the hall; what cannot be taken keeps its place in the chain.
#include "sync/center/fleet/alarms.h"
#include "sync/center/intake/parked.h"
#include "sync/center/registry/hall.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using wire::Verdict;

namespace {

domain::Complaint with(std::string topic, std::string window, std::string unit) {
    domain::Complaint filed = complaint();
    filed.topic = std::move(topic);
    filed.window = std::move(window);
    filed.unit = std::move(unit);
    return filed;
}

domain::Rating with_scale(std::string scale) {
    domain::Rating filed = rating(5);
    filed.scale = std::move(scale);
    return filed;
}

struct Bad {
    const char* reason;
    domain::Filing filing;
    TestKiosk::Odd odd;
};

std::vector<Bad> bad_records(Deployment& center) {
    const seal::BoxPublicKey nobody = seal::make_box_key(center.random).public_key;
    return {
        {"unknown_topic", with("no-such", "2", ""), {}},
        {"unknown_window", with("slow", "99", ""), {}},
        {"unknown_unit", with("slow", "", "nobody"), {}},
        {"unknown_level", with_scale("stars-10"), {}},
        {"unknown_tag", rating(2, {"999"}), {}},
        {"content_invalid", complaint(), {.content = "{\"text\":\"半句\""}},
        {"content_invalid", complaint(), {.content = R"({"wall_ms":-5})"}},
        {"content_unreadable", complaint(), {.content_to = nobody}},
        {"contact_unreadable", complaint(), {.contact_to = nobody}},
    };
}

}  // namespace

TEST_CASE("intake: what cannot be taken is refused by name, parked, and the rest flows on") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    for (const Bad& bad : bad_records(center)) {
        CAPTURE(bad.reason);
        const Bytes record = kiosk.make(bad.filing, bad.odd);
        const auto sent = kiosk.send({record, kiosk.make(complaint())});
        REQUIRE(sent.ok());
        const auto& verdicts = sent.value().answer.verdicts;
        CHECK(verdicts[0].verdict == Verdict::Refused);
        CHECK(verdicts[0].reason == bad.reason);
        CHECK(verdicts[0].row == 0);
        CHECK(verdicts[0].countersignature.is_zero());
        CHECK(verdicts[1].verdict == Verdict::Stored);
        REQUIRE(sent.value().raised.size() == 1);  // Refused; no gap: it keeps its place.
        CHECK(sent.value().raised[0].kind == center::fleet::AlarmKind::Refused);
        CHECK(kiosk.send_one(record).reason == bad.reason);
    }
    CHECK(center.number("SELECT count(*) FROM parked WHERE in_chain = 1") == 9);
    CHECK(center.number("SELECT count(*) FROM submission") == 9);
}

TEST_CASE("intake: what is not of this kiosk's chain is refused and moves no head") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const seal::SigningKey stranger = seal::make_signing_key(center.random);
    const TestKiosk::Memory before = kiosk.memory;
    Bytes damaged = kiosk.make(complaint());
    damaged[80] ^= 1;
    Bytes cut = kiosk.make(complaint());
    cut.pop_back();
    const std::pair<const char*, Bytes> odd[] = {
        {"bad_signature", kiosk.make(complaint(), {.signed_by = stranger})},
        {"other_kiosk", kiosk.make(complaint(), {.kiosk = "hall-2"})},
        {"bad_signature", damaged},
        {"bad_record", cut},
        {"bad_record", to_bytes("not a record")},
        {"bad_record", kiosk.make(complaint(), {.seq = 0})},
    };
    for (const auto& [reason, record] : odd) {
        CAPTURE(reason);
        const wire::RecordVerdict verdict = kiosk.send_one(record);
        CHECK(verdict.verdict == Verdict::Refused);
        CHECK(verdict.reason == reason);
    }
    kiosk.memory = before;
    const auto good = kiosk.send({kiosk.make(complaint())});
    CHECK(good.value().answer.verdicts[0].verdict == Verdict::Stored);
    CHECK(good.value().raised.empty());
}

TEST_CASE("intake: the window decides the unit; clear columns hold what lists may show") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    REQUIRE(kiosk.send_one(kiosk.make(with("slow", "4", "scjg"))).verdict == Verdict::Stored);
    REQUIRE(kiosk.send_one(kiosk.make(with("refused", "", "mzjj"))).verdict == Verdict::Stored);
    REQUIRE(kiosk.send_one(kiosk.make(with("slow", "", ""))).verdict == Verdict::Stored);
    store::Statement select = center.db().prepare(
        "SELECT unit || '/' || window || '/' || category || '/' || half_day FROM submission");
    const char* expected[] = {"rlzy/4/02/2026-11-02 am", "mzjj//01/2026-11-02 am",
                              "//02/2026-11-02 am"};
    for (const char* row : expected) {
        REQUIRE(select.step().value());
        CHECK(select.text(0) == row);
    }
}

TEST_CASE("intake: ratings are counted with their tags; bad ones get a ticket, good ones none") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    for (int level = 1; level <= 5; ++level) {
        REQUIRE(kiosk.send_one(kiosk.make(rating(level))).verdict == Verdict::Stored);
    }
    REQUIRE(kiosk.send_one(kiosk.make(rating(5, {"510", "511", "510"}))).row == 6);
    CHECK(center.number("SELECT count(*) FROM rating") == 6);
    CHECK(center.number("SELECT count(*) FROM rating_tag") == 2);
    CHECK(center.number("SELECT count(*) FROM ticket") == 2);
}

TEST_CASE("intake: a topic that has left the feed is still understood") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes queued = kiosk.make(with("slow", "2", ""));
    std::string hall = source_file("assets/demo/hall.json");
    hall.replace(hall.find("\"version\": 1"), 12, "\"version\": 2");
    hall.replace(hall.find("\"code\": \"slow\""), 14, "\"code\": \"late\"");
    const auto imported = center::registry::import_hall(center.db(), hall, center.wall);
    REQUIRE(imported.ok());
    REQUIRE(imported.value().topic("slow") == nullptr);
    CHECK(kiosk.send_one(queued).verdict == Verdict::Stored);
}

TEST_CASE("intake: wrong clocks are corrected, doubted, and kept as told") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const domain::FiledAt same_boot{wall_ms(0), center.now - std::chrono::hours{2}, kBoot};
    const domain::FiledAt earlier{center.wall - std::chrono::hours{50}, instant_ms(7), "boot-0"};
    const domain::FiledAt broken{wall_ms(0), instant_ms(7), "boot-0"};
    for (const domain::FiledAt& filed : {same_boot, earlier, broken}) {
        REQUIRE(kiosk.send_one(kiosk.make(complaint(), {.filed = filed})).row != 0);
    }
    const std::int64_t expected[][3] = {{0, to_ms(center.wall - std::chrono::hours{2}), 0},
                                        {to_ms(earlier.wall), to_ms(earlier.wall), 1},
                                        {0, to_ms(center.wall), 2}};
    store::Statement select = center.db().prepare(
        "SELECT filed_told_at_ms, filed_at_ms, filed_doubt FROM submission ORDER BY row_no");
    for (const auto& row : expected) {
        REQUIRE(select.step().value());
        for (int i = 0; i < 3; ++i) CHECK(select.integer(i) == row[i]);
    }
}
