// SPDX-License-Identifier: Apache-2.0
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

namespace sunbooth::app::flow::tests {
namespace {

domain::LocalText local(std::string text) {
    return {text, text, text};
}

const WallTime kWall = wall_ms(1'795'660'000'000);  // 2026-11-26 at the hall.

}  // namespace

std::shared_ptr<const domain::Hall> small_hall() {
    auto hall = std::make_shared<domain::Hall>();
    hall->id = "test";
    hall->name = local("大厅");
    hall->units = {{"scjg", local("市场监管局"), "0710-3550100"}};
    for (int i = 1; i <= 7; ++i) {
        // Two windows call the numbers of A; the last one calls none.
        const std::string queue(1, static_cast<char>('A' + std::max(0, i - 2)));
        hall->windows.push_back({std::to_string(i), "scjg", local("窗口" + std::to_string(i)),
                                 i < 7 ? std::vector{queue} : std::vector<std::string>{}});
    }
    hall->units.push_back({"gjj", local("公积金中心"), ""});
    hall->services = {{"spjy", "scjg", {"食品经营许可", "Food business permit", "يېمەكلىك"}, {"3"}},
                      {"qysl", "scjg", {"企业设立登记", "Setting up", ""}, {"2", "5"}}};
    hall->topics = {{"slow", local("慢"), local(""), "schedule", {"02"}},
                    {"absent", local("没人"), local(""), "person_off", {"07"}}};
    hall->scale.code = "national-5";
    for (int level = 5; level >= 1; --level) {
        domain::RatingLevel one{level, local("级"), {}};
        for (int tag = 1; tag <= 9; ++tag) {
            one.tags.push_back({std::to_string(level * 100 + tag), local("标签")});
        }
        hall->scale.levels.push_back(one);
    }
    hall->points = {{"jc01", local("监测点")}};
    for (const auto& [code, badge] : {std::pair{"1001", kBadge}, std::pair{"1002", kOtherBadge}}) {
        hall->monitors.push_back({.code = code,
                                  .point = "jc01",
                                  .name = "监测员",
                                  .from = domain::Date::of(2026, 1, 1),
                                  .until = domain::Date::of(2026, 12, 31),
                                  .badge_hash = badge,
                                  .has_pin = true});
    }
    return hall;
}

std::string some_code() {
    domain::RecordId id;
    id.bytes.fill(0x5a);
    return domain::ReceiptCode::of(id).compact();
}

Visitor::Visitor() {
    state.hall = small_hall();
    tick(state, now, kWall);
    online(true);
}

Effects Visitor::kept(Effects effects) {
    for (const client::Command& command : effects.post) commands.push_back(command);
    return effects;
}

Effects Visitor::act(const Intent& intent) {
    return kept(reduce(state, intent, now));
}

Effects Visitor::tell(const client::News& news) {
    return kept(on_news(state, news, now));
}

Effects Visitor::wait(milliseconds time) {
    now += time;
    return kept(tick(state, now, kWall + time));
}

void Visitor::open(Task task) {
    act(ChooseLanguage{state.visit.language});
    act(OpenTask{task});
    if (page() == Page::CaseStart) act(FindByNumber{});
    if (page() == Page::ComplaintStart) go_on();
}

void Visitor::type(Field field, std::string_view text) {
    const std::size_t caret = state.visit.entry(field).caret;
    act(Edit{field, caret, caret, SecretText(text)});
}

void Visitor::ask_case(std::string_view secret) {
    open(Task::Case);
    type(Field::CaseNumber, kCaseNumber);
    go_on();
    type(Field::CaseSecret, secret);
    go_on();
}

client::Token Visitor::awaited() const {
    REQUIRE(state.visit.waiting);
    return state.visit.waiting->token;
}

void Visitor::to_words(std::string_view topic, std::string_view window, Happened happened) {
    open(Task::Complaint);
    act(ChooseTopic{std::string(topic)});
    go_on();
    act(ChooseWindow{std::string(window)});
    go_on();
    act(ChooseHappened{happened});
    go_on();
}

void Visitor::to_check(std::string_view words, std::string_view phone) {
    to_words("absent", "3", Happened::Yesterday);
    if (!words.empty()) type(Field::ComplaintText, words);
    go_on();
    act(ChooseCall{!phone.empty()});
    go_on();
    if (phone.empty()) return;
    type(Field::ComplaintPhone, phone);
    go_on();
}

void Visitor::online(bool online) {
    client::Standing standing = state.standing;
    standing.online = online;
    tell(standing);
}

void Visitor::accepting(bool accepting) {
    client::Standing standing = state.standing;
    standing.accepting = accepting;
    tell(standing);
}

client::Saved Visitor::saved() {
    domain::RecordId id;
    id.bytes.fill(0x5a);
    client::Saved saved{state.visit.waiting ? state.visit.waiting->token : 0, id,
                        domain::ReceiptCode::of(id), "SB1.x.y", domain::Date::of(2026, 11, 26)};
    tell(saved);
    return saved;
}

input_method::Candidates FourCharacters::read_ink(const input_method::Ink& ink, float,
                                                  std::string_view before) {
    constexpr std::string_view kAll[] = {"窗", "口", "没", "人"};
    input_method::Candidates read;
    for (std::size_t i = 0; i < 4; ++i) {
        // Not what stands before already, so that a test sees which text it was given.
        const std::string_view one = kAll[(ink.strokes() - 1 + i) % 4];
        if (!before.ends_with(one)) read.push_back({SecretText(one), 0});
    }
    return read;
}

input_method::Candidates FourCharacters::read_keys(input_method::Method, std::string_view keys) {
    constexpr std::string_view kAll[] = {"窗", "口", "没", "人"};
    input_method::Candidates read;
    SecretText all;
    for (std::size_t i = 0; i < keys.size() / 2; ++i) all.append(kAll[i % 4]);
    if (!all.empty()) read.push_back({all, keys.size()});
    read.push_back({SecretText(kAll[0]), std::min<std::size_t>(2, keys.size())});
    return read;
}

std::string_view good_words(Field field) {
    switch (field) {
        case Field::CaseNumber:
            return "420600-2026-17";
        case Field::CaseSecret:
            return "0023";
        case Field::ComplaintText:
        case Field::RatingComment:
            return "窗口没人";
        case Field::ComplaintPhone:
        case Field::RatingPhone:
            return "13800000017";
        case Field::StaffCode:
            return "1001";
        case Field::StaffPin:
            return "123456";
        case Field::IssueText:
            return "窗口没人";
        case Field::IdCard:
            return "42060219900307123X";
        case Field::PhoneTail:
            return "0017";
        case Field::QueueNumber:
            return "A023";
        case Field::PlaceWords:
            return "食品";
        case Field::ReceiptCode:
            break;
    }
    static const std::string code = [] {
        domain::RecordId id;
        id.bytes.fill(0x5a);
        return domain::ReceiptCode::of(id).compact();
    }();
    return code;
}

std::string all_words(const State& state) {
    std::string words;
    const Visit& visit = state.visit;
    for (const auto& one : visit.composer.candidates()) words += one.text.view();
    if (!visit.composer.ink().empty()) words += "ink";
    words += visit.composer.preedit();
    for (const Entry& entry : visit.entries) words += entry.text.view();
    words += visit.complaint.topic.value_or("") + visit.complaint.window.value_or("") +
             visit.rating.window.value_or("");
    for (const std::string& tag : visit.rating.tags) words += tag;
    if (visit.staff) {
        words += visit.staff->monitor + visit.staff->issue.window.value_or("");
        if (visit.staff->own) words += "own";
    }
    words += visit.assisted + visit.complaint.unit;
    for (const Place& one : visit.places) words += one.name.zh + one.window + one.unit;
    for (const domain::CaseView& one : visit.cases) words += one.case_no + one.service;
    if (visit.found_case) words += visit.found_case->view.case_no + visit.found_case->view.service;
    if (const auto* filed = std::get_if<Filed>(&visit.receipt)) words += filed->saved.qr;
    if (const auto* found = std::get_if<LookedUp>(&visit.receipt)) {
        words += found->code + found->found.view.reply;
    }
    return words;
}

}  // namespace sunbooth::app::flow::tests
