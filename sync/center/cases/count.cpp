// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/count.h"

namespace sunbooth::center::cases {
namespace {

// The hall's civil time is eight hours ahead of UTC all year (domain::kHallOffset).
constexpr std::string_view kCount = R"sql(
    SELECT strftime('%Y-%m', (updated_at_ms + 28800000) / 1000, 'unixepoch') AS month,
           unit, window, count(*), sum(coalesce(due_on, '') <> ''),
           sum(coalesce(due_on, '') >= date((updated_at_ms + 28800000) / 1000, 'unixepoch')),
           sum(coalesce(due_on, '') > date((updated_at_ms + 28800000) / 1000, 'unixepoch'))
      FROM case_file
     WHERE stage = 'completed' AND updated_at_ms >= :from_ms AND updated_at_ms < :to_ms
       AND (:unit = '' OR unit = :unit)
     GROUP BY month, unit, window)sql";

std::int64_t midnight_ms(domain::Date day) {
    return std::int64_t{day.days} * 86'400'000 - domain::kHallOffset.count();
}

}  // namespace

Result<std::vector<CompletedCount>> count_completed(store::Database& db, const CountSpan& span) {
    store::Statement select = db.prepare(kCount);
    select.bind(":from_ms", midnight_ms(span.from)).bind(":to_ms", midnight_ms(span.to.plus(1)));
    select.bind(":unit", span.unit);
    std::vector<CompletedCount> counts;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("cases.count");
        if (!row.value()) return counts;
        counts.push_back({select.text(0), select.text(1), select.text(2), select.integer(3),
                          select.integer(4), select.integer(5), select.integer(6)});
    }
}

}  // namespace sunbooth::center::cases
