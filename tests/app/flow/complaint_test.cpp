// SPDX-License-Identifier: Apache-2.0
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

TEST_CASE("complaint: a few pages, one record, one receipt") {
    Visitor visitor;
    visitor.to_check("窗口没人", "13800000017");
    REQUIRE(visitor.page() == Page::ComplaintCheck);
    visitor.act(Submit{});
    CHECK(visitor.page() == Page::Busy);

    const auto records = visitor.posted<client::FileRecord>();
    REQUIRE(records.size() == 1);
    const auto& complaint = std::get<domain::Complaint>(records[0].filing);
    CHECK(complaint.topic == "absent");
    CHECK(complaint.window == "3");
    CHECK(complaint.unit == "scjg");
    CHECK(complaint.text.view() == "窗口没人");
    CHECK(complaint.phone.view() == "13800000017");
    CHECK(complaint.language == domain::Language::Zh);

    visitor.saved();
    CHECK(visitor.page() == Page::Receipt);
    const auto& filed = std::get<Filed>(visitor.state.visit.receipt);
    CHECK(filed.kind == domain::RecordKind::Complaint);
    CHECK(filed.with_phone);
    CHECK_FALSE(filed.delivered);
    CHECK_MESSAGE(visitor.text(Field::ComplaintText).empty(), "the words stayed after filing");
}

TEST_CASE("complaint: it can be finished without typing a character, and without a window") {
    Visitor visitor;
    visitor.open(Task::Complaint);
    visitor.act(ChooseTopic{"slow"});
    visitor.go_on();
    visitor.act(ChooseWindow{""});
    visitor.go_on();
    visitor.act(ChooseHappened{Happened::Unknown});
    visitor.go_on();
    visitor.go_on();
    visitor.act(ChooseCall{false});
    visitor.go_on();
    REQUIRE(visitor.page() == Page::ComplaintCheck);
    visitor.act(Submit{});
    const auto records = visitor.posted<client::FileRecord>();
    REQUIRE(records.size() == 1);
    const auto& complaint = std::get<domain::Complaint>(records[0].filing);
    CHECK(complaint.window.empty());
    CHECK(complaint.unit.empty());
    CHECK(complaint.text.empty());
    CHECK(complaint.phone.empty());
}

TEST_CASE("complaint: Continue without an answer stays on the page and says what is missing") {
    Visitor visitor;
    visitor.open(Task::Complaint);
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintTopic);
    CHECK(visitor.state.visit.trouble == Trouble::NoTopic);
    visitor.act(ChooseTopic{"slow"});
    CHECK_FALSE(visitor.state.visit.trouble);
    visitor.go_on();
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintWindow);
    CHECK(visitor.state.visit.trouble == Trouble::NoWindow);
}

TEST_CASE("complaint: pressing submit twice files one record") {
    Visitor visitor;
    visitor.to_check("慢");
    visitor.act(Submit{});
    visitor.act(Submit{});
    CHECK(visitor.posted<client::FileRecord>().size() == 1);
    const client::Saved saved = visitor.saved();
    visitor.act(Submit{});
    visitor.tell(saved);  // The same answer once more changes nothing.
    CHECK(visitor.posted<client::FileRecord>().size() == 1);
    CHECK(visitor.page() == Page::Receipt);
}

TEST_CASE("complaint: what was not saved stays on the page, and can be submitted again") {
    Visitor visitor;
    visitor.to_check("窗口没人");
    visitor.act(Submit{});
    visitor.tell(client::NotSaved{visitor.state.visit.waiting->token, {ErrorCode::Io, "", ""}});
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(visitor.state.visit.trouble == Trouble::NotSaved);
    CHECK(visitor.text(Field::ComplaintText).view() == "窗口没人");
    visitor.act(Submit{});
    const auto records = visitor.posted<client::FileRecord>();
    REQUIRE(records.size() == 2);
    CHECK(records[0].token != records[1].token);
}

TEST_CASE(
    "complaint C4: Change mends one answer and returns to the check page, by Continue or Back") {
    Visitor visitor;
    visitor.to_check("慢", "13800000017");
    visitor.act(Change{Page::ComplaintTopic});
    CHECK(visitor.page() == Page::ComplaintTopic);
    visitor.act(ChooseTopic{"slow"});
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(visitor.state.visit.complaint.topic == "slow");
    visitor.act(Change{Page::ComplaintText});
    visitor.act(Back{});
    CHECK(visitor.page() == Page::ComplaintCheck);
    visitor.act(Back{});
    CHECK(visitor.page() == Page::ComplaintPhone);  // Outside of mending, Back is one page back.
    CHECK(visitor.text(Field::ComplaintPhone).view() == "13800000017");
}

