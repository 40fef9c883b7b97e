// SPDX-License-Identifier: Apache-2.0
// How much work there is, counted and not listed: along an index that holds all that is counted.
#include "sync/base/mutant.h"
#include "sync/center/tickets/marks.h"
#include "sync/center/tickets/row.h"
#include "sync/center/tickets/stand.h"
#include "sync/center/tickets/worklist.h"

#include <algorithm>

namespace sunbooth::center::tickets {
namespace {

// Counted along an index that holds all of it, so that no ticket is read.
constexpr std::string_view kStands = R"sql(
    SELECT stand, handled_by, unit, count(*), sum(due_on < :today),
           sum(due_on BETWEEN :today AND :soon)
      FROM ticket WHERE due_on <> ''
     GROUP BY stand, handled_by, unit)sql";

constexpr std::string_view kOpenOfUnit =
    "SELECT count(*) FROM ticket WHERE due_on <> '' AND unit = :code";
constexpr std::string_view kOpenOfWindow =
    "SELECT count(*) FROM ticket WHERE due_on <> '' AND window = :code";

Result<std::int64_t> count_where(store::Statement select, const std::string& code) {
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error().in("tickets.count_open");
    return select.integer(0);
}

// Along the index of those that were called in vain, which holds the days of their calls: only what
// was tried today is read. The mark is that of rules/course.h; whether the half-day is this one is
// then asked of the ticket.
constexpr std::string_view kTriedToday = "SELECT" SUNBOOTH_TICKET_COLUMNS R"sql(
      FROM ticket
     WHERE state = 'registered' AND has_contact = 1 AND unreached > 0
       AND instr(course, 'c' || :today) > 0)sql";

/// Adds what tickets of one stand, with one unit and about one unit, are to a viewer.
Status add_counts(Workload& load, const store::Statement& row, const rules::Viewer& viewer) {
    const Result<Stand> read = read_stand(row.text(0));
    if (!read.ok()) return read.error();
    const Stand& stand = read.value();
    if (!is_seen_by(viewer, stand, row.text(2), row.text(1))) return ok_status();
    const int count = static_cast<int>(row.integer(3));
    load.open += count;
    load.overdue += static_cast<int>(row.integer(4));
    load.soon += static_cast<int>(row.integer(5));
    load.calls += stand.awaits_callback() ? count : 0;
    load.in_vain += stand.awaits_callback() && stand.in_vain ? count : 0;
    load.closing += stand.awaits_closing_call() ? count : 0;
    load.mine += is_mine(stand, viewer.role) ? count : 0;
    return ok_status();
}

}  // namespace

bool is_tried_now(const Ticket& ticket, WallTime now) {
    if (mutant("tickets.retries_at_once")) return false;
    const rules::HalfDay half = rules::half_day_of(now, ticket.rules());
    return std::ranges::any_of(ticket.course.tries,
                               [&](const rules::Course::Try& one) { return one.half == half; });
}

Result<int> tried_now(store::Database& db, const rules::Viewer& viewer, WallTime now) {
    store::Statement select = db.prepare(kTriedToday);
    select.bind(":today", domain::date_of(now).iso());
    int count = 0;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.tried_now");
        if (!row.value()) return count;
        // Of its dates none is asked for.
        const Result<Ticket> ticket = read_undated(select);
        if (!ticket.ok()) return ticket.error().in("tickets.tried_now");
        const bool counts = ticket.value().is_seen_by(viewer) && is_tried_now(ticket.value(), now);
        count += counts ? 1 : 0;
    }
}

Result<std::int64_t> count_open_of_unit(store::Database& db, const std::string& unit) {
    return count_where(db.prepare(kOpenOfUnit), unit);
}

Result<std::int64_t> count_open_of_window(store::Database& db, const std::string& window) {
    return count_where(db.prepare(kOpenOfWindow), window);
}

Result<std::string> work_mark(store::Database& db) {
    const Result<std::int64_t> place = newest_place(db);
    if (!place.ok()) return place.error();
    store::Statement select = db.prepare("SELECT count(*) FROM due_recount");
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("tickets.work_mark");
    return std::to_string(place.value()) + "." + std::to_string(select.integer(0));
}

Result<Workload> workload(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                          std::size_t first_max) {
    Workload load;
    store::Statement select = db.prepare(kStands);
    select.bind(":today", today.iso()).bind(":soon", today.plus(kSoonDays).iso());
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.workload");
        if (!row.value()) break;
        const Status added = add_counts(load, select, viewer);
        if (!added.ok()) return added.error().in("tickets.workload");
    }
    if (first_max == 0 || load.mine == 0) return load;
    WorkFilter mine{.view = View::Mine, .limit = static_cast<int>(first_max)};
    auto page = work_list(db, viewer, mine, today);
    if (!page.ok()) return page.error().in("tickets.workload");
    load.first = std::move(page).value().items;
    return load;
}

}  // namespace sunbooth::center::tickets
