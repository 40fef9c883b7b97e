// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/cards.h"

#include "sync/base/mutant.h"
#include "sync/domain/text.h"

#include <limits>

namespace sunbooth::center::supervision {
namespace {

using rules::CardState;

constexpr std::string_view kByRule = "(rule)";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO card (ticket, clock, level, unit, due_on, issued_on, answer_by, state, version)
    VALUES (:ticket, :clock, :level, :unit, :due_on, :issued_on, :answer_by, 'issued', 1)
        ON CONFLICT DO NOTHING)sql";
constexpr std::string_view kNewest = R"sql(
    SELECT id FROM card WHERE ticket = :ticket AND clock = :clock AND level = :level)sql";
constexpr std::string_view kInsertEvent = R"sql(
    INSERT INTO card_event (card, n, at_ms, by, type, words)
    VALUES (:card, :n, :at_ms, :by, :type, :words))sql";
constexpr std::string_view kMove = R"sql(
    UPDATE card SET state = :state, version = version + 1 WHERE id = :id)sql";

#define SUNBOOTH_CARD                                                         \
    "SELECT card.id, card.ticket, ticket.ticket_no, clock, level, card.unit," \
    "       card.due_on, issued_on, answer_by, card.state, card.version,"     \
    "       ticket.unit"                                                      \
    "  FROM card JOIN ticket ON ticket.id = card.ticket"
constexpr std::string_view kList = SUNBOOTH_CARD R"sql(
     WHERE card.id < :before
       AND (:state = '' OR card.state = :state)
       AND (:level = '' OR level = :level)
       AND (:unit = '' OR card.unit = CASE :unit WHEN '(center)' THEN '' ELSE :unit END)
       AND (:ticket = 0 OR card.ticket = :ticket)
       AND (:waits = '' OR instr(:waits, card.state) > 0)
       AND (:cards = 0 OR level IN ('yellow', 'red'))
     ORDER BY card.id DESC)sql";
constexpr std::string_view kFind = SUNBOOTH_CARD " WHERE card.id = :id";
constexpr std::string_view kEvents = R"sql(
    SELECT at_ms, by, type, words FROM card_event WHERE card = :card ORDER BY n)sql";
constexpr std::string_view kCountOfUnit = R"sql(
    SELECT count(*) FROM card
     WHERE state = 'issued' AND level IN ('yellow', 'red') AND unit = :unit)sql";
constexpr std::string_view kCountToDecide = R"sql(
    SELECT count(*) FROM card
     WHERE level IN ('yellow', 'red')
       AND (state IN ('answered', 'objected') OR (state = 'issued' AND unit = '')))sql";

/// The states that something waits in, as one text that SQLite looks into.
const char* states_of(Wait wait) {
    switch (wait) {
        case Wait::Any:
            return "";
        case Wait::Standing:
        case Wait::Open:
            return "issued answered objected";
        case Wait::Answer:
            return "issued";
        case Wait::Decision:
            return "answered objected";
    }
    return "";
}

Result<domain::Date> date_at(const store::Statement& row, int column) {
    return domain::Date::parse(row.text(column));
}

Result<Card> read_card(const store::Statement& row) {
    const auto level = rules::level_of(row.text(4));
    const auto state = rules::card_state_of(row.text(9));
    const auto due_on = date_at(row, 6);
    const auto issued_on = date_at(row, 7);
    if (!level || !state || !due_on.ok() || !issued_on.ok()) {
        return Error{ErrorCode::Corrupt, "a card cannot be read", "card"};
    }
    Card card{row.integer(0),  row.integer(1), row.text(2),       row.text(3), *level,
              row.text(5),     due_on.value(), issued_on.value(), {},          *state,
              row.integer(10), row.text(11)};
    if (const auto answer_by = date_at(row, 8); answer_by.ok()) card.answer_by = answer_by.value();
    return card;
}

struct Step {
    std::int64_t card = 0;
    std::int64_t n = 0;
    std::string_view by;
    CardState state = CardState::Issued;
    std::string_view words;
};
Status write_event(store::Database& db, const Step& step, WallTime now) {
    store::Statement insert = db.prepare(kInsertEvent);
    insert.bind(":card", step.card)
        .bind(":n", step.n)
        .bind(":at_ms", to_ms(now))
        .bind(":by", step.by)
        .bind(":type", rules::to_string(step.state))
        .bind(":words", step.words);
    return insert.run();
}

Status move(store::Database& db, const Card& card, Step step, WallTime now) {
    step.card = card.id;
    step.n = card.version + 1;
    const Status written = write_event(db, step, now);
    if (!written.ok()) return written;
    store::Statement update = db.prepare(kMove);
    update.bind(":state", rules::to_string(step.state)).bind(":id", card.id);
    return update.run();
}

Result<Card> find_any(store::Database& db, std::int64_t id) {
    store::Statement select = db.prepare(kFind);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such card", "id"};
    return read_card(select);
}

}  // namespace

Result<bool> issue(store::Database& db, const Due& due, WallTime now) {
    const bool answers = rules::is_card(due.level);
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":ticket", due.ticket)
        .bind(":clock", due.clock)
        .bind(":level", rules::to_string(due.level))
        .bind(":unit", due.unit)
        .bind(":due_on", due.due_on.iso())
        .bind(":issued_on", domain::date_of(now).iso())
        .bind(":answer_by", answers ? due.answer_by.iso() : std::string());
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted.error().in("supervision.issue");
    if (db.changes() == 0) return false;
    store::Statement select = db.prepare(kNewest);
    select.bind(":ticket", due.ticket)
        .bind(":clock", due.clock)
        .bind(":level", rules::to_string(due.level));
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("supervision.issue");
    const Status written =
        write_event(db, {select.integer(0), 1, kByRule, CardState::Issued, ""}, now);
    if (!written.ok()) return written.error().in("supervision.issue");
    return true;
}

