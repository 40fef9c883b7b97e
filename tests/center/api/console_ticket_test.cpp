// SPDX-License-Identifier: Apache-2.0
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/accounts/staff.h"
#include "sync/center/tickets/tickets.h"

#include <charconv>
#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace std::chrono_literals;
namespace json = boost::json;
using rules::Role;

namespace {

const json::object kCall{{"action", "callback"}, {"outcome", "verified"}, {"note", "本人确认"}};
const json::object kAccept{{"action", "accept"}};
const json::object kReply{{"action", "reply"}, {"text", "已经整改。"}};
const json::object kHeard{
    {"action", "closing_call"}, {"outcome", "verified"}, {"satisfaction", 5}, {"solved", "yes"}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Whether a text begins with a number of seconds or milliseconds since 1970 within a day of `at`.
bool is_stamp_near(const std::string& text, WallTime at) {
    std::int64_t value = 0;
    const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto digits = stop - text.data();
    if (failed != std::errc{} || (digits != 10 && digits != 13)) return false;
    return std::abs((digits == 10 ? value * 1000 : value) - to_ms(at)) < 86'400'000;
}

/// What an answer tells of the filing beyond the half-day; empty when nothing.
std::string slip_of(const std::string& body, const std::set<std::string>& staff_times,
                    WallTime filed) {
    if (body.find(ConsoleWorld::kKiosk) != std::string::npos) return "the kiosk";
    constexpr std::string_view kTime = "dddd-dd-ddTdd:dd";
    for (std::size_t at = 0; at < body.size(); ++at) {
        const std::string time = body.substr(at, kTime.size());
        if (has_shape(time, kTime) && !staff_times.contains(time)) return "a time: " + time;
        const bool inside = at > 0 && is_digit(body[at - 1]);
        if (!inside && is_stamp_near(body.substr(at, 14), filed)) return "a time stamp";
    }
    return {};
}

/// The citizen asks for haste at a kiosk, whose time must be told no finer than the filing's.
Status urge(ConsoleWorld& world) {
    store::Statement code = world.db().prepare("SELECT receipt_code FROM ticket");
    REQUIRE(code.step().value());
    const auto done =
        center::tickets::make_wish(world.db(), code.text(0), domain::Wish::Urge, world.wall);
    if (!done.ok()) return done.error();
    return !done.value().empty() ? ok_status() : Error{ErrorCode::Conflict, "not offered", "wish"};
}

/// Files at some minute, works on it hours later, and reads all as every role.
std::string slip_in_any_answer(std::uint64_t seed) {
    SeededRandom random(seed);
    ConsoleWorld world;
    world.pass(std::chrono::minutes{random.between(0, 360)});
    const WallTime filed = world.wall;
    const std::string id = world.file("窗口没人。", "13812345678");
    std::set<std::string> staff_times;
    world.pass(std::chrono::hours{24} + std::chrono::minutes{random.between(0, 120)});
    if (!urge(world).ok()) return "the citizen could not urge";
    world.sit_down(Role::Supervisor);
    for (const json::object& deed : {kCall, kAccept, kReply, kHeard}) {
        world.pass(std::chrono::minutes{random.between(61, 600)});
        world.sit_down(deed == kHeard ? Role::Callback : Role::Supervisor);
        staff_times.insert(minute_of(world.wall));
        const auto done = world.act(id, deed);
        if (done.status != 200) return "status " + std::to_string(done.status);
        if (auto slip = slip_of(done.body, staff_times, filed); !slip.empty()) return slip;
    }
    for (const Role role : {Role::Intake, Role::Callback, Role::Handler, Role::Supervisor,
                            Role::Auditor, Role::Administrator}) {
        world.sit_down(role, role == Role::Handler ? "scjg" : "");
        for (const std::string& path : {std::string("/api/v1/tickets"), "/api/v1/tickets/" + id}) {
            const auto answer = world.get(path);
            if (auto slip = slip_of(answer.body, staff_times, filed); !slip.empty()) return slip;
        }
    }
    return {};
}

}  // namespace

TEST_CASE("ticket: after enough calls in vain there are words to send, and none before") {
    ConsoleWorld world;
    const std::string id = world.file("窗口没人", "13800005678");
    const auto words = [&] {
        const auto told = world.get("/api/v1/tickets/" + id).json().at("script").at("unreached");
        return std::string(told.as_string());
    };
    const json::object in_vain{{"action", "callback"}, {"outcome", "no_answer"}};
    for (const bool other : {false, false, true}) {
        other ? world.sit_down_related(Role::Callback, "gajj") : world.sit_down(Role::Callback);
        CHECK(words().empty());
        REQUIRE(world.act(id, in_vain).status == 200);
        world.pass(24h);  // Three mornings.
    }
    world.sit_down(Role::Callback);
    CHECK(words().find("凭回执码") != std::string::npos);
    CHECK(words().find("没人") == std::string::npos);  // Whoever has the telephone reads it.
    REQUIRE(world.act(id, kCall).status == 200);
    CHECK(words().empty());
}

TEST_CASE("console: a complaint is verified, accepted, answered and closed, each answer in shape") {
    ConsoleWorld world;
    const std::string id = world.file("窗口没人，等了两个小时。", "13812345678");
    world.sit_down(Role::Supervisor);
    const auto list = world.get("/api/v1/tickets?state=registered&kind=complaint&limit=10");
    REQUIRE(list.status == 200);
    CHECK(departure(list.json(), "TicketList") == "");
    REQUIRE(list.json().at("items").as_array().size() == 1);
    const auto ticket = world.get("/api/v1/tickets/" + id);
    REQUIRE(ticket.status == 200);
    const json::value read = ticket.json();
    CHECK(departure(read, "Ticket") == "");
    CHECK(read.at("text").as_string() == "窗口没人，等了两个小时。");
    CHECK(read.at("original_verified").as_bool());
    CHECK(read.at("masked_contact").as_string() == "138****5678");
    // What `verify receipt` holds a citizen's slip against; no business of the unit.
    CHECK(read.at("original").at("digest").as_string().size() == 64);
    CHECK(read.at("original").at("countersigned_by") ==
          json::value(to_hex(seal::name_of(world.keys().center.public_key).view())));
    CHECK(read.at("due_on").as_string() == "2026-11-05");
    CHECK(read.at("reply_by").as_string() == "2026-11-23");
    CHECK(read.at("filed").at("half").as_string() == "am");
    CHECK(read.at("allowed") ==
          json::array{"callback", "refuse", "withdraw", "merge", "transfer", "supervise"});
    const char* states[] = {"verified", "accepted", "replied", "closed"};
    std::size_t step = 0;
    for (const json::object& deed : {kCall, kAccept, kReply, kHeard}) {
        world.pass(1h);
        world.sit_down(deed == kHeard ? Role::Callback : Role::Supervisor);
        const auto done = world.act(id, deed);
        CAPTURE(done.body);
        REQUIRE(done.status == 200);
        CHECK(departure(done.json(), "Ticket") == "");
        CHECK(done.json().at("state").as_string() == states[step++]);
    }
    const auto closed = world.get("/api/v1/tickets/" + id).json();
    CHECK(closed.at("events").as_array().size() == 6);  // Closed by rule after the call.
    CHECK(closed.at("allowed") == json::array{"recheck"});
    const auto told = world.get("/api/v1/tickets/" + id + "/explain");
    REQUIRE(told.status == 200);
    const json::value explained = told.json();
    CHECK(departure(explained, "Explanation") == "");
    const json::array& clocks = explained.at("clocks").as_array();
    CHECK(clocks.at(0).at("clock").as_string() == "verify");
    CHECK(clocks.at(1).at("due").as_string() == "2026-11-23");
    CHECK(clocks.at(1).at("spans").as_array().size() == 7);  // Weekdays and weekends in turn.
    CHECK(closed.at("callbacks").as_int64() == 1);
}

TEST_CASE("console: the citizen is asked for more, the clock says so, and goes on afterwards") {
    ConsoleWorld world;
    const std::string id = world.file("x", "");
    world.sit_down(Role::Intake);
    const auto asked = world.act(id, {{"action", "need_info"}, {"words", "哪一天？"}});
    CAPTURE(asked.body);
    REQUIRE(asked.status == 200);
    CHECK(departure(asked.json(), "Ticket") == "");
    CHECK(asked.json().at("state").as_string() == "need_info");
    CHECK(asked.json().at("due_on") == asked.json().at("paused_until"));
    CHECK(asked.json().at("clock").as_array().front().at("why").as_string() == "paused");
    CHECK(asked.json().at("allowed") == json::array{"supplement", "withdraw"});
    const auto came = world.act(id, {{"action", "supplement"}, {"note", "11 月 2 日"}});
    REQUIRE(came.status == 200);
    CHECK(came.json().at("state").as_string() == "registered");
    CHECK(came.json().at("paused_until").is_null());
    const auto wordless = world.act(id, {{"action", "withdraw"}});
    CHECK(wordless.status == 400);
    CHECK(wordless.field() == "note");
}

TEST_CASE("console: no answer tells the filing finer than the half-day, nor the kiosk") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        CHECK(slip_in_any_answer(seed) == "");
    }
}

