// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/guesses.h"

namespace sunbooth::center::fleet {
namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT since_ms, misses FROM missed_look_up WHERE kiosk = :kiosk)sql";

constexpr std::string_view kCount = R"sql(
    INSERT INTO missed_look_up (kiosk, since_ms, misses) VALUES (:kiosk, :now_ms, 1)
        ON CONFLICT (kiosk) DO UPDATE
           SET misses = CASE WHEN since_ms > :now_ms - :span_ms THEN misses + 1 ELSE 1 END,
               since_ms = CASE WHEN since_ms > :now_ms - :span_ms THEN since_ms ELSE :now_ms END)sql";

}  // namespace

Status may_look_up(store::Database& db, const std::string& kiosk, WallTime now) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":kiosk", kiosk).step();
    if (!row.ok()) return row.error().in("fleet.may_look_up");
    if (!row.value() || select.integer(1) < kMissesMax) return ok_status();
    const milliseconds left = wall_ms(select.integer(0)) + kMissSpan - now;
    if (left <= milliseconds{0}) return ok_status();
    Error error{ErrorCode::TooMany, "too many look-ups that found nothing", "code"};
    error.retry_after = std::chrono::ceil<std::chrono::seconds>(left);
    return error;
}

Status count_miss(store::Database& db, const std::string& kiosk, WallTime now) {
    store::Statement insert = db.prepare(kCount);
    insert.bind(":kiosk", kiosk)
        .bind(":now_ms", to_ms(now))
        .bind(":span_ms", std::int64_t{kMissSpan.count()});
    return insert.run();
}

}  // namespace sunbooth::center::fleet
