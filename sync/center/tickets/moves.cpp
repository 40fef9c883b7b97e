// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/moves.h"

#include "sync/center/registry/journal.h"
#include "sync/center/tickets/row.h"
#include "sync/center/tickets/step.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kOpen =
    "SELECT" SUNBOOTH_TICKET_COLUMNS ", due_on FROM ticket WHERE due_on <> '' ORDER BY due_on, id";
constexpr int kDueOn = 24;  ///< After SUNBOOTH_TICKET_COLUMNS.
constexpr std::string_view kCounted = R"sql(
    SELECT 1 FROM due_recount WHERE edition = :edition AND hall = :hall AND program = :program)sql";
constexpr std::string_view kSetDue = R"sql(
    UPDATE ticket SET due_on = :after
     WHERE id = :id AND version = :version AND due_on = :before)sql";
constexpr std::string_view kNote = R"sql(
    INSERT INTO due_move (edition, hall, program, ticket, before, after)
    VALUES (:edition, :hall, :program, :ticket, :before, :after) ON CONFLICT DO NOTHING)sql";
constexpr std::string_view kCount = R"sql(
    SELECT count(*) FROM due_move WHERE edition = :edition AND hall = :hall AND program = :program)sql";
constexpr std::string_view kDone = R"sql(
    INSERT INTO due_recount (edition, hall, program, at_ms, open, moved)
    VALUES (:edition, :hall, :program, :at_ms, :open, :moved))sql";
constexpr std::string_view kRecounts = R"sql(
    SELECT edition, hall, program, at_ms, open, moved FROM due_recount
     ORDER BY at_ms DESC, hall DESC, edition DESC LIMIT :limit)sql";
constexpr std::string_view kMovesOf = R"sql(
    SELECT ticket, before, after FROM due_move
     WHERE edition = :edition AND hall = :hall AND program = :program AND ticket > :after ORDER BY ticket)sql";

constexpr std::string_view kByUnit = R"sql(
    SELECT ticket.handled_by, count(*) FROM due_move JOIN ticket ON ticket.id = due_move.ticket
     WHERE edition = :edition AND hall = :hall AND program = :program GROUP BY ticket.handled_by)sql";

/// The dates of the same ticket in another world.
using Elsewhere = std::function<rules::Deadlines(const Ticket&)>;
using IsMeant = std::function<bool(const Ticket&)>;

/// Calls `each` with every open ticket, the due first first, and what its column says.
Status each_due(store::Database& db, const domain::WorkingCalendar& calendar,
                const std::function<void(const Ticket&, std::string column)>& each) {
    store::Statement select = db.prepare(kOpen);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return ok_status();
        const Result<Ticket> ticket = read_ticket(select, calendar);
        if (!ticket.ok()) return ticket.error();
        each(ticket.value(), select.text(kDueOn));
    }
}

void compare_one(Moves& moves, const rules::Viewer& viewer, const Ticket& ticket,
                 const rules::Deadlines& there) {
    ++moves.open;
    moves.provisional += there.provisional ? 1 : 0;
    moves.settled += ticket.deadlines.provisional && !there.provisional ? 1 : 0;
    const auto before = rules::due_on(ticket.state, ticket.deadlines);
    const auto after = rules::due_on(ticket.state, there);
    if (!before || !after || *before == *after) return;
    ++moves.moved;
    if (moves.list.size() == kMovesShown || !ticket.is_seen_by(viewer)) return;
    moves.list.push_back({ticket.id, ticket.ticket_no, ticket.handled_by, *before, *after});
}

Result<Moves> compare(store::Database& db, const rules::Viewer& viewer, const IsMeant& is_meant,
                      const Elsewhere& elsewhere) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.moves");
    Moves moves;
    const Status read =
        each_due(db, *calendar.value(), [&](const Ticket& ticket, const std::string&) {
            if (is_meant(ticket)) compare_one(moves, viewer, ticket, elsewhere(ticket));
        });
    if (!read.ok()) return read.error().in("tickets.moves");
    return moves;
}

void bind_version(store::Statement& statement, const registry::CalendarVersion& version) {
    statement.bind(":edition", version.edition)
        .bind(":hall", version.hall)
        .bind(":program", version.program);
}

Result<bool> is_counted(store::Database& db, const registry::CalendarVersion& version) {
    store::Statement select = db.prepare(kCounted);
    bind_version(select, version);
    return select.step();
}

Result<bool> still_stands(store::Database& db, const registry::CalendarVersion& version) {
    const auto current = registry::calendar_version(db);
    if (!current.ok()) return current.error();
    return current.value() == version;
}

Status keep_one(store::Database& db, const registry::CalendarVersion& version,
                const DueChange& change) {
    store::Statement update = db.prepare(kSetDue);
    const Status set = update.bind(":id", change.ticket)
                           .bind(":version", change.version)
                           .bind(":before", change.before)
                           .bind(":after", change.after)
                           .run();
    if (!set.ok()) return set;
    if (db.changes() == 0) return ok_status();
    store::Statement note = db.prepare(kNote);
    bind_version(note, version);
    return note.bind(":ticket", change.ticket)
        .bind(":before", change.before)
        .bind(":after", change.after)
        .run();
}

}  // namespace

