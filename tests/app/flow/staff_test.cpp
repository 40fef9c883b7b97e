// SPDX-License-Identifier: Apache-2.0
// Monitors at the terminal (kiosk-ux E0-E10, A1, A2).
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

void to_check(Visitor& visitor, std::string_view words = "") {
    visitor.act(OpenIssue{});
    visitor.act(ChooseIssueKind{domain::IssueKind::Problem});
    visitor.go_on();
    visitor.act(ChooseWindow{"3"});
    visitor.go_on();
    visitor.act(ChooseSeverity{domain::Severity::Urgent});
    visitor.go_on();
    visitor.act(ChooseAspect{domain::Aspect::Manner});
    visitor.act(ChooseWhen{When::Yesterday});
    visitor.go_on();
    if (!words.empty()) visitor.type(Field::IssueText, words);
    visitor.go_on();
}

Visitor signed_in() {
    Visitor visitor;
    visitor.act(ShowBadge{kBadge});
    REQUIRE(visitor.page() == Page::StaffHome);
    return visitor;
}

}  // namespace

TEST_CASE("staff E0 A1: a badge signs in from attract, home and its page, without the network") {
    for (const int from : {0, 1, 2}) {
        Visitor visitor;
        visitor.online(false);
        if (from > 0) visitor.act(Touch{});
        if (from > 1) visitor.act(OpenStaff{});
        visitor.act(ShowBadge{kBadge});
        CHECK(visitor.page() == Page::StaffHome);
        CHECK(visitor.state.visit.staff->monitor == "1001");
        CHECK(visitor.posted<client::ListOwnIssues>().size() == 1);
    }
}

TEST_CASE("staff E0 A2: five badges of nobody's, then a wait of a minute") {
    Visitor visitor;
    visitor.act(Touch{});
    visitor.act(OpenStaff{});
    for (int i = 0; i < 5; ++i) {
        visitor.act(ShowBadge{"ff"});
        CHECK(visitor.state.visit.trouble == Trouble::BadgeUnknown);
    }
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.state.visit.trouble == Trouble::TooMany);
    CHECK(visitor.state.visit.wait.count() == 60);
    visitor.wait(60s);
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.page() == Page::StaffHome);
}

TEST_CASE("staff E0: a term that has not begun or has ended opens nothing") {
    Visitor visitor;
    auto hall = std::make_shared<domain::Hall>(*visitor.state.hall);
    hall->monitors[0].until = domain::date_of(visitor.state.wall).plus(-1);
    visitor.state.hall = hall;
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.page() == Page::StaffSignIn);
    CHECK(visitor.state.visit.trouble == Trouble::BadgeUnknown);
}

TEST_CASE("staff E0: code and PIN are asked of the center, and only of it") {
    Visitor visitor;
    visitor.act(Touch{});
    visitor.act(OpenStaff{});
    visitor.act(UsePin{});
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::StaffCodeShape);
    visitor.type(Field::StaffCode, "1001");
    visitor.go_on();
    visitor.type(Field::StaffPin, "12");
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::PinShape);
    visitor.type(Field::StaffPin, "3456");
    visitor.online(false);
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::NeedsNetwork);
    visitor.online(true);
    visitor.go_on();
    REQUIRE(visitor.posted<client::SignInStaff>().size() == 1);
    const auto asked = visitor.posted<client::SignInStaff>()[0];
    CHECK(asked.monitor == "1001");
    CHECK(asked.pin.view() == "123456");
    visitor.tell(client::LookUpFailed{asked.token, {ErrorCode::NotFound, "", "pin"}});
    CHECK(visitor.page() == Page::StaffPin);
    CHECK(visitor.state.visit.trouble == Trouble::PinWrong);
    CHECK(visitor.text(Field::StaffPin).empty());
    visitor.type(Field::StaffPin, "123457");
    visitor.go_on();
    visitor.tell(client::StaffSignedIn{visitor.posted<client::SignInStaff>()[1].token});
    CHECK(visitor.page() == Page::StaffHome);
    CHECK(visitor.text(Field::StaffPin).empty());
}

