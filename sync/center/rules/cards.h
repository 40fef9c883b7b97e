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
    Case,   ///< Of the approval system.
    Duty,   ///< The center's own.
    Issue,  ///< A monitor's report.
};
const char* to_string(Subject subject);  ///< "ticket" ..
std::optional<Subject> subject_of(std::string_view name);

/// Which clock of a ticket runs, so that another one after a rework or an extension earns warnings
/// and cards of its own: "verify", "reply", "reply+1" when it was extended once, "reply.1" after
/// the first rework; empty when none does, or while it stands.
/// "feedback" while the center has a unit's answer and an edition gives it days for that.
std::string running_clock(domain::TicketState state, const Course& course,
                          const Clocks& clocks = {});
/// The clock as it was before anybody extended it: "reply.1" of "reply.1+1".
std::string_view before_extension(std::string_view clock);

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
/// So many working days before its due one a clock of any known edition can be late by the center's
/// own limit, which is shorter.
int step_days_max();

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

/// All that decides what may be done with a card next.
struct CardStanding {
    CardState state = CardState::Issued;
    Level level = Level::Notice;
    bool of_unit = true;   ///< Else it is the center's own, which nobody answers.
    bool is_late = false;  ///< The day is over by which the unit had to answer.
};
/// Where an action leads; nothing when the card does not stand for it. Notices and warnings can
/// only be taken back: they settle by themselves. A unit objects as long as it has to answer, and
/// answers late rather than never; nobody decides against it before it has spoken, or has let its
/// time pass.
std::optional<CardState> next(const CardStanding& standing, CardAction action);
/// Handlers answer and object, supervisors decide; each leaves the other's alone.
bool may(Role role, CardAction action);
/// What somebody of this role may do with a card now.
std::vector<CardAction> allowed(const CardStanding& standing, Role role);

}  // namespace sunbooth::center::rules
