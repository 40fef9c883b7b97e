// SPDX-License-Identifier: Apache-2.0
// The turns that a ticket may take, each as a story (domain.md 2.5, 1.2).
#include "office.h"
#include "sync/base/mutant.h"
#include "sync/center/tickets/step.h"
#include "sync/center/tickets/worklist.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::Date;
using domain::TicketState;
using rules::Action;
using rules::Outcome;
using rules::RatingClass;
using rules::Role;

namespace {

constexpr std::chrono::hours kDay{24};
const rules::Viewer kUnit{Role::Handler, "scjg"};

tickets::Deed found_to_be(RatingClass found) {
    tickets::Deed deed = noted(Action::Classify);
    deed.found = found;
    deed.words = "说明";
    return deed;
}

}  // namespace

TEST_CASE("life: a unit's answer is the citizen's only when the center has passed it") {
    Office office;
    const std::int64_t id = accepted(office);
    const std::string code = office.code_of_last();
    REQUIRE(by_unit(office, id, reply("已整改")).ok());
    CHECK(office.ticket(id).state == TicketState::Reviewing);
    CHECK(view(office, code).state == TicketState::Accepted);
    CHECK(view(office, code).reply.empty());
    CHECK(office.ticket(id).deadlines.review_by == Date::of(2026, 11, 4));
    REQUIRE(office.act(id, noted(Action::SendBack)).ok());
    CHECK(office.ticket(id).state == TicketState::Accepted);
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 23));  // Its clock runs on.
    REQUIRE(by_unit(office, id, reply("已整改，附照片")).ok());
    REQUIRE(office.act(id, noted(Action::Approve)).ok());
    CHECK(view(office, code).state == TicketState::Replied);
    CHECK(view(office, code).reply == "已整改，附照片");
    CHECK(office.ticket(id).deadlines.call_by == Date::of(2026, 11, 4));
}

TEST_CASE("life: what is signed for, designated, or older than 24 open hours stays with its unit") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(by_unit(office, id, noted(Action::Sign)).ok());
    CHECK(refused_field(by_unit(office, id, noted(Action::Return))) == "action");
    const std::int64_t late = accepted(office);
    office.pass(kDay - std::chrono::minutes{1});
    CHECK(by_unit(office, late, noted(Action::Return)).ok());
    const std::int64_t later = accepted(office);
    office.pass(kDay + std::chrono::minutes{1});
    CHECK(refused_field(by_unit(office, later, noted(Action::Return))) == "action");
    const std::int64_t named = accepted(office);
    tickets::Deed deed = dispatch("scjg");
    deed.action = Action::Designate;
    REQUIRE(office.act(named, deed).ok());
    CHECK(refused_field(by_unit(office, named, noted(Action::Return))) == "action");
}

TEST_CASE("life: hours to return a ticket do not run while the office is closed") {
    Office office;
    office.pass(4 * kDay + std::chrono::hours{6});  // Friday afternoon.
    const std::int64_t id = accepted(office);
    office.pass(2 * kDay + std::chrono::hours{20});  // Monday, twenty hours and two days later.
    CHECK(by_unit(office, id, noted(Action::Return)).ok());
}

TEST_CASE("life: more time is asked for before the answer is due, and granted by the head alone") {
    Office office;
    const std::int64_t id = accepted(office);
    CHECK(refused_field(by_unit(office, id, noted(Action::AskExtension))) == "action");  // No rule.
    const std::int64_t rating = office.file({.kind = domain::RecordKind::Rating});
    REQUIRE(office.act(rating, call(Outcome::Verified)).ok());
    REQUIRE(office.act(rating, found_to_be(RatingClass::Valid)).ok());
    REQUIRE(by_unit(office, rating, noted(Action::AskExtension)).ok());
    CHECK(refused_field(by_unit(office, rating, noted(Action::AskExtension))) == "action");
    REQUIRE(office.act(rating, noted(Action::DenyExtension)).ok());
    REQUIRE(by_unit(office, rating, noted(Action::AskExtension)).ok());
    office.pass(40 * kDay);  // Asked in time, decided late.
    REQUIRE(office.act(rating, extend("要向外省核对。")).ok());
    CHECK(office.ticket(rating).deadlines.reply_by == Date::of(2026, 12, 7));
    CHECK(refused_field(by_unit(office, rating, noted(Action::AskExtension))) == "action");
}

