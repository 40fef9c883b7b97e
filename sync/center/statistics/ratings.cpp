// SPDX-License-Identifier: Apache-2.0
#include "sync/center/statistics/ratings.h"

#include "sync/center/intake/rating_count.h"
#include "sync/center/statistics/formulas.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/figures.h"
#include "sync/center/tickets/of_record.h"

#include <algorithm>
#include <tuple>

namespace sunbooth::center::statistics {
namespace {

constexpr std::size_t kMonthLength = 7;

bool fits(const std::string& code, const std::string& asked) {
    return asked.empty() || code == (asked == kNone ? std::string_view{} : asked);
}

/// The ratings of a group: of a span, a unit and a window, whatever their level.
Result<std::vector<intake::RatingOf>> group_of(store::Database& db, const RatingFilter& filter) {
    const auto excluded = tickets::excluded_records(db, {filter.from, filter.to});
    if (!excluded.ok()) return excluded.error();
    std::vector<intake::RatingOf> group;
    const std::string unit = filter.unit == kNone ? std::string() : filter.unit;
    const Status read =
        intake::each_rating(db, {filter.from, filter.to, unit}, [&](const intake::RatingOf& one) {
            const bool counts = one.level >= 1 && one.level <= 5 && fits(one.unit, filter.unit) &&
                                fits(one.window, filter.window);
            if (counts && !excluded.value().contains(one.record)) group.push_back(one);
        });
    if (!read.ok()) return read.error();
    return group;
}

/// The newest month first; within it the worst, and then by chance: records are drawn at random. A
/// level is no order where it is not told.
void sort(std::vector<intake::RatingOf>& group, bool is_told) {
    for (intake::RatingOf& one : group) one.half_day.resize(kMonthLength);
    if (!is_told) {
        std::ranges::sort(group, {},
                          [](const auto& one) { return std::tie(one.half_day, one.record); });
        return;
    }
    std::ranges::sort(group, [](const intake::RatingOf& one, const intake::RatingOf& other) {
        return std::tie(other.half_day, one.level, one.record) <
               std::tie(one.half_day, other.level, other.record);
    });
}

Result<RatingRow> row_of(store::Database& db, const rules::Viewer& viewer,
                         const intake::RatingOf& rating, bool is_told) {
    RatingRow row{rating.half_day, rating.unit, rating.window};
    if (!is_told) return row;
    row.level = rating.level;
    auto tags = intake::tags_of(db, rating.record);
    if (!tags.ok()) return tags.error();
    row.tags = std::move(tags).value();
    const auto ticket = tickets::ticket_of(db, rating.record);
    if (!ticket.ok()) return ticket.error();
    if (ticket.value() == 0) return row;
    const auto seen = tickets::find(db, viewer, ticket.value());
    if (seen.ok()) row.ticket = ticket.value();
    if (!seen.ok() && seen.error().code != ErrorCode::NotFound) return seen.error();
    return row;
}

}  // namespace

Result<RatingRows> list_ratings(store::Database& db, const rules::Viewer& viewer,
                                const RatingFilter& filter) {
    auto group = group_of(db, filter);
    if (!group.ok()) return group.error().in("statistics.list_ratings");
    std::vector<intake::RatingOf>& all = group.value();
    const auto n = static_cast<std::int64_t>(all.size());
    RatingRows rows;
    if (!shown_count(n)) return rows;
    const bool is_told = shown_part({0, n}).has_value();
    if (!filter.levels.empty()) {
        if (!is_told) return rows;
        std::erase_if(all, [&](const auto& one) { return !filter.levels.contains(one.level); });
    }
    rows.n = static_cast<std::int64_t>(all.size());
    sort(all, is_told);
    const std::size_t end = std::min(all.size(), filter.skip + filter.limit);
    for (std::size_t i = filter.skip; i < end; ++i) {
        Result<RatingRow> row = row_of(db, viewer, all[i], is_told);
        if (!row.ok()) return row.error().in("statistics.list_ratings");
        rows.items.push_back(std::move(row).value());
    }
    rows.more = end < all.size();
    return rows;
}

}  // namespace sunbooth::center::statistics
