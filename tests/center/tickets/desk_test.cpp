// SPDX-License-Identifier: Apache-2.0
#include "office.h"
#include "sync/center/tickets/number.h"
#include "sync/center/tickets/worklist.h"

#include <doctest/doctest.h>

#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::TicketState;
using rules::Outcome;

TEST_CASE("tickets: a complaint becomes a numbered ticket with the dates of its profile") {
    Office office;
    const tickets::Ticket ticket = office.ticket(office.file());
    CHECK(tickets::is_ticket_number(ticket.ticket_no));
    CHECK(ticket.ticket_no.starts_with("TS420600202611020001"));
    CHECK(ticket.state == TicketState::Registered);
    CHECK(ticket.version == 1);
    CHECK(ticket.filed_on == domain::Date::of(2026, 11, 2));
    CHECK_FALSE(ticket.filed_pm);
    CHECK(ticket.deadlines.verify_by == domain::Date::of(2026, 11, 5));
    CHECK(ticket.deadlines.reply_by == domain::Date::of(2026, 11, 23));
    CHECK_FALSE(ticket.sealed);
}

TEST_CASE("tickets: a record gets one ticket, never two") {
    Office office;
    tickets::NewTicket ticket;
    ticket.record.bytes[0] = 1;
    ticket.receipt_code = "A";
    ticket.filed_at = office.now();
    REQUIRE(tickets::open_ticket(office.db(), ticket, office.now()).ok());
    const auto again = tickets::open_ticket(office.db(), ticket, office.now());
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code == ErrorCode::Conflict);
}

TEST_CASE("tickets: numbers count through the day and begin again on the next") {
    Office office;
    CHECK(office.ticket(office.file()).ticket_no.substr(16, 4) == "0001");
    CHECK(office.ticket(office.file()).ticket_no.substr(16, 4) == "0002");
    office.pass(std::chrono::hours{24});
    CHECK(office.ticket(office.file()).ticket_no.substr(8, 12) == "202611030001");
}

TEST_CASE("tickets: the citizen reads the state, the dates and in the end the answer") {
    Office office;
    const std::int64_t id = office.file();
    const std::string code = office.code_of_last();
    const auto before = tickets::view_by_receipt(office.db(), code, office.now());
    REQUIRE(before.ok());
    CHECK(before.value().state == TicketState::Registered);
    CHECK(before.value().verify_by == domain::Date::of(2026, 11, 5));
    CHECK(before.value().reply.empty());
    CHECK_FALSE(before.value().overdue);
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    REQUIRE(office.act(id, accept()).ok());
    REQUIRE(office.act(id, reply("窗口已道歉并补办。")).ok());
    const auto after = tickets::view_by_receipt(office.db(), code, office.now());
    REQUIRE(after.ok());
    CHECK(after.value().state == TicketState::Replied);
    CHECK(after.value().reply == "窗口已道歉并补办。");
    CHECK(tickets::view_by_receipt(office.db(), "000000000000", office.now()).error().code ==
          ErrorCode::NotFound);
}

TEST_CASE("tickets: calls go on until the ticket is closed, and lead back to nothing") {
    Office office;
    const std::int64_t id = office.file();
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    REQUIRE(office.act(id, call(Outcome::NoAnswer)).ok());
    CHECK(office.ticket(id).state == TicketState::Verified);
    REQUIRE(office.act(id, accept()).ok());
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    CHECK(office.ticket(id).state == TicketState::Accepted);
    REQUIRE(office.act(id, reply("x")).ok());
    REQUIRE(office.act(id, call(Outcome::SwitchedOff)).ok());
    CHECK(office.ticket(id).state == TicketState::Replied);
    CHECK(office.ticket(id).callbacks == 4);
    CHECK(office.act(id, close("unreached")).error().field == "action");  // Nobody asked.
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(5)).ok());
    CHECK(office.ticket(id).state == TicketState::Closed);
    CHECK_FALSE(office.act(id, call(Outcome::Verified)).ok());
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("tickets: a ticket that nobody looked at is overdue, and says so") {
    Office office;
    office.file();
    office.pass(std::chrono::hours{24 * 4});
    const auto view = tickets::view_by_receipt(office.db(), office.code_of_last(), office.now());
    REQUIRE(view.ok());
    CHECK(view.value().overdue);
}

