// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/cards.h"

#include "sync/base/mutant.h"
#include "sync/base/named.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::rules {
namespace {

constexpr std::array kLevels = {Named{Level::Notice, "notice"}, Named{Level::Warning, "warning"},
                                Named{Level::Yellow, "yellow"}, Named{Level::Red, "red"}};
constexpr std::array kSubjects = {Named{Subject::Ticket, "ticket"}, Named{Subject::Case, "case"},
                                  Named{Subject::Duty, "duty"}, Named{Subject::Issue, "issue"}};
constexpr std::array kStates = {
    Named{CardState::Issued, "issued"},     Named{CardState::Settled, "settled"},
    Named{CardState::Answered, "answered"}, Named{CardState::Objected, "objected"},
    Named{CardState::Upheld, "upheld"},     Named{CardState::Removed, "removed"}};
constexpr std::array kActions = {
    Named{CardAction::Answer, "answer"}, Named{CardAction::Object, "object"},
    Named{CardAction::Uphold, "uphold"}, Named{CardAction::Remove, "remove"}};

static_assert(named_in_order(kLevels, Level::Red));
static_assert(named_in_order(kStates, CardState::Removed));
static_assert(named_in_order(kActions, CardAction::Remove));
static_assert(named_in_order(kSubjects, Subject::Issue));

/// A limit of calendar days, in working days: five of seven.
int working_days_of(const Limit& limit) {
    return limit.unit == Limit::Unit::WorkingDays ? limit.n : limit.n * 5 / 7;
}

}  // namespace

const char* to_string(Level level) {
    return name_in(kLevels, level);
}
std::optional<Level> level_of(std::string_view name) {
    return value_in(kLevels, name);
}
const char* to_string(Subject subject) {
    return name_in(kSubjects, subject);
}
std::optional<Subject> subject_of(std::string_view name) {
    return value_in(kSubjects, name);
}
const char* to_string(CardState state) {
    return name_in(kStates, state);
}
std::optional<CardState> card_state_of(std::string_view name) {
    return value_in(kStates, name);
}
const char* to_string(CardAction action) {
    return name_in(kActions, action);
}
std::optional<CardAction> card_action_of(std::string_view name) {
    return value_in(kActions, name);
}

bool is_card(Level level) {
    return level == Level::Yellow || level == Level::Red;
}

std::string running_clock(domain::TicketState state, const Course& course, const Clocks& clocks) {
    if (state == domain::TicketState::Registered || state == domain::TicketState::Verified) {
        return "verify";
    }
    if (state == domain::TicketState::Appealed) return "appeal";
    if (state == domain::TicketState::Rechecking) return "recheck";
    const bool answering =
        state == domain::TicketState::Accepted || state == domain::TicketState::Reviewing;
    if (!answering) return {};
    const bool passes_on = state == domain::TicketState::Reviewing && clocks.feedback.n > 0;
    std::string clock = passes_on ? "feedback" : "reply";
    if (!course.reworks.empty()) clock += "." + std::to_string(course.reworks.size());
    if (passes_on) return clock;
    const bool extended = course.extensions > 0 && !mutant("rules.extended_clock_keeps_its_name");
    return extended ? clock + "+" + std::to_string(course.extensions) : clock;
}

std::string_view before_extension(std::string_view clock) {
    return clock.substr(0, clock.find('+'));
}

namespace {

/// Working days that are left of a limit when its notice is due.
int notice_days(const Limit& limit, const CardRules& rules) {
    constexpr int kWhole = 100;
    const int share = (working_days_of(limit) * rules.notice_share + kWhole - 1) / kWhole;
    return std::max({1, share, rules.warning_left});
}

}  // namespace

int notice_days_max(const Limit& limit) {
    int days = 0;
    for (const Profile* one : editions()) days = std::max(days, notice_days(limit, one->cards));
    return days;
}

int notice_days_max() {
    int days = 0;
    for (const Profile* one : editions()) {
        for (const Limit& limit :
             {one->verify, one->reply, one->extension.limit, one->rework.limit, one->rating.reply,
              one->rating.extension.limit, one->rating.rework.limit, one->issue.reply,
              one->feedback, one->rating.feedback, one->recheck.done, one->appeal.done}) {
            days = std::max(days, notice_days(limit, one->cards));
        }
    }
    return days;
}

namespace {

/// How much later than the center's own limit that of the law can end, in working days. Of calendar
/// days it is not known how many are working days: at most all, at least none.
int days_between(const Limit& own, const Limit& by_law) {
    if (own.n == 0) return 0;
    return by_law.n - (own.unit == by_law.unit || own.unit == Limit::Unit::WorkingDays ? own.n : 0);
}

}  // namespace

int step_days_max() {
    int days = 0;
    for (const Profile* one : editions()) {
        for (const Limit& reply : {one->reply, one->rating.reply}) {
            days = std::max(days, days_between(one->internal.reply, reply));
        }
        for (const Limit& verify : {one->verify, one->rating.verify}) {
            days = std::max(days, days_between(one->internal.verify, verify));
        }
    }
    return days;
}

std::optional<Level> reached(int days_left, const Limit& limit, const CardRules& rules) {
    if (-days_left >= rules.red_after) return Level::Red;
    if (-days_left >= rules.yellow_after) return Level::Yellow;
    if (days_left <= rules.warning_left) return Level::Warning;
    if (days_left <= notice_days(limit, rules)) return Level::Notice;
    return std::nullopt;
}

std::optional<Ahead> ahead(domain::Date today, domain::Date due,
                           const domain::WorkingCalendar& calendar, const Limit& limit,
                           const CardRules& rules) {
    // The longest limit of a profile in calendar days, the latest red card and a long holiday.
    constexpr int kDaysMax = 800;
    const auto now = reached(calendar.between(today, due), limit, rules);
    if (now == Level::Red) return std::nullopt;
    int left = calendar.between(today, due);
    for (int i = 1; i <= kDaysMax; ++i) {
        const domain::Date day = today.plus(i);
        if (!calendar.is_working(day)) continue;
        --left;
        const auto then = reached(left, limit, rules);
        if (then > now) return Ahead{*then, day};
    }
    return std::nullopt;
}

std::optional<CardState> next(const CardStanding& standing, CardAction action) {
    const CardState state = standing.state;
    const bool decided =
        state == CardState::Upheld || state == CardState::Removed || state == CardState::Settled;
    if (decided) return std::nullopt;
    if (action == CardAction::Remove) return CardState::Removed;
    if (!is_card(standing.level)) return std::nullopt;
    const bool waits = state == CardState::Issued && standing.of_unit && !standing.is_late &&
                       !mutant("rules.cards_wait_for_nobody");
    switch (action) {
        case CardAction::Answer:
            if (state == CardState::Issued) return CardState::Answered;
            return std::nullopt;
        case CardAction::Object:
            if (waits || (state == CardState::Issued && mutant("rules.cards_wait_for_nobody"))) {
                return CardState::Objected;
            }
            return std::nullopt;
        case CardAction::Uphold:
            if (waits) return std::nullopt;
            return CardState::Upheld;
        case CardAction::Remove:
            break;
    }
    return std::nullopt;
}

bool may(Role role, CardAction action) {
    const bool unit = action == CardAction::Answer || action == CardAction::Object;
    return unit ? role == Role::Handler : role == Role::Supervisor;
}

std::vector<CardAction> allowed(const CardStanding& standing, Role role) {
    std::vector<CardAction> all;
    for (const auto& one : kActions) {
        if (may(role, one.value) && next(standing, one.value)) all.push_back(one.value);
    }
    return all;
}

}  // namespace sunbooth::center::rules
