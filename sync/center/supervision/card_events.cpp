// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/card_events.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/event_chain.h"

namespace sunbooth::center::supervision {
namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO card_event (card, n, at_ms, by, type, words, evidence, digest)
    VALUES (:card, :n, :at_ms, :by, :type, :words, :evidence, :digest))sql";
constexpr std::string_view kSelect = R"sql(
    SELECT at_ms, by, type, words, digest, n, evidence FROM card_event WHERE card = :card ORDER BY n)sql";
constexpr std::string_view kDigest = "SELECT digest FROM card_event WHERE card = :card AND n = :n";
constexpr std::string_view kCard = R"sql(
    SELECT subject, about, clock, level, unit, due_on, answer_by FROM card WHERE id = :id)sql";
constexpr std::string_view kCards = "SELECT id, state, version FROM card ORDER BY id";
constexpr std::string_view kOld = R"sql(
    SELECT card, n, at_ms, by, type, words FROM card_event_unchained ORDER BY card, n)sql";

/// An event as it stands in its row.
struct Row {
    std::int64_t card = 0, n = 0, at_ms = 0;
    std::string type, by, words, evidence{};
};

/// What a card says, in one text; empty but for the first event.
Result<std::string> said(store::Database& db, const Row& row) {
    if (row.n != 1) return std::string();
    store::Statement select = db.prepare(kCard);
    const Result<bool> found = select.bind(":id", row.card).step();
    if (!found.ok()) return found.error();
    if (!found.value()) return Error{ErrorCode::Corrupt, "the card is missing", "card"};
    std::string text;
    for (int column = 0; column < 7; ++column) text += select.text(column) + '\n';
    return text;
}

Result<seal::Digest> digest_of(store::Database& db, const Row& row, const seal::Digest& previous) {
    const Result<std::string> card = said(db, row);
    if (!card.ok()) return card.error();
    const seal::Digest before = mutant("supervision.skip_prev_hash") ? seal::Digest{} : previous;
    const registry::Numbers numbers = {row.card, row.n, row.at_ms};
    // As events were chained before there was any evidence.
    if (row.evidence.empty()) {
        return registry::chained(before, numbers, {row.type, row.by, row.words, card.value()});
    }
    return registry::chained(before, numbers,
                             {row.type, row.by, row.words, card.value(), row.evidence});
}

Result<seal::Digest> digest_at(store::Database& db, std::int64_t card, std::int64_t n) {
    if (n == 0) return seal::Digest{};
    store::Statement select = db.prepare(kDigest);
    const Result<bool> row = select.bind(":card", card).bind(":n", n).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::Conflict, "the event before is missing", "event"};
    return select.fixed<seal::Digest>(0);
}

Status append(store::Database& db, const Row& row) {
    const Result<seal::Digest> previous = digest_at(db, row.card, row.n - 1);
    if (!previous.ok()) return previous.error();
    const Result<seal::Digest> digest = digest_of(db, row, previous.value());
    if (!digest.ok()) return digest.error();
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":card", row.card).bind(":n", row.n).bind(":at_ms", row.at_ms);
    insert.bind(":by", row.by).bind(":type", row.type).bind(":words", row.words);
    insert.bind(":evidence", row.evidence);
    return insert.bind(":digest", digest.value().view()).run();
}

Error wrong(std::int64_t card, std::int64_t n) {
    return {ErrorCode::Corrupt, "this is not the event that was written",
            "card." + std::to_string(card) + ".event." + std::to_string(n)};
}

/// What the events of a card lead to.
struct End {
    std::string state;
    std::int64_t version = 0;
};
Result<End> walk(store::Database& db, std::int64_t card) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":card", card);
    seal::Digest previous;
    End end;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error();
        if (!more.value()) return end;
        const Row row{card,           select.integer(5), select.integer(0), select.text(2),
                      select.text(1), select.text(3),    select.text(6)};
        const Result<seal::Digest> digest = digest_of(db, row, previous);
        if (!digest.ok()) return digest.error();
        previous = select.fixed<seal::Digest>(4);
        if (row.n != end.version + 1 || previous != digest.value()) {
            return wrong(card, end.version + 1);
        }
        end = {row.type, row.n};
    }
}

}  // namespace

Result<std::vector<CardEvent>> events_of(store::Database& db, std::int64_t card) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":card", card);
    std::vector<CardEvent> events;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.events_of");
        if (!row.value()) return events;
        const auto state = rules::card_state_of(select.text(2));
        if (!state) return Error{ErrorCode::Corrupt, "an event of a card has no state", "type"};
        events.push_back({domain::date_of(wall_ms(select.integer(0))), select.text(1), *state,
                          select.text(3), select.text(6)});
    }
}

Status append_card_event(store::Database& db, const CardStep& step, WallTime now) {
    return append(db, {step.card, step.n, to_ms(now), rules::to_string(step.state), step.by,
                       step.words, step.evidence});
}

Result<std::int64_t> chain_old_cards(store::Database& db) {
    std::vector<Row> old;
    {
        store::Statement select = db.prepare(kOld);
        while (true) {
            const Result<bool> row = select.step();
            if (!row.ok()) return row.error().in("supervision.chain_old_cards");
            if (!row.value()) break;
            old.push_back({select.integer(0), select.integer(1), select.integer(2), select.text(4),
                           select.text(3), select.text(5)});
        }
    }
    if (old.empty()) return std::int64_t{0};
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    for (const Row& row : old) {
        const Status appended = append(db, row);
        if (!appended.ok()) return appended.error().in("supervision.chain_old_cards");
    }
    const Status emptied = db.run("DELETE FROM card_event_unchained");
    if (!emptied.ok()) return emptied.error().in("supervision.chain_old_cards");
    if (Status kept = transaction.value().commit(); !kept.ok()) return kept.error();
    return static_cast<std::int64_t>(old.size());
}

Result<std::int64_t> verify_cards(store::Database& db) {
    store::Statement select = db.prepare(kCards);
    std::int64_t count = 0;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("supervision.verify_cards");
        if (!more.value()) return count;
        const std::int64_t card = select.integer(0);
        const Result<End> end = walk(db, card);
        if (!end.ok()) return end.error();
        if (end.value().state != select.text(1) || end.value().version != select.integer(2)) {
            return Error{ErrorCode::Corrupt, "the card is not what its events lead to",
                         "card." + std::to_string(card)};
        }
        ++count;
    }
}

}  // namespace sunbooth::center::supervision
