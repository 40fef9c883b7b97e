// SPDX-License-Identifier: Apache-2.0
// The persona "Staff" of kiosk-ux 4, blind: a monitor who signs in, logs an issue and asks how it
// stands by keypad and ear alone, with a badge and with code and PIN.
#include "app/screens/sample_play.h"
#include "tests/app/speech/blind.h"

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::tests;
using input::Key;

namespace {

constexpr std::string_view kPin = "482157";

flow::State hall_with_badge() {
    flow::State state = screens::tests::sample("attract");
    auto hall = std::make_shared<domain::Hall>(*state.hall);
    hall->monitors.front().badge_hash = std::string(screens::kBadgeHash);
    hall->monitors.front().has_pin = true;
    state.hall = hall;
    return state;
}

/// What the center, or this terminal, knows of a monitor's own reports.
void tell_own(Blind& person, std::vector<client::OwnIssue> items) {
    REQUIRE(person.booth.state.visit.staff);
    const int week = static_cast<int>(items.size());
    person.booth.tell(
        client::OwnIssues{person.booth.state.visit.staff->asked, std::move(items), week, true});
    person.hear();
}

void show_badge(Blind& person) {
    person.choose("工作人员登录");
    CHECK(person.heard("请扫工作证"));
    person.booth.take(flow::ShowBadge{std::string(screens::kBadgeHash)});
    person.hear();
    REQUIRE(person.booth.page() == flow::Page::StaffHome);
}

/// From the monitor's first page to the number of the report.
void log_issue(Blind& person) {
    person.choose("登记问题");
    CHECK(person.heard("您要反映什么"));
    person.choose("看到了该改的地方");
    CHECK(person.heard("已选中"));
    person.choose("继续");
    CHECK(person.heard("在哪个窗口"));
    person.answer("不是某个窗口");
    CHECK(person.heard("有多严重"));
    person.answer("较重");
    CHECK(person.heard("是哪方面的"));
    person.answer("服务态度");
    CHECK(person.heard("具体情况"));
    person.answer("窗口没人");
    CHECK(person.heard("请核对"));
    person.choose_button("提交");
    person.save();
    CHECK(person.heard("已登记"));
}

domain::Issue filed_issue(const Booth& booth) {
    for (const client::Command& command : booth.posted) {
        const auto* filed = std::get_if<client::FileRecord>(&command);
        if (filed != nullptr) return std::get<domain::Issue>(filed->filing);
    }
    FAIL("nothing was filed");
    return {};
}

}  // namespace

TEST_CASE("S1 A2 E: blind, a monitor with a badge logs an issue and hears how it stands") {
    Blind person(true, hall_with_badge());
    show_badge(person);
    CHECK(person.heard("监测员工作台"));
    tell_own(person, {});
    const int before = person.booth.keys_pressed;
    log_issue(person);
    MESSAGE("keys for an issue: " << person.booth.keys_pressed - before);
    const domain::Issue issue = filed_issue(person.booth);
    CHECK(issue.kind == domain::IssueKind::Problem);
    CHECK(issue.severity == domain::Severity::Serious);
    CHECK(issue.aspect == domain::Aspect::Manner);
    const std::string code = domain::ReceiptCode::of(kBlindRecord).grouped();
    if (!person.heard(code)) person.find(code);
    person.choose_button("工作台");
    CHECK(person.booth.page() == flow::Page::StaffHome);
    person.choose("我的记录");
    client::OwnIssue own;
    own.code = domain::ReceiptCode::of(kBlindRecord);
    own.day = domain::date_of(person.booth.state.wall);
    own.state = client::OwnIssue::State::Registered;
    tell_own(person, {own});
    person.choose(code);
    CHECK(person.booth.page() == flow::Page::StaffRecord);
    person.find("状态");
    CHECK(person.heard("已登记"));
    person.choose_button("返回");
    person.choose_button("返回");
    person.choose("退出登录");
    CHECK(person.booth.page() == flow::Page::Attract);
    CHECK_FALSE(person.booth.state.visit.staff);
}

TEST_CASE("S1 A1 E0: blind, a monitor without the badge signs in by code and PIN on the digits") {
    for (const bool headset : {true, false}) {
        CAPTURE(headset);
        Blind person(headset, hall_with_badge());
        person.choose("工作人员登录");
        person.choose("用工号和密码");
        CHECK(person.heard("您的工号是多少"));
        person.booth.type("1001");
        person.hear();
        person.booth.key(Key::Select);
        person.hear();
        CHECK(person.heard("您的密码是多少"));
        person.booth.type(kPin);
        person.hear();
        CHECK(person.heard("6"));  // How many are there; which, nobody else hears.
        person.booth.key(Key::Select);
        person.hear();
        REQUIRE(person.booth.state.visit.waiting);
        const auto& asked = std::get<client::SignInStaff>(person.booth.posted.back());
        CHECK(asked.monitor == "1001");
        CHECK(asked.pin.view() == kPin);
        person.booth.tell(client::LookUpFailed{asked.token, {ErrorCode::NotFound, {}, {}}});
        person.hear();
        CHECK(person.booth.page() == flow::Page::StaffPin);
        REQUIRE_FALSE(person.last.empty());  // What is wrong is said, and what to do (S16).
        person.booth.type(kPin);
        person.hear();
        person.booth.key(Key::Select);
        person.hear();
        REQUIRE(person.booth.state.visit.waiting);
        for (const speech::Heard& one : person.booth.log()) {
            if (one.channel == speech::Channel::Private) continue;
            CHECK(one.text.view().find(kPin) == std::string_view::npos);
            CHECK(one.text.view().find("4 8 2 1 5 7") == std::string_view::npos);
        }
        person.booth.tell(client::StaffSignedIn{person.booth.state.visit.waiting->token});
        person.hear();
        CHECK(person.booth.page() == flow::Page::StaffHome);
        CHECK(person.heard("监测员工作台"));
    }
}