TEST_CASE("complaint: a wrong number is refused on Continue, and cannot slip through by Back") {
    Visitor visitor;
    visitor.to_check("", "13800000017");
    visitor.act(Change{Page::ComplaintPhone});
    visitor.act(Edit{Field::ComplaintPhone, 0, 11, SecretText("1380")});
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintPhone);
    CHECK(visitor.state.visit.trouble == Trouble::PhoneShape);
    visitor.act(Back{});
    visitor.act(Submit{});
    CHECK(visitor.posted<client::FileRecord>().empty());
    CHECK(visitor.page() == Page::ComplaintPhone);
    CHECK(visitor.state.visit.trouble == Trouble::PhoneShape);
}

TEST_CASE("complaint C2: Back keeps the answers, all the way home and in again") {
    Visitor visitor;
    visitor.to_check("窗口没人", "13800000017");
    for (int i = 0; i < 8; ++i) visitor.act(Back{});
    CHECK(visitor.page() == Page::Home);
    visitor.act(OpenTask{Task::Complaint});
    for (int i = 0; i < 7; ++i) visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(visitor.text(Field::ComplaintText).view() == "窗口没人");
}

TEST_CASE("complaint: another language keeps the page and the answers") {
    Visitor visitor;
    visitor.to_check("窗口没人");
    visitor.act(ChooseLanguage{domain::Language::Ug});
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(visitor.text(Field::ComplaintText).view() == "窗口没人");
    visitor.act(Submit{});
    const auto records = visitor.posted<client::FileRecord>();
    REQUIRE(records.size() == 1);
    CHECK(std::get<domain::Complaint>(records[0].filing).language == domain::Language::Ug);
}

TEST_CASE("complaint: a terminal that cannot keep records refuses before typing starts") {
    Visitor visitor;
    visitor.accepting(false);
    for (const Task task : {Task::Complaint, Task::Rating}) {
        visitor.open(task);
        CHECK(visitor.page() == Page::Home);
        CHECK(visitor.state.visit.trouble == Trouble::NotAccepting);
    }
    visitor.open(Task::Case);
    CHECK_MESSAGE(visitor.page() == Page::CaseNumber, "asking is still possible");
}

TEST_CASE("complaint: a disk that fills up while one types loses no word") {
    Visitor visitor;
    visitor.to_check("窗口没人");
    visitor.accepting(false);
    visitor.act(Submit{});
    CHECK(visitor.posted<client::FileRecord>().empty());
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK(visitor.state.visit.trouble == Trouble::NotAccepting);
    CHECK(visitor.text(Field::ComplaintText).view() == "窗口没人");
}

TEST_CASE("complaint: without a network it is filed all the same, and delivery is told later") {
    Visitor visitor;
    visitor.online(false);
    visitor.to_check("窗口没人");
    visitor.act(Submit{});
    const client::Saved saved = visitor.saved();
    CHECK_FALSE(std::get<Filed>(visitor.state.visit.receipt).delivered);

    client::Standing standing;
    standing.online = true;
    standing.delivered = domain::RecordId{};  // Another one's record.
    visitor.tell(standing);
    CHECK_FALSE(std::get<Filed>(visitor.state.visit.receipt).delivered);
    standing.delivered = saved.id;
    visitor.tell(standing);
    CHECK(std::get<Filed>(visitor.state.visit.receipt).delivered);
}

TEST_CASE("complaint: the choices of a visit do not change under the visitor's hand") {
    Visitor visitor;
    visitor.open(Task::Complaint);
    auto other = std::make_shared<domain::Hall>(*small_hall());
    other->topics.clear();
    visitor.tell(client::HallChanged{other});
    CHECK(visitor.state.hall->topics.size() == 2);
    visitor.act(Exit{});
    CHECK(visitor.page() == Page::Attract);
    CHECK(visitor.state.hall == other);
}

TEST_CASE("complaint: a code that the hall does not know is no choice") {
    Visitor visitor;
    visitor.open(Task::Complaint);
    visitor.act(ChooseTopic{"made-up"});
    CHECK_FALSE(visitor.state.visit.complaint.topic);
    visitor.act(ChooseTopic{"slow"});
    visitor.go_on();
    visitor.act(ChooseWindow{"99"});
    CHECK_FALSE(visitor.state.visit.complaint.window);
}

