// SPDX-License-Identifier: Apache-2.0
// A page of a list costs the same however many rows there are, and however far down it is: counted
// in steps of SQLite's machine, which are the same on every computer. What is asked for stands
// first of all and everything else behind it, so that a list which reads what it leaves out would
// read it all.
#include "console_world.h"
#include "sync/center/tickets/desk.h"
#include "tests/center/cases/case_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;

namespace {

std::int64_t steps = 0;

int count_step(void*) {
    ++steps;
    return 0;
}
/// SQLite calls it with each connection that is opened.
int watch(sqlite3* db, const char**, const void*) {
    sqlite3_progress_handler(db, 1, count_step, nullptr);
    return SQLITE_OK;
}
struct Watched {
    Watched() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch)); }
    ~Watched() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch)); }
};

constexpr int kFew = 40;       ///< Rows that are asked for, and stand first.
constexpr int kSmall = 1'000;  ///< Rows behind them.
constexpr int kLarge = 9'000;

/// Rows `from`..`until` of every list; the first kFew are what filters ask for.
constexpr std::string_view kRows = R"sql(
WITH RECURSIVE row (n) AS (VALUES ({0}) UNION ALL SELECT n + 1 FROM row WHERE n < {1})
INSERT INTO {2} SELECT {3} FROM row)sql";

void fill(ConsoleWorld& world, int from, int until) {
    const std::pair<const char*, const char*> lists[] = {
        {"ticket (ticket_no, record_id, receipt_code, kind, unit, window, topic, category, "
         "language, filed_on, filed_half, has_contact, profile, state, version, handled_by, "
         "due_on)",
         "printf('TS%08d', n), randomblob(16), printf('C%08d', n), iif(n < 40, 2, 1), "
         "iif(n < 40, 'rlzy', 'scjg'), iif(n < 40, '5', '2'), iif(n < 40, 'fee', 'slow'), '02', "
         "'zh-CN', "
         "iif(n < 40, '2026-10-01', '2026-10-02'), 'am', 1, '2026', "
         "iif(n < 40, iif(n % 2, 'registered', 'replied'), 'closed'), 1, "
         "iif(n < 40, 'rlzy', 'scjg'), iif(n < 40, '2026-10-30', '')"},
        {"case_file (case_no, service, unit, window, masked_name, id_hash, phone_hash, query_hash, "
         "query_locked, stage, accepted_on, promised_wd, statutory_wd, due_on, updated_at_ms)",
         "printf('420600-2026-%07d', n), 'x', iif(n < 40, 'rlzy', 'scjg'), '2', '王*', "
         "zeroblob(32), zeroblob(32), zeroblob(32), zeroblob(32), "
         "iif(n < 40, 'reviewing', 'completed'), '2026-10-01', 5, 20, '2026-10-12', 1"},
        {"case_watch (case_no, account, version, by)",
         "printf('420600-2026-%07d', n), iif(n < 40, 'li', 'chen'), 2, 'wang'"},
        {"card (subject, about, clock, level, unit, due_on, issued_on, answer_by, state, version)",
         "iif(n < 40, 'duty', 'case'), printf('a%08d', n), 'reply', iif(n < 40, 'red', 'yellow'), "
         "iif(n < 40, 'rlzy', 'scjg'), '2026-10-01', '2026-10-02', '', "
         "iif(n < 40, iif(n % 2, 'answered', 'objected'), 'removed'), 1"},
        {"notice (what, about, recipient, unit, level, text, made_at_ms, send_at_ms, held, "
         "acked_at_ms, acked_by)",
         "iif(n < 40, 'moved', 'card'), printf('a%08d', n), iif(n < 40, 'center', 'unit_leader'), "
         "iif(n < 40, 'rlzy', 'scjg'), iif(n < 40, 'red', 'yellow'), 'x', 1, 1, n < 40, "
         "iif(n < 40, NULL, 1), ''"},
        {"journal (n, at_ms, by, what, about, fields, digest)",
         "n + 1, n, iif(n < 40, 'li', 'chen'), iif(n < 40, 'exported', 'account_made'), 'x', '{}', "
         "zeroblob(32)"},
        {"issue (issue_no, record_id, receipt_code, monitor, point, kind, window, unit, aspect, "
         "severity, occurred_on, language, filed_on, filed_half, in_term, state, version)",
         "printf('JC%08d', n), randomblob(16), printf('I%08d', n), '1001', "
         "iif(n < 40, 'jc01', 'jc02'), 'problem', '2', 'scjg', 'attitude', 'minor', '2026-10-01', "
         "'zh-CN', '2026-10-01', 'am', 1, iif(n < 40, 'registered', 'closed'), 1"},
        {"submission (record_id, digest, kiosk, epoch, seq, previous, kind, unit, window, topic, "
         "category, language, half_day, filed_told_at_ms, filed_at_ms, filed_doubt, "
         "received_at_ms, words, countersignature)",
         "CAST(printf('%016d', n) AS BLOB), randomblob(32), 'x', 1, n, x'', 2, 'scjg', '2', '', "
         "'', 'zh-CN', '2026-10-02 am', 1, 1, 0, 1, x'', x''"},
        {"rating (record_id, scale, level, filed_on, month, unit, window, place)",
         "CAST(printf('%016d', n) AS BLOB), 'national-5', iif(n < 40, 2, 5), '2026-10-02', "
         "'2026-10', "
         "iif(n < 40, 'rlzy', 'scjg'), iif(n < 40, '5', '2'), n"},
    };
    for (const auto& [table, row] : lists) {
        const Status done = world.db().run(fmt::format(kRows, from, until - 1, table, row));
        CAPTURE(table);
        if (!done.ok()) FAIL_CHECK(done.error().detail);
    }
}

