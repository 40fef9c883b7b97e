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

std::optional<std::string> asked_for(const std::string& code) {
    if (code.empty()) return std::nullopt;
    return code == kNone ? std::string() : code;
}

/// A span, a unit and a window; of all their levels, or of those that are asked for.
intake::RatingsAsked group_of(const RatingFilter& filter) {
    return {filter.from, filter.to, asked_for(filter.unit), asked_for(filter.window)};
}
intake::RatingsAsked list_of(const RatingFilter& filter) {
    intake::RatingsAsked list = group_of(filter);
    if (!filter.levels.empty()) list.levels = filter.levels;
    return list;
}

/// Those of them that an upheld appeal has left out.
Result<std::int64_t> count_excluded(store::Database& db, const intake::RatingsAsked& asked) {
    const auto excluded =
        tickets::count_excluded(db, {asked.from, asked.to, asked.unit.value_or("")});
    if (!excluded.ok()) return excluded.error();
    std::int64_t n = 0;
    for (const tickets::ExcludedCount& one : excluded.value()) {
        const bool is_asked_for = one.unit == asked.unit.value_or(one.unit) &&
                                  one.window == asked.window.value_or(one.window) &&
                                  asked.levels.contains(one.level);
        if (is_asked_for) n += one.count;
    }
    return n;
}

/// How many of them count, as far as `most`; one more where there are more.
Result<std::int64_t> count(store::Database& db, const intake::RatingsAsked& asked,
                           std::int64_t most) {
    const auto excluded = count_excluded(db, asked);
    if (!excluded.ok()) return excluded.error();
    const auto n = intake::count_listed(db, asked, most + 1 + excluded.value());
    if (!n.ok()) return n.error();
    return std::max<std::int64_t>(0, n.value() - excluded.value());
}

using Lines = std::vector<intake::ListedRating>;

/// The page and, if there is one, the first line behind it.
Result<Lines> lines_of(store::Database& db, const RatingFilter& filter,
                       const std::optional<intake::RatingPlace>& after, std::size_t most) {
    const auto excluded = tickets::excluded_records(db, {filter.from, filter.to});
    if (!excluded.ok()) return excluded.error();
    Lines lines;
    const Status read =
        intake::each_listed(db, list_of(filter), after, [&](const intake::ListedRating& one) {
            if (!excluded.value().contains(one.record)) lines.push_back(one);
            return lines.size() < most;
        });
    if (!read.ok()) return read.error();
    return lines;
}

Result<RatingRow> row_of(store::Database& db, const rules::Viewer& viewer,
                         const intake::ListedRating& rating, bool is_told) {
    RatingRow row{rating.place.month, rating.unit, rating.window};
    if (!is_told) return row;
    row.level = rating.place.level;
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

Status add_rows(store::Database& db, const rules::Viewer& viewer, const Lines& lines, bool is_told,
                RatingRows& rows) {
    for (const intake::ListedRating& one : lines) {
        Result<RatingRow> row = row_of(db, viewer, one, is_told);
        if (!row.ok()) return row.error();
        rows.items.push_back(std::move(row).value());
    }
    return ok_status();
}

/// Fewer than ten: all on one page, in no order of their levels.
Result<RatingRows> list_few(store::Database& db, const rules::Viewer& viewer,
                            const RatingFilter& filter, std::int64_t n) {
    RatingRows rows;
    auto lines = lines_of(db, filter, {}, kPercentFrom);
    if (!lines.ok()) return lines.error();
    std::ranges::sort(lines.value(), [](const auto& one, const auto& other) {
        return std::tie(other.place.month, one.place.lot) <
               std::tie(one.place.month, other.place.lot);
    });
    rows.n = n;
    if (Status added = add_rows(db, viewer, lines.value(), false, rows); !added.ok()) {
        return added.error();
    }
    return rows;
}

Result<RatingRows> list_page(store::Database& db, const rules::Viewer& viewer,
                             const RatingFilter& filter) {
    RatingRows rows;
    if (!filter.after) {
        const auto n = count(db, list_of(filter), tickets::kCountedMax);
        if (!n.ok()) return n.error();
        rows.n = std::min(n.value(), tickets::kCountedMax);
        rows.more = n.value() > tickets::kCountedMax;
    }
    auto lines = lines_of(db, filter, filter.after, filter.limit + 1);
    if (!lines.ok()) return lines.error();
    if (lines.value().size() > filter.limit) {
        lines.value().pop_back();
        rows.next = lines.value().back().place;
    }
    if (Status added = add_rows(db, viewer, lines.value(), true, rows); !added.ok()) {
        return added.error();
    }
    return rows;
}

}  // namespace

Result<RatingRows> list_ratings(store::Database& db, const rules::Viewer& viewer,
                                const RatingFilter& filter) {
    const auto n = count(db, group_of(filter), kPercentFrom);
    if (!n.ok()) return n.error().in("statistics.list_ratings");
    const bool is_told = shown_part({0, n.value()}).has_value();
    // Of one to four none is told, nor which of fewer than ten have a level.
    if (!shown_count(n.value()) || (!is_told && !filter.levels.empty())) return RatingRows{};
    auto rows = is_told ? list_page(db, viewer, filter) : list_few(db, viewer, filter, n.value());
    if (!rows.ok()) return rows.error().in("statistics.list_ratings");
    return rows;
}

}  // namespace sunbooth::center::statistics
