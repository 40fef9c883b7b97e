// SPDX-License-Identifier: Apache-2.0
// The working calendar of a running center: layers in its database, and editions of rules.
#include "sync/center/registry/calendar.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/editions.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "tests/center/fresh_center.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::registry;
using domain::Date;

namespace {

const WallTime kNow = at_hall(Date::of(2026, 11, 2), 10 * 60);

Date day(const char* iso) {
    return Date::parse(iso).value();
}

/// A layer of one closure or make-up day.
CalendarLayer layer(const std::string& name, CalendarLayer::Kind kind, const char* iso,
                    bool works) {
    CalendarLayer one{name, kind, "通知", {}, {}};
    if (kind == CalendarLayer::Kind::National) one.known_until = day("2027-12-31");
    one.days[day(iso)] = {works, "试"};
    return one;
}

struct Center : FreshCenter {
    Center() { REQUIRE(import_hall(db(), source_file("assets/demo/hall.json"), kNow).ok()); }
    std::int64_t put(const CalendarLayer& one) {
        const auto put = change_calendar(db(), {one, {}}, {"li"}, kNow);
        REQUIRE(put.ok());
        return put.value();
    }
    bool works(const char* iso) {
        const auto calendar = calendar_in_force(db());
        REQUIRE(calendar.ok());
        return calendar.value()->is_working(day(iso));
    }
};

std::string edition_from(const std::string& from) {
    std::string toml = source_file("assets/rules/hubei-xiangyang.toml");
    const std::size_t at = toml.find("\nfrom = \"");
    REQUIRE(at != std::string::npos);
    return toml.replace(at + 9, 10, from);
}

}  // namespace

TEST_CASE("calendar: a hall under Xinjiang's rules closes on its feasts without an import") {
    std::string hall = source_file("assets/demo/hall.json");
    const std::string profile = "\"hubei-xiangyang\"";
    REQUIRE(hall.find(profile) != std::string::npos);
    hall.replace(hall.find(profile), profile.size(), "\"xinjiang-county\"");
    const auto feast_works = [&] {
        Center center;
        REQUIRE(center.works("2025-06-09"));  // 古尔邦节, a Monday: a working day in Xiangyang.
        hall.replace(hall.find("\"version\": 1"), 12, "\"version\": 2");
        REQUIRE(import_hall(center.db(), hall, kNow).ok());
        hall.replace(hall.find("\"version\": 2"), 12, "\"version\": 1");
        return center.works("2025-06-09");
    };
    CHECK_FALSE(feast_works());
    {
        const MutantScope blind("registry.forgets_the_region");
        CHECK(feast_works());
    }
    hall.replace(hall.find("\"version\": 1"), 12, "\"version\": 2");
    Center center;
    REQUIRE(layers_in_force(center.db()).value().size() == 1);
    REQUIRE(import_hall(center.db(), hall, kNow).ok());
    const auto layers = layers_in_force(center.db());
    REQUIRE(layers.ok());
    REQUIRE(layers.value().size() == 2);
    CHECK(layers.value()[1].edition == 0);
    const std::string name = layers.value()[1].layer.name;
    // What the region has published ends here: later dates are promised with a doubt.
    CHECK(calendar_in_force(center.db()).value()->known_until == day("2025-12-31"));
    // One of its name, brought in, stands in its place; taken away, the one that came along is
    // back.
    CalendarLayer newer = layer(name, CalendarLayer::Kind::Regional, "2026-05-27", false);
    newer.known_until = day("2026-12-31");
    center.put(newer);
    CHECK(layers_in_force(center.db()).value().size() == 2);
    CHECK(center.works("2025-06-09"));
    CHECK_FALSE(center.works("2026-05-27"));
    REQUIRE(change_calendar(center.db(), {{}, name}, {"li"}, kNow).ok());
    CHECK_FALSE(center.works("2025-06-09"));
}

TEST_CASE("calendar: what lies higher wins, whatever came first") {
    Center center;
    CHECK(center.works("2027-03-01"));  // A Monday.
    center.put(layer("本厅", CalendarLayer::Kind::Hall, "2027-03-01", false));
    CHECK_FALSE(center.works("2027-03-01"));
    center.put(layer("自治区", CalendarLayer::Kind::Regional, "2027-03-01", true));
    center.put(layer("全国 2027", CalendarLayer::Kind::National, "2027-03-01", true));
    CHECK_FALSE(center.works("2027-03-01"));
    CHECK(calendar_in_force(center.db()).value()->known_until == day("2027-12-31"));
    const auto layers = layers_in_force(center.db());
    REQUIRE(layers.ok());
    REQUIRE(layers.value().size() == 4);
    CHECK(layers.value()[0].edition == 0);
    CHECK(layers.value()[3].layer.name == "本厅");
    CHECK(layers.value()[3].by == "li");
}

