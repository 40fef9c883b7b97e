// SPDX-License-Identifier: Apache-2.0
// What listeners are told: the changes that they may see, in order, none lost over a broken line,
// and nothing that tells when a complaint was filed.
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/accounts/staff.h"
#include "sync/center/api/stream_blocks.h"
#include "sync/center/registry/changes.h"
#include "sync/center/supervision/notices.h"
#include "sync/domain/date.h"
#include "tests/center/cases/case_file.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;
namespace json = boost::json;

namespace {

/// A page that listens; it collects what it was told.
struct Page {
    std::shared_ptr<std::string> text = std::make_shared<std::string>();
    std::shared_ptr<bool> ended = std::make_shared<bool>(false);

    /// @param last Last-Event-ID
    explicit Page(ConsoleWorld& world, const std::string& last = {}) {
        world.more_headers.clear();
        if (!last.empty()) world.more_headers["last-event-id"] = last;
        const auto answer = world.get("/api/v1/events");
        world.more_headers.clear();
        REQUIRE(answer.status == 200);
        world.streams.follow(answer.headers.at(api::kStreamKeyHeader),
                             {[to = text](const std::string& more) {
                                  *to += more;
                                  return true;
                              },
                              [to = ended] { *to = true; }});
    }
    /// All that it was told since the last question.
    std::string told(ConsoleWorld& world) const {
        text->clear();
        bool more = true;
        while (more) {
            const auto passed = world.streams.pass(world.db(), world.now);
            REQUIRE(passed.ok());
            more = passed.value();
        }
        return *text;
    }
};

std::string last_id(const std::string& blocks) {
    const std::size_t at = blocks.rfind("id: ");
    REQUIRE(at != std::string::npos);
    return blocks.substr(at + 4, blocks.find('\n', at) - at - 4);
}

/// The `data` of every change, held against the contract.
std::vector<json::object> changes_in(const std::string& blocks) {
    std::vector<json::object> found;
    const std::string mark = "event: change\ndata: ";
    for (std::size_t at = blocks.find(mark); at != std::string::npos;
         at = blocks.find(mark, at + 1)) {
        const std::size_t from = at + mark.size();
        const auto data = json::parse(blocks.substr(from, blocks.find('\n', from) - from));
        CHECK(departure(data, "StreamChange") == "");
        found.push_back(data.as_object());
    }
    return found;
}

int tickets_in(const std::string& blocks) {
    int count = 0;
    for (const auto& change : changes_in(blocks)) {
        count += change.at("list") == "tickets" && change.at("id").is_string() ? 1 : 0;
    }
    return count;
}

void make_accounts(ConsoleWorld& world) {
    for (const char* name : {"li", "wang"}) {
        REQUIRE(accounts::create_account(world.db(), {name, "李明", Role::Intake, {}, false},
                                         world.random, world.wall)
                    .ok());
    }
}

std::string accept_one(ConsoleWorld& world) {
    const std::string ticket = world.file("x", "");
    REQUIRE(world.act(ticket, {{"action", "accept"}}).status == 200);
    return ticket;
}

}  // namespace

TEST_CASE("stream: what staff do is told with its number, version and who did it") {
    ConsoleWorld world;
    make_accounts(world);
    const std::string ticket = world.file("x", "");
    world.sit_down(Role::Supervisor);
    const Page page(world);
    CHECK(page.told(world) == "");
    REQUIRE(world.act(ticket, {{"action", "accept"}}).status == 200);
    const auto told = changes_in(page.told(world));
    REQUIRE(told.size() == 1);
    CHECK(told[0] ==
          json::object{{"list", "tickets"}, {"id", ticket}, {"version", 2}, {"by", "li"}});
    CHECK(page.told(world) == "");
    // Two deeds between two looks are one thing to load anew.
    REQUIRE(world.act(ticket, {{"action", "reply"}, {"text", "已整改"}}).status == 200);
    REQUIRE(world.act(ticket, {{"action", "close"}, {"result", "not_asked"}}).status == 200);
    const auto later = changes_in(page.told(world));
    REQUIRE(later.size() == 1);
    CHECK(later[0].at("version") == 4);
}

TEST_CASE("stream: a page that comes again is told what it missed, or that it was too much") {
    ConsoleWorld world;
    make_accounts(world);
    world.sit_down(Role::Supervisor);
    const Page first(world);
    accept_one(world);
    const std::string id = last_id(first.told(world));
    accept_one(world);
    accept_one(world);
    CHECK(tickets_in(Page(world, id).told(world)) == 2);
    for (const char* other : {"00000000.1", "nonsense", "00000000.99999"}) {
        const std::string told = Page(world, other).told(world);
        CHECK(told.starts_with("event: resync\ndata: {}\n\n"));
        world.end_session();
        world.sit_down(Role::Supervisor);
    }
    const std::string beyond = id.substr(0, id.find('.')) + ".99999";
    CHECK(Page(world, beyond).told(world).starts_with("event: resync"));
    for (int i = 0; i <= api::Streams::kCatchUpMax; ++i) {
        REQUIRE(
            world.db().run("INSERT INTO change (list, subject, by) VALUES ('hall','','')").ok());
    }
    CHECK(Page(world, id).told(world).starts_with("event: resync"));
}