/// First pages by every filter and order that the console offers, and pages far down.
const std::vector<std::string>& questions() {
    static const std::vector<std::string> kAll = {"tickets?",
                                                  "tickets?sort=oldest",
                                                  "tickets?state=replied",
                                                  "tickets?unit=rlzy",
                                                  "tickets?state=replied&sort=oldest",
                                                  "tickets?window=5",
                                                  "tickets?handled_by=rlzy",
                                                  "tickets?kind=rating",
                                                  "tickets?unit=rlzy&state=replied",
                                                  "tickets?waiting=callback",
                                                  "tickets?waiting=closing",
                                                  "tickets?view=open",
                                                  "tickets?view=overdue",
                                                  "tickets?view=open&window=5",
                                                  "tickets?view=open&topic=fee",
                                                  "tickets?view=open&sort=due_last",
                                                  "tickets?topic=fee",
                                                  "tickets?topic=fee&sort=oldest",
                                                  "tickets?sort=due",
                                                  "tickets?sort=due_last",
                                                  "tickets?sort=due&topic=fee",
                                                  "tickets?sort=due&state=closed",
                                                  "tickets?sort=due&cursor=500",
                                                  "tickets?q=TS0000001",
                                                  "tickets?cursor=500",
                                                  "tickets?cursor=500&sort=oldest",
                                                  "tickets?from=2026-10-01&to=2026-10-01",
                                                  "cases?",
                                                  "cases?sort=oldest",
                                                  "cases?stage=reviewing",
                                                  "cases?unit=rlzy",
                                                  "cases?overdue=true",
                                                  "cases?watcher=li",
                                                  "cases?watcher=li&sort=oldest",
                                                  "cases?q=420600-2026-00000",
                                                  "cases?cursor=420600-2026-0000500",
                                                  "cases?cursor=420600-2026-0000500&sort=oldest",
                                                  "cards?",
                                                  "cards?sort=oldest",
                                                  "cards?open=true",
                                                  "cards?wait=decision",
                                                  "cards?level=red",
                                                  "cards?subject=duty",
                                                  "cards?unit=rlzy",
                                                  "cards?state=answered",
                                                  "cards?cursor=500",
                                                  "cards?cursor=500&sort=oldest",
                                                  "notices?",
                                                  "notices?sort=oldest",
                                                  "notices?open=true",
                                                  "notices?to=center",
                                                  "notices?level=red",
                                                  "notices?unit=rlzy",
                                                  "notices?what=moved",
                                                  "notices?digest=true",
                                                  "notices?open=true&to=center",
                                                  "notices?cursor=500",
                                                  "notices?cursor=500&sort=oldest",
                                                  "journal?",
                                                  "journal?sort=oldest",
                                                  "journal?by=li",
                                                  "journal?what=exported",
                                                  "journal?by=li&sort=oldest",
                                                  "journal?cursor=500",
                                                  "journal?cursor=500&sort=oldest",
                                                  "issues?",
                                                  "issues?point=jc01",
                                                  "issues?state=registered",
                                                  "issues?cursor=500",
                                                  "ratings?from=2026-10-01&level=2",
                                                  "ratings?from=2026-10-01&window=5",
                                                  "ratings?from=2026-10-01&unit=rlzy",
                                                  "ratings?from=2026-10-01&unit=rlzy&window=5",
                                                  "ratings?from=2026-10-01&rate=bad",
                                                  "ratings?from=2026-10-01&cursor=2026-10.2.20",
                                                  "ratings?from=2026-10-01&cursor=2026-10.5.500"};
    return kAll;
}

