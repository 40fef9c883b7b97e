// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/cards.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/hall.h"
#include "sync/center/supervision/notices.h"
#include "sync/domain/text.h"

#include <limits>

namespace sunbooth::center::supervision {
namespace {

using rules::CardState;

constexpr const char* kByRule = "(rule)";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO card (subject, ticket, about, clock, level, unit, due_on, issued_on, answer_by,
                      state, version)
    VALUES (:subject, :ticket, :about, :clock, :level, :unit, :due_on, :issued_on, :answer_by,
            'issued', 1)
        ON CONFLICT DO NOTHING)sql";
// Cards of an extended clock from before such clocks had names of their own bear the name of the
// first one, and the day that the extension led to.
constexpr std::string_view kHighest = R"sql(
    SELECT level FROM card
     WHERE subject = :subject AND about = :about
       AND (clock = :clock OR (clock = :former AND due_on >= :due_on)))sql";
constexpr std::string_view kUnsettled = R"sql(
    SELECT id, ifnull(ticket, 0), about, clock FROM card
     WHERE state = 'issued' AND level IN ('notice', 'warning') AND subject = :subject)sql";
constexpr std::string_view kUnsettledOf = R"sql(
    SELECT id, ifnull(ticket, 0), about, clock FROM card
     WHERE state = 'issued' AND level IN ('notice', 'warning')
       AND subject = 'ticket' AND about = :about)sql";
constexpr std::string_view kMove = R"sql(
    UPDATE card SET state = :state, version = version + 1 WHERE id = :id)sql";

#define SUNBOOTH_CARD                                                              \
    "SELECT card.id, ifnull(card.ticket, 0), about, clock, level, card.unit,"      \
    "       card.due_on, issued_on, answer_by, card.state, card.version, subject," \
    "       ifnull(ticket.unit, '')"                                               \
    "  FROM card LEFT JOIN ticket ON ticket.id = card.ticket"
// What leads an index stands in the statement; the rest is asked of each row.
#define SUNBOOTH_CARDS(lead, beyond, order)                                              \
    SUNBOOTH_CARD                                                                        \
    " WHERE " lead beyond                                                                \
    " AND (:state = '' OR card.state = :state) AND (:level = '' OR level = :level)"      \
    " AND (:subject = '' OR subject = :subject)"                                         \
    " AND (:unit = '' OR card.unit = CASE :unit WHEN '(center)' THEN '' ELSE :unit END)" \
    " AND (:ticket = 0 OR card.ticket = :ticket) AND (:about = '' OR about = :about)"    \
    " AND (:waits = '' OR instr(:waits, card.state) > 0)"                                \
    " AND (:cards = 0 OR level IN ('yellow', 'red')) ORDER BY card.id" order
/// One question in both orders.
struct BothWays {
    std::string_view newest, oldest;
};
#define SUNBOOTH_BOTH_WAYS(lead)                            \
    {                                                       \
        SUNBOOTH_CARDS(lead, "card.id < :before", " DESC"), \
            SUNBOOTH_CARDS(lead, "card.id > :before", "")   \
    }
constexpr BothWays kAll = SUNBOOTH_BOTH_WAYS("");
constexpr BothWays kOfTicket = SUNBOOTH_BOTH_WAYS("card.ticket = :ticket AND ");
constexpr BothWays kOfSubjectAbout =
    SUNBOOTH_BOTH_WAYS("subject = :subject AND about = :about AND ");
constexpr BothWays kOfUnit =
    SUNBOOTH_BOTH_WAYS("card.unit = CASE :unit WHEN '(center)' THEN '' ELSE :unit END AND ");
constexpr BothWays kOfState = SUNBOOTH_BOTH_WAYS("card.state = :state AND ");
constexpr BothWays kStanding =
    SUNBOOTH_BOTH_WAYS("card.state IN ('issued', 'answered', 'objected') AND ");