TEST_CASE("tickets: a refusal tells the citizen why") {
    Office office;
    const std::int64_t id = office.file();
    REQUIRE(office.act(id, refuse("请向劳动仲裁委员会申请。")).ok());
    const auto view = tickets::view_by_receipt(office.db(), office.code_of_last(), office.now());
    REQUIRE(view.ok());
    CHECK(view.value().state == TicketState::NotAccepted);
    CHECK(view.value().refusal == "请向劳动仲裁委员会申请。");
    // Nobody was asked, and so nobody is said to be satisfied.
    CHECK(office.act(id, close("satisfied")).error().field == "result");
    CHECK(office.act(id, close("unreached")).error().field == "result");
    REQUIRE(office.act(id, close("")).ok());
    CHECK(office.ticket(id).state == TicketState::Closed);
    CHECK(tickets::events_of(office.db(), id).value().back().fields.at("result") == "not_asked");
}

TEST_CASE("tickets: who saw an older version is told so, and nothing is written") {
    Office office;
    const std::int64_t id = office.file({.has_contact = false});
    REQUIRE(office.act(id, accept()).ok());
    const auto late =
        tickets::act(office.db(), {"li", kSupervisor}, id, 1, refuse("x"), office.now());
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().code == ErrorCode::Conflict);
    CHECK(late.error().field == "expected_version");
    CHECK(office.ticket(id).version == 2);
}

TEST_CASE("tickets: words that are missing, too long or of an unknown code are refused by field") {
    Office office;
    const std::int64_t id = office.file({.has_contact = false});
    const auto field = [&](const tickets::Deed& deed) {
        const auto done = office.act(id, deed);
        REQUIRE_FALSE(done.ok());
        return done.error().field;
    };
    tickets::Deed bad_code = refuse("x");
    bad_code.reason_code = "R9";
    CHECK(field(bad_code) == "reason_code");
    CHECK(field(refuse("  ")) == "words");
    CHECK(field(call(Outcome::Verified)) == "action");  // Nobody to call.
    REQUIRE(office.act(id, accept()).ok());
    CHECK(field(reply("")) == "text");
    CHECK(field(reply(std::string(tickets::kWordsMax + 1, 'x'))) == "text");
    REQUIRE(office.act(id, reply("x")).ok());
    CHECK(field(close("delighted")) == "result");
}

TEST_CASE("tickets: a role that never does a thing may not, whatever the state") {
    Office office;
    const std::int64_t id = office.file({.has_contact = false});
    const auto done = tickets::act(office.db(), {"zhao", {rules::Role::Auditor, ""}}, id, 1,
                                   accept(), office.now());
    REQUIRE_FALSE(done.ok());
    CHECK(done.error().code == ErrorCode::Forbidden);
}

TEST_CASE("tickets: a handler finds only accepted, unsealed tickets of the own unit") {
    Office office;
    const rules::Viewer handler{rules::Role::Handler, "scjg"};
    const std::int64_t own = office.file({.has_contact = false});
    const std::int64_t sealed = office.file({.category = "06", .has_contact = false});
    const std::int64_t other = office.file({.unit = "rlzy", .has_contact = false});
    CHECK(tickets::find(office.db(), handler, own).error().code == ErrorCode::NotFound);
    for (const std::int64_t id : {own, sealed, other}) REQUIRE(office.act(id, accept()).ok());
    CHECK(tickets::find(office.db(), handler, own).ok());
    CHECK(tickets::find(office.db(), handler, sealed).error().code == ErrorCode::NotFound);
    CHECK(tickets::find(office.db(), handler, other).error().code == ErrorCode::NotFound);
    const auto page = tickets::list(office.db(), handler, {});
    REQUIRE(page.ok());
    REQUIRE(page.value().items.size() == 1);
    CHECK(page.value().items[0].id == own);
}

