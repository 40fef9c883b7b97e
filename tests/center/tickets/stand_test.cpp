// SPDX-License-Identifier: Apache-2.0
// The column that says whose next step a ticket is, and what is counted along it.
#include "sync/center/tickets/stand.h"

#include "office.h"
#include "sync/center/tickets/step.h"
#include "sync/center/tickets/worklist.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center;
using namespace sunbooth::tests;
using rules::Role;
using tickets::Stand;

namespace {

Stand any_stand(SeededRandom& random) {
    const auto coin = [&] { return random.between(0, 1) == 1; };
    const auto number = [&] { return static_cast<int>(random.between(0, 12)); };
    constexpr std::array kStates = {domain::TicketState::Registered, domain::TicketState::Accepted,
                                    domain::TicketState::NeedInfo, domain::TicketState::Merged,
                                    domain::TicketState::Closed};
    Stand stand;
    rules::Standing& at = stand.standing;
    at.state = kStates[random.between(0, kStates.size() - 1)];
    at.kind = coin() ? domain::RecordKind::Complaint : domain::RecordKind::Rating;
    at.unreached = number();
    at.attempts_min = number();
    at.callers = number();
    at.callers_min = number();
    at.closing_tries = number();
    at.closing_callers = number();
    for (bool* flag :
         {&at.has_contact, &at.may_ask, &at.may_extend, &at.may_rework, &at.has_handler,
          &at.may_return, &at.is_signed, &at.extension_asked, &at.may_appeal, &at.may_recheck,
          &at.was_heard, &at.has_merged, &stand.sealed, &stand.in_vain}) {
        *flag = coin();
    }
    if (coin()) at.resumes_to = kStates[random.between(0, kStates.size() - 1)];
    return stand;
}

/// Forty tickets on their way, two units, some sealed, some without a number, called or not.
void fill(Office& office) {
    for (int i = 0; i < 40; ++i) {
        const bool contact = i % 4 != 0;
        const std::int64_t id = office.file({.unit = i % 3 == 0 ? "gajj" : "scjg",
                                             .category = i % 5 == 0 ? "06" : "02",
                                             .has_contact = contact,
                                             .kind = domain::RecordKind::Complaint});
        if (contact && i % 7 == 1) REQUIRE(office.act(id, call(rules::Outcome::NoAnswer)).ok());
        if (contact && i % 7 > 2) REQUIRE(office.act(id, call(rules::Outcome::Verified)).ok());
        if (!contact || i % 7 > 3) REQUIRE(office.act(id, accept()).ok());
        if (contact && i % 7 > 4) REQUIRE(office.act(id, reply("已整改")).ok());
        office.pass(std::chrono::hours{11});
    }
}

/// The same counts, by reading every ticket.
tickets::Workload counted(Office& office, const rules::Viewer& viewer, domain::Date today) {
    tickets::Workload load;
    const auto read = tickets::each_open(office.db(), viewer, [&](const tickets::Ticket& ticket) {
        const auto due = rules::due_on(ticket.state, ticket.deadlines);
        ++load.open;
        load.overdue += due && *due < today ? 1 : 0;
        load.soon += due && *due >= today && *due <= today.plus(tickets::kSoonDays) ? 1 : 0;
        load.calls += ticket.awaits_callback() ? 1 : 0;
        load.in_vain += ticket.awaits_callback() && ticket.unreached > 0 ? 1 : 0;
        load.closing += ticket.awaits_closing_call() ? 1 : 0;
        load.mine += tickets::is_mine(tickets::stand_of(ticket), viewer.role) ? 1 : 0;
    });
    REQUIRE(read.ok());
    return load;
}

}  // namespace