constexpr BothWays kToDecide = SUNBOOTH_BOTH_WAYS("card.state IN ('answered', 'objected') AND ");
constexpr BothWays kIssued = SUNBOOTH_BOTH_WAYS("card.state = 'issued' AND ");
constexpr BothWays kOfLevel = SUNBOOTH_BOTH_WAYS("level = :level AND ");
constexpr BothWays kOfSubject = SUNBOOTH_BOTH_WAYS("subject = :subject AND ");
constexpr std::string_view kFind = SUNBOOTH_CARD " WHERE card.id = :id";
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
    const auto subject = rules::subject_of(row.text(11));
    const auto due_on = date_at(row, 6);
    const auto issued_on = date_at(row, 7);
    if (!level || !state || !subject || !due_on.ok() || !issued_on.ok()) {
        return Error{ErrorCode::Corrupt, "a card cannot be read", "card"};
    }
    Card card;
    card.id = row.integer(0);
    card.subject = *subject;
    card.ticket = row.integer(1);
    card.about = row.text(2);
    card.clock = row.text(3);
    card.level = *level;
    card.unit = row.text(5);
    card.due_on = due_on.value();
    card.issued_on = issued_on.value();
    card.state = *state;
    card.version = row.integer(10);
    card.accused = row.text(12);
    if (const auto answer_by = date_at(row, 8); answer_by.ok()) card.answer_by = answer_by.value();
    return card;
}

Status move(store::Database& db, const Card& card, CardStep step, WallTime now) {
    step.card = card.id;
    step.n = card.version + 1;
    const Status written = append_card_event(db, step, now);
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

/// What somebody else did first.
Error overtaken(store::Database& db, const Card& card) {
    std::string detail = "the card has changed since";
    if (const auto events = events_of(db, card.id); events.ok() && !events.value().empty()) {
        const CardEvent& last = events.value().back();
        detail = last.by + " came first: the card is \"" + rules::to_string(last.state) +
                 "\" since " + last.on.iso();
    }
    return {ErrorCode::Conflict, detail, "expected_version"};
}

}  // namespace

Result<bool> issue(store::Database& db, const Due& due, WallTime now, const Issuer& issuer) {
    const bool answers = rules::is_card(due.level);
    store::Statement insert = db.prepare(kInsert);
    if (due.ticket == 0) {
        insert.bind_null(":ticket");
    } else {
        insert.bind(":ticket", due.ticket);
    }
    insert.bind(":subject", rules::to_string(due.subject))
        .bind(":about", due.about)
        .bind(":clock", due.clock)
        .bind(":level", rules::to_string(due.level))
        .bind(":unit", due.unit)
        .bind(":due_on", due.due_on.iso())
        .bind(":issued_on", domain::date_of(now).iso())
        .bind(":answer_by", answers ? due.answer_by.iso() : std::string());
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted.error().in("supervision.issue");
    if (db.changes() == 0) return false;
    const std::int64_t card = db.last_insert_row();
    const Status written =
        append_card_event(db, {card, 1, issuer.by, CardState::Issued, issuer.words}, now);
    if (!written.ok()) return written.error().in("supervision.issue");
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.issue");
    const rules::Profile& profile =
        rules::profile_on(hall.value()->promises.profile, domain::date_of(now));
    const Status told = make_notices(db, card, due, profile, now);
    if (!told.ok()) return told.error();
    return true;
}