TEST_CASE("tickets: pages follow each other without gap or repetition, newest first") {
    Office office;
    for (int i = 0; i < 23; ++i) office.file();
    std::set<std::int64_t> seen;
    tickets::Filter filter;
    filter.limit = 5;
    std::int64_t last = 1'000'000;
    int pages = 0;
    do {
        const auto page = tickets::list(office.db(), kSupervisor, filter);
        REQUIRE(page.ok());
        for (const tickets::Ticket& ticket : page.value().items) {
            CHECK(ticket.id < last);
            last = ticket.id;
            CHECK(seen.insert(ticket.id).second);
        }
        filter.before = page.value().next;
        REQUIRE(++pages < 10);
    } while (filter.before != 0);
    CHECK(seen.size() == 23);
    CHECK(pages == 5);
}

TEST_CASE("tickets: each filter takes what it names and nothing else") {
    Office office;
    const std::int64_t one = office.file({.unit = "rlzy", .has_contact = false});
    office.file({.kind = domain::RecordKind::Rating});
    REQUIRE(office.act(one, accept()).ok());
    const auto count = [&](const tickets::Filter& filter) {
        const auto page = tickets::list(office.db(), kSupervisor, filter);
        REQUIRE(page.ok());
        return page.value().items.size();
    };
    CHECK(count({}) == 2);
    CHECK(count({.state = TicketState::Accepted}) == 1);
    CHECK(count({.state = TicketState::Closed}) == 0);
    CHECK(count({.kind = domain::RecordKind::Rating}) == 1);
    CHECK(count({.unit = "rlzy"}) == 1);
    CHECK(count({.number = office.ticket(one).ticket_no}) == 1);
    CHECK(count({.number = "TS420600"}) == 2);
    CHECK(count({.number = "%"}) == 0);
}

TEST_CASE("work list: walks along several states follow each other as one, by the day due") {
    using namespace center::tickets;
    Office office;
    SeededRandom random(3);
    for (int i = 0; i < 40; ++i) {
        const std::int64_t id = office.file({.unit = i % 3 == 0 ? "gajj" : "scjg",
                                             .has_contact = i % 4 != 0,
                                             .kind = domain::RecordKind::Complaint});
        const std::uint64_t steps = random.between(0, 3);
        if (steps > 0 && i % 4 != 0) REQUIRE(office.act(id, call(rules::Outcome::Verified)).ok());
        if (steps > 1) REQUIRE(office.act(id, accept()).ok());
        if (steps > 2) REQUIRE(office.act(id, reply("已整改")).ok());
        office.pass(std::chrono::hours{20});
    }
    const domain::Date today = domain::date_of(office.now());
    const auto pages_of = [&](const rules::Viewer& viewer, WorkFilter filter) {
        std::vector<std::int64_t> ids;
        do {
            const auto page = work_list(office.db(), viewer, filter, today).value();
            for (const auto& ticket : page.items) ids.push_back(ticket.id);
            filter.after = page.next;
        } while (!filter.after.empty());
        return ids;
    };
    const auto load_of = [&](const rules::Viewer& viewer) {
        return workload(office.db(), viewer, today, 0).value();
    };
    for (const rules::Role role :
         {rules::Role::Intake, rules::Role::Callback, rules::Role::Supervisor}) {
        const rules::Viewer viewer{role, ""};
        const auto open = pages_of(viewer, {.limit = kListMax});
        const auto mine = pages_of(viewer, {.view = View::Mine, .limit = 3});
        CHECK(mine == pages_of(viewer, {.view = View::Mine, .limit = kListMax}));
        CHECK(static_cast<int>(mine.size()) == load_of(viewer).mine);
        // In the order of the whole list, which one walk makes.
        auto at = open.begin();
        for (const std::int64_t id : mine) {
            at = std::find(at, open.end(), id);
            REQUIRE(at != open.end());
        }
        std::size_t count = 0;
        for (const char* unit : {"scjg", "gajj"}) {
            count += pages_of(viewer, {.unit = unit, .limit = 2}).size();
        }
        CHECK(count == open.size());
    }
    CHECK(pages_of({rules::Role::Administrator, ""}, {.view = View::Mine}).empty());
}
