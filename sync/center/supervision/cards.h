// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/cards.h"
#include "sync/center/rules/issue_life.h"
#include "sync/center/rules/life.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/tickets/desk.h"
#include "sync/store/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::supervision {

/// A warning or a card as lists show it.
struct Card {
    std::int64_t id = 0;
    rules::Subject subject = rules::Subject::Ticket;
    std::int64_t ticket = 0;  ///< 0: about none.
    std::string about;        ///< The ticket's or case's number; of a duty, what and since when.
    std::string clock;        ///< rules::running_clock(), "promise" of a case, or a duty.
    rules::Level level = rules::Level::Notice;
    std::string unit;  ///< Empty: the center itself.
    domain::Date due_on, issued_on;
    std::optional<domain::Date> answer_by;
    rules::CardState state = rules::CardState::Issued;
    std::int64_t version = 0;
    std::string accused{};  ///< The unit that the ticket complains of.

    rules::CardStanding standing(domain::Date today) const {
        return {state, level, !unit.empty(), answer_by && *answer_by < today};
    }
};
/// Issues it unless its subject's clock has one of that level. @return whether it was issued.
/// The notices to whom it concerns are made with it, by the rules of the hall's profile that day.
struct Issuer {
    std::string by;  ///< An account; "(rule)".
    std::string words;
};
Result<bool> issue(store::Database& db, const Due& due, WallTime now,
                   const Issuer& issuer = {"(rule)", {}});
/// The card that a complaint earns because its answer says that it was found true; nothing where
/// it says otherwise, or not yet, or where the rules give that category none.
Result<std::optional<Due>> proven_card(store::Database& db, const tickets::Ticket& ticket,
                                       domain::Date today);
/// A notice or warning ends by itself; anything else stays.
Status settle(store::Database& db, std::int64_t id, WallTime now);

/// The highest level that the clock of `due` was given so far.
Result<std::optional<rules::Level>> highest(store::Database& db, const Due& due);
/// Adds it to what is to be issued unless the clock has its level already.
Status keep_if_higher(store::Database& db, const Due& due, Findings& found);
/// A second yellow card on the same matter is a red one, where the rules say so; those that were
/// taken back do not count.
Status raise_second(store::Database& db, const rules::CardRules& rules, Due& due);
/// A notice or warning that has neither settled nor been taken back.
struct Unsettled {
    std::int64_t id = 0;
    std::int64_t ticket = 0;
    std::string about, clock;
};
Result<std::vector<Unsettled>> unsettled(store::Database& db, rules::Subject subject);
/// Of one ticket.
Result<std::vector<Unsettled>> unsettled_of(store::Database& db, const std::string& ticket_no);

/// Who may see it: handlers their own unit's, administrators none, everybody else all but those
/// about a unit that they are related to.
bool is_seen_by(const Card& card, const rules::Viewer& viewer);

/// For what something waits that was issued.
enum class Wait {
    Any,       ///< Or for nothing at all.
    Standing,  ///< Of any level: neither settled nor decided about.
    Open,      ///< Yellow and red cards that wait for an answer or a decision.
    Answer,    ///< Yellow and red cards that wait for the unit.
    Decision,  ///< Yellow and red cards that were answered or objected to.
};
std::optional<Wait> wait_of(std::string_view name);  ///< "standing" ..
inline constexpr std::string_view kCenter = "(center)";

struct CardFilter {
    std::optional<rules::CardState> state{};
    std::optional<rules::Level> level{};
    std::optional<rules::Subject> subject{};
    std::string unit{};       ///< Empty: any; kCenter: those of the center itself.
    std::int64_t ticket = 0;  ///< 0: any.
    std::string about{};      ///< Of a case: its number. Empty: any.
    Wait wait = Wait::Any;
    std::int64_t before = 0;  ///< Cursor: what comes after this id; 0: from the first.
    bool oldest_first = false;
    int limit = 50;  ///< 1..kCardsMax
};
inline constexpr int kCardsMax = 200;
struct CardPage {
    std::vector<Card> items;
    std::int64_t next = 0;  ///< Cursor; 0 when this is the last page.
};
Result<CardPage> list(store::Database& db, const rules::Viewer& viewer, const CardFilter& filter);
/// @return NotFound also when `viewer` may not see it.
Result<Card> find(store::Database& db, const rules::Viewer& viewer, std::int64_t id);
/// Cards that wait for this viewer: an answer of the unit, a decision of the supervisor.
Result<std::int64_t> count_waiting(store::Database& db, const rules::Viewer& viewer);

struct CardDeed {
    rules::CardAction action = rules::CardAction::Answer;
    std::string words;       ///< Required: what is done about it, or why it is not right.
    std::string evidence{};  ///< What proves it: a file, a log, a witness. Who objects has some.
};
inline constexpr std::size_t kEvidenceMax = 200;    ///< Code points.
inline constexpr std::size_t kCardWordsMax = 1000;  ///< Code points.
/// Does it, inside the caller's transaction.
/// @return NotFound; Forbidden (field "action"); Conflict ("expected_version", naming what came
/// first; "action");
/// InvalidInput ("words", "evidence").
Result<Card> act(store::Database& db, const std::string& account, const rules::Viewer& viewer,
                 std::int64_t id, std::int64_t expected_version, const CardDeed& deed,
                 WallTime now);

}  // namespace sunbooth::center::supervision
