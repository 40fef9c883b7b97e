// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/routes.h"
#include "sync/wire/snapshot.h"
#include "tests/client/rig.h"

using namespace sunbooth;
using client::CaseFound;
using client::LookUpCase;
using client::LookUpFailed;
using client::LookUpReceipt;
using client::ReceiptFound;
using client::Saved;
using client::Standing;
using test::Rig;

namespace {

domain::CaseView some_case() {
    domain::CaseView view;
    view.case_no = "XY-20260001";
    view.service = "企业开办";
    view.unit = "scjg";
    view.window = "3";
    view.masked_name = "王*";
    view.stage = domain::CaseStage::Reviewing;
    view.promised_days = 5;
    view.updated_at = wall_ms(1'795'000'000'000);
    return view;
}

void fail_all(Rig& rig) {
    rig.lose_requests();
}

}  // namespace

TEST_CASE("look-up: this kiosk's own unsent record is answered from the queue: kind and day") {
    Rig rig;
    rig.file("还没送");
    rig.lose_requests();
    const std::size_t before = rig.transport.waiting.size();
    rig.courier->handle(LookUpReceipt{7, rig.last<Saved>().code});
    const ReceiptFound found = rig.last<ReceiptFound>();
    CHECK(found.token == 7);
    CHECK(found.queued);
    CHECK(found.view.kind == domain::RecordKind::Complaint);
    CHECK(found.view.filed_on == rig.last<Saved>().filed_on);
    CHECK(rig.transport.waiting.size() == before);
}

TEST_CASE("look-up: a delivered record is asked of the center") {
    Rig rig;
    domain::TicketView view;
    view.state = domain::TicketState::Replied;
    view.ticket_no = "TS4206002026112300017";
    view.filed_on = domain::Date::of(2026, 11, 23);
    view.reply = "已整改";
    rig.center.at[std::string(wire::route::kLookUpReceipt)] = test::json(200, wire::write(view));
    rig.file("送到了");
    rig.exchange();
    rig.courier->handle(LookUpReceipt{8, rig.last<Saved>().code});
    CHECK(rig.all<ReceiptFound>().empty());
    rig.exchange();
    const ReceiptFound found = rig.last<ReceiptFound>();
    CHECK_FALSE(found.queued);
    CHECK(found.view.reply == "已整改");
}

TEST_CASE(
    "look-up: a refused record is asked of the center, and waits here as long as nobody knows it") {
    Rig rig;
    rig.center.refuse_seqs = {1};
    rig.file("不认识的窗口");
    rig.exchange();
    REQUIRE(rig.counts().parked == 1);
    const auto ask = [&] {
        rig.courier->handle(LookUpReceipt{8, rig.last<Saved>().code});
        rig.exchange();
        return rig.last<ReceiptFound>();
    };
    CHECK(ask().queued);
    domain::TicketView view;
    view.state = domain::TicketState::Registered;
    view.ticket_no = "TS4206002026112300017";
    view.filed_on = domain::Date::of(2026, 11, 23);
    rig.center.at[std::string(wire::route::kLookUpReceipt)] = test::json(200, wire::write(view));
    CHECK_FALSE(ask().queued);
    CHECK(rig.last<ReceiptFound>().view.ticket_no == "TS4206002026112300017");
    rig.courier->handle(LookUpReceipt{8, rig.last<Saved>().code});
    rig.lose_requests();
    CHECK(rig.last<ReceiptFound>().queued);
}

TEST_CASE("wish: it is sent with its code, and answered by the record as it stands then") {
    Rig rig;
    domain::TicketView view;
    view.state = domain::TicketState::Withdrawn;
    view.ticket_no = "TS4206002026112300017";
    view.filed_on = domain::Date::of(2026, 11, 23);
    rig.center.at[std::string(wire::route::kWish)] = test::json(200, wire::write(view));
    rig.exchange();
    const auto code = domain::ReceiptCode::parse("0000-0000-0000").value();
    rig.courier->handle(client::MakeWish{9, code, domain::Wish::Withdraw});
    rig.exchange();
    CHECK(rig.last<ReceiptFound>().token == 9);
    CHECK(rig.last<ReceiptFound>().view.state == domain::TicketState::Withdrawn);
    rig.lose_requests();
    rig.courier->handle(client::MakeWish{10, code, domain::Wish::Urge});
    fail_all(rig);
    CHECK(rig.last<LookUpFailed>().token == 10);
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::Offline);
}