TEST_CASE("console: the mutant api.shows_the_filing is caught") {
    const MutantScope mutant("api.shows_the_filing");
    CHECK(slip_in_any_answer(1) != "");
}

TEST_CASE("console: who acts on an older version is told 409 with the ticket as it is") {
    ConsoleWorld world;
    const std::string id = world.file("x", "");
    world.sit_down(Role::Supervisor);
    const std::string path = "/api/v1/tickets/" + id + "/actions";
    const std::string accept = R"({"action":"accept","expected_version":1})";
    CHECK(world.post(path, accept).status == 200);
    const auto late = world.post(path, accept);
    CHECK(late.status == 409);
    CHECK(late.field() == "expected_version");
    const auto read = world.get("/api/v1/tickets/" + id).json();
    CHECK(late.json().at("current") == read);
    CHECK(read.at("version").as_int64() == 2);
    const auto twice = world.act(id, kAccept);  // At its version, but it does not stand for it.
    CHECK(twice.status == 409);
    CHECK(twice.field() == "action");
    CHECK(twice.json().at("current") == read);
    CHECK(world.get("/api/v1/tickets/" + id).json() == read);
}

TEST_CASE("console: a malformed deed is a typed refusal by field, never a crash") {
    ConsoleWorld world;
    const std::string id = world.file("x", "13812345678");
    world.sit_down(Role::Supervisor);
    struct Row {
        std::string body, field;
    };
    for (const Row& row :
         {Row{"", "body"}, Row{"[", "body"}, Row{"{}", "action"},
          Row{R"({"action":"fly","expected_version":1})", "action"},
          Row{R"({"action":"accept"})", "expected_version"},
          Row{R"({"action":"accept","expected_version":0})", "expected_version"},
          Row{R"({"action":"callback","expected_version":1})", "outcome"},
          Row{R"({"action":"callback","expected_version":1,"outcome":"maybe"})", "outcome"},
          Row{R"({"action":"refuse","expected_version":1,"reason_code":"R0","words":"x"})",
              "reason_code"},
          Row{R"({"action":"refuse","expected_version":1,"reason_code":"R1"})", "words"}}) {
        CAPTURE(row.body);
        const auto refused = world.post("/api/v1/tickets/" + id + "/actions", row.body);
        CHECK(refused.status == 400);
        CHECK(refused.field() == row.field);
        CHECK(departure(refused.json(), "Problem") == "");
    }
    for (const char* path : {"/api/v1/tickets/999", "/api/v1/tickets/x", "/api/v1/tickets/-1"}) {
        CHECK(world.get(path).status == 404);
    }
    const std::string x32(32, 'x'), x40(40, 'x');
    for (const std::string& query :
         {std::string("state=x"), std::string("kind=x"), std::string("limit=0"),
          std::string("limit=101"), std::string("limit=x"), std::string("cursor=-"),
          "unit=" + x32 + "x", "q=" + x40 + "x", std::string("unit=%ff"), std::string("q=%zz")}) {
        CAPTURE(query);
        CHECK(world.get("/api/v1/tickets?" + query).status == 400);
    }
    CHECK(world.get("/api/v1/tickets?unit=" + x32 + "&q=" + x40).status == 200);
    const auto decoded = world.get("/api/v1/tickets?%75nit=sc%6Ag&state=%72egistered");
    CHECK(decoded.json().at("items").as_array().size() == 1);
}

