// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/cards.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <string>
#include <vector>

namespace sunbooth::center::supervision {

// What became of a card, for ever, chained as the events of tickets are (registry/event_chain.h):
//
//   numbers  card n at_ms
//   texts    type by words, and of n = 1 also what the card says: subject about clock level unit
//            due_on answer_by; the evidence where there is some

struct CardEvent {
    domain::Date on;
    std::string by;  ///< An account; "(rule)".
    rules::CardState state = rules::CardState::Issued;
    std::string words;
    std::string evidence{};
};
/// In order. @return Corrupt.
Result<std::vector<CardEvent>> events_of(store::Database& db, std::int64_t card);

struct CardStep {
    std::int64_t card = 0;
    std::int64_t n = 0;
    std::string by;
    rules::CardState state = rules::CardState::Issued;
    std::string words{};
    std::string evidence{};
};
/// Inside the caller's transaction; the card's row stands already.
Status append_card_event(store::Database& db, const CardStep& step, WallTime now);

/// Chains what a program wrote that did not. Inside a transaction of its own. @return how many.
Result<std::int64_t> chain_old_cards(store::Database& db);

/// Every card's events, and that its state and version are what they lead to.
/// @return the number of cards; Corrupt, field "card.<id>.event.<n>" or "card.<id>".
Result<std::int64_t> verify_cards(store::Database& db);

}  // namespace sunbooth::center::supervision
