// SPDX-License-Identifier: Apache-2.0
// What monitors and callers at a terminal ask of the center.
#include "kiosk_desk.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/registry/monitors.h"
#include "sync/wire/staff.h"

using namespace sunbooth;
using namespace sunbooth::tests;

TEST_CASE("staff: a PIN opens nothing but its own code; wrong ones count although refused") {
    Desk desk;
    const std::string hash = center::accounts::hash_secret("482193").value();
    REQUIRE(center::registry::set_pin(desk.center.db(), "1001", hash).ok());
    const auto sign_in = [&](const std::string& monitor, const std::string& pin) {
        return desk.send(desk.signed_request("POST", wire::route::kStaffSignIn,
                                             wire::write(wire::StaffSignIn{monitor, pin})));
    };
    CHECK(sign_in("1001", "482193").status == 200);
    CHECK(sign_in("1002", "482193").status == 404);
    for (int i = 0; i < 5; ++i) CHECK(sign_in("1001", "000000").status == 404);
    CHECK(sign_in("1001", "482193").status == 429);  // The code rests, although the PIN is right.
    desk.center.pass(std::chrono::minutes{1});
    CHECK(sign_in("1001", "482193").status == 200);
    for (int missed = 6; missed < 20; ++missed) CHECK(sign_in("1002", "482193").status == 404);
    CHECK(sign_in("1001", "482193").status == 429);  // The terminal rests, whatever the code.
    desk.center.pass(std::chrono::minutes{10});
    CHECK(sign_in("1001", "482193").status == 200);
}

TEST_CASE(
    "staff: what a monitor filed is told without a word of it; its code is looked up by any") {
    Desk desk;
    domain::Issue issue;
    issue.monitor = "1001";
    issue.text = SecretText("窗口没人");
    const Bytes record = desk.kiosk.make(issue);
    REQUIRE(desk.send_records({record}).status == 200);
    const auto answer = desk.send(desk.signed_request(
        "POST", wire::route::kStaffRecords, wire::write(wire::StaffRecordsQuestion{"1001"})));
    const auto told = wire::read_staff_records(as_text(answer.body));
    REQUIRE(told.ok());
    CHECK(told.value().this_week == 1);
    const auto code = domain::ReceiptCode::of(id_of(record));
    CHECK(told.value().records.at(0).code == code.compact());
    CHECK(as_text(answer.body).find("没人") == std::string_view::npos);
    const auto found = desk.send(desk.signed_request(
        "POST", wire::route::kLookUpReceipt, wire::write(wire::ReceiptQuestion{code.compact()})));
    CHECK(wire::read_ticket_view(as_text(found.body)).value().kind == domain::RecordKind::Issue);
}

TEST_CASE("calls X4: rung, acknowledged, called off; nobody is promised where nobody watches") {
    Desk desk;
    const auto say = [&](wire::StaffCall::What what) {
        const auto answer = desk.send(desk.signed_request("POST", wire::route::kCallStaff,
                                                          wire::write(wire::StaffCall{what})));
        return wire::read_call_state(as_text(answer.body)).value();
    };
    using What = wire::StaffCall::What;
    using State = wire::StaffCallState;
    CHECK(say(What::Ring) == State::Nobody);
    desk.calls.watch(desk.center.now);
    CHECK(say(What::Ring) == State::Ringing);
    REQUIRE(desk.calls.watch(desk.center.now).size() == 1);
    CHECK(desk.calls.acknowledge("hall-1", "李明", desk.center.now).ok());
    CHECK(desk.calls.acknowledge("hall-1", "王芳", desk.center.now).error().code ==
          ErrorCode::Conflict);
    CHECK(say(What::Ask) == State::Coming);
    say(What::Cancel);
    CHECK(desk.calls.watch(desk.center.now).empty());
    CHECK(say(What::Ring) == State::Ringing);
    desk.center.pass(std::chrono::minutes{3});
    CHECK(say(What::Ask) == State::Unheard);
    CHECK(say(What::Ring) == State::Nobody);  // No console has asked for three minutes.
}
