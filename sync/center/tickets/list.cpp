// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/asked.h"
#include "sync/center/tickets/figures.h"
#include "sync/center/tickets/of_record.h"
#include "sync/center/tickets/row.h"

#include <algorithm>
#include <limits>

namespace sunbooth::center::tickets {
namespace {

// Each list runs along one index and stops when its page is full: a page of fifty among millions
// reads about fifty rows. SQLite does not use an index for a filter that may be empty, so what
// leads the index stands in the statement, and only what remains is asked of each row.
#define SUNBOOTH_REMAINING                        \
    SUNBOOTH_ASKED                                \
    " AND (:number = '' OR ticket_no >= :number)" \
    " AND (:ended = 0 OR due_on = '')"            \
    " AND :before >= 0"
#define SUNBOOTH_LIST(lead, order) \
    "SELECT" SUNBOOTH_TICKET_COLUMNS "FROM ticket WHERE " lead SUNBOOTH_REMAINING order
// Of so many rows at the most: how many were read, and how many of them fit.
#define SUNBOOTH_COUNT(lead)                                                  \
    "SELECT count(*), ifnull(sum(fits), 0) FROM (SELECT 1" SUNBOOTH_REMAINING \
    " AS fits FROM ticket WHERE " lead " LIMIT :most)"

struct Walk {
    std::string_view newest, oldest, counted;
};
#define SUNBOOTH_WALK(lead)                                                               \
    {                                                                                     \
        SUNBOOTH_LIST(lead " AND id < :before", " ORDER BY id DESC"),                     \
            SUNBOOTH_LIST(lead " AND id > :before", " ORDER BY id"), SUNBOOTH_COUNT(lead) \
    }
constexpr Walk kAll = SUNBOOTH_WALK("1");
constexpr Walk kOfState = SUNBOOTH_WALK("state = :state");
constexpr Walk kOfUnit = SUNBOOTH_WALK("unit = :unit");
constexpr Walk kOfHandler = SUNBOOTH_WALK("handled_by = :handler");
constexpr Walk kOfWindow = SUNBOOTH_WALK("window = :window");
constexpr Walk kOfTopic = SUNBOOTH_WALK("topic = :topic");
constexpr Walk kOfKind = SUNBOOTH_WALK("kind = :kind");
constexpr Walk kOfUnitAndState = SUNBOOTH_WALK("unit = :unit AND state = :state");
// The numbers of a span of days are sorted, and their rows read until the page is full.
#define SUNBOOTH_DAYS                                                           \
    "id IN (SELECT id FROM ticket WHERE filed_on >= :filed_from AND filed_on <" \
    "        ifnull(nullif(:filed_to, '') || 'z', 'z')"                         \
    "        AND (:unit = '' OR unit = :unit) AND (:window = '' OR window = :window))"
constexpr Walk kOfDays = {
    SUNBOOTH_LIST(SUNBOOTH_DAYS " AND id < :before", " ORDER BY id DESC"),
    SUNBOOTH_LIST(SUNBOOTH_DAYS " AND id > :before", " ORDER BY id"),
    SUNBOOTH_COUNT(
        "filed_on >= :filed_from AND filed_on < ifnull(nullif(:filed_to, '') || 'z', 'z')"
        " AND (:unit = '' OR unit = :unit) AND (:window = '' OR window = :window)")};

// A number is compared as a range, so that its index is used and no character is a wildcard.
#define SUNBOOTH_NUMBER "ticket_no >= :number AND ticket_no < :number || char(0x10FFFF)"
constexpr Walk kOfNumber = {
    SUNBOOTH_LIST(SUNBOOTH_NUMBER " AND (:before = 0 OR ticket_no <"
                                  " (SELECT ticket_no FROM ticket WHERE id = :before))",
                  " ORDER BY ticket_no DESC"),
    SUNBOOTH_LIST(SUNBOOTH_NUMBER " AND (:before = 0 OR ticket_no >"
                                  " (SELECT ticket_no FROM ticket WHERE id = :before))",
                  " ORDER BY ticket_no"),
    SUNBOOTH_COUNT(SUNBOOTH_NUMBER)};

// A number beside another lead: the range of it, without its index.
#define SUNBOOTH_NUMBERED " AND (:number = '' OR ticket_no < :number || char(0x10FFFF))"
// Ids count arrivals; a record that waited in a kiosk without a network has waited for its call
// too.
#define SUNBOOTH_WAITING "state = 'registered' AND has_contact = 1" SUNBOOTH_NUMBERED
#define SUNBOOTH_LONGEST_FIRST                                                          \
    SUNBOOTH_LIST(SUNBOOTH_WAITING                                                      \
                  " AND (:before = 0 OR (filed_on, filed_half, id) >"                   \
                  " (SELECT filed_on, filed_half, id FROM ticket WHERE id = :before))", \
                  " ORDER BY filed_on, filed_half, id")
constexpr Walk kWaiting = {SUNBOOTH_LONGEST_FIRST, SUNBOOTH_LONGEST_FIRST,
                           SUNBOOTH_COUNT(SUNBOOTH_WAITING)};
// Answered, and not yet heard about; the oldest first.
#define SUNBOOTH_CLOSING "state = 'replied' AND has_contact = 1" SUNBOOTH_NUMBERED
#define SUNBOOTH_OLDEST_FIRST SUNBOOTH_LIST(SUNBOOTH_CLOSING " AND id > :before", " ORDER BY id")
constexpr Walk kClosing = {SUNBOOTH_OLDEST_FIRST, SUNBOOTH_OLDEST_FIRST,
                           SUNBOOTH_COUNT(SUNBOOTH_CLOSING)};

/// Along the index that leaves out most.
const Walk& walk_of(const Filter& filter) {
    const bool in_days = !filter.filed_from.empty() || !filter.filed_to.empty();
    return filter.awaits_closing_call             ? kClosing
           : filter.awaits_callback               ? kWaiting
           : !filter.number.empty()               ? kOfNumber
           : !filter.handler.empty()              ? kOfHandler
           : in_days                              ? kOfDays
           : !filter.unit.empty() && filter.state ? kOfUnitAndState
           : !filter.window.empty()               ? kOfWindow
           : !filter.unit.empty()                 ? kOfUnit
           : !filter.topic.empty()                ? kOfTopic
           : filter.state                         ? kOfState
           : filter.kind                          ? kOfKind
                                                  : kAll;
}

store::Statement prepared(store::Database& db, std::string_view text, const Filter& filter,
                          std::int64_t before) {
    store::Statement select = db.prepare(text);
    bind_asked(select, filter, filter.state)
        .bind(":before", before)
        .bind(":number", filter.number)
        .bind(":ended", filter.ended ? 1 : 0);
    return select;
}

store::Statement select_by(store::Database& db, const Filter& filter) {
    const Walk& walk = walk_of(filter);
    const bool waits = filter.awaits_callback || filter.awaits_closing_call;
    const bool from_newest =
        filter.before == 0 && !waits && filter.number.empty() && !filter.oldest_first;
    return prepared(db, filter.oldest_first ? walk.oldest : walk.newest, filter,
                    from_newest ? std::numeric_limits<std::int64_t>::max() : filter.before);
}

/// By the same judgement as the picture that leads here.
Result<bool> is_asked_for(store::Database& db, const domain::WorkingCalendar& calendar,
                          const Ticket& ticket, const Filter& filter) {
    if (!filter.counted.asks()) return true;
    const Result<Course> course = course_of(db, calendar, ticket);
    if (!course.ok()) return course.error();
    return is_counted(course.value(), filter.counted);
}

Result<bool> is_listed(store::Database& db, const domain::WorkingCalendar& calendar,
                       const rules::Viewer& viewer, const Ticket& ticket, const Filter& filter) {
    if (!ticket.is_seen_by(viewer)) return false;
    if (filter.awaits_closing_call && !ticket.awaits_closing_call()) return false;
    return is_asked_for(db, calendar, ticket, filter);
}

/// Whether the columns alone say which rows are listed: to whom nothing is hidden, and where
/// nothing is judged by a ticket's course.
bool is_told_by_columns(const rules::Viewer& viewer, const Filter& filter) {
    const bool sees_all = viewer.role != rules::Role::Handler &&
                          viewer.role != rules::Role::Administrator && viewer.avoids.empty();
    return sees_all && !filter.counted.asks() && !filter.awaits_closing_call;
}

Result<Total> count_columns(store::Database& db, const Filter& filter) {
    store::Statement select = prepared(db, walk_of(filter).counted, filter, 0);
    const Result<bool> row = select.bind(":most", kCountedMax + 1).step();
    if (!row.ok()) return row.error();
    return Total{std::min(select.integer(1), kCountedMax), select.integer(0) > kCountedMax};
}

/// One by one, as the list itself is read.
Result<Total> count_judged(store::Database& db, const rules::Viewer& viewer, const Filter& filter) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    store::Statement select = select_by(db, filter);
    Total total;
    for (std::int64_t read = 0;; ++read) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return total;
        total.more = read == kJudgedMax;
        if (total.more) return total;
        const Result<Ticket> ticket = read_ticket(select, *calendar.value());
        if (!ticket.ok()) return ticket.error();
        const auto listed = is_listed(db, *calendar.value(), viewer, ticket.value(), filter);
        if (!listed.ok()) return listed.error();
        total.n += listed.value() ? 1 : 0;
    }
}

}  // namespace

