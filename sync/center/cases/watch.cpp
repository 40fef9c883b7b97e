// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/watch.h"

#include "sync/base/mutant.h"

namespace sunbooth::center::cases {
namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT coalesce(w.account, ''), coalesce(w.version, 1)
      FROM case_file f LEFT JOIN case_watch w ON w.case_no = f.case_no
     WHERE f.case_no = :case_no)sql";

constexpr std::string_view kPut = R"sql(
    INSERT INTO case_watch (case_no, account, version, by)
    VALUES (:case_no, :account, :version, :by)
    ON CONFLICT (case_no) DO UPDATE
       SET account = excluded.account, version = excluded.version, by = excluded.by)sql";

Result<Watch> watch_of(store::Database& db, const std::string& case_no) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":case_no", case_no);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("cases.watch_of");
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such case", "case_no"};
    return Watch{select.text(0), select.integer(1)};
}

}  // namespace

Result<Watch> set_watch(store::Database& db, const Watching& wanted) {
    Result<Watch> before = watch_of(db, wanted.case_no);
    if (!before.ok()) return before;
    if (before.value().version != wanted.version && !mutant("cases.watch_overwrites")) {
        return Error{ErrorCode::Conflict, "has changed since it was read: load it again",
                     "expected_version"};
    }
    if (before.value().account == wanted.account) return before;
    store::Statement put = db.prepare(kPut);
    put.bind(":case_no", wanted.case_no).bind(":account", wanted.account);
    put.bind(":version", before.value().version + 1).bind(":by", wanted.by);
    const Status done = put.run();
    if (!done.ok()) return done.error().in("cases.set_watch");
    return before;
}

Result<std::int64_t> count_watched(store::Database& db, const std::string& account) {
    store::Statement select =
        db.prepare("SELECT count(*) FROM case_watch WHERE account <> '' AND account = :account");
    const Result<bool> row = select.bind(":account", account).step();
    if (!row.ok()) return row.error().in("cases.count_watched");
    return select.integer(0);
}

}  // namespace sunbooth::center::cases
