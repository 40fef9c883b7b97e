// SPDX-License-Identifier: Apache-2.0
#include "office.h"
#include "sync/base/mutant.h"
#include "sync/wire/json.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Outcome;

namespace {

/// A hand on the file: what SQLite itself would refuse.
void tamper(store::Database& db, const std::string& sql) {
    REQUIRE(sqlite3_exec(db.handle(), "DROP TRIGGER IF EXISTS ticket_event_stays", nullptr, nullptr,
                         nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db.handle(), "DROP TRIGGER IF EXISTS ticket_event_is_kept", nullptr,
                         nullptr, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db.handle(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

std::int64_t answered(Office& office) {
    const std::int64_t id = office.file();
    REQUIRE(office.act(id, call(Outcome::NoAnswer)).ok());
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    REQUIRE(office.act(id, accept()).ok());
    REQUIRE(office.act(id, reply("已经督促改正。")).ok());
    return id;
}

/// Whoever rewrites an event may give it a right digest of its own; its follower still tells.
std::string field_after_rewriting(Office& office, std::int64_t id) {
    const auto events = tickets::events_of(office.db(), id);
    REQUIRE(events.ok());
    tickets::Event forged = events.value()[2];
    forged.fields["note"] = "forged";
    tamper(office.db(),
           "DELETE FROM ticket_event WHERE ticket = " + std::to_string(id) + " AND n = 3");
    REQUIRE(tickets::append_event(office.db(), id, forged).ok());
    const Status verified = tickets::verify_chain(office.db(), id);
    return verified.ok() ? "" : verified.error().field;
}

}  // namespace

TEST_CASE("tickets: an untouched chain verifies, and its state is made again from it") {
    Office office;
    const std::int64_t id = answered(office);
    CHECK(tickets::verify_chain(office.db(), id).ok());
    const auto all = tickets::verify_chains(office.db());
    REQUIRE(all.ok());
    CHECK(all.value() == 1);
}

TEST_CASE("tickets: events can be neither changed nor deleted through SQL") {
    Office office;
    answered(office);
    for (const char* sql :
         {"UPDATE ticket_event SET by = 'x'", "DELETE FROM ticket_event", "DELETE FROM ticket"}) {
        CHECK(sqlite3_exec(office.db().handle(), sql, nullptr, nullptr, nullptr) ==
              SQLITE_CONSTRAINT_TRIGGER);
    }
}

TEST_CASE("tickets: the first bad event is named, whatever was changed in it") {
    for (const char* change :
         {"fields = '{\"outcome\":\"verified\",\"note\":\"x\"}'", "by = 'wang'",
          "at_ms = at_ms + 1", "type = 'accepted'", "digest = zeroblob(32)"}) {
        CAPTURE(change);
        Office office;
        const std::int64_t id = answered(office);
        tamper(office.db(), std::string("UPDATE ticket_event SET ") + change + " WHERE n = 3");
        const Status verified = tickets::verify_chain(office.db(), id);
        REQUIRE_FALSE(verified.ok());
        CHECK(verified.error().code == ErrorCode::Corrupt);
        CHECK(verified.error().field == "event.3");
    }
}

TEST_CASE("tickets: an event taken out is missed, in the middle and at the end") {
    for (const int n : {1, 2, 5}) {
        Office office;
        const std::int64_t id = answered(office);
        tamper(office.db(), "DELETE FROM ticket_event WHERE n = " + std::to_string(n));
        const Status verified = tickets::verify_chain(office.db(), id);
        REQUIRE_FALSE(verified.ok());
        CHECK(verified.error().field == "event." + std::to_string(n));
    }
}

TEST_CASE("tickets: a rewritten event with a right digest of its own is found by its follower") {
    Office office;
    CHECK(field_after_rewriting(office, answered(office)) == "event.4");
}

TEST_CASE("tickets: the mutant tickets.skip_prev_hash is caught") {
    const MutantScope mutant("tickets.skip_prev_hash");
    Office office;
    CHECK(field_after_rewriting(office, answered(office)) != "event.4");
}

TEST_CASE("tickets: a state that its events do not lead to is found") {
    Office office;
    const std::int64_t id = answered(office);
    REQUIRE(office.db().run("UPDATE ticket SET state = 'closed'").ok());
    const Status verified = tickets::verify_chain(office.db(), id);
    REQUIRE_FALSE(verified.ok());
    CHECK(verified.error().field == "state");
}

TEST_CASE("tickets: a column that strays from what its events say is named") {
    struct Row {
        std::string column, value;  // Another value that the column may hold.
    };
    for (const Row& row :
         {Row{"ticket_no", "'x'"}, Row{"record_id", "zeroblob(16)"}, Row{"receipt_code", "'x'"},
          Row{"kind", "2"}, Row{"unit", "'rlzy'"}, Row{"window", "'9'"}, Row{"topic", "'x'"},
          Row{"category", "'06'"}, Row{"language", "'ug'"}, Row{"filed_on", "'2026-11-03'"},
          Row{"filed_half", "'pm'"}, Row{"has_contact", "0"}, Row{"profile", "'national'"},
          Row{"reply", "'x'"}, Row{"refusal", "'x'"}, Row{"callbacks", "0"}, Row{"pending", "'x'"},
          Row{"excluded", "1"}, Row{"merged_into", "9"}}) {
        CAPTURE(row.column);
        Office office;
        const std::int64_t id = answered(office);
        REQUIRE(office.db().run("UPDATE ticket SET " + row.column + " = " + row.value).ok());
        const Status verified = tickets::verify_chain(office.db(), id);
        REQUIRE_FALSE(verified.ok());
        CHECK(verified.error().code == ErrorCode::Corrupt);
        CHECK(verified.error().field == (row.column == "record_id" ? "record" : row.column));
    }
}
