// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/board.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/tickets/worklist.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

namespace sunbooth::center::supervision {
namespace {

using rules::CardState;
using rules::Level;

constexpr std::array kLevels = {Level::Notice, Level::Warning, Level::Yellow, Level::Red};

constexpr std::string_view kCount = R"sql(
    SELECT unit, level, state, count(*) FROM card
     WHERE state IN ('issued', 'answered', 'objected') OR issued_on >= :from
     GROUP BY unit, level, state)sql";

void add(Tally& tally, CardState state, std::int64_t count) {
    switch (state) {
        case CardState::Answered:
        case CardState::Objected:
            tally.answered += count;
            tally.standing += count;
            return;
        case CardState::Issued:
            tally.standing += count;
            return;
        case CardState::Upheld:
            tally.upheld += count;
            return;
        case CardState::Removed:
            tally.removed += count;
            return;
        case CardState::Settled:
            tally.settled += count;
            return;
    }
}

/// The lines of all units, by code; the center's own is the first.
class Lines {
public:
    UnitLine& of(const std::string& unit) {
        const auto [at, fresh] = lines_.try_emplace(unit);
        if (fresh) {
            at->second.unit = unit;
            for (const Level level : kLevels) at->second.levels.push_back({.level = level});
        }
        return at->second;
    }
    std::vector<UnitLine> all() && {
        std::vector<UnitLine> out;
        for (auto& [unit, line] : lines_) out.push_back(std::move(line));
        return out;
    }

private:
    std::map<std::string, UnitLine> lines_;
};

Status count_cards(store::Database& db, domain::Date from, Lines& lines) {
    store::Statement select = db.prepare(kCount);
    select.bind(":from", from.iso());
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return ok_status();
        const auto level = rules::level_of(select.text(1));
        const auto state = rules::card_state_of(select.text(2));
        if (!level || !state) return Error{ErrorCode::Corrupt, "a card cannot be read", "card"};
        const auto at = static_cast<std::size_t>(*level);
        add(lines.of(select.text(0)).levels[at], *state, select.integer(3));
    }
}

std::optional<Coming> look_ahead(const tickets::Ticket& ticket, const Running& runs,
                                 const domain::WorkingCalendar& calendar, domain::Date today) {
    const rules::CardRules& cards = ticket.rules().cards;
    const auto next = rules::ahead(today, runs.due, calendar, runs.limit, cards);
    if (!next) return std::nullopt;
    const int left = calendar.between(today, runs.due);
    return Coming{rules::Subject::Ticket,
                  ticket.id,
                  ticket.ticket_no,
                  runs.unit,
                  runs.clock,
                  runs.due,
                  left,
                  rules::reached(left, runs.limit, cards),
                  *next};
}

/// A step that will be late before the clock of the law says anything, or says it more mildly.
std::optional<Coming> step_ahead(const tickets::Ticket& ticket, const Running& runs,
                                 const std::optional<Coming>& by_law,
                                 const domain::WorkingCalendar& calendar, domain::Date today) {
    std::optional<Coming> first;
    for (const Step& step : steps(ticket, today)) {
        const rules::Ahead late{Level::Warning, step.due.plus(1)};
        if (late.on <= today) continue;
        const bool is_later =
            by_law && (by_law->next.on < late.on ||
                       (by_law->next.on == late.on && by_law->next.level >= late.level));
        const auto then =
            rules::reached(calendar.between(late.on, runs.due), runs.limit, ticket.rules().cards);
        const bool is_said = step.clock.starts_with("internal") && then >= Level::Warning;
        if (is_later || is_said || (first && first->next.on <= late.on)) continue;
        first = Coming{rules::Subject::Ticket,
                       ticket.id,
                       ticket.ticket_no,
                       step.unit,
                       step.clock,
                       step.due,
                       calendar.between(today, step.due),
                       std::nullopt,
                       late};
    }
    return first;
}

/// What is about no ticket.
Status add_others(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                  const domain::WorkingCalendar& calendar, std::vector<Coming>& all) {
    const Status cases = add_cases(db, viewer, today, calendar, all);
    return cases.ok() ? add_issues(db, viewer, today, calendar, all) : cases;
}

}  // namespace

Result<Board> board(store::Database& db, const rules::Viewer& viewer, const BoardSpan& span) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("supervision.board");
    const bool narrow = viewer.role == rules::Role::Handler;
    Board made;
    Lines lines;
    const Status counted = count_cards(db, span.from, lines);
    if (!counted.ok()) return counted.error().in("supervision.board");
    Status raised = ok_status();
    const Status read = tickets::each_open(db, viewer, [&](const tickets::Ticket& ticket) {
        const auto runs = running(ticket, span.today);
        if (!runs) return;
        ++lines.of(runs->unit).running;
        if (narrow && runs->unit != viewer.unit) return;
        auto coming = look_ahead(ticket, *runs, *calendar.value(), span.today);
        if (coming && raised.ok()) raised = raise_next(db, ticket.rules().cards, *coming);
        if (auto step = step_ahead(ticket, *runs, coming, *calendar.value(), span.today)) {
            coming = std::move(step);
        }
        if (!coming) return;
        made.coming.push_back(std::move(*coming));
    });
    if (!read.ok()) return read.error().in("supervision.board");
    if (!raised.ok()) return raised.error().in("supervision.board");
    if (const Status more = add_others(db, viewer, span.today, *calendar.value(), made.coming);
        !more.ok()) {
        return more.error().in("supervision.board");
    }
    std::ranges::sort(made.coming, {}, [](const Coming& one) {
        return std::tuple(one.next.on, -static_cast<int>(one.next.level), one.subject, one.ticket,
                          std::string_view(one.about));
    });
    if (made.coming.size() > kComingMax) {
        made.further = static_cast<std::int64_t>(made.coming.size() - kComingMax);
        made.coming.resize(kComingMax);
    }
    made.units = std::move(lines).all();
    // A unit's people are told of their own unit, whatever else was counted.
    if (narrow) std::erase_if(made.units, [&](const auto& one) { return one.unit != viewer.unit; });
    return made;
}

}  // namespace sunbooth::center::supervision
