// SPDX-License-Identifier: Apache-2.0
// Which unit a ticket is with, and who sees it there.
#include "office.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/entries.h"
#include "sync/center/tickets/worklist.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Action;
using rules::Outcome;
using rules::Role;

namespace {

bool sees(Office& office, const std::string& unit, std::int64_t id) {
    const rules::Viewer handler{Role::Handler, unit};
    const auto listed = tickets::list(office.db(), handler, {});
    REQUIRE(listed.ok());
    const bool found = tickets::find(office.db(), handler, id).ok();
    CHECK(found == !listed.value().items.empty());
    return found;
}

Result<tickets::Ticket> by_unit(Office& office, const std::string& unit, std::int64_t id,
                                const tickets::Deed& deed) {
    return office.act_as("zhang", {Role::Handler, unit}, id, deed);
}

}  // namespace

TEST_CASE("dispatch: what is accepted is with the unit complained of, until it goes to another") {
    Office office;
    const std::int64_t id = accepted(office, {});
    CHECK(sees(office, "scjg", id));
    CHECK_FALSE(sees(office, "rlzy", id));
    REQUIRE(office.act(id, dispatch("rlzy")).ok());
    CHECK(office.ticket(id).handled_by == "rlzy");
    CHECK(sees(office, "rlzy", id));
    CHECK_FALSE(sees(office, "scjg", id));
    CHECK(by_unit(office, "rlzy", id, reply("已办")).ok());
    CHECK(sees(office, "rlzy", id));
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("dispatch: a complaint that names no window waits for a unit, and intake is told") {
    Office office;
    const std::int64_t id = accepted(office, {.unit = ""});
    CHECK(office.ticket(id).handled_by.empty());
    const rules::Viewer intake{Role::Intake, ""};
    const auto today = domain::date_of(office.now());
    CHECK(tickets::workload(office.db(), intake, today, 5).value().mine == 1);
    REQUIRE(office.act(id, dispatch("rlzy")).ok());
    CHECK(tickets::workload(office.db(), intake, today, 5).value().mine == 0);
    CHECK(sees(office, "rlzy", id));
}

TEST_CASE("dispatch: a unit returns what is not its matter once; the next is named for good") {
    Office office;
    const std::int64_t id = accepted(office, {});
    REQUIRE(by_unit(office, "scjg", id, noted(Action::Return)).ok());
    CHECK(office.ticket(id).handled_by.empty());
    CHECK_FALSE(sees(office, "scjg", id));
    REQUIRE(office.act(id, dispatch("rlzy")).ok());
    CHECK(by_unit(office, "rlzy", id, noted(Action::Return)).error().field == "action");
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("dispatch: a sealed ticket goes to any unit but the one that it is about") {
    Office office;
    const std::int64_t id = accepted(office, {.category = "06"});
    CHECK(office.ticket(id).handled_by.empty());
    CHECK_FALSE(sees(office, "scjg", id));
    CHECK(office.act(id, dispatch("scjg")).error().code == ErrorCode::Forbidden);
    REQUIRE(office.act(id, dispatch("rlzy")).ok());
    CHECK(sees(office, "rlzy", id));
    REQUIRE(office.db().run("UPDATE ticket SET handled_by = 'scjg'").ok());
    CHECK_FALSE(sees(office, "scjg", id));  // A hand on the file does not open it.
    CHECK(tickets::verify_chain(office.db(), id).error().field == "handled_by");
}

TEST_CASE("dispatch: a sealed ticket does not go to the unit that leads the accused one") {
    Office office;
    const std::int64_t id = accepted(office, {.category = "06"});
    const std::int64_t open = accepted(office, {});
    const auto unit = registry::find_entry(office.db(), registry::EntryKind::Unit, "scjg");
    REQUIRE(unit.ok());
    registry::Edit edit{registry::EntryKind::Unit, "scjg", unit.value().version, true,
                        unit.value().fields,       "sys"};
    edit.fields["superior"] = "nowhere";
    CHECK(registry::save_entry(office.db(), edit, office.now()).error().field == "fields.superior");
    edit.fields["superior"] = "zwfw";
    REQUIRE(registry::save_entry(office.db(), edit, office.now()).ok());
    const auto refused = office.act(id, dispatch("zwfw"));
    CHECK(refused.error().code == ErrorCode::Forbidden);
    CHECK(refused.error().field == "unit");
    REQUIRE(office.act(open, dispatch("zwfw")).ok());
    REQUIRE(office.act(id, dispatch("rlzy")).ok());
    const MutantScope lax("tickets.sealed_goes_to_the_superior");
    CHECK(office.act(id, dispatch("zwfw")).ok());
}

TEST_CASE("dispatch: only to a unit of the hall, and only of what was accepted") {
    Office office;
    const std::int64_t id = accepted(office, {});
    CHECK(office.act(id, dispatch("nowhere")).error().field == "unit");
    CHECK(office.act(office.file(), dispatch("rlzy")).error().field == "action");
}
