// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/rating_count.h"

#include "sync/domain/record.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kCount = R"sql(
    SELECT substr(s.half_day, 1, 7) AS month, s.unit, s.window, r.level, count(*)
      FROM submission AS s JOIN rating AS r ON r.record_id = s.record_id
     WHERE s.kind = :kind AND s.half_day >= :from AND s.half_day < :to
       AND (:unit = '' OR s.unit = :unit)
     GROUP BY month, s.unit, s.window, r.level)sql";

constexpr std::string_view kEach = R"sql(
    SELECT s.record_id, s.half_day, s.unit, s.window, r.level, s.language, r.has_contact,
           s.sealed IS NULL
      FROM submission AS s JOIN rating AS r ON r.record_id = s.record_id
     WHERE s.kind = :kind AND s.half_day >= :from AND s.half_day < :to
       AND (:unit = '' OR s.unit = :unit)
     ORDER BY s.half_day, s.record_id)sql";

constexpr std::string_view kTags =
    "SELECT tag FROM rating_tag WHERE record_id = :record ORDER BY tag";

}  // namespace

Result<std::vector<std::string>> tags_of(store::Database& db, const domain::RecordId& record) {
    store::Statement select = db.prepare(kTags);
    select.bind(":record", record.view());
    std::vector<std::string> tags;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.tags_of");
        if (!row.value()) return tags;
        tags.push_back(select.text(0));
    }
}

Status each_rating(store::Database& db, const RatingSpan& span,
                   const std::function<void(const RatingOf&)>& each) {
    store::Statement select = db.prepare(kEach);
    select.bind(":kind", static_cast<int>(domain::RecordKind::Rating));
    select.bind(":from", span.from.iso()).bind(":to", span.to.plus(1).iso());
    select.bind(":unit", span.unit);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.each_rating");
        if (!row.value()) return ok_status();
        RatingOf one{select.fixed<domain::RecordId>(0), select.text(1), select.text(2),
                     select.text(3), static_cast<int>(select.integer(4))};
        one.language = domain::language_of(select.text(5)).value_or(domain::Language::Zh);
        if (!select.is_null(6)) one.has_contact = select.integer(6) != 0;
        one.is_erased = select.integer(7) != 0;
        each(one);
    }
}

Result<std::vector<RatingCount>> count_ratings(store::Database& db, const RatingSpan& span) {
    store::Statement select = db.prepare(kCount);
    // "2026-11-26 am" stands behind "2026-11-26" and before the next day.
    select.bind(":kind", static_cast<int>(domain::RecordKind::Rating));
    select.bind(":from", span.from.iso()).bind(":to", span.to.plus(1).iso());
    select.bind(":unit", span.unit);
    std::vector<RatingCount> counts;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.count_ratings");
        if (!row.value()) return counts;
        counts.push_back({select.text(0), select.text(1), select.text(2),
                          static_cast<int>(select.integer(3)), select.integer(4)});
    }
}

}  // namespace sunbooth::center::intake