TEST_CASE("staff E2-E7: a report is one question a page, checked, filed and numbered") {
    Visitor visitor = signed_in();
    visitor.act(OpenIssue{});
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::NoIssueKind);
    to_check(visitor, "窗口没人");
    REQUIRE(visitor.page() == Page::IssueCheck);
    visitor.act(Change{Page::IssueSeverity});
    visitor.act(ChooseSeverity{domain::Severity::Serious});
    visitor.go_on();
    REQUIRE(visitor.page() == Page::IssueCheck);
    visitor.act(Submit{});
    visitor.act(Submit{});
    const auto filed = visitor.posted<client::FileRecord>();
    REQUIRE(filed.size() == 1);
    const auto& issue = std::get<domain::Issue>(filed[0].filing);
    CHECK(issue.monitor == "1001");
    CHECK(issue.kind == domain::IssueKind::Problem);
    CHECK(issue.window == "3");
    CHECK(issue.unit == "scjg");
    CHECK(issue.severity == domain::Severity::Serious);
    CHECK(issue.aspect == domain::Aspect::Manner);
    CHECK(issue.occurred_on == domain::date_of(visitor.state.wall).plus(-1));
    CHECK(issue.text.view() == "窗口没人");
    visitor.saved();
    CHECK(visitor.page() == Page::IssueDone);
    CHECK(visitor.text(Field::IssueText).empty());
    CHECK(visitor.posted<client::ListOwnIssues>().size() == 2);
}

TEST_CASE("staff E7: the next report keeps the place and nothing else") {
    Visitor visitor = signed_in();
    to_check(visitor, "窗口没人");
    visitor.act(Submit{});
    visitor.saved();
    visitor.act(OpenIssue{.kind = {}, .keep_place = true});
    CHECK(visitor.page() == Page::IssueKind);
    CHECK(visitor.state.visit.staff->issue.window == "3");
    CHECK_FALSE(visitor.state.visit.staff->issue.kind);
    CHECK_FALSE(visitor.state.visit.staff->issue.severity);
}

TEST_CASE("staff E2: a week without anything to report is two presses") {
    Visitor visitor = signed_in();
    visitor.act(OpenIssue{.kind = domain::IssueKind::Nil});
    CHECK(visitor.page() == Page::IssueCheck);
    visitor.act(Submit{});
    const auto filed = visitor.posted<client::FileRecord>();
    REQUIRE(filed.size() == 1);
    CHECK(std::get<domain::Issue>(filed[0].filing).kind == domain::IssueKind::Nil);
}

TEST_CASE("staff E8: the list knows number, kind, day and state, and is filtered") {
    Visitor visitor = signed_in();
    const client::Token token = visitor.posted<client::ListOwnIssues>()[0].token;
    domain::RecordId id;
    id.bytes.fill(7);
    const domain::Date today = domain::date_of(visitor.state.wall);
    const auto code = domain::ReceiptCode::of(id);
    using Own = client::OwnIssue::State;
    visitor.tell(client::OwnIssues{token,
                                   {{code, domain::IssueKind::Problem, today, Own::Queued},
                                    {code, domain::IssueKind::Praise, today.plus(-3), Own::Closed}},
                                   2,
                                   false});
    visitor.act(OpenOwn{});
    CHECK(shown_own(visitor.state).size() == 2);
    visitor.act(FilterOwn{Staff::Show::Today});
    CHECK(shown_own(visitor.state).size() == 1);
    visitor.act(FilterOwn{Staff::Show::Open});
    CHECK(shown_own(visitor.state).size() == 1);
    visitor.act(ChooseOwn{1});
    CHECK(visitor.page() == Page::StaffRecords);  // There is no second row.
    visitor.act(ChooseOwn{0});
    CHECK(visitor.page() == Page::StaffRecord);
    // An answer to somebody else's question changes nothing.
    visitor.tell(client::OwnIssues{token + 100, {}, 9, true});
    CHECK(visitor.state.visit.staff->own->this_week == 2);
}

