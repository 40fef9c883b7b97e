// SPDX-License-Identifier: Apache-2.0
// What a change of the calendar moves: told before, counted after, each ticket once.
#include "sync/center/tickets/moves.h"

#include "office.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/journal.h"
#include "sync/center/tickets/worklist.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::tickets;
using domain::Date;

namespace {

Date day(const char* iso) {
    return Date::parse(iso).value();
}

registry::CalendarLayer closure(const char* from, int days) {
    registry::CalendarLayer one{"本厅", registry::CalendarLayer::Kind::Hall, "通知", {}, {}};
    for (int i = 0; i < days; ++i) one.days[day(from).plus(i)] = {false, "停电"};
    return one;
}

registry::CalendarLayer year_2027() {
    registry::CalendarLayer one{
        "全国 2027", registry::CalendarLayer::Kind::National, "国办", {}, {}};
    one.known_until = day("2027-12-31");
    for (const char* off : {"2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"}) {
        one.days[day(off)] = {false, "元旦"};
    }
    return one;
}

std::int64_t put(Office& office, const registry::CalendarLayer& one) {
    const auto edition = registry::change_calendar(office.db(), {one, {}}, {"li"}, office.now());
    REQUIRE(edition.ok());
    return edition.value();
}

/// As the running center does it. @return how many moved; -1 when nothing was to be counted.
std::int64_t recount(Office& office) {
    const auto found = find_recount(office.db());
    REQUIRE(found.ok());
    if (!found.value()) return -1;
    REQUIRE(keep_recount(office.db(), found.value()->version, found.value()->changes).ok());
    const auto moved = finish_recount(office.db(), *found.value(), office.now());
    REQUIRE(moved.ok());
    REQUIRE(moved.value());
    return *moved.value();
}

std::string column(Office& office, std::int64_t id) {
    store::Statement select = office.db().prepare("SELECT due_on FROM ticket WHERE id = :id");
    REQUIRE(select.bind(":id", id).step().value());
    return select.text(0);
}

}  // namespace

TEST_CASE("moves: what is told before is what moves, old and new, and in whose sight") {
    Office office;
    CHECK(recount(office) == 0);
    const std::int64_t id = accepted(office);
    const std::int64_t other = office.file();
    const Date before = office.ticket(id).deadlines.reply_by;
    const auto would = registry::calendar_with(office.db(), {closure("2026-11-16", 1), {}});
    REQUIRE(would.ok());
    const auto told = moves_under(office.db(), kSupervisor, would.value());
    REQUIRE(told.ok());
    CHECK(told.value().open == 2);
    CHECK(told.value().moved == 1);  // The other is due to be verified before that day.
    REQUIRE(told.value().list.size() == 1);
    CHECK(told.value().list[0].before == before);
    CHECK(told.value().list[0].after == before.plus(1));
    CHECK(column(office, id) == before.iso());  // Nothing was written.
    const rules::Viewer stranger{rules::Role::Handler, "rlzy"};
    const auto hidden = moves_under(office.db(), stranger, would.value());
    CHECK(hidden.value().moved == 1);
    CHECK(hidden.value().list.empty());

    const std::int64_t edition = put(office, closure("2026-11-16", 1));
    CHECK(recount(office) == 1);
    CHECK(recount(office) == -1);
    CHECK(column(office, id) == before.plus(1).iso());
    CHECK(office.ticket(id).deadlines.reply_by == before.plus(1));
    const auto done = recounts(office.db(), 10);
    REQUIRE(done.ok());
    CHECK(done.value().front().version.edition == edition);
    CHECK(done.value().front().moved == 1);
    const auto moved = moves_of(office.db(), kSupervisor, {done.value().front().version});
    REQUIRE(moved.value().items.size() == 1);
    CHECK(moved.value().items[0].before == before);
    CHECK(moves_of(office.db(), stranger, {done.value().front().version}).value().items.empty());
    CHECK(registry::journal(office.db(), 0, 1).value()[0].what == "due_dates_moved");
    CHECK(verify_chain(office.db(), id).ok());
    CHECK(verify_chain(office.db(), other).ok());
}

