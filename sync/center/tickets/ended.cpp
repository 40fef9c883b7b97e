// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/ended.h"

namespace sunbooth::center::tickets {
namespace {

// An open ticket has a day on which its next step is due; a merged one stands and falls with its
// main.
constexpr std::string_view kSelect = R"sql(
    SELECT id, ticket_no, record_id, has_contact,
           (SELECT max(at_ms) FROM ticket_event WHERE ticket = t.id) AS ended_at_ms
      FROM ticket AS t
     WHERE id > :after
       AND due_on = ''
       AND (merged_into = 0
            OR (SELECT due_on FROM ticket AS main WHERE main.id = t.merged_into) = '')
       AND ended_at_ms < :before_ms
     ORDER BY id
     LIMIT :limit)sql";

constexpr std::string_view kHas = "SELECT 1 FROM ticket WHERE record_id = :record";

}  // namespace

Result<std::vector<Ended>> ended_before(store::Database& db, domain::Date day, std::int64_t after,
                                        int limit) {
    const WallTime midnight = wall_ms(std::int64_t{day.days} * 86'400'000) - domain::kHallOffset;
    store::Statement select = db.prepare(kSelect);
    select.bind(":after", after).bind(":before_ms", to_ms(midnight)).bind(":limit", limit);
    std::vector<Ended> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.ended_before");
        if (!row.value()) return all;
        all.push_back({select.integer(0), select.text(1), select.fixed<domain::RecordId>(2),
                       select.integer(3) != 0, domain::date_of(wall_ms(select.integer(4)))});
    }
}

Result<bool> has_ticket(store::Database& db, const domain::RecordId& record) {
    store::Statement select = db.prepare(kHas);
    return select.bind(":record", record.view()).step();
}

}  // namespace sunbooth::center::tickets