Result<Moves> moves_under(store::Database& db, const rules::Viewer& viewer,
                          const domain::WorkingCalendar& calendar) {
    return compare(
        db, viewer, [](const Ticket&) { return true; },
        [&](const Ticket& ticket) {
            return rules::deadlines({ticket.filed_on, ticket.kind}, ticket.rules(), calendar,
                                    ticket.course);
        });
}

Result<Moves> moves_under(store::Database& db, const rules::Viewer& viewer,
                          const rules::Profile& edition) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.moves");
    return compare(
        db, viewer, [&](const Ticket& ticket) { return ticket.profile == edition.id; },
        [&](const Ticket& ticket) {
            return rules::deadlines({ticket.filed_on, ticket.kind}, edition, *calendar.value(),
                                    ticket.course);
        });
}

Result<std::optional<Recount>> find_recount(store::Database& db) {
    const auto version = registry::calendar_version(db);
    if (!version.ok()) return version.error();
    if (version.value().hall == 0) return std::optional<Recount>{};
    const Result<bool> counted = is_counted(db, version.value());
    if (!counted.ok()) return counted.error().in("tickets.find_recount");
    if (counted.value()) return std::optional<Recount>{};
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.find_recount");
    Recount recount;
    recount.version = version.value();
    const Status read =
        each_due(db, *calendar.value(), [&](const Ticket& ticket, const std::string& column) {
            ++recount.open;
            std::string due = due_column(ticket);
            if (due == column) return;
            recount.changes.push_back({ticket.id, ticket.version, column, std::move(due)});
        });
    if (!read.ok()) return read.error().in("tickets.find_recount");
    return std::optional<Recount>{std::move(recount)};
}

Status keep_recount(store::Database& db, const registry::CalendarVersion& version,
                    std::span<const DueChange> piece) {
    const Result<bool> stands = still_stands(db, version);
    if (!stands.ok()) return stands.error();
    if (!stands.value()) return ok_status();
    for (const DueChange& change : piece) {
        const Status kept = keep_one(db, version, change);
        if (!kept.ok()) return kept.error().in("tickets.keep_recount");
    }
    return ok_status();
}

Result<std::optional<std::int64_t>> finish_recount(store::Database& db, const Recount& recount,
                                                   WallTime now) {
    const registry::CalendarVersion& version = recount.version;
    const Result<bool> stands = still_stands(db, version);
    if (!stands.ok()) return stands.error();
    if (!stands.value()) return std::optional<std::int64_t>{};
    store::Statement count = db.prepare(kCount);
    bind_version(count, version);
    const Result<bool> row = count.step();
    if (!row.ok()) return row.error().in("tickets.finish_recount");
    const std::int64_t moved = count.integer(0);
    store::Statement insert = db.prepare(kDone);
    bind_version(insert, version);
    const Status done =
        insert.bind(":at_ms", to_ms(now)).bind(":open", recount.open).bind(":moved", moved).run();
    if (!done.ok()) return done.error().in("tickets.finish_recount");
    if (moved == 0) return std::optional{moved};
    const Status noted = registry::note(
        db, {0,
             now,
             kByRule,
             "due_dates_moved",
             std::to_string(version.edition),
             {{"open", std::to_string(recount.open)}, {"moved", std::to_string(moved)}}});
    if (!noted.ok()) return noted.error();
    return std::optional{moved};
}

Result<std::map<std::string, std::int64_t>> moved_by_unit(
    store::Database& db, const registry::CalendarVersion& version) {
    store::Statement select = db.prepare(kByUnit);
    bind_version(select, version);
    std::map<std::string, std::int64_t> units;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.moved_by_unit");
        if (!row.value()) return units;
        units[select.text(0)] = select.integer(1);
    }
}

Result<std::vector<RecountDone>> recounts(store::Database& db, int limit) {
    SUNBOOTH_ASSERT(limit >= 1 && limit <= 200);
    store::Statement select = db.prepare(kRecounts);
    select.bind(":limit", limit);
    std::vector<RecountDone> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.recounts");
        if (!row.value()) return all;
        all.push_back({{select.integer(0), select.integer(1), select.integer(2)},
                       domain::date_of(wall_ms(select.integer(3))),
                       select.integer(4),
                       select.integer(5)});
    }
}

Result<MovePage> moves_of(store::Database& db, const rules::Viewer& viewer, const MovesOf& asked) {
    SUNBOOTH_ASSERT(asked.limit >= 1 && asked.limit <= kListMax);
    store::Statement select = db.prepare(kMovesOf);
    bind_version(select, asked.version);
    select.bind(":after", asked.after);
    MovePage page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.moves_of");
        if (!row.value()) return page;
        const Result<Ticket> ticket = find_any(db, select.integer(0));
        if (!ticket.ok()) return ticket.error().in("tickets.moves_of");
        if (!ticket.value().is_seen_by(viewer)) continue;
        const auto before = domain::Date::parse(select.text(1));
        const auto after = domain::Date::parse(select.text(2));
        if (!before.ok() || !after.ok()) {
            return Error{ErrorCode::Corrupt, "a moved date cannot be read", "due_move"};
        }
        if (page.items.size() == static_cast<std::size_t>(asked.limit)) {
            page.next = page.items.back().ticket;
            return page;
        }
        page.items.push_back({ticket.value().id, ticket.value().ticket_no,
                              ticket.value().handled_by, before.value(), after.value()});
    }
}

}  // namespace sunbooth::center::tickets