TEST_CASE("staff E1: what waits is a list of its own, asked for anew when it is opened") {
    Visitor visitor = signed_in();
    const client::Token token = visitor.posted<client::ListOwnIssues>()[0].token;
    const domain::Date today = domain::date_of(visitor.state.wall);
    using Own = client::OwnIssue::State;
    client::OwnIssues all{token, {}, 3, false};
    for (const Own state : {Own::Queued, Own::Parked, Own::Delivered, Own::Registered,
                            Own::Verified, Own::Acted, Own::Closed}) {
        all.items.push_back({.day = today, .state = state});
    }
    visitor.tell(all);
    visitor.act(OpenOwn{Staff::Show::Waiting});
    CHECK(visitor.page() == Page::StaffRecords);
    CHECK(shown_own(visitor.state).size() == 2);
    const auto asked = visitor.posted<client::ListOwnIssues>();
    REQUIRE(asked.size() == 2);
    all.token = asked[1].token;
    all.items.erase(all.items.begin());  // Sent meanwhile.
    visitor.tell(all);
    CHECK(shown_own(visitor.state).size() == 1);
    visitor.act(Back{});
    visitor.act(OpenOwn{});
    CHECK(shown_own(visitor.state).size() == all.items.size());
}

TEST_CASE("staff E9: two minutes lock, five minutes end, and the badge leads back") {
    Visitor visitor = signed_in();
    to_check(visitor, "窗口没人");
    visitor.wait(119s);
    CHECK(visitor.page() == Page::IssueCheck);
    visitor.wait(1s);
    CHECK(visitor.page() == Page::StaffLock);
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.page() == Page::IssueCheck);
    CHECK(visitor.text(Field::IssueText).view() == "窗口没人");

    visitor.wait(120s);
    REQUIRE(visitor.page() == Page::StaffLock);
    visitor.wait(179s);
    CHECK(visitor.page() == Page::StaffLock);
    CHECK(visitor.wait(1s).wiped);
    CHECK(visitor.page() == Page::Attract);
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("staff E9: who locks by hand has ten minutes") {
    Visitor visitor = signed_in();
    to_check(visitor);
    visitor.act(LockStaff{});
    visitor.wait(599s);
    CHECK(visitor.page() == Page::StaffLock);
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.page() == Page::IssueCheck);
    visitor.act(LockStaff{});
    visitor.wait(600s);
    CHECK(visitor.page() == Page::Attract);
}

TEST_CASE("staff E9: a citizen who touches a locked terminal finds nobody's") {
    Visitor visitor = signed_in();
    to_check(visitor, "窗口没人");
    visitor.act(LockStaff{});
    CHECK(visitor.act(Touch{}).wiped);
    CHECK(visitor.page() == Page::Attract);
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("staff E9: another monitor's badge on a locked page shows nothing of the first") {
    Visitor visitor = signed_in();
    to_check(visitor, "窗口没人");
    visitor.act(LockStaff{});
    visitor.act(ShowBadge{kOtherBadge});
    CHECK(visitor.page() == Page::StaffHome);
    CHECK(visitor.state.visit.staff->monitor == "1002");
    CHECK(visitor.text(Field::IssueText).empty());
    CHECK_FALSE(visitor.state.visit.staff->issue.kind);
}

TEST_CASE("staff E9: signing out asks while something is written, and leaves nothing") {
    Visitor visitor = signed_in();
    to_check(visitor, "窗口没人");
    visitor.act(Exit{});
    CHECK(visitor.state.visit.leaving);
    CHECK(visitor.act(EndVisit{}).wiped);
    CHECK(visitor.page() == Page::Attract);
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("staff E10: a badge during a complaint marks the record, and shows nothing else") {
    Visitor visitor;
    visitor.to_check("窗口没人");
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK_FALSE(visitor.state.visit.staff);
    visitor.act(Submit{});
    const auto filed = visitor.posted<client::FileRecord>();
    REQUIRE(filed.size() == 1);
    CHECK(std::get<domain::Complaint>(filed[0].filing).assisted == "1001");
    visitor.saved();
    CHECK(std::get<Filed>(visitor.state.visit.receipt).assisted);

    Visitor rating;
    rating.open(Task::Rating);
    rating.act(ShowBadge{kBadge});  // A rating is nobody's business but the visitor's.
    CHECK(rating.page() == Page::RatingWindow);
    CHECK(rating.state.visit.assisted.empty());
}

TEST_CASE("staff: a disk that takes nothing begins no report") {
    Visitor visitor = signed_in();
    visitor.accepting(false);
    visitor.act(OpenIssue{});
    CHECK(visitor.page() == Page::StaffHome);
    CHECK(visitor.state.visit.trouble == Trouble::NotAccepting);
}
