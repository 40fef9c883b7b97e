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

}  // namespace sunbooth::center::intake
