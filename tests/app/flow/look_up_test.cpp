// SPDX-License-Identifier: Apache-2.0
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

void ask_receipt(Visitor& visitor) {
    visitor.open(Task::Receipt);
    visitor.type(Field::ReceiptCode, some_code());
    visitor.go_on();
}

void fail(Visitor& visitor, ErrorCode code) {
    visitor.tell(client::LookUpFailed{visitor.awaited(), {code, "", ""}});
}

}  // namespace

TEST_CASE("look-up: a case by number and last four") {
    Visitor visitor;
    visitor.ask_case("002x");
    const auto asked = visitor.posted<client::LookUpCase>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].case_no == kCaseNumber);
    CHECK(asked[0].secret.view() == "002X");
    client::CaseFound found{visitor.awaited(), {}, false};
    found.view.case_no = kCaseNumber;
    visitor.tell(found);
    CHECK(visitor.page() == Page::CaseResult);
    visitor.act(OpenTask{Task::Case});
    CHECK(visitor.page() == Page::CaseStart);
    CHECK_MESSAGE(all_words(visitor.state).empty(), "the former case is still there");
}

TEST_CASE("look-up: last four need the network, which is said before anything is asked") {
    Visitor visitor;
    visitor.online(false);
    visitor.ask_case("0023");
    CHECK(visitor.page() == Page::CaseSecret);
    CHECK(visitor.state.visit.trouble == Trouble::NeedsNetwork);
    CHECK(visitor.commands.empty());
}

TEST_CASE("look-up: the query code is asked without a network too") {
    Visitor visitor;
    visitor.online(false);
    visitor.ask_case("QK7M2P9XTB4W");
    REQUIRE(visitor.posted<client::LookUpCase>().size() == 1);
    CHECK(visitor.page() == Page::Busy);
}

TEST_CASE("look-up: shapes are checked on the page") {
    Visitor visitor;
    visitor.open(Task::Case);
    visitor.type(Field::CaseNumber, "12");
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::CaseNumberShape);
    visitor.type(Field::CaseNumber, "3456");
    visitor.go_on();
    visitor.type(Field::CaseSecret, "12");
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::SecretShape);
    Visitor other;
    other.open(Task::Receipt);
    other.type(Field::ReceiptCode, "A7K2");
    other.go_on();
    CHECK(other.state.visit.trouble == Trouble::CodeShape);
    CHECK(other.commands.empty());
}

TEST_CASE("look-up: failures come back to the page with what was typed") {
    struct Row {
        ErrorCode code;
        Trouble trouble;
    };
    for (const Row& row :
         {Row{ErrorCode::Offline, Trouble::NeedsNetwork},
          Row{ErrorCode::Internal, Trouble::NoAnswer}, Row{ErrorCode::TooMany, Trouble::TooMany}}) {
        Visitor visitor;
        visitor.ask_case("0023");
        fail(visitor, row.code);
        CHECK(visitor.page() == Page::CaseSecret);
        CHECK(visitor.state.visit.trouble == row.trouble);
        CHECK(visitor.text(Field::CaseSecret).view() == "0023");
    }
}