TEST_CASE(
    "complaint B0: what it is and what follows is told first, and the first question is next") {
    Visitor visitor;
    visitor.act(ChooseLanguage{domain::Language::Zh});
    visitor.act(OpenTask{Task::Complaint});
    CHECK(visitor.page() == Page::ComplaintStart);
    CHECK(step_of(Page::ComplaintStart) == 0);
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintTopic);
    CHECK(step_of(visitor.page()) == 1);
    CHECK(step_of(Page::ComplaintCheck) == kSteps);
    visitor.act(Back{});
    visitor.act(Back{});
    CHECK(visitor.page() == Page::Home);
}

TEST_CASE("complaint B6: whether to be called is chosen, and a number is asked for then alone") {
    Visitor visitor;
    visitor.to_check("慢", "13800000017");
    visitor.act(Back{});
    visitor.act(Back{});
    REQUIRE(visitor.page() == Page::ComplaintReply);
    visitor.act(ChooseCall{false});
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintCheck);
    CHECK_MESSAGE(visitor.text(Field::ComplaintPhone).empty(),
                  "a number that nobody may call stayed");
    visitor.act(Back{});
    CHECK(visitor.page() == Page::ComplaintReply);
    visitor.go_on();
    // Mended to "yes": the number is asked for, and none cannot be sent.
    visitor.act(Change{Page::ComplaintReply});
    visitor.act(ChooseCall{true});
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintPhone);
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::PhoneShape);
    visitor.act(Back{});
    REQUIRE(visitor.page() == Page::ComplaintCheck);
    visitor.act(Submit{});
    CHECK(visitor.page() == Page::ComplaintPhone);
    CHECK(visitor.posted<client::FileRecord>().empty());
    visitor.type(Field::ComplaintPhone, "13800000017");
    visitor.go_on();
    visitor.act(Submit{});
    CHECK(visitor.posted<client::FileRecord>().size() == 1);
}

TEST_CASE("complaint B6: Continue without a choice says what is missing") {
    Visitor visitor;
    visitor.open(Task::Complaint);
    visitor.act(ChooseTopic{"slow"});
    visitor.go_on();
    visitor.act(ChooseWindow{""});
    visitor.go_on();
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::NoDay);
    visitor.act(ChooseHappened{Happened::Today});
    visitor.go_on();
    visitor.go_on();
    visitor.go_on();
    CHECK(visitor.page() == Page::ComplaintReply);
    CHECK(visitor.state.visit.trouble == Trouble::NoReply);
}

TEST_CASE("complaint B3: when it happened is filed as the days that it may have been") {
    struct Row {
        Happened happened;
        std::optional<int> first, last;  ///< Days back.
    };
    for (const Row& row :
         {Row{Happened::Today, 0, 0}, Row{Happened::Yesterday, 1, 1}, Row{Happened::Week, 7, 0},
          Row{Happened::Unknown, {}, {}}, Row{Happened::OnDay, 12, 12}}) {
        CAPTURE(static_cast<int>(row.happened));
        Visitor visitor;
        visitor.to_check("慢");
        const domain::Date today = domain::date_of(visitor.state.wall);
        visitor.act(Change{Page::ComplaintDay});
        visitor.act(ChooseHappened{row.happened});
        visitor.go_on();
        if (row.happened == Happened::OnDay) {
            REQUIRE(visitor.page() == Page::ComplaintDate);
            visitor.go_on();
            CHECK(visitor.state.visit.trouble == Trouble::NoDay);
            CHECK(list_pages(visitor.state) == 4);
            for (const int days : {1, -kDaysBack}) {  // Not to be chosen: it has no button.
                visitor.act(ChooseHappened{Happened::OnDay, today.plus(days)});
                CHECK_FALSE(visitor.state.visit.complaint.day.has_value());
            }
            visitor.act(ChooseHappened{Happened::OnDay, today.plus(-12)});
            visitor.go_on();
        }
        REQUIRE(visitor.page() == Page::ComplaintCheck);
        visitor.act(Submit{});
        const auto records = visitor.posted<client::FileRecord>();
        REQUIRE(records.size() == 1);
        const auto& complaint = std::get<domain::Complaint>(records[0].filing);
        const auto day = [&](std::optional<int> back) {
            return back ? std::optional(today.plus(-*back)) : std::nullopt;
        };
        CHECK(complaint.occurred_from == day(row.first));
        CHECK(complaint.occurred_to == day(row.last));
    }
}
