// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/rating_list.h"

namespace sunbooth::center::intake {
namespace {

// SQLite does not use an index for a filter that may be empty: what leads each index stands in a
// statement of its own, and only what remains is asked of a row.
#define SUNBOOTH_OF_LEVEL                                \
    "month = :month AND level = :level AND place > :lot" \
    " AND filed_on >= :from AND filed_on <= :to"
struct Walk {
    std::string_view rows, count;
};
#define SUNBOOTH_ROWS(lead)                                                           \
    "SELECT record_id, place, unit, window FROM rating WHERE " lead SUNBOOTH_OF_LEVEL \
    " ORDER BY place"
#define SUNBOOTH_COUNT(lead) \
    "SELECT count(*) FROM (SELECT 1 FROM rating WHERE " lead SUNBOOTH_OF_LEVEL " LIMIT :most)"
#define SUNBOOTH_UNIT "unit = :unit AND :any_unit = 0 AND (:any_window OR window = :window) AND "
#define SUNBOOTH_WINDOW "window = :window AND :any_window = 0 AND (:any_unit OR unit = :unit) AND "
constexpr Walk kAll{SUNBOOTH_ROWS(""), SUNBOOTH_COUNT("")};
constexpr Walk kOfUnit{SUNBOOTH_ROWS(SUNBOOTH_UNIT), SUNBOOTH_COUNT(SUNBOOTH_UNIT)};
constexpr Walk kOfWindow{SUNBOOTH_ROWS(SUNBOOTH_WINDOW), SUNBOOTH_COUNT(SUNBOOTH_WINDOW)};

/// Along the index that leaves out most: a window stands in one unit, that none is named in many.
const Walk& walk_of(const RatingsAsked& asked) {
    if (asked.window && (!asked.window->empty() || !asked.unit)) return kOfWindow;
    return asked.unit ? kOfUnit : kAll;
}

/// The ratings of one month and level, behind a place.
store::Statement prepared(store::Database& db, std::string_view text, const RatingsAsked& asked,
                          const RatingPlace& behind) {
    store::Statement select = db.prepare(text);
    select.bind(":month", behind.month)
        .bind(":level", behind.level)
        .bind(":lot", behind.lot)
        .bind(":from", asked.from.iso())
        .bind(":to", asked.to.iso());
    if (!asked.unit && !asked.window) return select;
    select.bind(":any_unit", asked.unit ? 0 : 1)
        .bind(":unit", asked.unit.value_or(""))
        .bind(":any_window", asked.window ? 0 : 1)
        .bind(":window", asked.window.value_or(""));
    return select;
}

/// Calls `each` with where each month and level begins, in the order of the list, until it returns
/// false.
Status each_level(const RatingsAsked& asked, const std::function<Result<bool>(RatingPlace)>& each) {
    domain::Date day = asked.to;
    while (true) {
        const domain::Date first = domain::Date::of(day.year(), day.month(), 1);
        for (const int level : asked.levels) {
            const Result<bool> more = each({first.iso().substr(0, 7), level, -1});
            if (!more.ok()) return more.error();
            if (!more.value()) return ok_status();
        }
        if (first <= asked.from) return ok_status();
        day = first.plus(-1);
    }
}

/// Whether the whole of a month's level stands before the place.
bool is_over(const RatingPlace& level, const RatingPlace& place) {
    return level.month > place.month || (level.month == place.month && level.level < place.level);
}

}  // namespace

Status each_listed(store::Database& db, const RatingsAsked& asked,
                   const std::optional<RatingPlace>& after,
                   const std::function<bool(const ListedRating&)>& each) {
    const Walk& walk = walk_of(asked);
    const Status read = each_level(asked, [&](RatingPlace place) -> Result<bool> {
        if (after && is_over(place, *after)) return true;
        if (after && place.month == after->month && place.level == after->level) place = *after;
        store::Statement select = prepared(db, walk.rows, asked, place);
        while (true) {
            const Result<bool> row = select.step();
            if (!row.ok()) return row.error();
            if (!row.value()) return true;
            place.lot = select.integer(1);
            if (!each({select.fixed<domain::RecordId>(0), place, select.text(2), select.text(3)})) {
                return false;
            }
        }
    });
    return read.ok() ? read : Status(read.error().in("intake.each_listed"));
}

Result<std::int64_t> count_listed(store::Database& db, const RatingsAsked& asked,
                                  std::int64_t most) {
    const Walk& walk = walk_of(asked);
    std::int64_t n = 0;
    const Status read = each_level(asked, [&](const RatingPlace& place) -> Result<bool> {
        store::Statement select = prepared(db, walk.count, asked, place);
        const Result<bool> row = select.bind(":most", most - n).step();
        if (!row.ok()) return row.error();
        n += select.integer(0);
        return n < most;
    });
    if (!read.ok()) return read.error().in("intake.count_listed");
    return n;
}

}  // namespace sunbooth::center::intake
