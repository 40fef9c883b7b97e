// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/changes.h"

#include "sync/base/assert.h"
#include "sync/domain/date.h"

namespace sunbooth::center::registry {
namespace {

constexpr int kLimitMax = 1000;

constexpr std::string_view kSelectAfter = R"sql(
    SELECT id, list, subject, by FROM change WHERE id > :after ORDER BY id LIMIT :limit)sql";

// The sequence remembers what was pruned.
constexpr std::string_view kSelectSpan = R"sql(
    SELECT coalesce((SELECT min(id) FROM change), 0),
           coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0))sql";

constexpr std::string_view kPrune = R"sql(
    DELETE FROM change WHERE id <= (SELECT max(id) FROM change) - :kept)sql";

constexpr std::string_view kSelectHalfDay = R"sql(
    SELECT told FROM change_half_day WHERE only = 1)sql";

constexpr std::string_view kTakeHalfDay = R"sql(
    UPDATE change_half_day SET told = :half WHERE only = 1)sql";

constexpr std::string_view kTellOfFiled = R"sql(
    INSERT INTO change (list, subject, by) VALUES ('tickets', '', ''), ('issues', '', ''))sql";

std::string half_day_of(WallTime now) {
    constexpr int kNoon = 12 * 60;
    return domain::date_of(now).iso() + (domain::minute_of_day(now) < kNoon ? " am" : " pm");
}

}  // namespace

Result<std::vector<Change>> changes_after(store::Database& db, std::int64_t after, int limit) {
    SUNBOOTH_ASSERT(limit >= 1 && limit <= kLimitMax);
    store::Statement select = db.prepare(kSelectAfter);
    select.bind(":after", after).bind(":limit", limit);
    std::vector<Change> changes;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("registry.changes");
        if (!row.value()) return changes;
        changes.push_back({select.integer(0), select.text(1), select.text(2), select.text(3)});
    }
}

Result<ChangeSpan> change_span(store::Database& db) {
    store::Statement select = db.prepare(kSelectSpan);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.changes");
    return ChangeSpan{select.integer(0), select.integer(1)};
}

Status tend_changes(store::Database& db, WallTime now) {
    store::Statement prune = db.prepare(kPrune);
    prune.bind(":kept", kChangesKept);
    if (const Status done = prune.run(); !done.ok()) return done;
    store::Statement told = db.prepare(kSelectHalfDay);
    const Result<bool> row = told.step();
    if (!row.ok()) return row.error().in("registry.changes");
    const std::string half = half_day_of(now);
    // A clock that was set back tells of nothing.
    if (row.value() && told.text(0) >= half) return ok_status();
    const bool first = told.text(0).empty();
    store::Statement take = db.prepare(kTakeHalfDay);
    take.bind(":half", half);
    if (const Status done = take.run(); !done.ok() || first) return done;
    return db.prepare(kTellOfFiled).run();
}

}  // namespace sunbooth::center::registry