TEST_CASE("calendar: a namesake replaces, a withdrawal takes away, the same again is no change") {
    Center center;
    const CalendarLayer first = layer("本厅", CalendarLayer::Kind::Hall, "2027-03-01", false);
    const std::int64_t edition = center.put(first);
    CHECK(center.put(first) == edition);
    center.put(layer("本厅", CalendarLayer::Kind::Hall, "2027-03-02", false));
    CHECK(center.works("2027-03-01"));
    CHECK_FALSE(center.works("2027-03-02"));
    REQUIRE(change_calendar(center.db(), {{}, "本厅"}, {"li"}, kNow).ok());
    CHECK(center.works("2027-03-02"));
    const auto gone = change_calendar(center.db(), {{}, "本厅"}, {"li"}, kNow);
    CHECK(gone.error().code == ErrorCode::NotFound);
    CHECK(gone.error().field == "withdraw");
    const auto all = calendar_editions(center.db(), 10);
    REQUIRE(all.ok());
    REQUIRE(all.value().size() == 3);
    CHECK(all.value()[0].is_withdrawn);
    CHECK(journal(center.db(), 0, 10).value().front().what == "calendar_withdrawn");
    CHECK(verify_journal(center.db()).value() == 3);
}

TEST_CASE("calendar: whoever changes what another has changed is told who that was") {
    Center center;
    center.put(layer("本厅", CalendarLayer::Kind::Hall, "2027-03-01", false));
    const CalendarChange mine{layer("区", CalendarLayer::Kind::Regional, "2027-03-03", false), {}};
    const auto late = change_calendar(center.db(), mine, {"wang", 0}, kNow);
    CHECK(late.error().code == ErrorCode::Conflict);
    CHECK(late.error().field == "expected_edition");
    CHECK(late.error().detail.find("li changed the calendar \"本厅\" on 2026-11-02") == 0);
    CHECK(change_calendar(center.db(), mine, {"wang", 1}, kNow).ok());
}

TEST_CASE("calendar: two centers in one process never see each other's layers") {
    Center one, other;
    one.put(layer("本厅", CalendarLayer::Kind::Hall, "2027-03-01", false));
    other.put(layer("本厅", CalendarLayer::Kind::Hall, "2027-03-02", false));
    for (int i = 0; i < 2; ++i) {
        CHECK_FALSE(one.works("2027-03-01"));
        CHECK(one.works("2027-03-02"));
        CHECK(other.works("2027-03-01"));
    }
}

TEST_CASE("calendar: what is exported whole counts as what is in force does") {
    Center center;
    center.put(layer("自治区", CalendarLayer::Kind::Regional, "2026-12-07", false));
    const auto whole = whole_calendar(center.db());
    REQUIRE(whole.ok());
    const auto again = read_ical(write_ical(whole.value()));
    REQUIRE(again.ok());
    CHECK(again.value() == whole.value());
    domain::WorkingCalendar calendar;
    lay(calendar, again.value());
    const auto in_force = calendar_in_force(center.db());
    REQUIRE(in_force.ok());
    CHECK(calendar.known_until == in_force.value()->known_until);
    for (Date at = day("2025-12-01"); at < day("2027-02-01"); at = at.plus(1)) {
        CAPTURE(at.iso());
        CHECK(calendar.is_working(at) == in_force.value()->is_working(at));
    }
    CHECK(whole.value().days.at(day("2026-10-01")).name == "国庆节");
}

TEST_CASE("rules: an edition is for days to come, and the process has it after a restart too") {
    Center center;
    const Date before = day("2026-12-15"), after = day("2027-01-15");
    const auto* const old = &rules::profile_on("hubei-xiangyang", after);
    const Status past = put_edition(center.db(), edition_from("2026-11-02"), "li", kNow);
    CHECK(past.error().field == "from");
    REQUIRE(put_edition(center.db(), edition_from("2027-01-04"), "li", kNow).ok());
    CHECK(put_edition(center.db(), edition_from("2027-01-04"), "li", kNow).ok());
    CHECK(&rules::profile_on("hubei-xiangyang", before) == old);
    CHECK(rules::profile_on("hubei-xiangyang", after).from == day("2027-01-04"));
    const Status other =
        put_edition(center.db(), edition_from("2027-01-04") + "\n# other\n", "wang", kNow);
    CHECK(other.error().code == ErrorCode::Conflict);
    CHECK(other.error().detail.find("li brought another edition") == 0);
    center.reopen();
    CHECK(load_editions(center.db()).ok());
}

