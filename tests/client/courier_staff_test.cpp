// SPDX-License-Identifier: Apache-2.0
// Monitors at the terminal, and citizens who ask for a person: the sync thread's side.
#include "sync/wire/routes.h"
#include "sync/wire/staff.h"
#include "tests/client/rig.h"

using namespace sunbooth;
using client::CallStaff;
using client::ListOwnIssues;
using client::LookUpFailed;
using client::OwnIssue;
using client::OwnIssues;
using client::Saved;
using client::SignInStaff;
using client::StaffCalled;
using client::StaffSignedIn;
using test::Rig;

namespace {

void report(Rig& rig, const std::string& monitor, domain::IssueKind kind) {
    domain::Issue issue;
    issue.monitor = monitor;
    issue.kind = kind;
    issue.text = SecretText("只有中心能读的话");
    rig.courier->handle(client::FileRecord{++rig.token, issue});
}

OwnIssues own(Rig& rig, const std::string& monitor) {
    rig.courier->handle(ListOwnIssues{++rig.token, monitor});
    rig.lose_requests();
    return rig.last<OwnIssues>();
}

}  // namespace

TEST_CASE("staff E8: without the network one's own list is this terminal's, and nobody else's") {
    Rig rig;
    report(rig, "1001", domain::IssueKind::Problem);
    report(rig, "1002", domain::IssueKind::Praise);
    report(rig, "1001", domain::IssueKind::Nil);
    const OwnIssues list = own(rig, "1001");
    CHECK_FALSE(list.from_center);
    CHECK(list.this_week == 2);
    REQUIRE(list.items.size() == 2);
    CHECK(list.items[0].kind == domain::IssueKind::Nil);  // Newest first.
    CHECK(list.items[0].state == OwnIssue::State::Queued);
    CHECK(list.items[0].code == rig.last<Saved>().code);
    CHECK(own(rig, "1003").items.empty());
}

TEST_CASE("staff E8: the list survives a restart, and says what the center has") {
    Rig rig;
    report(rig, "1001", domain::IssueKind::Problem);
    rig.exchange();
    rig.start();
    const OwnIssues list = own(rig, "1001");
    REQUIRE(list.items.size() == 1);
    CHECK(list.items[0].state == OwnIssue::State::Delivered);
    rig.clock.advance(std::chrono::hours{24 * 7});
    CHECK(own(rig, "1001").this_week == 0);
}

TEST_CASE("staff E8: the list keeps the last hundred") {
    Rig rig;
    for (int i = 0; i < 103; ++i) report(rig, "1001", domain::IssueKind::Problem);
    const OwnIssues list = own(rig, "1001");
    REQUIRE(list.items.size() == 100);
    CHECK(list.items[0].code == rig.last<Saved>().code);
}

TEST_CASE("staff E8: the center's list comes first, with what this terminal still holds") {
    Rig rig;
    wire::StaffRecords told{4, {}};
    told.records.push_back(
        {"A7K29QXM4T8R", domain::IssueKind::Praise, domain::Date::of(2026, 11, 1), "verified"});
    domain::RecordId id;
    id.bytes.fill(9);
    told.records[0].code = domain::ReceiptCode::of(id).compact();
    rig.center.at[std::string(wire::route::kStaffRecords)] = test::json(200, wire::write(told));
    report(rig, "1001", domain::IssueKind::Problem);
    rig.lose_requests();
    rig.courier->handle(ListOwnIssues{++rig.token, "1001"});
    REQUIRE_FALSE(rig.transport.waiting.empty());
    auto asked = rig.transport.take();
    asked.done(rig.center.answer(asked.request));
    const OwnIssues list = rig.last<OwnIssues>();
    CHECK(list.from_center);
    CHECK(list.this_week == 5);
    REQUIRE(list.items.size() == 2);
    CHECK(list.items[0].state == OwnIssue::State::Queued);
    CHECK(list.items[1].state == OwnIssue::State::Verified);
}

TEST_CASE("staff E0 A2: a PIN is the center's to judge") {
    Rig rig;
    const std::string path(wire::route::kStaffSignIn);
    rig.center.at[path] = test::json(200, "{}");
    rig.courier->handle(SignInStaff{5, "1001", SecretText("482193")});
    rig.exchange();
    CHECK(rig.last<StaffSignedIn>().token == 5);
    rig.courier->handle(SignInStaff{6, "1001", SecretText("482193")});
    rig.lose_requests();
    CHECK(rig.last<LookUpFailed>().token == 6);
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::Offline);
    const Error wait{ErrorCode::TooMany, "too many wrong PINs", "pin", std::chrono::seconds{60}};
    rig.center.at[path] = test::json(429, wire::write_problem(wait, 429));
    rig.courier->handle(SignInStaff{7, "1001", SecretText("000000")});
    rig.exchange();
    CHECK(rig.last<LookUpFailed>().error.code == ErrorCode::TooMany);
    CHECK(rig.last<LookUpFailed>().error.retry_after == std::chrono::seconds{60});
}

TEST_CASE("staff X4: a call is answered by the center, or told to have failed") {
    Rig rig;
    rig.center.at[std::string(wire::route::kCallStaff)] =
        test::json(200, wire::write_call_state(wire::StaffCallState::Ringing));
    rig.courier->handle(CallStaff{CallStaff::What::Ring, 8});
    rig.exchange();
    CHECK(rig.last<StaffCalled>().token == 8);
    CHECK(rig.last<StaffCalled>().state == StaffCalled::State::Ringing);
    rig.courier->handle(CallStaff{CallStaff::What::Ask, 9});
    rig.lose_requests();
    CHECK(rig.last<LookUpFailed>().token == 9);
}