TEST_CASE("moves: a date of a year that is not published is provisional, and settled once") {
    Office office;
    office.pass(std::chrono::hours{24 * 50});  // 2026-12-22
    const std::int64_t id = accepted(office);
    recount(office);
    CHECK(office.ticket(id).deadlines.provisional);
    const Date guessed = office.ticket(id).deadlines.reply_by;
    const auto would = registry::calendar_with(office.db(), {year_2027(), {}});
    const auto told = moves_under(office.db(), kSupervisor, would.value());
    REQUIRE(told.ok());
    CHECK(told.value().settled == 1);
    CHECK(told.value().provisional == 0);
    put(office, year_2027());
    CHECK(recount(office) == 1);
    CHECK_FALSE(office.ticket(id).deadlines.provisional);
    CHECK(office.ticket(id).deadlines.reply_by > guessed);
    CHECK(recount(office) == -1);
    put(office, year_2027());  // The same again.
    CHECK(recount(office) == -1);
}

TEST_CASE("moves: another program brings another year, and whose dates it moves are told") {
    Office office;
    const std::int64_t id = accepted(office);
    recount(office);
    // As a program of the year before would have left it.
    const std::string right = column(office, id);
    REQUIRE(office.db().run("UPDATE due_recount SET program = 0").ok());
    REQUIRE(office.db().run("UPDATE ticket SET due_on = '2026-11-20'").ok());
    {
        const MutantScope mutant("registry.forgets_the_program");
        CHECK(recount(office) == -1);
    }
    office.pass(std::chrono::minutes{1});
    CHECK(recount(office) == 1);
    CHECK(column(office, id) == right);
    CHECK(recount(office) == -1);
    const auto done = recounts(office.db(), 10);
    REQUIRE(done.value().size() == 2);
    CHECK(moved_by_unit(office.db(), done.value().front().version).value().at("scjg") == 1);
}

TEST_CASE("moves: a step that comes between counting and writing is not undone") {
    Office office;
    const std::int64_t id = office.file();
    recount(office);
    put(office, closure("2026-11-04", 1));
    const auto found = find_recount(office.db());
    REQUIRE(found.value());
    REQUIRE(found.value()->changes.size() == 1);
    REQUIRE(office.act(id, call(rules::Outcome::Verified)).ok());
    REQUIRE(office.act(id, accept()).ok());
    const std::string after = column(office, id);
    REQUIRE(keep_recount(office.db(), found.value()->version, found.value()->changes).ok());
    CHECK(column(office, id) == after);
    CHECK(*finish_recount(office.db(), *found.value(), office.now()).value() == 0);
}

TEST_CASE("moves: a calendar that changes while it is counted makes the count worthless") {
    Office office;
    const std::int64_t id = office.file();
    recount(office);
    put(office, closure("2026-11-04", 1));
    const auto found = find_recount(office.db());
    put(office, closure("2026-11-04", 3));
    REQUIRE(keep_recount(office.db(), found.value()->version, found.value()->changes).ok());
    CHECK_FALSE(finish_recount(office.db(), *found.value(), office.now()).value());
    CHECK(recount(office) == 1);
    CHECK(column(office, id) == office.ticket(id).deadlines.verify_by.iso());
}

TEST_CASE("moves: an edition of rules is judged by what is open, which keeps its own") {
    Office office;
    const std::int64_t id = accepted(office);
    std::string toml = source_file("assets/rules/hubei-xiangyang.toml");
    const auto reply = toml.find("\nn = 15");
    REQUIRE(reply != std::string::npos);
    toml.replace(reply, 7, "\nn = 20");
    const auto edition =
        rules::read_profile(toml, &rules::profile_on("national", Date::of(2026, 1, 1)));
    REQUIRE(edition.ok());
    const auto told = moves_under(office.db(), kSupervisor, edition.value());
    REQUIRE(told.ok());
    REQUIRE(told.value().moved == 1);
    CHECK(told.value().list[0].ticket == id);
    CHECK(told.value().list[0].after > office.ticket(id).deadlines.reply_by);
}