std::vector<std::int64_t> costs(ConsoleWorld& world) {
    std::vector<std::int64_t> all;
    for (const std::string& question : questions()) {
        CAPTURE(question);
        steps = 0;
        const auto answer = world.get("/api/v1/" + question + "&limit=15");
        CHECK(answer.status == 200);
        if (answer.status != 200) MESSAGE(answer.body);
        if (answer.status == 200) CHECK(!answer.json().at("items").as_array().empty());
        all.push_back(steps);
    }
    return all;
}

}  // namespace

TEST_CASE("lists: a page costs the same among nine times as many rows, and far down") {
    const Watched watched;
    ConsoleWorld world;
    fill(world, 0, kFew + kSmall);
    world.sit_down(Role::Supervisor);
    steps = 0;
    REQUIRE(world.db().run("SELECT count(*) FROM case_file WHERE service = 'y'").ok());
    const std::int64_t whole = steps;
    CHECK(whole > kSmall);  // That a list which reads everything would be seen.
    const auto few = costs(world);
    fill(world, kFew + kSmall, kFew + kLarge);
    const auto many = costs(world);
    std::int64_t most = 0;
    for (std::size_t i = 0; i < few.size(); ++i) {
        CAPTURE(questions()[i]);
        CHECK(many[i] <= few[i] + few[i] / 4);
        most = std::max(most, many[i]);
    }
    MESSAGE("steps of the dearest page: ", most, "; of reading all cases once: ", whole);
}

TEST_CASE("lists: how many there are is counted up to some thousands, and costs no more beyond") {
    const Watched watched;
    ConsoleWorld world;
    constexpr int kBeyond = static_cast<int>(tickets::kCountedMax) + 2'000;
    fill(world, 0, kBeyond);
    world.sit_down(Role::Supervisor);
    const auto total_of = [&world](const std::string& asked) {
        steps = 0;
        const auto answer = world.get("/api/v1/tickets?total=true&limit=1" + asked);
        REQUIRE(answer.status == 200);
        const auto total = answer.json().at("total");
        return std::pair(total.at("n").as_int64(), total.at("more").as_bool());
    };
    const std::string all[] = {"",          "&state=closed",    "&unit=scjg", "&topic=slow",
                               "&sort=due", "&from=2026-10-02", "&q=TS"};
    std::vector<std::int64_t> cost;
    for (const std::string& asked : all) {
        CAPTURE(asked);
        CHECK(total_of(asked) == std::pair(tickets::kCountedMax, true));
        cost.push_back(steps);
    }
    CHECK(total_of("&topic=fee") == std::pair<std::int64_t, bool>(kFew, false));
    CHECK(total_of("&state=replied&topic=fee") == std::pair<std::int64_t, bool>(kFew / 2, false));
    CHECK(total_of("&waiting=callback") == std::pair<std::int64_t, bool>(kFew / 2, false));
    // Among many, few that no index leads to: as many as the first thousands have, and perhaps
    // more.
    CHECK(total_of("&state=closed&window=5") == std::pair<std::int64_t, bool>(0, false));
    fill(world, kBeyond, kBeyond + 4'000);
    for (std::size_t i = 0; i < cost.size(); ++i) {
        CAPTURE(all[i]);
        total_of(all[i]);
        CHECK(steps <= cost[i] + cost[i] / 4);
    }
}

TEST_CASE("ratings: how many there are is counted up to some thousands, and costs no more beyond") {
    const Watched watched;
    ConsoleWorld world;
    constexpr int kBeyond = static_cast<int>(tickets::kCountedMax) + 2'000;
    fill(world, 0, kBeyond);
    world.sit_down(Role::Supervisor);
    const std::string all[] = {"", "&level=5", "&unit=scjg", "&window=2", "&rate=satisfied"};
    const auto cost_of = [&world](const std::string& asked) {
        steps = 0;
        const auto answer = world.get("/api/v1/ratings?from=2026-10-01&limit=1" + asked);
        REQUIRE(answer.status == 200);
        CHECK(answer.json().at("n") == tickets::kCountedMax);
        CHECK(answer.json().at("more").as_bool());
        return steps;
    };
    std::vector<std::int64_t> cost;
    for (const std::string& asked : all) cost.push_back(cost_of(asked));
    const auto few = world.get("/api/v1/ratings?from=2026-10-01&limit=1&level=2").json();
    CHECK(few.at("n") == kFew);
    CHECK_FALSE(few.at("more").as_bool());
    fill(world, kBeyond, kBeyond + 4'000);
    for (std::size_t i = 0; i < cost.size(); ++i) {
        CAPTURE(all[i]);
        CHECK(cost_of(all[i]) <= cost[i] + cost[i] / 4);
    }
}