TEST_CASE("console: a contact is revealed to callers only, for a reason that is kept") {
    ConsoleWorld world;
    const std::string id = world.file("x", "13812345678");
    const std::string path = "/api/v1/tickets/" + id + "/contact";
    for (const Role role : {Role::Auditor, Role::Administrator}) {
        world.sit_down(role);
        CHECK(world.post(path, R"({"reason":"回访"})").status == 403);
    }
    world.sit_down(Role::Callback);
    CHECK(world.post(path, R"({"reason":""})").status == 400);
    const auto shown = world.post(path, R"({"reason":"回访"})");
    REQUIRE(shown.status == 200);
    CHECK(departure(shown.json(), "Contact") == "");
    CHECK(shown.json().at("phone").as_string() == "13812345678");
    const auto read = world.get("/api/v1/tickets/" + id);
    CHECK(read.body.find("13812345678") == std::string::npos);
    // The vault's own log is read by nobody: who audits reads it in the journal.
    world.sit_down(Role::Auditor);
    const auto seen = world.get("/api/v1/journal?what=contact_revealed");
    CHECK(seen.body.find("13812345678") == std::string::npos);
    const json::array entries = seen.json().at("items").as_array();
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("by") == "wang");
    CHECK(entries[0].at("about") == read.json().at("ticket_no"));
    CHECK(entries[0].at("fields").as_object() ==
          json::object{{"reason", "回访"}, {"occasion", "look_up"}});
    world.sit_down(Role::Callback);
    const MutantScope careless("api.contact_without_journal");
    REQUIRE(world.post(path, R"({"reason":"回访"})").status == 200);
    world.sit_down(Role::Auditor);
    CHECK(world.get("/api/v1/journal?what=contact_revealed").json().at("items").as_array().size() ==
          1);
}

