// SPDX-License-Identifier: Apache-2.0
#include "sync/center/monitoring/ended.h"

namespace sunbooth::center::monitoring {
namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT id, issue_no, record_id,
           (SELECT max(at_ms) FROM issue_event WHERE issue = i.id) AS ended_at_ms
      FROM issue AS i
     WHERE state = 'closed' AND id > :after AND ended_at_ms < :before_ms
     ORDER BY id
     LIMIT :limit)sql";

}  // namespace

Result<std::vector<EndedIssue>> ended_before(store::Database& db, domain::Date day,
                                             std::int64_t after, int limit) {
    const WallTime midnight = wall_ms(std::int64_t{day.days} * 86'400'000) - domain::kHallOffset;
    store::Statement select = db.prepare(kSelect);
    select.bind(":after", after).bind(":before_ms", to_ms(midnight)).bind(":limit", limit);
    std::vector<EndedIssue> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("monitoring.ended_before");
        if (!row.value()) return all;
        all.push_back({select.integer(0), select.text(1), select.fixed<domain::RecordId>(2),
                       domain::date_of(wall_ms(select.integer(3)))});
    }
}

}  // namespace sunbooth::center::monitoring