TEST_CASE("look-up: a receipt shows the state and the reply, also while it is queued here") {
    Visitor visitor;
    ask_receipt(visitor);
    REQUIRE(visitor.posted<client::LookUpReceipt>().size() == 1);
    client::ReceiptFound found{visitor.awaited(), {}, true};
    found.view.reply = "已办";
    visitor.tell(found);
    REQUIRE(visitor.page() == Page::Receipt);
    const auto& shown = std::get<LookedUp>(visitor.state.visit.receipt);
    CHECK(shown.found.queued);
    CHECK(shown.found.view.reply == "已办");
    CHECK(shown.code.size() == 14);
    visitor.act(GoHome{});
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("look-up: five wrong codes lock for a minute, over all visitors") {
    Visitor visitor;
    for (int i = 0; i < 5; ++i) {
        ask_receipt(visitor);
        fail(visitor, ErrorCode::NotFound);
        visitor.act(EndVisit{});
    }
    const std::size_t asked = visitor.commands.size();
    ask_receipt(visitor);
    CHECK(visitor.page() == Page::ReceiptCode);
    CHECK(visitor.state.visit.trouble == Trouble::TooMany);
    CHECK(visitor.state.visit.wait == 60s);
    CHECK(visitor.commands.size() == asked);
    visitor.wait(60s);
    visitor.go_on();
    CHECK(visitor.page() == Page::Busy);
}

TEST_CASE("look-up: it can be cancelled, and a late answer then changes nothing") {
    Visitor visitor;
    ask_receipt(visitor);
    const client::Token token = visitor.awaited();
    visitor.act(CancelWait{});
    CHECK(visitor.page() == Page::ReceiptCode);
    visitor.tell(client::ReceiptFound{token, {}, false});
    CHECK(visitor.page() == Page::ReceiptCode);
}

TEST_CASE("look-up: without an answer it is given up after 20 s; filing is never called back") {
    Visitor visitor;
    ask_receipt(visitor);
    visitor.wait(kWaitMax);
    CHECK(visitor.page() == Page::ReceiptCode);
    CHECK(visitor.state.visit.trouble == Trouble::NoAnswer);

    Visitor filing;
    filing.to_check("慢");
    filing.act(Submit{});
    filing.wait(kWaitMax);
    filing.act(CancelWait{});
    CHECK(filing.page() == Page::Busy);
    filing.saved();
    CHECK(filing.page() == Page::Receipt);
}

TEST_CASE("look-up: a scanned code asks at once, a scanned number fills the field") {
    Visitor visitor;
    visitor.act(Scanned{SecretText(some_code())});
    CHECK(visitor.posted<client::LookUpReceipt>().size() == 1);
    Visitor other;
    other.act(ChooseLanguage{domain::Language::En});
    other.act(Scanned{SecretText(kCaseNumber)});
    CHECK(other.page() == Page::CaseSecret);
    CHECK(other.text(Field::CaseNumber).view() == kCaseNumber);
    Visitor writing;
    writing.to_check("慢");
    writing.act(Scanned{SecretText(some_code())});
    CHECK_MESSAGE(writing.page() == Page::ComplaintCheck, "a scan threw a form away");
}

TEST_CASE("look-up: an overdue case leads to a complaint about its window") {
    Visitor visitor;
    visitor.ask_case("0023");
    client::CaseFound found{visitor.awaited(), {}, false};
    found.view.window = "3";
    visitor.tell(found);
    visitor.act(ComplainAboutCase{});
    CHECK(visitor.page() == Page::ComplaintStart);
    CHECK(visitor.state.visit.complaint.window == "3");
}

namespace {

/// A visitor who looks at a record that these may be wished for.
void to_record(Visitor& visitor, std::vector<domain::Wish> wishes) {
    ask_receipt(visitor);
    client::ReceiptFound found{visitor.awaited(), {}, false};
    found.view.state = domain::TicketState::Accepted;
    found.view.wishes = std::move(wishes);
    visitor.tell(found);
    REQUIRE(visitor.page() == Page::Receipt);
}

}  // namespace

TEST_CASE("wish: haste is asked for at one touch, and the record is shown as it is then") {
    Visitor visitor;
    to_record(visitor, {domain::Wish::Urge});
    visitor.act(MakeWish{domain::Wish::Urge});
    const auto sent = visitor.posted<client::MakeWish>();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].wish == domain::Wish::Urge);
    CHECK(sent[0].code.compact() == some_code());
    CHECK(visitor.page() == Page::Busy);
    client::ReceiptFound found{visitor.awaited(), {}, false};
    found.view.state = domain::TicketState::Accepted;
    visitor.tell(found);
    CHECK(visitor.page() == Page::Receipt);
    const auto& shown = std::get<LookedUp>(visitor.state.visit.receipt);
    CHECK(shown.wished == domain::Wish::Urge);
    CHECK(shown.found.view.wishes.empty());
    CHECK_FALSE(shown.code.empty());
}

TEST_CASE("wish: what cannot be taken back is asked about, and nothing else works meanwhile") {
    Visitor visitor;
    to_record(visitor, {domain::Wish::Withdraw});
    visitor.act(MakeWish{domain::Wish::Withdraw});
    CHECK(visitor.state.visit.asking == domain::Wish::Withdraw);
    CHECK(visitor.posted<client::MakeWish>().empty());
    visitor.act(Back{});
    visitor.act(EndVisit{});
    CHECK(visitor.page() == Page::Receipt);
    visitor.act(Stay{});
    CHECK_FALSE(visitor.state.visit.asking);
    visitor.act(ConfirmWish{});
    CHECK(visitor.posted<client::MakeWish>().empty());
    visitor.act(MakeWish{domain::Wish::Withdraw});
    visitor.act(ConfirmWish{});
    CHECK(visitor.posted<client::MakeWish>().size() == 1);
}

TEST_CASE("wish: one that is not offered is none") {
    Visitor visitor;
    to_record(visitor, {domain::Wish::Urge});
    visitor.act(MakeWish{domain::Wish::Rework});
    CHECK_FALSE(visitor.state.visit.asking);
    CHECK(visitor.page() == Page::Receipt);
}

TEST_CASE("wish: without an answer nobody knows, so the record is looked up again") {
    for (const bool cancelled : {true, false}) {
        Visitor visitor;
        to_record(visitor, {domain::Wish::Urge});
        visitor.act(MakeWish{domain::Wish::Urge});
        if (cancelled) {
            visitor.act(CancelWait{});
        } else {
            fail(visitor, ErrorCode::Offline);
            CHECK(visitor.state.visit.trouble == Trouble::NeedsNetwork);
        }
        CHECK(visitor.page() == Page::ReceiptCode);
        CHECK(std::holds_alternative<std::monostate>(visitor.state.visit.receipt));
        CHECK_FALSE(visitor.state.visit.entry(Field::ReceiptCode).text.empty());
    }
}

