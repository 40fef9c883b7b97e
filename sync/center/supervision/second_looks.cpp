// SPDX-License-Identifier: Apache-2.0
// Cards that follow from cards: a second yellow one on the same matter, and a yellow one that its
// unit left unanswered (domain.md 3.3).
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"

namespace sunbooth::center::supervision {
namespace {

constexpr std::string_view kYellowBefore = R"sql(
    SELECT 1 FROM card
     WHERE subject = :subject AND about = :about AND clock <> :clock AND level = 'yellow'
       AND unit = :unit AND state <> 'removed'
       AND NOT (clock = :former AND due_on >= :due_on))sql";
// Few cards stand at a time, and they have an index of their own.
constexpr std::string_view kUnanswered = R"sql(
    SELECT subject, ifnull(ticket, 0), about, clock, unit, due_on FROM card
     WHERE state IN ('issued', 'answered', 'objected') AND state = 'issued' AND level = 'yellow'
       AND unit <> '' AND answer_by <> '' AND answer_by < :today
     ORDER BY id)sql";

/// The rules by which a card was issued: those of its ticket, or of the hall.
Result<const rules::Profile*> profile_of(store::Database& db, std::int64_t ticket,
                                         domain::Date today) {
    if (ticket != 0) {
        const auto found = tickets::find(db, {rules::Role::Supervisor, ""}, ticket);
        if (!found.ok()) return found.error();
        return &found.value().rules();
    }
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    return &rules::profile_on(hall.value()->promises.profile, today);
}

}  // namespace

Status raise_second(store::Database& db, const rules::CardRules& rules, Due& due) {
    if (due.level != rules::Level::Yellow || !rules.second_is_red) return ok_status();
    store::Statement select = db.prepare(kYellowBefore);
    select.bind(":subject", rules::to_string(due.subject));
    select.bind(":about", due.about).bind(":clock", due.clock).bind(":unit", due.unit);
    select.bind(":former", rules::before_extension(due.clock)).bind(":due_on", due.due_on.iso());
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("supervision.raise_second");
    if (row.value()) due.level = rules::Level::Red;
    return ok_status();
}

Result<Findings> judge_cards(store::Database& db, domain::Date today) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("supervision.judge_cards");
    store::Statement select = db.prepare(kUnanswered);
    select.bind(":today", today.iso());
    Findings found;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.judge_cards");
        if (!row.value()) return found;
        ++found.looked_at;
        const auto subject = rules::subject_of(select.text(0));
        const auto due_on = domain::Date::parse(select.text(5));
        if (!subject || !due_on.ok()) {
            return Error{ErrorCode::Corrupt, "a card cannot be read", "card"};
        }
        const auto profile = profile_of(db, select.integer(1), today);
        if (!profile.ok()) return profile.error().in("supervision.judge_cards");
        const rules::CardRules& cards = profile.value()->cards;
        if (!cards.unanswered_is_red) continue;
        const Due due{*subject,          select.integer(1),
                      select.text(2),    select.text(3),
                      rules::Level::Red, select.text(4),
                      due_on.value(),    calendar.value()->after(today, cards.answer.n).date};
        if (const Status kept = keep_if_higher(db, due, found); !kept.ok()) return kept.error();
    }
}

}  // namespace sunbooth::center::supervision