Status settle(store::Database& db, std::int64_t id, WallTime now) {
    const Result<Card> card = find_any(db, id);
    if (!card.ok()) return card.error().in("supervision.settle");
    // Judged on a reader's connection: meanwhile somebody may have taken it back.
    const bool settles =
        card.value().state == CardState::Issued && !rules::is_card(card.value().level);
    if (!settles) return ok_status();
    return move(db, card.value(), {.by = kByRule, .state = CardState::Settled}, now);
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

namespace {

/// The narrowest lead first.
std::string_view text_of(const CardFilter& filter, const std::string& unit) {
    const bool is_about = filter.subject && !filter.about.empty();
    const BothWays& both = filter.ticket != 0              ? kOfTicket
                           : is_about                      ? kOfSubjectAbout
                           : filter.wait == Wait::Decision ? kToDecide
                           : !unit.empty()                 ? kOfUnit
                           : filter.wait == Wait::Answer   ? kIssued
                           : filter.wait != Wait::Any      ? kStanding
                           : filter.state                  ? kOfState
                           : filter.level                  ? kOfLevel
                           : filter.subject                ? kOfSubject
                                                           : kAll;
    return filter.oldest_first ? both.oldest : both.newest;
}

}  // namespace

Result<CardPage> list(store::Database& db, const rules::Viewer& viewer, const CardFilter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kCardsMax);
    const bool narrow = viewer.role == rules::Role::Handler;
    const std::string& unit = narrow ? viewer.unit : filter.unit;
    const bool from_newest = filter.before == 0 && !filter.oldest_first;
    store::Statement select = db.prepare(text_of(filter, unit));
    select.bind(":before", from_newest ? std::numeric_limits<std::int64_t>::max() : filter.before)
        .bind(":state", filter.state ? rules::to_string(*filter.state) : "")
        .bind(":level", filter.level ? rules::to_string(*filter.level) : "")
        .bind(":subject", filter.subject ? rules::to_string(*filter.subject) : "")
        .bind(":unit", unit)
        .bind(":ticket", filter.ticket)
        .bind(":about", filter.about)
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

Result<std::optional<rules::Level>> highest(store::Database& db, const Due& due) {
    store::Statement select = db.prepare(kHighest);
    select.bind(":subject", rules::to_string(due.subject));
    select.bind(":about", due.about).bind(":clock", due.clock);
    select.bind(":former", rules::before_extension(due.clock)).bind(":due_on", due.due_on.iso());
    std::optional<rules::Level> highest;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.highest");
        if (!row.value()) return highest;
        const auto level = rules::level_of(select.text(0));
        if (!level) return Error{ErrorCode::Corrupt, "a card has no level", "level"};
        highest = highest ? std::max(*highest, *level) : *level;
    }
}

namespace {

Result<std::vector<Unsettled>> read_unsettled(store::Statement select) {
    std::vector<Unsettled> cards;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.unsettled");
        if (!row.value()) return cards;
        cards.push_back({select.integer(0), select.integer(1), select.text(2), select.text(3)});
    }
}

}  // namespace

Result<std::vector<Unsettled>> unsettled(store::Database& db, rules::Subject subject) {
    store::Statement select = db.prepare(kUnsettled);
    select.bind(":subject", rules::to_string(subject));
    return read_unsettled(std::move(select));
}

Result<std::vector<Unsettled>> unsettled_of(store::Database& db, const std::string& ticket_no) {
    store::Statement select = db.prepare(kUnsettledOf);
    select.bind(":about", ticket_no);
    return read_unsettled(std::move(select));
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
        return overtaken(db, card.value());
    }
    const auto to = rules::next(card.value().standing(domain::date_of(now)), deed.action);
    if (!to) return Error{ErrorCode::Conflict, "the card does not stand for that", "action"};
    const auto words = domain::checked_text(deed.words, kCardWordsMax, "words");
    if (!words.ok()) return words.error();
    if (words.value().empty()) return invalid_input("words", "must not be empty");
    const auto evidence = domain::checked_text(deed.evidence, kEvidenceMax, "evidence");
    if (!evidence.ok()) return evidence.error();
    if (deed.action == rules::CardAction::Object && evidence.value().empty()) {
        return invalid_input("evidence", "must say what proves that the card is not right");
    }
    const Status moved = move(db, card.value(),
                              {.by = account,
                               .state = *to,
                               .words = std::string(words.value().view()),
                               .evidence = std::string(evidence.value().view())},
                              now);
    if (!moved.ok()) return moved.error().in("supervision.act");
    return find_any(db, id);
}

}  // namespace sunbooth::center::supervision
