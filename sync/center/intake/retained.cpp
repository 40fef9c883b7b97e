// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/retained.h"

#include "sync/domain/record.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT row_no, record_id, half_day
      FROM submission
     WHERE row_no > :after AND kind = :kind AND half_day < :before
     ORDER BY row_no
     LIMIT :limit)sql";

constexpr std::string_view kSelectQuarantines = R"sql(
    SELECT id, kiosk || ' ' || file, coalesce(whole_at_ms, begun_at_ms)
      FROM quarantine
     WHERE id > :after AND erased_on IS NULL
     ORDER BY id)sql";

constexpr std::string_view kErasedByDay = R"sql(
    SELECT erased_on, count(*)
      FROM quarantine
     WHERE erased_on IS NOT NULL
     GROUP BY erased_on
     ORDER BY erased_on DESC
     LIMIT :limit)sql";

constexpr std::string_view kSelectParked = R"sql(
    SELECT id, kiosk || ' ' || seq, parked_at_ms
      FROM parked
     WHERE id > :after AND erased_on IS NULL
     ORDER BY id)sql";

constexpr std::string_view kParkedErasedByDay = R"sql(
    SELECT erased_on, count(*)
      FROM parked
     WHERE erased_on IS NOT NULL
     GROUP BY erased_on
     ORDER BY erased_on DESC
     LIMIT :limit)sql";

Result<std::vector<RetainedOfTerminal>> of_terminals_before(store::Database& db,
                                                            std::string_view sql, domain::Date day,
                                                            std::int64_t after, int limit) {
    store::Statement select = db.prepare(sql);
    select.bind(":after", after);
    std::vector<RetainedOfTerminal> all;
    while (all.size() < static_cast<std::size_t>(limit)) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.of_terminals_before");
        if (!row.value()) return all;
        const domain::Date since = domain::date_of(wall_ms(select.integer(2)));
        if (since < day) all.push_back({select.integer(0), select.text(1), since});
    }
    return all;
}

Result<std::vector<ErasedOnDay>> erased_by_day(store::Database& db, std::string_view sql,
                                               int limit) {
    store::Statement select = db.prepare(sql);
    select.bind(":limit", limit);
    std::vector<ErasedOnDay> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.erased_by_day");
        if (!row.value()) return all;
        const auto on = domain::Date::parse(select.text(0));
        if (!on.ok()) return on.error().in("intake.erased_by_day");
        all.push_back({on.value(), select.integer(1)});
    }
}

}  // namespace

Result<std::vector<RetainedRating>> ratings_before(store::Database& db, domain::Date day,
                                                   std::int64_t after, int limit) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":after", after)
        .bind(":kind", static_cast<int>(domain::RecordKind::Rating))
        .bind(":before", day.iso())
        .bind(":limit", limit);
    std::vector<RetainedRating> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.ratings_before");
        if (!row.value()) return all;
        const auto filed_on = domain::Date::parse(select.text(2).substr(0, 10));
        if (!filed_on.ok()) return filed_on.error().in("intake.ratings_before");
        all.push_back({select.integer(0), select.fixed<domain::RecordId>(1), filed_on.value()});
    }
}

Result<std::vector<RetainedOfTerminal>> quarantines_before(store::Database& db, domain::Date day,
                                                           std::int64_t after, int limit) {
    return of_terminals_before(db, kSelectQuarantines, day, after, limit);
}

Result<std::vector<RetainedOfTerminal>> parked_before(store::Database& db, domain::Date day,
                                                      std::int64_t after, int limit) {
    return of_terminals_before(db, kSelectParked, day, after, limit);
}

Result<std::vector<ErasedOnDay>> quarantines_erased(store::Database& db, int limit) {
    return erased_by_day(db, kErasedByDay, limit);
}

Result<std::vector<ErasedOnDay>> parked_erased(store::Database& db, int limit) {
    return erased_by_day(db, kParkedErasedByDay, limit);
}

}  // namespace sunbooth::center::intake
