// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/course.h"
#include "sync/center/rules/deadline.h"
#include "sync/center/rules/life.h"
#include "sync/center/rules/profile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

// Warnings and cards (domain.md 3.3): what the center tells a unit about a clock, by rule, and what
// becomes of it. A level is no colour: pages choose colours, and say the level in words.

/// Names are stored: never rename.
enum class Level {
    Notice,   ///< 提示: a part of the limit is left.
    Warning,  ///< 预警: the last working day begins.
    Yellow,   ///< 黄牌: overdue.
    Red,      ///< 红牌: overdue for longer.
};
const char* to_string(Level level);  ///< "notice" ..
std::optional<Level> level_of(std::string_view name);
/// Whether it is a card, which somebody has to answer and a supervisor to decide.
bool is_card(Level level);

/// What a card is about. Names are stored: never rename.
enum class Subject {
    Ticket,
    Case,  ///< Of the approval system.
    Duty,  ///< The center's own.
};
const char* to_string(Subject subject);  ///< "ticket" ..
std::optional<Subject> subject_of(std::string_view name);

/// Which clock of a ticket runs, so that a second one after a rework earns cards of its own:
/// "verify", "reply", "reply.1"; empty when none does, or while it stands.
std::string running_clock(domain::TicketState state, const Course& course);

/// The level that a clock has reached; nothing while there is time. `days_left`: working days until
/// the due one, 0 on the day itself, negative past it. `limit` is the whole limit.
std::optional<Level> reached(int days_left, const Limit& limit, const CardRules& rules);

/// The level that a clock reaches after the one that it has today, and the day on which it does.
struct Ahead {
    Level level = Level::Notice;
    domain::Date on;
    bool operator==(const Ahead&) const = default;
};
/// Asks reached() day by day from tomorrow on, so that the two can never differ. Nothing once it is
/// red: that is the last one.
std::optional<Ahead> ahead(domain::Date today, domain::Date due,
                           const domain::WorkingCalendar& calendar, const Limit& limit,
                           const CardRules& rules);

/// So many working days before its due one a clock of any known edition can earn its first notice:
/// what is due later need not be looked at.
int notice_days_max();
/// The same for one limit.
int notice_days_max(const Limit& limit);

/// What becomes of a card. Names are stored: never rename.
enum class CardState {
    Issued,
    Settled,   ///< A notice or warning whose clock stopped in time.
    Answered,  ///< The unit said what it does about it.
    Objected,  ///< The unit says that it is not right.
    Upheld,    ///< A supervisor confirmed it.
    Removed,   ///< 摘牌: a supervisor took it back, for a reason.
};
const char* to_string(CardState state);
std::optional<CardState> card_state_of(std::string_view name);

enum class CardAction { Answer, Object, Uphold, Remove };
const char* to_string(CardAction action);
std::optional<CardAction> card_action_of(std::string_view name);

/// Where an action leads; nothing when the card does not stand for it. Notices and warnings can
/// only be taken back: they settle by themselves.
std::optional<CardState> next(CardState state, Level level, CardAction action);
/// Handlers answer and object, supervisors decide; each leaves the other's alone.
bool may(Role role, CardAction action);
/// What somebody of this role may do with a card now.
std::vector<CardAction> allowed(CardState state, Level level, Role role);

}  // namespace sunbooth::center::rules
