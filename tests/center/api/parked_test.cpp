// SPDX-License-Identifier: Apache-2.0
// What kiosks sent and the center could not file: listed with its reason and age, tried again when
// somebody says so, counted for the watchmen.
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/health.h"
#include "sync/center/api/router.h"
#include "sync/center/api/streams.h"
#include "sync/center/registry/hall.h"
#include "tests/center/kiosk_world.h"

#include <boost/json.hpp>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

namespace {

constexpr const char* kPath = "/api/v1/parked";
constexpr const char* kAttempts = "/api/v1/parked/attempts";

/// A center, a kiosk that knows a word which its center does not, and somebody at the console.
class Console {
public:
    Deployment center;
    TestKiosk kiosk{center, "hall-1"};

    explicit Console(Role role = Role::Administrator) { sit_down(role); }
    void sit_down(Role role) {
        const auto opened = sessions_.open({"li", "李明", role, {}, false}, center.now);
        token_ = opened.token;
        csrf_ = opened.session.csrf;
    }
    void park(int records = 1) {
        for (int i = 0; i < records; ++i) {
            domain::Complaint filed = complaint("等了很久", "13812345678");
            filed.topic = "late";
            REQUIRE(kiosk.send_one(kiosk.make(filed)).verdict == wire::Verdict::Refused);
        }
    }
    json::value get(const std::string& query = {}) { return ask("GET", kPath, query, {}); }
    json::value attempt(const std::string& body = "{}") { return ask("POST", kAttempts, {}, body); }
    std::string figures() {
        for (const api::Route& route : api::health_routes([] { return api::LanesFigures{}; })) {
            if (route.pattern != "/metrics") continue;
            api::Context context{center.db(), center.now, center.wall, "127.0.0.1"};
            std::any prepared;
            const auto done = route.handle(context, {}, {}, prepared);
            REQUIRE(done.ok());
            return std::string(as_text(done.value().body));
        }
        return {};
    }

private:
    json::value ask(const char* method, const char* path, const std::string& query,
                    const std::string& body) {
        wire::Request request;
        request.method = method;
        request.path = path;
        request.query = query;
        request.body = to_bytes(body);
        request.headers["cookie"] = "__Host-sunbooth=" + token_;
        request.headers["x-sunbooth-csrf"] = csrf_;
        auto found = router_.find(request.method, request.path);
        REQUIRE(std::holds_alternative<api::Router::Match>(found));
        const auto& match = std::get<api::Router::Match>(found);
        api::Context context{center.db(), center.now, center.wall, "192.0.2.1"};
        std::any prepared;
        Result<wire::Response> done = wire::Response{};
        if (match.route->prepare) {
            done = match.route->prepare(context, request, match.args, prepared);
        }
        if (done.ok()) done = match.route->handle(context, request, match.args, prepared);
        const wire::Response answer =
            done.ok() ? std::move(done).value() : api::problem_response(done.error());
        const std::string text(as_text(answer.body));
        CHECK(departure_of_answer({method, match.route->pattern, answer.status,
                                   answer.headers.at("content-type"), text}) == "");
        return json::parse(text);
    }

