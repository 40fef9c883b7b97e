// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/fleet/alarms.h"
#include "sync/center/intake/parked.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/tickets/tickets.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using center::intake::Committed;
using wire::Verdict;

TEST_CASE("intake: a complaint is stored once, countersigned, with a ticket that shows its state") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes record = kiosk.make(complaint("等了两个小时", "13812345678"));
    const wire::RecordVerdict verdict = kiosk.send_one(record);
    CHECK(verdict.verdict == Verdict::Stored);
    CHECK(verdict.row == 1);
    CHECK(seal::verify_countersign(id_of(record), seal::digest(record), 1, verdict.countersignature,
                                   center.keys().center.public_key));
    const auto code = domain::ReceiptCode::of(id_of(record));
    const auto view = center::tickets::view_by_receipt(center.db(), code.compact(), center.wall);
    REQUIRE(view.ok());
    CHECK(view.value().state == domain::TicketState::Registered);
    const auto words = center::intake::read_words(center.db(), center.keys(), id_of(record));
    REQUIRE(words.ok());
    CHECK(words.value().view() == "等了两个小时");
    CHECK(center.vault().mask(id_of(record)).value() == "138****5678");
    CHECK(center.number("SELECT has_contact FROM ticket") == 1);
}

TEST_CASE("intake: the same record again gets the first row and countersignature, for ever") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes record = kiosk.make(complaint());
    const wire::RecordVerdict first = kiosk.send_one(record);
    center.pass(std::chrono::hours{24 * 400});
    center.reopen();
    const auto again = kiosk.send({record, record});
    REQUIRE(again.ok());
    for (const wire::RecordVerdict& verdict : again.value().answer.verdicts) {
        CHECK(verdict.verdict == Verdict::Duplicate);
        CHECK(verdict.row == first.row);
        CHECK(verdict.countersignature == first.countersignature);
    }
    CHECK(again.value().raised.empty());
    CHECK(center.number("SELECT count(*) FROM submission") == 1);
    CHECK(center.number("SELECT count(*) FROM ticket") == 1);
}

TEST_CASE("intake: a center that forgets what it has seen is caught by the repeat") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes record = kiosk.make(complaint());
    REQUIRE(kiosk.send_one(record).verdict == Verdict::Stored);
    const MutantScope broken("intake.no_dedupe");
    const auto again = kiosk.send({record});
    CHECK((!again.ok() || again.value().answer.verdicts[0].verdict != Verdict::Duplicate));
}

TEST_CASE("intake: one id with two different records is a conflict, parked for an auditor") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes first = kiosk.make(complaint("先来的"));
    REQUIRE(kiosk.send_one(first).verdict == Verdict::Stored);
    const Bytes second = kiosk.make(complaint("后来的"), {.id = id_of(first)});
    for (int i = 0; i < 2; ++i) {
        const wire::RecordVerdict verdict = kiosk.send_one(second);
        CHECK(verdict.verdict == Verdict::Conflict);
        CHECK(verdict.reason == "id_reused");
        CHECK(verdict.row == 0);
    }
    const auto parked = center::intake::parked(center.db(), {.limit = 10});
    REQUIRE(parked.ok());
    REQUIRE(parked.value().items.size() == 1);
    CHECK(parked.value().items[0].record == id_of(first));
    CHECK(center.number("SELECT count(*) FROM parked WHERE length(sealed) > 100") == 1);
    const auto words = center::intake::read_words(center.db(), center.keys(), id_of(first));
    CHECK(words.value().view() == "先来的");
    const auto alarms = center::fleet::alarms(center.db(), 10);
    REQUIRE(alarms.value().size() == 1);
    CHECK(alarms.value()[0].kind == center::fleet::AlarmKind::Conflict);
}

TEST_CASE("intake: rows grow strictly, and the watermark is that of a finished backup") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    TestKiosk other(center, "hall-2");
    std::uint64_t last = 0;
    for (int i = 0; i < 3; ++i) {
        for (TestKiosk* one : {&kiosk, &other}) {
            const std::uint64_t row = one->send_one(one->make(complaint())).row;
            CHECK(row == last + 1);
            last = row;
        }
    }
    const auto answer = [&] {
        const auto committed = kiosk.send({kiosk.make(complaint())});
        REQUIRE(committed.ok());
        return committed.value().answer;
    };
    CHECK(answer().backed_up_row == 0);
    REQUIRE(center::registry::set_backed_up(center.db(), 4, center.wall).ok());
    CHECK(answer().backed_up_row == 4);
    CHECK(answer().generation == center::registry::center_state(center.db()).value().generation);
    const MutantScope broken("intake.backed_up_is_stored");
    CHECK(answer().backed_up_row != 4);
}

TEST_CASE("intake: a batch that fails leaves nothing, and the same batch is stored afterwards") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const std::vector<Bytes> batch{kiosk.make(complaint()), kiosk.make(rating(5)),
                                   kiosk.make(complaint())};
    REQUIRE(center.db()
                .run("CREATE TRIGGER trouble BEFORE INSERT ON ticket WHEN "
                     "(SELECT count(*) FROM ticket) = 1 "
                     "BEGIN SELECT raise(ABORT, 'disk'); END")
                .ok());
    CHECK_FALSE(kiosk.send(batch).ok());
    CHECK(center.number("SELECT count(*) FROM submission") == 0);
    CHECK(center.number("SELECT head_seq FROM kiosk") == 0);
    REQUIRE(center.db().run("DROP TRIGGER trouble").ok());
    const auto again = kiosk.send(batch);
    REQUIRE(again.ok());
    for (const auto& verdict : again.value().answer.verdicts) {
        CHECK(verdict.verdict == Verdict::Stored);
    }
    CHECK(again.value().raised.empty());
}