Result<Page> list(store::Database& db, const rules::Viewer& viewer, const Filter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kListMax);
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.list");
    store::Statement select = select_by(db, narrowed(filter, viewer));
    Page page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.list");
        if (!row.value()) return page;
        Result<Ticket> ticket = read_ticket(select, *calendar.value());
        if (!ticket.ok()) return ticket.error().in("tickets.list");
        const auto listed = is_listed(db, *calendar.value(), viewer, ticket.value(), filter);
        if (!listed.ok()) return listed.error().in("tickets.list");
        if (!listed.value()) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().id;
            return page;
        }
        page.items.push_back(std::move(ticket).value());
    }
}

Result<Total> count(store::Database& db, const rules::Viewer& viewer, const Filter& filter) {
    Filter all = narrowed(filter, viewer);
    all.before = 0;
    const auto total =
        is_told_by_columns(viewer, all) ? count_columns(db, all) : count_judged(db, viewer, all);
    if (!total.ok()) return total.error().in("tickets.count");
    return total;
}

Result<std::int64_t> ticket_of(store::Database& db, const domain::RecordId& record) {
    store::Statement select = db.prepare("SELECT id FROM ticket WHERE record_id = :record");
    const Result<bool> row = select.bind(":record", record.view()).step();
    if (!row.ok()) return row.error().in("tickets.ticket_of");
    return row.value() ? select.integer(0) : std::int64_t{0};
}

Result<Ticket> find(store::Database& db, const rules::Viewer& viewer, std::int64_t id) {
    Result<Ticket> ticket = find_any(db, id);
    if (!ticket.ok()) return ticket.error().in("tickets.find");
    if (!ticket.value().is_seen_by(viewer)) {
        return Error{ErrorCode::NotFound, "there is no such ticket", "id"};
    }
    return ticket;
}

Result<std::vector<rules::ClockDay>> clock_of(store::Database& db, const Ticket& ticket) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.clock");
    return rules::explain({ticket.filed_on, ticket.kind}, ticket.rules(), *calendar.value(),
                          ticket.course);
}

Result<std::vector<rules::Explained>> explain(store::Database& db, const Ticket& ticket) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.explain");
    return rules::explain_all({ticket.filed_on, ticket.kind}, ticket.rules(), *calendar.value(),
                              ticket.course);
}

}  // namespace sunbooth::center::tickets
