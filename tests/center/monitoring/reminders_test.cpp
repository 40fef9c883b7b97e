// SPDX-License-Identifier: Apache-2.0
// A monitor who owes a report hears of it, in the own language, once a week and not at night.
#include "sync/center/monitoring/reminders.h"

#include "sync/base/mutant.h"
#include "sync/center/monitoring/duties.h"
#include "sync/center/registry/entries.h"
#include "sync/center/registry/monitor_language.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

constexpr std::chrono::hours kDay{24};

struct World {
    World() : kiosk(center, "hall-1") {}  // 2026-11-02, a Monday, 10:17.
    void judge() {
        REQUIRE(monitoring::judge_duties(center.db(), center.wall).ok());
        REQUIRE(monitoring::make_reminders(center.db(), center.wall).ok());
    }
    void report(const std::string& monitor) {
        domain::Issue nothing;
        nothing.monitor = monitor;
        nothing.kind = domain::IssueKind::Nil;
        REQUIRE(kiosk.send_one(kiosk.make(nothing)).verdict == wire::Verdict::Stored);
    }
    /// What would go out, the lines one behind the other.
    std::string lines(WallTime at) {
        const auto due = monitoring::due_reminders(center.db(), at);
        REQUIRE(due.ok());
        std::string text;
        for (const auto& one : due.value()) text += one.json + "\n";
        return text;
    }
    std::string lines() { return lines(center.wall); }
    void mark() {
        std::vector<std::int64_t> out;
        const auto due = monitoring::due_reminders(center.db(), center.wall);
        REQUIRE(due.ok());
        for (const auto& one : due.value()) out.push_back(one.id);
        REQUIRE(monitoring::mark_reminded(center.db(), out, center.wall).ok());
    }
    void speaks(const char* monitor, const char* tag) {
        REQUIRE(registry::set_monitor_language(center.db(), monitor, tag).ok());
    }
    Deployment center;
    TestKiosk kiosk;
};

bool says(const std::string& lines, const char* monitor, const char* language, const char* words) {
    const std::string begins = std::string("{\"to\":\"monitor\",\"monitor\":\"") + monitor + "\"";
    const auto at = lines.find(begins);
    if (at == lines.npos) return false;
    const std::string line = lines.substr(at, lines.find('\n', at) - at);
    return line.find(std::string("\"language\":\"") + language + "\"") != line.npos &&
           line.find(words) != line.npos;
}

}  // namespace

TEST_CASE("reminders: each monitor is told in the own language, once for each week") {
    World world;
    world.speaks("1002", "ug");
    world.judge();
    const std::string lines = world.lines();
    CHECK(says(lines, "1001", "zh-CN", "自 2026-10-26 起的一周尚未收到您的监测报告"));
    CHECK(says(lines, "1002", "ug", "2026-10-26 دىن باشلانغان"));
    world.judge();
    CHECK(world.lines() == lines);
    world.mark();
    CHECK(world.lines() == "");
    world.judge();
    CHECK(world.lines() == "");
    world.speaks("1001", "en");
    world.center.pass(kDay * 7);
    world.judge();
    CHECK(says(world.lines(), "1001", "en", "for the week from 2026-11-02"));
}

TEST_CASE("reminders: whose report came before the line went out is not told") {
    World world;
    world.center.pass(-kDay);  // A Sunday: this report is the last week's.
    world.report("1001");
    world.center.pass(kDay);
    world.judge();
    CHECK_FALSE(says(world.lines(), "1001", "zh-CN", ""));
    CHECK(says(world.lines(), "1002", "zh-CN", ""));
    const monitoring::Contact talk{
        0, "jc01", "1002", "phone", domain::date_of(world.center.wall), "li", "", "说下周报"};
    monitoring::Contact held = talk;
    const auto monitors =
        registry::entries(world.center.db(), registry::EntryKind::Monitor, "", 10);
    REQUIRE(monitors.ok());
    for (const auto& one : monitors.value()) {
        if (one.code == "1002") held.point = one.fields.at("point");
    }
    REQUIRE(monitoring::log_contact(world.center.db(), held, world.center.wall).ok());
    CHECK(world.lines() == "");
}

TEST_CASE("reminders: what comes at night waits for the morning") {
    const auto at_once = [] {
        World world;
        world.center.pass(std::chrono::hours{13});  // 23:17.
        world.judge();
        CHECK(world.lines(world.center.wall + kDay) != "");
        return world.lines() != "";
    };
    CHECK_FALSE(at_once());
    const MutantScope mutant("monitoring.reminds_at_night");
    CHECK(at_once());
}

TEST_CASE("reminders: the language is a field of the registry, and keeps to the three") {
    World world;
    const auto entry =
        registry::find_entry(world.center.db(), registry::EntryKind::Monitor, "1001");
    REQUIRE(entry.ok());
    CHECK(entry.value().fields.at("language") == "zh-CN");
    const Status wrong = registry::set_monitor_language(world.center.db(), "1001", "fr");
    REQUIRE_FALSE(wrong.ok());
    CHECK(wrong.error().field == "fields.language");
}
