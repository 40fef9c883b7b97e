// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/journal.h"

#include "sync/base/assert.h"
#include "sync/center/registry/event_chain.h"

#include <limits>

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kLast = "SELECT n, digest FROM journal ORDER BY n DESC LIMIT 1";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO journal (n, at_ms, by, what, about, fields, digest)
    VALUES (:n, :at_ms, :by, :what, :about, :fields, :digest))sql";

// What leads an index stands in the statement; the rest is asked of each row. The cursor stands by
// itself, so that a page far down costs what the first one does.
#define SUNBOOTH_JOURNAL(lead, beyond, order)                                  \
    "SELECT n, at_ms, by, what, about, fields FROM journal WHERE " lead beyond \
    " AND (:what = '' OR what = :what) AND (:by = '' OR by = :by)"             \
    " AND substr(about, 1, length(:about)) = :about"                           \
    " AND at_ms >= :from_ms AND at_ms < :until_ms"                             \
    " ORDER BY n" order " LIMIT :limit"
/// One question in both orders.
struct BothWays {
    std::string_view newest, oldest;
};
#define SUNBOOTH_BOTH_WAYS(lead) \
    { SUNBOOTH_JOURNAL(lead, "n < :cursor", " DESC"), SUNBOOTH_JOURNAL(lead, "n > :cursor", "") }
constexpr BothWays kAll = SUNBOOTH_BOTH_WAYS("");
constexpr BothWays kOfPerson = SUNBOOTH_BOTH_WAYS("by = :by AND ");
constexpr BothWays kOfDeed = SUNBOOTH_BOTH_WAYS("what = :what AND ");

constexpr std::string_view kSelectAbout = R"sql(
    SELECT n, at_ms, by, what, about, fields
      FROM journal
     WHERE about = :about AND n < :before
     ORDER BY n DESC
     LIMIT :limit)sql";

constexpr std::string_view kSelectAll = R"sql(
    SELECT n, at_ms, by, what, about, fields, digest FROM journal ORDER BY n)sql";

/// What a digest covers, as it stands in the table.
struct Row {
    std::int64_t n, at_ms;
    std::string by, what, about, fields;
};

seal::Digest digest_of(const Row& row, const seal::Digest& previous) {
    return chained(previous, {row.n, row.at_ms}, {row.by, row.what, row.about, row.fields});
}

Row row_of(const store::Statement& select) {
    return {select.integer(0), select.integer(1), select.text(2),
            select.text(3),    select.text(4),    select.text(5)};
}

Result<std::vector<JournalEntry>> read_all(store::Statement& select) {
    std::vector<JournalEntry> entries;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("registry.journal");
        if (!more.value()) return entries;
        Row row = row_of(select);
        auto fields = read_fields(row.fields, "journal");
        if (!fields.ok()) return fields.error();
        entries.push_back({row.n, wall_ms(row.at_ms), std::move(row.by), std::move(row.what),
                           std::move(row.about), std::move(fields).value()});
    }
}

}  // namespace

namespace {

/// 0 stands for the newest.
std::int64_t from_newest(std::int64_t before) {
    return before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
}

}  // namespace

Status note(store::Database& db, const JournalEntry& entry) {
    store::Statement last = db.prepare(kLast);
    const Result<bool> some = last.step();
    if (!some.ok()) return some.error().in("registry.note");
    Row row{1, to_ms(entry.at), entry.by, entry.what, entry.about, write_fields(entry.fields)};
    seal::Digest previous;
    if (some.value()) {
        row.n = last.integer(0) + 1;
        previous = last.fixed<seal::Digest>(1);
    }
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":n", row.n).bind(":at_ms", row.at_ms).bind(":by", row.by);
    insert.bind(":what", row.what).bind(":about", row.about).bind(":fields", row.fields);
    const Status done = insert.bind(":digest", digest_of(row, previous).view()).run();
    return done.ok() ? done : Status(done.error().in("registry.note"));
}

Result<std::vector<JournalEntry>> journal(store::Database& db, std::int64_t before, int limit) {
    JournalFilter newest;
    newest.cursor = before;
    newest.limit = limit;
    return journal(db, newest);
}

Result<std::vector<JournalEntry>> journal(store::Database& db, const JournalFilter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= 200);
    const BothWays& both = !filter.by.empty() ? kOfPerson : !filter.what.empty() ? kOfDeed : kAll;
    store::Statement select = db.prepare(filter.oldest_first ? both.oldest : both.newest);
    const auto ms_or = [](const std::optional<WallTime>& at, std::int64_t otherwise) {
        return at ? to_ms(*at) : otherwise;
    };
    select.bind(":what", filter.what).bind(":by", filter.by).bind(":about", filter.about);
    select.bind(":from_ms", ms_or(filter.from, std::numeric_limits<std::int64_t>::min()))
        .bind(":until_ms", ms_or(filter.until, std::numeric_limits<std::int64_t>::max()))
        .bind(":cursor", filter.oldest_first ? filter.cursor : from_newest(filter.cursor))
        .bind(":limit", filter.limit);
    return read_all(select);
}

Result<std::vector<JournalEntry>> journal_about(store::Database& db, const std::string& about,
                                                std::int64_t before, int limit) {
    SUNBOOTH_ASSERT(limit >= 1 && limit <= 200);
    store::Statement select = db.prepare(kSelectAbout);
    select.bind(":about", about).bind(":before", from_newest(before)).bind(":limit", limit);
    return read_all(select);
}

Result<std::int64_t> verify_journal(store::Database& db) {
    store::Statement select = db.prepare(kSelectAll);
    seal::Digest previous;
    for (std::int64_t n = 1;; ++n) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("registry.verify_journal");
        if (!more.value()) return n - 1;
        const Row row = row_of(select);
        const auto stored = select.fixed<seal::Digest>(6);
        if (row.n != n || stored != digest_of(row, previous)) {
            return Error{ErrorCode::Corrupt, "is not the entry that was written",
                         "journal." + std::to_string(n)};
        }
        previous = stored;
    }
}

}  // namespace sunbooth::center::registry