TEST_CASE("life: who waits longer is told why, until the answer comes or is to come anew") {
    Office office;
    const std::int64_t rating =
        office.file({.has_contact = true, .kind = domain::RecordKind::Rating});
    REQUIRE(office.act(rating, call(Outcome::Verified)).ok());
    REQUIRE(office.act(rating, found_to_be(RatingClass::Valid)).ok());
    CHECK(refused_field(office.act(rating, noted(Action::Extend))) == "words");
    CHECK(view(office).extension.empty());
    const Date before = *view(office).reply_by;
    REQUIRE(office.act(rating, extend("要向外省核对。")).ok());
    CHECK(view(office).extension == "要向外省核对。");
    CHECK(*view(office).reply_by > before);
    REQUIRE(by_unit(office, rating, reply("已整改。")).ok());
    CHECK(view(office).extension == "要向外省核对。");  // The center has not passed the answer.
    REQUIRE(office.act(rating, noted(Action::Approve)).ok());
    CHECK(view(office).extension.empty());
    REQUIRE(office.act_as("wang", kSupervisor, rating, heard(1)).ok());
    CHECK(view(office).state == domain::TicketState::Accepted);
    CHECK(view(office).extension.empty());  // Of the answer that was sent back.
    CHECK(tickets::verify_chain(office.db(), rating).ok());
}

TEST_CASE("life: a bad rating is looked at from outside before it leaves the figures") {
    Office office;
    const std::int64_t id = office.file({.kind = domain::RecordKind::Rating});
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    CHECK(office.ticket(id).deadlines.verify_by == Date::of(2026, 11, 3));
    REQUIRE(office.act(id, found_to_be(RatingClass::Malicious)).ok());
    CHECK(office.ticket(id).state == TicketState::Appealed);
    CHECK(refused_field(office.act(id, noted(Action::Overturn))) == "account");  // The same li.
    REQUIRE(office.act_as("wang", kSupervisor, id, noted(Action::Overturn)).ok());
    CHECK(office.ticket(id).state == TicketState::Closed);
    CHECK(office.ticket(id).course.is_excluded);
    store::Statement row = office.db().prepare("SELECT excluded FROM ticket");
    REQUIRE(row.step().value());
    CHECK(row.integer(0) == 1);
}

TEST_CASE("life: a unit appeals against a rating within five working days, and the clock stands") {
    Office office;
    const auto valid = [&] {
        const std::int64_t id = office.file({.kind = domain::RecordKind::Rating});
        REQUIRE(office.act(id, call(Outcome::Verified)).ok());
        REQUIRE(office.act(id, found_to_be(RatingClass::Valid)).ok());
        return id;
    };
    const std::int64_t id = valid();
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 23));
    office.pass(2 * kDay);
    REQUIRE(by_unit(office, id, noted(Action::Appeal)).ok());
    office.pass(5 * kDay);
    REQUIRE(office.act_as("wang", kSupervisor, id, noted(Action::Dismiss)).ok());
    CHECK(office.ticket(id).state == TicketState::Accepted);
    CHECK(office.ticket(id).deadlines.reply_by == Date::of(2026, 11, 26));
    CHECK(refused_field(by_unit(office, id, noted(Action::Appeal))) == "action");  // Once.
    const std::int64_t late = valid();
    office.pass(8 * kDay);
    CHECK(refused_field(by_unit(office, late, noted(Action::Appeal))) == "action");
}

TEST_CASE("life: a recheck is done by somebody who had no part, and ends the matter or opens it") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(1)).ok());  // Handled anew by rule.
    CHECK(office.ticket(id).state == TicketState::Accepted);
    REQUIRE(office.act(id, reply("二")).ok());
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(2)).ok());
    CHECK(office.ticket(id).state == TicketState::Rechecking);
    tickets::Deed upheld;
    upheld.action = Action::Uphold;
    upheld.words = "维持。";
    CHECK(refused_field(office.act(id, upheld)) == "account");
    REQUIRE(office.act_as("wang", kSupervisor, id, upheld).ok());
    CHECK(office.ticket(id).state == TicketState::Closed);
    CHECK(view(office, office.code_of_last()).reply == "维持。");
    CHECK(view(office, office.code_of_last()).wishes.empty());  // Once.
}

TEST_CASE("life: a closed file is put away when nobody may ask for a recheck any more") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(5)).ok());
    CHECK(refused_field(office.act(id, noted(Action::Archive))) == "action");
    CHECK(view(office, office.code_of_last()).wishes == std::vector{domain::Wish::Rework});
    office.pass(31 * kDay);
    CHECK(view(office, office.code_of_last()).wishes.empty());
    REQUIRE(office.act(id, noted(Action::Archive)).ok());
    CHECK(office.ticket(id).allowed(Role::Supervisor, office.now()).empty());
    CHECK(view(office, office.code_of_last()).state == TicketState::Closed);
}

TEST_CASE("life: pressure to withdraw puts a ticket under supervision, whatever else was said") {
    Office office;
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    tickets::Deed deed = heard(5);
    deed.was_pressed = true;
    REQUIRE(office.act_as("wang", kSupervisor, id, deed).ok());
    CHECK(office.ticket(id).course.supervised == 1);
    CHECK(office.ticket(id).state == TicketState::Closed);
}

