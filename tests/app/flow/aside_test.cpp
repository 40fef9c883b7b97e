// SPDX-License-Identifier: Apache-2.0
// Help, calling somebody, a closed hall (kiosk-ux X3, X4, X11).
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;
using Call = client::CallStaff;
using Called = client::StaffCalled;

namespace {

client::Token last_call(const Visitor& visitor) {
    return visitor.posted<Call>().back().token;
}

int count(const Visitor& visitor, Call::What what) {
    int n = 0;
    for (const Call& call : visitor.posted<Call>()) n += call.what == what ? 1 : 0;
    return n;
}

}  // namespace

TEST_CASE("aside X3: help leads back to the page, and what was typed is still there") {
    Visitor visitor;
    visitor.to_words("absent", "3");
    visitor.type(Field::ComplaintText, "窗口没人");
    visitor.act(OpenHelp{});
    CHECK(visitor.page() == Page::Help);
    visitor.act(CallPerson{});
    CHECK(visitor.page() == Page::CallStaff);
    visitor.act(Back{});
    CHECK(visitor.page() == Page::ComplaintText);
    CHECK(visitor.text(Field::ComplaintText).view() == "窗口没人");
}

TEST_CASE("aside X4: a call rings, is asked about every three seconds, and somebody comes") {
    Visitor visitor;
    visitor.act(Touch{});
    visitor.act(CallPerson{});
    REQUIRE(count(visitor, Call::What::Ring) == 1);
    visitor.tell(Called{last_call(visitor), Called::State::Ringing});
    visitor.wait(2'999ms);
    CHECK(count(visitor, Call::What::Ask) == 0);
    visitor.wait(1ms);
    CHECK(count(visitor, Call::What::Ask) == 1);
    visitor.tell(Called{last_call(visitor), Called::State::Coming});
    CHECK(visitor.state.visit.calling->state == Calling::State::Coming);
    visitor.wait(30s);
    CHECK(count(visitor, Call::What::Ask) == 1);
    visitor.act(Back{});
    CHECK(count(visitor, Call::What::Cancel) == 0);  // Who is coming will see for themselves.
    CHECK(visitor.page() == Page::Home);
}

TEST_CASE("aside X4: who was promised somebody and left does not silence the next one's call") {
    for (const bool by_key : {true, false}) {
        CAPTURE(by_key);
        Visitor visitor;
        visitor.act(Touch{});
        visitor.act(CallPerson{});
        visitor.tell(Called{last_call(visitor), Called::State::Coming});
        visitor.act(Back{});
        if (by_key) visitor.act(Exit{});
        if (!by_key) {
            visitor.wait(120s);
            visitor.wait(30s);
        }
        REQUIRE(visitor.page() == Page::Attract);
        CHECK(count(visitor, Call::What::Cancel) == 1);
        visitor.act(Touch{});
        visitor.act(Exit{});  // Nobody was promised to this one.
        CHECK(count(visitor, Call::What::Cancel) == 1);
    }
}

TEST_CASE("aside X4: where nobody would hear, nothing is claimed") {
    Visitor offline;
    offline.online(false);
    offline.act(Touch{});
    offline.act(CallPerson{});
    CHECK(offline.posted<Call>().empty());
    CHECK(offline.state.visit.calling->state == Calling::State::Nobody);

    Visitor nobody;
    nobody.act(Touch{});
    nobody.act(CallPerson{});
    nobody.tell(Called{last_call(nobody), Called::State::Nobody});
    CHECK(nobody.state.visit.calling->state == Calling::State::Nobody);

    Visitor lost;
    lost.act(Touch{});
    lost.act(CallPerson{});
    lost.tell(client::LookUpFailed{last_call(lost), {ErrorCode::Offline, "", ""}});
    CHECK(lost.state.visit.calling->state == Calling::State::Nobody);
}

TEST_CASE("aside X4: three minutes without an answer name the window; one may call again") {
    Visitor visitor;
    visitor.act(Touch{});
    visitor.act(CallPerson{});
    visitor.tell(Called{last_call(visitor), Called::State::Ringing});
    for (int i = 0; i < 18; ++i) {
        visitor.wait(10s);
        visitor.act(Stay{});
    }
    CHECK(visitor.state.visit.calling->state == Calling::State::Unheard);
    visitor.act(CallPerson{});
    CHECK(count(visitor, Call::What::Ring) == 2);
}

TEST_CASE("aside X4: whoever leaves, by whatever way, calls it off") {
    for (const int way : {0, 1, 2}) {
        CAPTURE(way);
        Visitor visitor;
        visitor.act(Touch{});
        visitor.act(CallPerson{});
        visitor.tell(Called{last_call(visitor), Called::State::Ringing});
        if (way == 0) visitor.act(Back{});
        if (way == 1) visitor.act(Exit{});
        if (way == 2) {
            visitor.wait(120s);
            visitor.wait(30s);
            CHECK(visitor.page() == Page::Attract);
        }
        CHECK(count(visitor, Call::What::Cancel) == 1);
        CHECK_FALSE(visitor.state.visit.calling);
    }
}

TEST_CASE("aside X11: after hours only receipts are looked up, where the hall wants it so") {
    Visitor visitor;
    auto hall = std::make_shared<domain::Hall>(*visitor.state.hall);
    const domain::Date day = domain::date_of(visitor.state.wall);
    const int minute = domain::minute_of_day(visitor.state.wall);
    hall->hours = {{day.weekday(), 0, minute + 2}};
    visitor.state.hall = hall;
    visitor.wait(5min);
    CHECK(visitor.page() == Page::Attract);  // The lobby stays open.
    hall = std::make_shared<domain::Hall>(*hall);
    hall->receipts_only_after_hours = true;
    visitor.state.hall = hall;
    visitor.wait(5min);
    CHECK(visitor.page() == Page::Closed);
    visitor.act(OpenTask{Task::Complaint});
    CHECK(visitor.page() == Page::Closed);
    visitor.act(OpenTask{Task::Receipt});
    CHECK(visitor.page() == Page::ReceiptCode);
    visitor.act(Back{});
    CHECK(visitor.page() == Page::Closed);
    visitor.act(ShowBadge{kBadge});
    CHECK(visitor.page() == Page::StaffHome);  // Monitors work when citizens have gone.
    visitor.act(Exit{});
    hall = std::make_shared<domain::Hall>(*hall);
    hall->hours[0].to = 24 * 60;
    visitor.state.hall = hall;
    visitor.wait(5min);
    CHECK(visitor.page() == Page::Attract);
}

TEST_CASE("aside X11: a language chosen at a closed hall is gone when its chooser is") {
    Visitor visitor;
    auto hall = std::make_shared<domain::Hall>(*visitor.state.hall);
    hall->hours = {{domain::date_of(visitor.state.wall).weekday(), 0, 1}};
    hall->receipts_only_after_hours = true;
    visitor.state.hall = hall;
    visitor.wait(1s);
    REQUIRE(visitor.page() == Page::Closed);
    visitor.act(ChooseLanguage{domain::Language::Ug});
    CHECK(visitor.page() == Page::Closed);
    visitor.wait(45s);
    visitor.wait(1s);
    CHECK(visitor.page() == Page::Closed);
    CHECK(visitor.state.visit.language == domain::Language::Zh);
}

TEST_CASE(
    "aside C6: help and staff are there while the terminal asks, and its answer still comes") {
    for (const bool helped : {true, false}) {
        CAPTURE(helped);
        Visitor visitor;
        visitor.ask_case("002X");
        REQUIRE(visitor.page() == Page::Busy);
        if (helped) visitor.act(OpenHelp{});
        if (!helped) visitor.act(CallPerson{});
        CHECK(visitor.page() == (helped ? Page::Help : Page::CallStaff));
        visitor.act(Scanned{SecretText(some_code())});  // One question at a time.
        visitor.act(Back{});
        CHECK(visitor.page() == Page::Busy);
        visitor.act(OpenHelp{});
        visitor.tell(client::LookUpFailed{visitor.awaited(), {ErrorCode::Offline, "", ""}});
        CHECK(visitor.page() == Page::CaseSecret);
    }
}

TEST_CASE("aside C6: a report that is being saved is thanked for, though its sender reads help") {
    Visitor visitor;
    visitor.to_check("窗口没人");
    visitor.act(Submit{});
    visitor.act(OpenHelp{});
    visitor.act(Scanned{SecretText(some_code())});
    visitor.saved();
    CHECK(visitor.page() == Page::Receipt);
}

TEST_CASE("aside C6: who reads help while somebody comes goes on waiting, and rings once") {
    Visitor visitor;
    visitor.act(Touch{});
    visitor.act(CallPerson{});
    visitor.tell(Called{last_call(visitor), Called::State::Ringing});
    visitor.act(CallPerson{});
    visitor.act(OpenHelp{});
    CHECK(visitor.page() == Page::Help);
    visitor.act(CallPerson{});
    CHECK(visitor.page() == Page::CallStaff);
    visitor.act(OpenHelp{});
    visitor.act(Back{});
    CHECK(visitor.page() == Page::CallStaff);
    CHECK(count(visitor, Call::What::Ring) == 1);
    visitor.act(Back{});
    CHECK(visitor.page() == Page::Home);
    CHECK(count(visitor, Call::What::Cancel) == 1);
}

TEST_CASE("aside C6: help at a locked terminal is a citizen's, and what the monitor did is gone") {
    for (const bool helped : {true, false}) {
        CAPTURE(helped);
        Visitor visitor;
        visitor.act(ShowBadge{kBadge});
        visitor.act(LockStaff{});
        REQUIRE(visitor.page() == Page::StaffLock);
        if (helped) visitor.act(OpenHelp{});
        if (!helped) visitor.act(CallPerson{});
        CHECK(visitor.page() == (helped ? Page::Help : Page::CallStaff));
        CHECK_FALSE(visitor.state.visit.staff);
        visitor.act(Back{});
        CHECK(visitor.page() == Page::Home);
    }
}

TEST_CASE("aside X10: a terminal that cannot work says so in the language that was chosen") {
    Visitor visitor;
    visitor.state.broken = true;
    visitor.act(ChooseLanguage{domain::Language::Ug});
    CHECK(visitor.page() == Page::OutOfOrder);
    CHECK(visitor.state.visit.language == domain::Language::Ug);
    visitor.act(OpenModes{});
    CHECK(visitor.state.visit.choosing);
    visitor.act(ChooseModes{{.text = TextSize::Largest}});
    visitor.act(Stay{});
    CHECK_FALSE(visitor.state.visit.choosing);
    CHECK(visitor.state.visit.modes.text == TextSize::Largest);
    visitor.act(OpenTask{Task::Complaint});
    visitor.act(CallPerson{});
    CHECK(visitor.page() == Page::OutOfOrder);
    CHECK(visitor.posted<Call>().empty());
    visitor.wait(44s);
    CHECK(visitor.state.visit.language == domain::Language::Ug);
    visitor.wait(2s);
    CHECK(visitor.state.visit.language == domain::Language::Zh);
    CHECK(visitor.state.visit.modes == Modes{});
    // And the next one's terminal, which works again, invites as ever.
    visitor.act(ChooseLanguage{domain::Language::En});
    visitor.state.broken = false;
    visitor.wait(1s);
    CHECK(visitor.page() == Page::Attract);
    CHECK(visitor.state.visit.language == domain::Language::Zh);
}