namespace {

/// A national edition that calls so many percent of the rest back.
std::string national_from(const std::string& from, const std::string& rest) {
    std::string toml = source_file("assets/rules/national.toml");
    toml.replace(toml.find("\nfrom = \"") + 9, 10, from);
    toml.replace(toml.find("\nrest = 5") + 8, 1, rest);
    return toml;
}

/// What an edition of its own id, kept by this center, was lent.
int lent_rest(Center& center, const std::string& id) {
    store::Statement row =
        center.db().prepare("SELECT toml, lent FROM rule_edition WHERE profile = :id");
    REQUIRE(row.bind(":id", id).step().value());
    const auto read = rules::read_edition(row.text(0), row.text(1));
    REQUIRE(read.ok());
    return read.value().sampling.rest;
}

std::string edition_of(const std::string& id, const std::string& from) {
    std::string toml = edition_from(from);
    return toml.replace(toml.find("hubei-xiangyang"), 15, id);
}

}  // namespace

TEST_CASE("rules: what an edition was lent on its day stays, whatever the nation says later") {
    Center center;
    REQUIRE(put_edition(center.db(), national_from("2090-09-01", "50"), "li", kNow).ok());
    REQUIRE(put_edition(center.db(), edition_of("lent-a", "2090-06-01"), "li", kNow).ok());
    CHECK(lent_rest(center, "lent-a") == 5);  // Not by one of a later day.
    REQUIRE(put_edition(center.db(), national_from("2090-03-01", "40"), "li", kNow).ok());
    CHECK(lent_rest(center, "lent-a") == 5);  // Nor by one that came later.
    REQUIRE(put_edition(center.db(), edition_of("lent-b", "2090-06-01"), "li", kNow).ok());
    CHECK(lent_rest(center, "lent-b") == 40);
    {
        const MutantScope mutant("rules.lends_the_newest");
        REQUIRE(put_edition(center.db(), edition_of("lent-c", "2090-06-01"), "li", kNow).ok());
        CHECK(lent_rest(center, "lent-c") == 50);
    }
    // A process that has none of them yet reads them so.
    store::Statement insert = center.db().prepare(
        "INSERT INTO rule_edition VALUES ('lent-d', '2090-06-01', :toml, 0, 'li', :lent)");
    REQUIRE(insert.bind(":toml", edition_of("lent-d", "2090-06-01"))
                .bind(":lent", national_from("2090-01-01", "7"))
                .run()
                .ok());
    REQUIRE(load_editions(center.db()).ok());
    CHECK(rules::profile_on("lent-d", day("2090-07-01")).sampling.rest == 7);
}

TEST_CASE("rules: what cannot be is told at the start, by its field") {
    Center center;
    REQUIRE(
        center.db()
            .run("INSERT INTO rule_edition VALUES ('x', '2027-01-01', 'id = \"x\"', 0, 'li', '')")
            .ok());
    const Status broken = load_editions(center.db());
    CHECK(broken.error().field == "rule_edition.x.2027-01-01.name");
    std::string hall = source_file("assets/demo/hall.json");
    const std::size_t at = hall.find("hubei-xiangyang");
    REQUIRE(at != std::string::npos);
    const auto unknown = import_hall(center.db(), hall.replace(at, 15, "nowhere-at-all!"), kNow);
    CHECK(unknown.error().field == "promises.profile");
}

TEST_CASE("calendar: a region's own days do not tell when the nation's holidays are") {
    Center center;
    const Date known = calendar_in_force(center.db()).value()->known_until;
    CalendarLayer regional = layer("自治区", CalendarLayer::Kind::Regional, "2027-03-10", false);
    regional.known_until = day("2027-12-31");
    center.put(regional);
    CHECK_FALSE(center.works("2027-03-10"));
    CHECK(calendar_in_force(center.db()).value()->known_until == known);
    CHECK(whole_calendar(center.db()).value().known_until == known);
}