TEST_CASE("console: an accused unit never sees a sealed ticket, others once they are dispatched") {
    ConsoleWorld world;
    const std::string open = world.file("x", "");
    world.sit_down(Role::Handler, "scjg");
    CHECK(world.get("/api/v1/tickets/" + open).status == 404);
    CHECK(world.get("/api/v1/tickets").json().at("items").as_array().empty());
    world.sit_down(Role::Supervisor);
    REQUIRE(world.act(open, kAccept).status == 200);
    world.sit_down(Role::Handler, "scjg");
    CHECK(world.get("/api/v1/tickets/" + open).status == 200);
    REQUIRE(world.db().run("UPDATE ticket SET category = '06'").ok());
    CHECK(world.get("/api/v1/tickets/" + open).status == 404);
    CHECK(world
              .post("/api/v1/tickets/" + open + "/actions",
                    R"({"action":"reply","expected_version":2,"text":"x"})")
              .status == 404);
}

TEST_CASE(
    "contract: the routes that run, of console, kiosks and watchmen, are the operations of the "
    "contract, all and no others") {
    ConsoleWorld world;
    CHECK(world.routes() == operations());
}

TEST_CASE("console: the hall says what accounts and rule profiles are called") {
    ConsoleWorld world;
    REQUIRE(accounts::create_account(world.db(), {"wu", "吴敏", Role::Intake, {}, false},
                                     world.random, world.wall)
                .ok());
    REQUIRE(accounts::set_disabled(world.db(), "wu", true, world.wall).ok());
    world.sit_down(Role::Handler, "scjg");
    const auto hall = world.get("/api/v1/hall").json();
    // Who has left did what they did.
    CHECK(hall.at("people").as_array() ==
          json::array{json::object{{"name", "wu"}, {"display", "吴敏"}}});
    bool named = false;
    for (const json::value& one : hall.at("profiles").as_array()) {
        named = named || (one.at("id") == "hubei-xiangyang" && one.at("name") == "湖北省襄阳市");
    }
    CHECK(named);
}

