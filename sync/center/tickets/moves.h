// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/desk.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sunbooth::center::tickets {

// What a change of the calendar does to the due dates of open tickets. They follow from the rules
// and so are right at once; what is kept of them in a column, along which lists run, is counted
// again behind it: read on a reader's connection, written a piece at a time where it differs, so
// that intake never waits.

/// One due date that moves.
struct DueMove {
    std::int64_t ticket = 0;
    std::string ticket_no;
    std::string unit;  ///< That handles it; empty: the center itself.
    domain::Date before, after;
};
struct Moves {
    std::int64_t open = 0;         ///< Open tickets looked at.
    std::int64_t moved = 0;        ///< Of whatever viewer.
    std::int64_t settled = 0;      ///< Provisional dates that become certain.
    std::int64_t provisional = 0;  ///< Dates that are provisional then.
    std::vector<DueMove> list;  ///< At most kMovesShown that the viewer may see, due first first.
};
inline constexpr std::size_t kMovesShown = 500;

/// What would move under another calendar; writes nothing. @return NotFound before the first hall.
Result<Moves> moves_under(store::Database& db, const rules::Viewer& viewer,
                          const domain::WorkingCalendar& calendar);
/// What would be another date for the open tickets of a profile if they stood under `edition`; they
/// do not: what is filed keeps its rules.
Result<Moves> moves_under(store::Database& db, const rules::Viewer& viewer,
                          const rules::Profile& edition);

/// What a column says and should say, when the ticket had this version.
struct DueChange {
    std::int64_t ticket = 0;
    std::int64_t version = 0;
    std::string before, after;
};
struct Recount {
    registry::CalendarVersion version;  ///< That it was counted by.
    std::int64_t open = 0;
    std::vector<DueChange> changes;
};
/// Counts every open ticket's date if the column is behind the calendar; a cheap question else.
/// For a reader's connection. Nothing before the first hall.
Result<std::optional<Recount>> find_recount(store::Database& db);
/// Writes a piece of what was found and notes what moved. Inside the caller's transaction. A ticket
/// that took a step meanwhile was counted by that step; a calendar that changed meanwhile makes the
/// whole piece worthless, and it is left out.
Status keep_recount(store::Database& db, const registry::CalendarVersion& version,
                    std::span<const DueChange> piece);
/// After the last piece: the column stands by this calendar. Noted in the journal where dates
/// moved. Inside the caller's transaction. @return how many moved; nothing when the calendar has
/// changed since: then all is to be counted again.
Result<std::optional<std::int64_t>> finish_recount(store::Database& db, const Recount& recount,
                                                   WallTime now);

/// A change of the calendar as it was carried out.
struct RecountDone {
    registry::CalendarVersion version;
    domain::Date on;
    std::int64_t open = 0;
    std::int64_t moved = 0;
};
/// How many of each unit's dates moved; an empty unit is the center.
Result<std::map<std::string, std::int64_t>> moved_by_unit(store::Database& db,
                                                          const registry::CalendarVersion& version);
/// Newest first. @param limit 1..200
Result<std::vector<RecountDone>> recounts(store::Database& db, int limit);
/// What moved in one of them, by ticket, as far as the viewer may see it.
/// @param limit 1..kListMax   @param after Cursor: tickets with a higher id.
struct MovesOf {
    registry::CalendarVersion version;
    std::int64_t after = 0;
    int limit = kListMax;
};
struct MovePage {
    std::vector<DueMove> items;
    std::int64_t next = 0;  ///< Cursor; 0 when this is the last page.
};
Result<MovePage> moves_of(store::Database& db, const rules::Viewer& viewer, const MovesOf& asked);

}  // namespace sunbooth::center::tickets
