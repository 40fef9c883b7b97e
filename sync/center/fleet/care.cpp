// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/care.h"

#include "sync/base/mutant.h"
#include "sync/center/fleet/kiosks.h"

namespace sunbooth::center::fleet {
namespace {

constexpr std::string_view kSelectAll = "SELECT kiosk, point, version FROM kiosk_care";

constexpr std::string_view kSelect = "SELECT point, version FROM kiosk_care WHERE kiosk = :kiosk";

constexpr std::string_view kCount = R"sql(
    INSERT INTO kiosk_care (kiosk, point, version, by) VALUES (:kiosk, '', 2, :by)
    ON CONFLICT (kiosk) DO UPDATE SET version = version + 1, by = excluded.by)sql";

constexpr std::string_view kPutPoint = R"sql(
    UPDATE kiosk_care SET point = :point, by = :by WHERE kiosk = :kiosk)sql";

Result<Care> care_of(store::Database& db, const std::string& kiosk) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":kiosk", kiosk);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("fleet.care_of");
    if (!row.value()) return Care{};
    return Care{select.text(0), select.integer(1)};
}

}  // namespace

Result<std::map<std::string, Care>> cares(store::Database& db) {
    std::map<std::string, Care> all;
    store::Statement select = db.prepare(kSelectAll);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.cares");
        if (!row.value()) return all;
        all[select.text(0)] = {select.text(1), select.integer(2)};
    }
}

Result<Care> begin_care(store::Database& db, const CareDeed& deed) {
    const auto known = find_kiosk(db, deed.kiosk);
    if (!known.ok() && known.error().code == ErrorCode::NotFound) {
        return Error{ErrorCode::NotFound, "there is no such kiosk", "kiosk"};
    }
    if (!known.ok()) return known.error();
    Result<Care> before = care_of(db, deed.kiosk);
    if (!before.ok()) return before;
    if (before.value().version != deed.version && !mutant("fleet.care_overwrites")) {
        return Error{ErrorCode::Conflict, "has changed since it was read: load it again",
                     "expected_version"};
    }
    store::Statement count = db.prepare(kCount);
    count.bind(":kiosk", deed.kiosk).bind(":by", deed.by);
    const Status done = count.run();
    if (!done.ok()) return done.error().in("fleet.begin_care");
    return before;
}

Status put_point(store::Database& db, const CareDeed& deed, const std::string& point) {
    store::Statement put = db.prepare(kPutPoint);
    put.bind(":kiosk", deed.kiosk).bind(":by", deed.by).bind(":point", point);
    const Status done = put.run();
    if (!done.ok()) return done.error().in("fleet.put_point");
    return ok_status();
}

}  // namespace sunbooth::center::fleet