TEST_CASE("console: hall and the contract itself are answered in shape") {
    ConsoleWorld world;
    world.sit_down(Role::Supervisor);
    CHECK(world.get("/api/v1/hall").status == 200);
    CHECK(world.get("/api/v1/openapi.json").json().at("openapi").as_string() == "3.0.3");
    world.stand_up();
    CHECK(world.get("/api/v1/hall").status == 401);
    CHECK(world.get("/api/v1/kiosks").status == 401);
}

TEST_CASE("console: tickets that wait for a call are listed alone, the longest waiting first") {
    ConsoleWorld world;
    const std::string oldest = world.file("x", "13812345678");
    world.file("x", "");  // Left no number: nobody can be called.
    const std::string verified = world.file("x", "13812345678");
    world.pass(std::chrono::hours{24 * 3});
    const std::string newest = world.file("x", "13812345678");
    // Ids count arrivals: this one came late from a kiosk without a network.
    const std::string late = world.file("x", "13812345678");
    REQUIRE(world.db().run("UPDATE ticket SET filed_on = '2026-11-03' WHERE id = " + late).ok());
    world.sit_down(Role::Callback);
    REQUIRE(world.act(verified, kCall).status == 200);
    std::vector<std::string> waiting;
    std::vector<std::int64_t> days;
    std::string cursor;
    do {
        const auto page = world.get("/api/v1/tickets?waiting=callback&limit=1" + cursor).json();
        for (const json::value& item : page.at("items").as_array()) {
            waiting.emplace_back(item.at("id").as_string());
            days.push_back(item.at("waits_days").as_int64());
        }
        const json::value& next = page.at("next");
        cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string());
        REQUIRE(waiting.size() < 9);
    } while (!cursor.empty());
    CHECK(waiting == std::vector<std::string>{oldest, late, newest});
    CHECK(days == std::vector<std::int64_t>{3, 2, 0});
    CHECK(world.get("/api/v1/tickets?waiting=callback&unit=none").json().at("items") ==
          json::array{});
    CHECK(world.get("/api/v1/tickets/" + verified).json().at("waits_days").is_null());
    CHECK(world.get("/api/v1/tickets?waiting=x").status == 400);
}

TEST_CASE("console: pages of tickets follow their cursor") {
    ConsoleWorld world;
    std::set<std::string> filed;
    for (int i = 0; i < 5; ++i) filed.insert(world.file("x", ""));
    world.sit_down(Role::Supervisor);
    std::string cursor;
    std::size_t pages = 0;
    do {
        const auto page = world.get("/api/v1/tickets?limit=2" + cursor).json();
        for (const json::value& item : page.at("items").as_array()) {
            CHECK(filed.erase(std::string(item.at("id").as_string())) == 1);
        }
        const json::value& next = page.at("next");
        cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string());
        REQUIRE(++pages < 9);
    } while (!cursor.empty());
    CHECK(filed.empty());
    CHECK(pages == 3);
}