    accounts::Sessions sessions_{center.random};
    callbacks::Desk calls_back_;
    fleet::CallBoard calls_;
    api::Streams streams_{sessions_, calls_, center.random};
    api::Router router_{api::console_routes(
        {center.keys(), center.vault(), sessions_, calls_back_, calls_, center.random, streams_})};
    std::string token_, csrf_;
};

std::string field_of(const json::value& problem) {
    return std::string(problem.at("field").as_string());
}

bool tells(const std::string& text, const std::string& line) {
    return text.find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("parked: what waits is listed with kiosk, reason, age and end, never with an hour") {
    Console console;
    console.park();
    console.center.pass(std::chrono::hours{24 * 3});
    console.sit_down(Role::Administrator);
    const json::value page = console.get();
    CHECK(page.at("waiting") == 1);
    CHECK(page.at("aside") == 0);
    CHECK(page.at("oldest_on").as_string() == "2026-11-02");
    const json::value row = page.at("items").at(0);
    CHECK(row.at("kiosk").as_string() == "hall-1");
    CHECK(row.at("verdict").as_string() == "refused");
    CHECK(row.at("reason").as_string() == "unknown_topic");
    CHECK(row.at("waits") == true);
    CHECK(row.at("parked_on").as_string() == "2026-11-02");
    CHECK(row.at("days") == 3);
    CHECK(row.at("kept_until").as_string() == "2027-05-01");
    CHECK(row.at("erased_on").is_null());
    const std::string text = console.figures();
    CHECK(tells(text, "sunbooth_records_waiting 1"));
    CHECK(tells(text, "sunbooth_records_waiting_days 3"));
    CHECK(tells(text, "sunbooth_records_aside 0"));
}

TEST_CASE("parked: the list comes in pages, of all or of one kiosk or of what waits") {
    Console console(Role::Auditor);
    console.park(5);
    REQUIRE(console.center.db().run("UPDATE parked SET verdict = 'conflict' WHERE seq = 2").ok());
    REQUIRE(console.center.db().run("UPDATE parked SET kiosk = 'hall-9' WHERE seq = 3").ok());
    const auto seqs = [&](const std::string& query) {
        std::string all;
        std::string cursor;
        do {
            const json::value page = console.get(query + cursor);
            for (const json::value& row : page.at("items").as_array()) {
                all += std::to_string(row.at("seq").as_int64());
            }
            const json::value& next = page.at("next");
            cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string());
        } while (!cursor.empty());
        return all;
    };
    CHECK(seqs("limit=2") == "54321");
    CHECK(seqs("limit=5") == "54321");
    CHECK(seqs("limit=2&waiting=true") == "5431");
    CHECK(seqs("kiosk=hall-9") == "3");
    CHECK(console.get().at("aside") == 1);
    CHECK(tells(console.figures(), "sunbooth_records_aside 1"));
    for (const auto& [query, field] : {std::pair<std::string, std::string>{"limit=0", "limit"},
                                       {"limit=101", "limit"},
                                       {"cursor=x", "cursor"},
                                       {"waiting=no", "waiting"},
                                       {"kiosk=" + std::string(33, 'k'), "kiosk"}}) {
        CHECK(field_of(console.get(query)) == field);
    }
}

TEST_CASE("parked: tried again, a record is filed once the center knows the word, and only once") {
    Console console;
    console.park(2);
    const json::value early = console.attempt();
    CHECK(early.at("tried") == 2);
    CHECK(early.at("taken") == 0);
    CHECK(early.at("next").is_null());
    console.center.pass(std::chrono::hours{48});
    console.sit_down(Role::Administrator);
    REQUIRE(registry::import_hall(console.center.db(), next_demo_hall(), console.center.wall).ok());
    {
        const MutantScope never("intake.parked_stays");
        CHECK(console.attempt().at("taken") == 0);
    }
    CHECK(console.attempt().at("taken") == 2);
    CHECK(console.attempt().at("tried") == 0);
    CHECK(console.get().at("items").as_array().empty());
    CHECK(tells(console.figures(), "sunbooth_records_waiting 0"));
    // Filed when they were filed, not when somebody tried them again.
    CHECK(console.center.number("SELECT count(*) FROM ticket WHERE filed_on = '2026-11-02'") == 2);
}

TEST_CASE("parked: a long queue is tried in pieces, each after the one before") {
    Console console;
    console.park(201);
    const json::value first = console.attempt();
    CHECK(first.at("tried") == 200);
    const std::string next(first.at("next").as_string());
    const json::value rest = console.attempt(R"({"after":")" + next + "\"}");
    CHECK(rest.at("tried") == 1);
    CHECK(rest.at("next").is_null());
    CHECK(field_of(console.attempt(R"({"after":"x"})")) == "after");
}