TEST_CASE("look-up: the center's no, its limit and its absence each reach the visitor as such") {
    Rig rig;
    const auto code = domain::ReceiptCode::parse("0000-0000-0000").value();
    rig.exchange();
    rig.courier->handle(LookUpReceipt{1, code});
    rig.exchange();
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::NotFound);
    CHECK(rig.last<Standing>().online);

    wire::Response limit =
        test::json(429, wire::write_problem({ErrorCode::TooMany, "wait", ""}, 429));
    limit.headers["retry-after"] = "300";
    rig.center.at[std::string(wire::route::kLookUpReceipt)] = limit;
    rig.courier->handle(LookUpReceipt{2, code});
    rig.exchange();
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::TooMany);
    CHECK(rig.last<LookUpFailed>().error.retry_after == std::chrono::seconds{300});

    rig.courier->handle(LookUpReceipt{3, code});
    fail_all(rig);
    CHECK(rig.last<LookUpFailed>().token == 3);
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::Offline);
    CHECK_FALSE(rig.last<Standing>().online);

    rig.center.always = wire::Response{200, {}, to_bytes("<html>portal</html>")};
    rig.courier->handle(LookUpReceipt{4, code});
    rig.exchange();
    CHECK(rig.last<LookUpFailed>().token == 4);
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::Offline);
    CHECK_FALSE(rig.last<Standing>().online);

    // What says "no such code" without the center's signature is not the center.
    rig.center.always =
        test::json(404, wire::write_problem({ErrorCode::NotFound, "nothing", ""}, 404));
    rig.courier->handle(LookUpReceipt{5, code});
    rig.exchange();
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::Offline);
}

TEST_CASE("look-up: an answered question lets waiting records go at once") {
    Rig rig;
    rig.file("等回线");
    for (int i = 0; i < 12; ++i) {
        rig.lose_requests();
        rig.clock.advance(std::max(milliseconds{0}, rig.courier->wake_at() - rig.clock.now()));
        rig.courier->tick();
    }
    rig.lose_requests();
    rig.courier->handle(LookUpReceipt{1, domain::ReceiptCode::parse("0000-0000-0000").value()});
    rig.exchange();
    CHECK(rig.center.stored() == rig.saved());
}

TEST_CASE("look-up: a case is asked live; offline the query code opens the kept snapshot") {
    Rig rig;
    wire::Snapshot snapshot;
    snapshot.entries = {wire::lock_case(some_case(), "7GQ2M4XT9KZA10VB", rig.random)};
    rig.center.at[std::string(wire::route::kSnapshot)] =
        test::json(200, wire::write_snapshot(snapshot));
    rig.center.at[std::string(wire::route::kLookUpCase)] =
        test::json(200, wire::write(some_case()));
    rig.exchange();

    rig.courier->handle(LookUpCase{1, "xy-2026 0001", SecretText("002x")});
    REQUIRE_FALSE(rig.transport.waiting.empty());
    const auto asked =
        wire::read_case_question(as_text(rig.transport.waiting.back().request.body)).value();
    CHECK(asked.case_no == "XY-20260001");
    CHECK(asked.last4 == "002X");
    rig.exchange();
    CHECK_FALSE(rig.last<CaseFound>().from_snapshot);

    rig.start();
    rig.lose_requests();
    rig.courier->handle(LookUpCase{2, "XY-20260001", SecretText("7gq2-m4xt-9kza-10vb")});
    fail_all(rig);
    CHECK(rig.last<CaseFound>().token == 2);
    CHECK(rig.last<CaseFound>().from_snapshot);
    CHECK(rig.last<CaseFound>().view.masked_name == "王*");

    rig.courier->handle(LookUpCase{3, "XY-20260001", SecretText("7gq2-m4xt-9kza-10vc")});
    rig.courier->handle(LookUpCase{4, "XY-20260001", SecretText("002X")});
    fail_all(rig);
    for (const LookUpFailed& failed : rig.all<LookUpFailed>()) {
        CHECK(failed.error.code == ErrorCode::Offline);
    }
    CHECK(rig.all<LookUpFailed>().size() == 2);
}

TEST_CASE("look-up: what cannot be a case number is not asked") {
    Rig rig;
    rig.lose_requests();
    rig.courier->handle(LookUpCase{1, "12", SecretText("0021")});
    CHECK(rig.last<LookUpFailed>().error.field == "case_no");
    rig.courier->handle(LookUpCase{2, "XY-20260001", SecretText("00x1")});
    CHECK(rig.last<LookUpFailed>().error.field == "last4");
    CHECK(rig.transport.waiting.empty());
}

TEST_CASE("look-up: a person's cases are asked live and never from the snapshot") {
    Rig rig;
    rig.center.at[std::string(wire::route::kLookUpPerson)] =
        test::json(200, wire::write(std::vector<domain::CaseView>{some_case(), some_case()}));
    rig.exchange();
    rig.courier->handle(
        client::LookUpPerson{1, SecretText("11010519491231002X"), SecretText("5678")});
    REQUIRE_FALSE(rig.transport.waiting.empty());
    const auto asked =
        wire::read_person_question(as_text(rig.transport.waiting.back().request.body)).value();
    CHECK(asked.id_card == "11010519491231002X");
    CHECK(asked.phone_last4 == "5678");
    rig.exchange();
    CHECK(rig.last<client::CasesFound>().token == 1);
    CHECK(rig.last<client::CasesFound>().cases.size() == 2);

    rig.start();
    rig.lose_requests();
    rig.courier->handle(
        client::LookUpPerson{2, SecretText("11010519491231002X"), SecretText("5678")});
    fail_all(rig);
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::Offline);
}