TEST_CASE("stream: nobody is told of what they may not see") {
    ConsoleWorld world;
    make_accounts(world);
    const std::string ticket = world.file("x", "");
    // Related to the unit that is complained of (回避).
    REQUIRE(accounts::relate(world.db(), "wang", "scjg", "配偶").ok());
    const auto heard_by_related = [&] {
        accounts::Account related;
        related.name = "wang";
        related.role = Role::Callback;
        related.relations["scjg"] = "配偶";
        const auto data = api::change_data(world.db(), related, {1, "tickets", ticket, "li"});
        REQUIRE(data.ok());
        return !data.value().empty();
    };
    CHECK_FALSE(heard_by_related());
    {
        const MutantScope open("api.stream_no_guard");
        CHECK(heard_by_related());
    }
    accounts::Account administrator;
    administrator.role = Role::Administrator;
    for (const char* list : {"tickets", "cards", "issues", "contacts"}) {
        const auto data = api::change_data(world.db(), administrator, {1, list, ticket, "li"});
        REQUIRE(data.ok());
        CHECK(data.value() == "");
    }
}

TEST_CASE("stream: a unit hears of its own tickets and cases, and never that something was filed") {
    ConsoleWorld world;
    make_accounts(world);
    const std::string own = world.file("x", "");
    world.sit_down(Role::Handler, "scjg");
    const Page unit(world);
    world.sit_down(Role::Handler, "gajj");
    const Page other(world);
    REQUIRE(registry::tend_changes(world.db(), world.wall).ok());
    world.pass(std::chrono::minutes{10});
    world.wall += std::chrono::hours{4};  // Another half-day.
    REQUIRE(registry::tend_changes(world.db(), world.wall).ok());
    CHECK(changes_in(unit.told(world)).empty());
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(own, {{"action", "accept"}}).status == 200);
    CHECK(tickets_in(unit.told(world)) == 1);
    CHECK(tickets_in(other.told(world)) == 0);
    const auto hears_of_all = [&](const char* list = "tickets") {
        accounts::Account handler;
        handler.role = Role::Handler;
        handler.unit = "scjg";
        const auto data = api::change_data(world.db(), handler, {1, list, "", ""});
        REQUIRE(data.ok());
        return !data.value().empty();
    };
    CHECK_FALSE(hears_of_all());
    // Nor of a list that it may not open.
    for (const char* list :
         {"samples", "issues", "contacts", "duties", "points", "accounts", "journal"}) {
        CAPTURE(list);
        CHECK_FALSE(hears_of_all(list));
    }
    const auto hears_of_case = [&](const std::string& unit_code) {
        accounts::Account handler;
        handler.role = Role::Handler;
        handler.unit = unit_code;
        const auto data =
            api::change_data(world.db(), handler, {1, "cases", "420600-2026-0001", "li"});
        REQUIRE(data.ok());
        return !data.value().empty();
    };
    REQUIRE(cases::import_csv(world.db(), kHeader + kWang,
                              {cases::case_key(world.keys()), world.random, kToldAt})
                .ok());
    CHECK(hears_of_case("scjg"));
    CHECK_FALSE(hears_of_case("gajj"));
    const MutantScope open("api.stream_no_guard");
    CHECK(hears_of_all());
    CHECK(hears_of_case("gajj"));
}

TEST_CASE("stream: a console that was closed is nobody who would hear a call") {
    const auto promises = [] {
        ConsoleWorld world;
        world.sit_down(Role::Callback);
        bool there = true;
        const auto answer = world.get("/api/v1/events");
        world.streams.follow(answer.headers.at(api::kStreamKeyHeader),
                             {[&there](const std::string&) { return there; }, [] {}});
        REQUIRE(world.streams.pass(world.db(), world.now).ok());
        CHECK(world.calls.ring("a", world.now) == fleet::CallBoard::State::Ringing);
        there = false;
        world.pass(api::Streams::kTrust);
        REQUIRE(world.streams.pass(world.db(), world.now).ok());
        world.pass(milliseconds{1});
        return world.calls.ring("b", world.now) != fleet::CallBoard::State::Nobody;
    };
    CHECK_FALSE(promises());
    const MutantScope deaf("api.stream_hears_closed");
    CHECK(promises());
}

TEST_CASE("stream: a filing, an urge and a withdrawal are not told when they come (S-12)") {
    ConsoleWorld world;
    make_accounts(world);
    world.sit_down(Role::Supervisor);
    const Page page(world);
    REQUIRE(registry::tend_changes(world.db(), world.wall).ok());
    world.file("x", "13812345678");
    CHECK(page.told(world) == "");
    REQUIRE(registry::tend_changes(world.db(), world.wall).ok());
    CHECK(page.told(world) == "");
    world.pass(std::chrono::minutes{14});
    world.wall += std::chrono::hours{4};  // 14:31: another half-day.
    REQUIRE(registry::tend_changes(world.db(), world.wall).ok());
    const auto told = changes_in(page.told(world));
    REQUIRE(told.size() == 2);
    CHECK(told[0].at("list") == "tickets");
    CHECK(told[0].at("id").is_null());
    REQUIRE(registry::tend_changes(world.db(), world.wall).ok());
    CHECK(page.told(world) == "");
}

