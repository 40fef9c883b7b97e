// SPDX-License-Identifier: Apache-2.0
// The persona "Blind" of kiosk-ux 4: knows the pages by what is said of them alone, and has a
// keypad of seven keys and a telephone's digits. All four flows of a citizen, in Chinese and
// English.
#include "tests/app/speech/blind.h"

#include "app/input_method/local_engines.h"
#include "tests/where.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::tests;
using input::Key;

namespace {

constexpr int kRatingKeysMax = 60;  // kiosk-ux 4.

}  // namespace

TEST_CASE("S1 S4 C: blind, by the loudspeaker: a rating in at most 60 keys") {
    Blind person(false);
    CHECK(person.heard("语音已打开"));
    CHECK(person.heard("For English"));
    CHECK(person.heard("您要办什么"));
    person.choose("评价服务");
    CHECK(person.heard("您要评价哪里"));
    person.choose("整个大厅");
    CHECK(person.heard("已选中"));
    person.choose("继续");
    CHECK(person.heard("这个大厅的服务，您满意吗"));
    person.choose("非常满意");
    person.save();
    CHECK(person.heard("已收到您的评价"));
    CHECK(person.booth.page() == flow::Page::Receipt);
    MESSAGE("keys for a rating: " << person.booth.keys_pressed);
    CHECK(person.booth.keys_pressed <= kRatingKeysMax);
}

TEST_CASE(
    "S1 S17 B: blind, by the loudspeaker: a complaint without one character, and its receipt") {
    Blind person(false);
    person.answer("投诉办事慢");
    person.answer("态度不好");
    person.answer("不知道");
    CHECK(person.heard("什么时候的事"));
    person.answer("昨天");
    CHECK(person.heard("发生了什么"));
    person.choose("继续");
    CHECK(person.heard("要不要我们回电话"));
    person.answer("不留电话");
    CHECK(person.heard("请核对"));
    person.choose("提交投诉");
    person.save();
    CHECK(person.heard("已收到您的投诉"));
    CHECK(person.heard(domain::ReceiptCode::of(kBlindRecord).grouped()));
    CHECK(person.heard("11月27日"));
    CHECK(person.heard("请抄下或拍下回执码"));
    CHECK(person.booth.keys_pressed <= 150);
    MESSAGE("keys for a complaint: " << person.booth.keys_pressed);
    person.booth.key(Key::Help);
    person.booth.key(Key::Help);
    person.hear();
    CHECK(person.heard(domain::ReceiptCode::of(kBlindRecord).grouped()));  // As often as one likes.
    person.check_no_public_secret();
}

TEST_CASE("S1 A: blind, with a headset: a case by number and last four, typed on digits") {
    Blind person(true);
    person.choose("查办件进度");
    person.choose("输入受理编号");
    CHECK(person.heard("您的受理编号是多少"));
    person.booth.type("420600-2026-1109-0017");
    person.hear();
    CHECK(person.heard("7"));
    person.booth.key(Key::Select);
    person.hear();
    CHECK(person.heard("请确认这是您的办件"));
    person.booth.type("0021");
    person.hear();
    person.booth.key(Key::Select);
    person.hear();
    REQUIRE(person.booth.state.visit.waiting);
    flow::State answered = screens::tests::sample("case_result");
    client::CaseFound found = *answered.visit.found_case;
    found.token = person.booth.state.visit.waiting->token;
    person.booth.tell(found);
    person.hear();
    CHECK(person.heard("您的办件进度"));
    CHECK(person.heard("办理中"));
    for (const speech::Heard& one : person.booth.log()) {
        CHECK(one.channel == speech::Channel::Private);
    }
}

TEST_CASE("S1 D: blind, with a headset: the reply to a complaint by its receipt code") {
    Blind person(true);
    person.choose("看投诉进展和答复");
    CHECK(person.heard("您的回执码是多少"));
    person.booth.type(domain::ReceiptCode::of(kBlindRecord).compact());
    person.booth.key(Key::Select);
    person.hear();
    REQUIRE(person.booth.state.visit.waiting);
    domain::TicketView view;
    view.state = domain::TicketState::Replied;
    view.filed_on = domain::Date::of(2026, 11, 17);
    view.reply = "窗口已经安排两个人。";
    view.finding = domain::Finding::Partly;
    person.booth.tell(client::ReceiptFound{person.booth.state.visit.waiting->token, view, false});
    person.hear();
    if (!person.heard("您反映的情况部分属实")) person.find("您反映的情况部分属实");
    if (!person.heard("窗口已经安排两个人")) person.find("窗口已经安排两个人");
    CHECK(person.booth.page() == flow::Page::Receipt);
}

TEST_CASE("S1 S15 C: blind, in English: the language is found by ear, and the rating made in it") {
    Blind person(false);
    person.choose("English");
    CHECK(person.heard("What would you like to do?"));
    person.choose("Rate the service");
    person.choose("The whole hall");
    person.choose("Continue");
    person.choose("Very");
    person.save();
    CHECK(person.heard("We have your rating"));
}

TEST_CASE("S9 S10 B: blind, with a headset: a candidate is heard and chosen, and filed as heard") {
    Blind person(true);
    Booth& booth = person.booth;
    booth.state.engines = std::make_shared<input_method::LocalEngines>(test::data_dir());
    person.answer("投诉办事慢");
    person.answer("态度不好");
    person.answer("不知道");
    person.answer("昨天");
    CHECK(person.heard("发生了什么"));
    booth.key(Key::Select);  // On the field: down to its keys.
    person.hear();
    const auto walk_to = [&](std::string_view words) {
        for (int i = 0; i < 40; ++i) {
            if (!person.last.empty() && person.last.back().find(words) != std::string::npos) return;
            booth.key(Key::Right);
            person.hear();
        }
        FAIL("nothing is heard of " << words);
    };
    walk_to("九宫格");
    booth.key(Key::Select);
    person.hear();
    booth.type("248264568634736");
    person.hear();
    REQUIRE(booth.state.visit.entry(flow::Field::ComplaintText).text.empty());
    walk_to("候选字 1");  // The same words stand on a ready sentence of the page.
    CHECK(booth.focus() == "keyboard.candidate.1");
    CHECK(person.last.back().find("窗口没人") != std::string::npos);
    booth.key(Key::Select);
    person.hear();
    CHECK(booth.state.visit.entry(flow::Field::ComplaintText).text.view() == "窗口没人");
    CHECK(person.heard("窗口没人"));  // The field showed the very same before.
    person.choose("继续");
    CHECK(person.heard("要不要我们回电话"));
    person.answer("不留电话");
    person.choose("提交投诉");
    const auto* filed = std::get_if<client::FileRecord>(&booth.posted.back());
    REQUIRE(filed != nullptr);
    CHECK(std::get<domain::Complaint>(filed->filing).text.view() == "窗口没人");
    for (const speech::Heard& one : booth.log()) {
        if (one.channel == speech::Channel::Public)
            CHECK(one.text.view().find("窗口没人") == std::string_view::npos);
    }
    MESSAGE("keys for a complaint of four characters: " << booth.keys_pressed);
}