Status settle(store::Database& db, std::int64_t id, WallTime now) {
    const Result<Card> card = find_any(db, id);
    if (!card.ok()) return card.error().in("supervision.settle");
    // Judged on a reader's connection: meanwhile somebody may have taken it back.
    const bool settles =
        card.value().state == CardState::Issued && !rules::is_card(card.value().level);
    if (!settles) return ok_status();
    return move(db, card.value(), {.by = kByRule, .state = CardState::Settled, .words = ""}, now);
}

bool is_seen_by(const Card& card, const rules::Viewer& viewer) {
    const bool avoids = viewer.avoids.contains(card.unit) || viewer.avoids.contains(card.accused);
    if (avoids && !mutant("supervision.sees_related")) return false;
    switch (viewer.role) {
        case rules::Role::Handler:
            return !card.unit.empty() && card.unit == viewer.unit;
        case rules::Role::Administrator:
            return false;
        case rules::Role::Intake:
        case rules::Role::Callback:
        case rules::Role::Supervisor:
        case rules::Role::Auditor:
            return true;
    }
    return false;
}

std::optional<Wait> wait_of(std::string_view name) {
    if (name == "standing") return Wait::Standing;
    if (name == "open") return Wait::Open;
    if (name == "answer") return Wait::Answer;
    if (name == "decision") return Wait::Decision;
    return std::nullopt;
}

Result<CardPage> list(store::Database& db, const rules::Viewer& viewer, const CardFilter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kCardsMax);
    const bool narrow = viewer.role == rules::Role::Handler;
    store::Statement select = db.prepare(kList);
    select
        .bind(":before",
              filter.before == 0 ? std::numeric_limits<std::int64_t>::max() : filter.before)
        .bind(":state", filter.state ? rules::to_string(*filter.state) : "")
        .bind(":level", filter.level ? rules::to_string(*filter.level) : "")
        .bind(":unit", narrow ? viewer.unit : filter.unit)
        .bind(":ticket", filter.ticket)
        .bind(":waits", states_of(filter.wait))
        .bind(":cards", filter.wait != Wait::Any && filter.wait != Wait::Standing ? 1 : 0);
    CardPage page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.list");
        if (!row.value()) return page;
        const Result<Card> card = read_card(select);
        if (!card.ok()) return card.error().in("supervision.list");
        if (!is_seen_by(card.value(), viewer)) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().id;
            return page;
        }
        page.items.push_back(card.value());
    }
}

Result<Card> find(store::Database& db, const rules::Viewer& viewer, std::int64_t id) {
    Result<Card> card = find_any(db, id);
    if (!card.ok()) return card.error().in("supervision.find");
    if (!is_seen_by(card.value(), viewer)) {
        return Error{ErrorCode::NotFound, "there is no such card", "id"};
    }
    return card;
}

Result<std::vector<CardEvent>> events_of(store::Database& db, std::int64_t id) {
    store::Statement select = db.prepare(kEvents);
    select.bind(":card", id);
    std::vector<CardEvent> events;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.events_of");
        if (!row.value()) return events;
        const auto state = rules::card_state_of(select.text(2));
        if (!state) return Error{ErrorCode::Corrupt, "an event of a card has no state", "type"};
        events.push_back(
            {domain::date_of(wall_ms(select.integer(0))), select.text(1), *state, select.text(3)});
    }
}

Result<std::int64_t> count_waiting(store::Database& db, const rules::Viewer& viewer) {
    const bool unit = viewer.role == rules::Role::Handler;
    if (!unit && viewer.role != rules::Role::Supervisor) return std::int64_t{0};
    store::Statement select = db.prepare(unit ? kCountOfUnit : kCountToDecide);
    if (unit) select.bind(":unit", viewer.unit);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("supervision.count_waiting");
    return select.integer(0);
}

Result<Card> act(store::Database& db, const std::string& account, const rules::Viewer& viewer,
                 std::int64_t id, std::int64_t expected_version, const CardDeed& deed,
                 WallTime now) {
    const Result<Card> card = find(db, viewer, id);
    if (!card.ok()) return card.error();
    if (!rules::may(viewer.role, deed.action)) {
        return Error{ErrorCode::Forbidden, "this role does not do that", "action"};
    }
    if (card.value().version != expected_version) {
        return Error{ErrorCode::Conflict, "the card has changed since", "expected_version"};
    }
    const auto to = rules::next(card.value().state, card.value().level, deed.action);
    if (!to) return Error{ErrorCode::Conflict, "the card does not stand for that", "action"};
    const auto words = domain::checked_text(deed.words, kCardWordsMax, "words");
    if (!words.ok()) return words.error();
    if (words.value().empty()) return invalid_input("words", "must not be empty");
    const Step step{.by = account, .state = *to, .words = words.value().view()};
    const Status moved = move(db, card.value(), step, now);
    if (!moved.ok()) return moved.error().in("supervision.act");
    return find_any(db, id);
}

}  // namespace sunbooth::center::supervision