TEST_CASE("look-up A2: id card, then phone, and the cases of the person; who it is is forgotten") {
    constexpr std::string_view kCard = "11010519491231002X";
    Visitor visitor;
    visitor.act(ChooseLanguage{domain::Language::Zh});
    visitor.act(OpenTask{Task::Case});
    CHECK(visitor.page() == Page::CaseStart);
    visitor.act(FindByPerson{});
    REQUIRE(visitor.page() == Page::CaseIdCard);
    visitor.type(Field::IdCard, "1101051949123");
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::IdCardLength);
    visitor.type(Field::IdCard, "1002X");
    CHECK(visitor.text(Field::IdCard).view() == kCard);
    visitor.act(ShowField{});
    CHECK(visitor.state.visit.shown);
    CHECK(next_wake(visitor.state).has_value());
    visitor.wait(10s);
    CHECK_MESSAGE(!visitor.state.visit.shown, "an uncovered card stayed uncovered");
    visitor.go_on();
    REQUIRE(visitor.page() == Page::CasePhone);
    visitor.type(Field::PhoneTail, "56");
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::PhoneTailShape);
    visitor.type(Field::PhoneTail, "78");
    visitor.go_on();
    const auto asked = visitor.posted<client::LookUpPerson>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].id_card.view() == kCard);
    CHECK(asked[0].phone_last4.view() == "5678");

    domain::CaseView one;
    one.case_no = "420600-2026-0001";
    domain::CaseView two = one;
    two.case_no = "420600-2026-0002";
    visitor.tell(client::CasesFound{asked[0].token, {one, two}});
    CHECK(visitor.page() == Page::CaseList);
    CHECK(visitor.text(Field::IdCard).empty());
    CHECK(visitor.text(Field::PhoneTail).empty());
    visitor.act(ChooseCase{2});
    CHECK(visitor.page() == Page::CaseList);
    visitor.act(ChooseCase{1});
    REQUIRE(visitor.page() == Page::CaseResult);
    CHECK(visitor.state.visit.found_case->view.case_no == two.case_no);
    visitor.act(Back{});
    CHECK(visitor.page() == Page::CaseList);
    visitor.act(EndVisit{});
    CHECK(visitor.state.visit.cases.empty());
    CHECK(all_words(visitor.state).empty());
}

TEST_CASE("look-up A3: a single case is shown at once; none says so and keeps what was typed") {
    const auto asked = [](Visitor& visitor) {
        visitor.act(ChooseLanguage{domain::Language::Zh});
        visitor.act(OpenTask{Task::Case});
        visitor.act(FindByPerson{});
        visitor.type(Field::IdCard, "11010519491231002X");
        visitor.go_on();
        visitor.type(Field::PhoneTail, "5678");
        visitor.go_on();
        return visitor.posted<client::LookUpPerson>().back().token;
    };
    Visitor one;
    const client::Token token = asked(one);
    one.tell(client::CasesFound{token, {domain::CaseView{}}});
    CHECK(one.page() == Page::CaseResult);
    one.act(Back{});
    CHECK(one.page() == Page::CaseStart);

    Visitor none;
    none.tell(client::LookUpFailed{asked(none), {ErrorCode::NotFound, "", "id_card"}});
    CHECK(none.page() == Page::CaseMissing);
    CHECK(none.state.visit.missing == Waiting::For::Person);
    none.act(FindByPerson{});
    CHECK(none.page() == Page::CaseIdCard);
    CHECK(none.text(Field::IdCard).size() == 18);

    Visitor offline;
    offline.online(false);
    offline.act(ChooseLanguage{domain::Language::Zh});
    offline.act(OpenTask{Task::Case});
    offline.act(FindByPerson{});
    CHECK(offline.page() == Page::CaseStart);
    CHECK(offline.state.visit.trouble == Trouble::NeedsNetwork);
}

TEST_CASE(
    "look-up A2: a card that a reader types fills the field, and a wrong last place is told") {
    Visitor visitor;
    visitor.act(ChooseLanguage{domain::Language::Zh});
    visitor.act(OpenTask{Task::Case});
    visitor.act(FindByPerson{});
    visitor.type(Field::IdCard, "110105194912310021");
    visitor.go_on();
    CHECK(visitor.state.visit.trouble == Trouble::IdCardCheck);
    visitor.act(Scanned{SecretText("11010519491231002X")});
    CHECK(visitor.page() == Page::CasePhone);
    CHECK(visitor.text(Field::IdCard).view() == "11010519491231002X");
}