TEST_CASE("stream: it ends with its session, and does not keep it alive") {
    const auto ends = [] {
        ConsoleWorld world;
        world.sit_down(Role::Intake);
        const Page page(world);
        world.pass(accounts::Sessions::kIdleMax / 2);
        CHECK(page.told(world).starts_with(": still here\nid: "));  // A heartbeat.
        world.pass(accounts::Sessions::kIdleMax / 2 + milliseconds{1});
        const std::string last = page.told(world);
        CHECK(world.streams.listeners() == 0);
        return last == "event: bye\ndata: {}\n\n" && *page.ended;
    };
    CHECK(ends());
    const MutantScope stays("api.stream_outlives_session");
    CHECK_FALSE(ends());
}

TEST_CASE("stream: a call at a terminal is told to who may answer, and a listener is somebody") {
    ConsoleWorld world;
    world.sit_down(Role::Auditor);
    const Page auditor(world);
    CHECK(auditor.told(world) == "");
    CHECK(world.calls.ring("k", world.now) == fleet::CallBoard::State::Nobody);
    world.sit_down(Role::Callback);
    const Page page(world);
    CHECK(page.told(world) == "");
    CHECK(world.calls.ring("k", world.now) == fleet::CallBoard::State::Ringing);
    CHECK(page.told(world) == "event: calls\ndata: {\"ringing\":1}\n\n");
    CHECK(page.told(world) == "");
    REQUIRE(world.calls.acknowledge("k", "王", world.now).ok());
    CHECK(page.told(world) == "event: calls\ndata: {\"ringing\":0}\n\n");
    CHECK(auditor.told(world) == "");
}

TEST_CASE("stream: a session has a few, and one that reads nothing is let go") {
    ConsoleWorld world;
    world.sit_down(Role::Intake);
    std::vector<Page> pages;
    for (std::size_t i = 0; i < api::Streams::kListenersMaxPerSession; ++i) {
        pages.emplace_back(world);
    }
    const auto refused = world.get("/api/v1/events");
    CHECK(refused.status == 429);
    CHECK(refused.headers.contains("retry-after"));
    world.sit_down(Role::Supervisor);
    bool reads = true;
    const auto answer = world.get("/api/v1/events");
    world.streams.follow(answer.headers.at(api::kStreamKeyHeader),
                         {[&reads](const std::string&) { return reads; }, [] {}});
    CHECK(world.streams.listeners() == 5);
    reads = false;
    world.pass(api::Streams::kHeartbeat);
    REQUIRE(world.streams.pass(world.db(), world.now).ok());
    CHECK(world.streams.listeners() == 4);
}

TEST_CASE("stream: a page that was closed takes no place, though nothing was told since") {
    ConsoleWorld world;
    world.sit_down(Role::Intake);
    bool there = true;
    for (std::size_t i = 0; i < api::Streams::kListenersMaxPerSession; ++i) {
        const auto answer = world.get("/api/v1/events");
        world.streams.follow(answer.headers.at(api::kStreamKeyHeader),
                             {[&there](const std::string&) { return there; }, [] {}});
    }
    CHECK(world.get("/api/v1/events").status == 429);
    there = false;
    CHECK(world.get("/api/v1/events").status == 200);
    CHECK(world.streams.listeners() == 1);
}

TEST_CASE("stream: a notice is told when it is made and when it is read, to who may see it") {
    ConsoleWorld world;
    make_accounts(world);
    world.file("x", "");
    world.sit_down(Role::Supervisor);
    const Page page(world);
    world.sit_down(Role::Administrator);
    const Page office(world);
    page.told(world);
    office.told(world);
    const rules::Profile& profile = rules::profile_on("national", domain::Date::of(2026, 11, 2));
    REQUIRE(supervision::tell_moved(world.db(), {"1.1", {{"", 2}}}, profile, world.wall).ok());
    const auto made = changes_in(page.told(world));
    REQUIRE(made.size() == 1);
    CHECK(made[0].at("list") == "notices");
    CHECK(made[0].at("version") == 1);
    world.sit_down(Role::Supervisor);
    REQUIRE(world.post("/api/v1/notices/1/acknowledgement", "{}").status == 200);
    const auto read = changes_in(page.told(world));
    REQUIRE(read.size() == 1);
    CHECK(read[0].at("id") == "1");
    CHECK(read[0].at("version") == 2);
    CHECK(read[0].at("by").is_string());
    for (const auto& change : changes_in(office.told(world))) CHECK(change.at("list") != "notices");
}