namespace {

/// An answered ticket that wang alone called in vain, on so many working days.
std::int64_t called_by_one(Office& office, int days) {
    const std::int64_t id = accepted(office);
    REQUIRE(office.act(id, reply("一")).ok());
    for (int i = 0; i < days; ++i) {
        CHECK(office.act_as("wang", kSupervisor, id, heard(0, Outcome::NoAnswer)).ok());
        office.pass(kDay);
    }
    return id;
}

}  // namespace

TEST_CASE("life: two people in three half-days without an answer close it, told as unreached") {
    Office office;
    const std::int64_t id = called_by_one(office, 4);
    CHECK(office.ticket(id).state == TicketState::Replied);
    CHECK(refused_field(office.act_as("wang", kSupervisor, id, close("unreached"))) == "action");
    REQUIRE(office.act_as("zhao", kSupervisor, id, heard(0, Outcome::NoAnswer)).ok());
    CHECK(office.ticket(id).state == TicketState::Closed);
    const auto events = tickets::events_of(office.db(), id);
    CHECK(events.value().back().by == tickets::kByRule);
    CHECK(events.value().back().fields.at("result") == "unreached");
}

TEST_CASE("life: the mutant rules.one_caller_closes is caught") {
    const MutantScope mutant("rules.one_caller_closes");
    Office office;
    CHECK(office.ticket(called_by_one(office, 3)).state == TicketState::Closed);
}

namespace {

/// How many attempts there are after two people called on a Sunday at three in the morning, three
/// weeks running, and once on a Monday.
int attempts_at_night(Office& office) {
    const std::int64_t id = office.file();
    office.pass(5 * kDay + std::chrono::hours{16} + std::chrono::minutes{30});
    for (int week = 0; week < 3; ++week) {
        office.pass(week == 0 ? milliseconds{0} : 7 * kDay);
        const char* caller = week == 1 ? "zhao" : "wang";
        REQUIRE(office.act_as(caller, kSupervisor, id, call(Outcome::NoAnswer)).ok());
    }
    office.pass(kDay + std::chrono::hours{7});
    REQUIRE(office.act_as("wang", kSupervisor, id, call(Outcome::NoAnswer)).ok());
    CHECK(office.ticket(id).callbacks == 4);
    CHECK(tickets::verify_chain(office.db(), id).ok());
    return office.ticket(id).standing().unreached;
}

}  // namespace

TEST_CASE("life: calls on a Sunday at three in the morning are no attempts") {
    Office office;
    CHECK(attempts_at_night(office) == 1);
    // What was noted when the call was made stays, whatever the calendar says later.
    const auto events = tickets::events_of(office.db(), 1);
    CHECK(events.value()[1].fields.at(tickets::kOffHours) == "yes");
    CHECK_FALSE(events.value().back().fields.contains(tickets::kOffHours));
}

TEST_CASE("life: the mutant rules.night_calls_count is caught") {
    const MutantScope mutant("rules.night_calls_count");
    Office office;
    CHECK(attempts_at_night(office) == 4);
}

TEST_CASE("life: the mutant tickets.closes_as_it_likes is caught") {
    const MutantScope mutant("tickets.closes_as_it_likes");
    Office office;
    const std::int64_t id = office.file();
    REQUIRE(office.act(id, refuse("x")).ok());
    CHECK(office.act(id, close("satisfied")).ok());
}

TEST_CASE("life: what goes to discipline is told to the citizen and no longer the center's") {
    Office office;
    const std::int64_t id = accepted(office);
    tickets::Deed deed = noted(Action::Transfer);
    CHECK(refused_field(office.act(id, deed)) == "words");
    deed.words = "已移送纪检监察机关。";
    REQUIRE(office.act(id, deed).ok());
    CHECK(view(office, office.code_of_last()).state == TicketState::Transferred);
    CHECK_FALSE(tickets::find(office.db(), kUnit, id).ok());
    office.pass(100 * kDay);
    CHECK_FALSE(view(office, office.code_of_last()).overdue);
}

TEST_CASE("life: columns that an older program wrote are made again from the events") {
    Office office;
    const std::int64_t id = accepted(office);
    const tickets::Ticket before = office.ticket(id);
    REQUIRE(office.db().run("UPDATE ticket SET course = '', due_on = ''").ok());
    CHECK_FALSE(tickets::verify_chain(office.db(), id).ok());
    CHECK(tickets::bring_columns_up(office.db()).value() == 1);
    CHECK(tickets::bring_columns_up(office.db()).value() == 0);
    CHECK(office.ticket(id).course == before.course);
    CHECK(tickets::verify_chain(office.db(), id).ok());
    const auto open =
        tickets::work_list(office.db(), kSupervisor, {}, domain::date_of(office.now()));
    CHECK(open.value().items.size() == 1);
}