TEST_CASE("stand: what is written reads back, and nothing else is taken") {
    SeededRandom random(170);
    for (int i = 0; i < 2000; ++i) {
        const Stand stand = any_stand(random);
        const std::string text = write(stand);
        CAPTURE(text);
        const auto again = tickets::read_stand(text);
        REQUIRE(again.ok());
        CHECK(again.value() == stand);
        CHECK_FALSE(tickets::read_stand(text + "x").ok());
        CHECK_FALSE(tickets::read_stand(text.substr(1)).ok());
    }
    for (const char* wrong : {"", "registered", "registered.1.0.0.0.0.0.0.", "nowhere.1.0.0.0.0.0.0.0.",
                              "registered.1.0.0.-1.0.0.0.0.", "registered.1.0.0.0.0.0.0.16384."}) {
        CAPTURE(wrong);
        CHECK(tickets::read_stand(wrong).error().code == ErrorCode::Corrupt);
    }
}

TEST_CASE("stand: counts along the index are those of reading every ticket, for every viewer") {
    Office office;
    fill(office);
    const domain::Date today = domain::date_of(office.now());
    for (const rules::Viewer& viewer :
         {rules::Viewer{Role::Intake, ""}, rules::Viewer{Role::Callback, ""},
          rules::Viewer{Role::Supervisor, ""}, rules::Viewer{Role::Auditor, ""},
          rules::Viewer{Role::Administrator, ""}, rules::Viewer{Role::Handler, "scjg"},
          rules::Viewer{Role::Handler, "gajj"}, rules::Viewer{Role::Supervisor, "", {"scjg"}}}) {
        CAPTURE(rules::to_string(viewer.role));
        CAPTURE(viewer.unit);
        const auto is = tickets::workload(office.db(), viewer, today, 0).value();
        const auto should = counted(office, viewer, today);
        CHECK(is.open == should.open);
        CHECK(is.mine == should.mine);
        CHECK(is.overdue == should.overdue);
        CHECK(is.soon == should.soon);
        CHECK(is.calls == should.calls);
        CHECK(is.in_vain == should.in_vain);
        CHECK(is.closing == should.closing);
    }
    const auto all = tickets::workload(office.db(), kSupervisor, today, 0).value();
    for (const int count : {all.overdue, all.soon, all.calls, all.in_vain, all.closing, all.mine}) {
        CHECK(count > 0);  // Each was there to be counted.
    }
}

TEST_CASE("stand: a column that a hand has changed is found by the chain") {
    Office office;
    const std::int64_t id = office.file();
    REQUIRE(office.db().run("UPDATE ticket SET stand = 'closed.1.0.3.0.1.0.0.0.'").ok());
    const Status verified = tickets::verify_chain(office.db(), id);
    REQUIRE_FALSE(verified.ok());
    CHECK(verified.error().field == "stand");
}

TEST_CASE("replay: columns of more tickets than one piece are made again from the events alone") {
    Office office;
    constexpr int kTickets = 1100;           // More than two pieces (replay.cpp).
    REQUIRE(office.db().run("BEGIN").ok());  // One commit for all of them.
    for (int i = 0; i < kTickets; ++i) {
        const std::int64_t id = office.file({.has_contact = i % 2 == 0});
        if (i % 50 == 1) REQUIRE(office.act(id, accept()).ok());
    }
    REQUIRE(office.db().run("COMMIT").ok());
    const auto columns = [&] {
        auto select = office.db().prepare(
            "SELECT group_concat(id || state || version || course || handled_by || due_on ||"
            " stand, ';') FROM ticket");
        REQUIRE(select.step().ok());
        return select.text(0);
    };
    const std::string before = columns();
    REQUIRE(office.db()
                .run("UPDATE ticket SET state = 'closed', version = 9, course = 'e',"
                     " handled_by = 'gajj', due_on = '', stand = '' WHERE id % 3 > 0;"
                     "UPDATE derivation SET version = 0")
                .ok());
    CHECK(columns() != before);
    CHECK(tickets::bring_columns_up(office.db()).value() == kTickets);
    CHECK(columns() == before);
    CHECK(tickets::bring_columns_up(office.db()).value() == 0);
}
