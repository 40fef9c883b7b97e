// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/figures.h"
#include "sync/center/tickets/of_record.h"
#include "sync/center/tickets/row.h"

#include <limits>

namespace sunbooth::center::tickets {
namespace {

// Each list runs along one index and stops when its page is full: a page of fifty among millions
// reads about fifty rows. SQLite does not use an index for a filter that may be empty, so what
// leads the index stands in the statement, and only what remains is asked of each row.
#define SUNBOOTH_REMAINING                          \
    " AND (:state = '' OR state = :state)"          \
    " AND (:kind = 0 OR kind = :kind)"              \
    " AND (:unit = '' OR unit = :unit)"             \
    " AND (:handler = '' OR handled_by = :handler)" \
    " AND (:number = '' OR ticket_no >= :number)"   \
    " AND (:window = '' OR window = :window)"       \
    " AND (:from = '' OR filed_on >= :from)"        \
    " AND (:to = '' OR filed_on <= :to)"            \
    " AND :before >= 0"
#define SUNBOOTH_LIST(lead, order) \
    "SELECT" SUNBOOTH_TICKET_COLUMNS "FROM ticket WHERE " lead SUNBOOTH_REMAINING order

struct BothWays {
    std::string_view newest, oldest;
};
constexpr BothWays kAll = {SUNBOOTH_LIST("id < :before", " ORDER BY id DESC"),
                           SUNBOOTH_LIST("id > :before", " ORDER BY id")};
constexpr BothWays kOfState = {
    SUNBOOTH_LIST("state = :state AND id < :before", " ORDER BY id DESC"),
    SUNBOOTH_LIST("state = :state AND id > :before", " ORDER BY id")};
constexpr BothWays kOfUnit = {SUNBOOTH_LIST("unit = :unit AND id < :before", " ORDER BY id DESC"),
                              SUNBOOTH_LIST("unit = :unit AND id > :before", " ORDER BY id")};
constexpr BothWays kOfHandler = {
    SUNBOOTH_LIST("handled_by = :handler AND id < :before", " ORDER BY id DESC"),
    SUNBOOTH_LIST("handled_by = :handler AND id > :before", " ORDER BY id")};
constexpr BothWays kOfWindow = {
    SUNBOOTH_LIST("window = :window AND id < :before", " ORDER BY id DESC"),
    SUNBOOTH_LIST("window = :window AND id > :before", " ORDER BY id")};
constexpr BothWays kOfKind = {SUNBOOTH_LIST("kind = :kind AND id < :before", " ORDER BY id DESC"),
                              SUNBOOTH_LIST("kind = :kind AND id > :before", " ORDER BY id")};
// The numbers of a span of days are sorted, and their rows read until the page is full.
#define SUNBOOTH_DAYS                                                     \
    "id IN (SELECT id FROM ticket WHERE filed_on >= :from AND filed_on <" \
    "        ifnull(nullif(:to, '') || 'z', 'z')"                         \
    "        AND (:unit = '' OR unit = :unit) AND (:window = '' OR window = :window))"
constexpr BothWays kOfDays = {SUNBOOTH_LIST(SUNBOOTH_DAYS " AND id < :before", " ORDER BY id DESC"),
                              SUNBOOTH_LIST(SUNBOOTH_DAYS " AND id > :before", " ORDER BY id")};
constexpr BothWays kOfUnitAndState = {
    SUNBOOTH_LIST("unit = :unit AND state = :state AND id < :before", " ORDER BY id DESC"),
    SUNBOOTH_LIST("unit = :unit AND state = :state AND id > :before", " ORDER BY id")};

// A number is compared as a range, so that its index is used and no character is a wildcard.
#define SUNBOOTH_NUMBER "ticket_no >= :number AND ticket_no < :number || char(0x10FFFF)"
constexpr BothWays kOfNumber = {
    SUNBOOTH_LIST(SUNBOOTH_NUMBER " AND (:before = 0 OR ticket_no <"
                                  " (SELECT ticket_no FROM ticket WHERE id = :before))",
                  " ORDER BY ticket_no DESC"),
    SUNBOOTH_LIST(SUNBOOTH_NUMBER " AND (:before = 0 OR ticket_no >"
                                  " (SELECT ticket_no FROM ticket WHERE id = :before))",
                  " ORDER BY ticket_no")};

// Ids count arrivals; a record that waited in a kiosk without a network has waited for its call
// too.
constexpr std::string_view kSelectWaiting = "SELECT" SUNBOOTH_TICKET_COLUMNS R"sql(
      FROM ticket
     WHERE state = 'registered' AND has_contact = 1
       AND (:before = 0 OR (filed_on, filed_half, id) >
            (SELECT filed_on, filed_half, id FROM ticket WHERE id = :before))
       AND (:state = '' OR state = :state)
       AND (:kind = 0 OR kind = :kind)
       AND (:unit = '' OR unit = :unit)
       AND (:handler = '' OR handled_by = :handler)
       AND (:number = '' OR (ticket_no >= :number AND ticket_no < :number || char(0x10FFFF)))
       AND (:window = '' OR window = :window)
       AND (:from = '' OR filed_on >= :from)
       AND (:to = '' OR filed_on <= :to)
     ORDER BY filed_on, filed_half, id)sql";

// Answered, and not yet heard about; the oldest first.
constexpr std::string_view kSelectClosing = "SELECT" SUNBOOTH_TICKET_COLUMNS R"sql(
      FROM ticket
     WHERE state = 'replied' AND has_contact = 1
       AND id > :before
       AND (:state = '' OR state = :state)
       AND (:kind = 0 OR kind = :kind)
       AND (:unit = '' OR unit = :unit)
       AND (:handler = '' OR handled_by = :handler)
       AND (:number = '' OR (ticket_no >= :number AND ticket_no < :number || char(0x10FFFF)))
       AND (:window = '' OR window = :window)
       AND (:from = '' OR filed_on >= :from)
       AND (:to = '' OR filed_on <= :to)
     ORDER BY id)sql";

std::string_view text_of(const Filter& filter) {
    if (filter.awaits_closing_call) return kSelectClosing;
    if (filter.awaits_callback) return kSelectWaiting;
    const bool in_days = !filter.filed_from.empty() || !filter.filed_to.empty();
    const BothWays& both = !filter.number.empty()                 ? kOfNumber
                           : !filter.handler.empty()              ? kOfHandler
                           : in_days                              ? kOfDays
                           : !filter.unit.empty() && filter.state ? kOfUnitAndState
                           : !filter.window.empty()               ? kOfWindow
                           : !filter.unit.empty()                 ? kOfUnit
                           : filter.state                         ? kOfState
                           : filter.kind                          ? kOfKind
                                                                  : kAll;
    return filter.oldest_first ? both.oldest : both.newest;
}

store::Statement select_by(store::Database& db, const Filter& filter) {
    store::Statement select = db.prepare(text_of(filter));
    const bool waits = filter.awaits_callback || filter.awaits_closing_call;
    const bool from_newest =
        filter.before == 0 && !waits && filter.number.empty() && !filter.oldest_first;
    select.bind(":before", from_newest ? std::numeric_limits<std::int64_t>::max() : filter.before)
        .bind(":state", filter.state ? domain::to_string(*filter.state) : "")
        .bind(":kind", filter.kind ? static_cast<int>(*filter.kind) : 0)
        .bind(":unit", filter.unit)
        .bind(":handler", filter.handler)
        .bind(":number", filter.number)
        .bind(":window", filter.window)
        .bind(":from", filter.filed_from)
        .bind(":to", filter.filed_to);
    return select;
}

/// A handler sees no other unit's tickets, so that theirs need not be read.
Filter narrowed(Filter filter, const rules::Viewer& viewer) {
    if (viewer.role == rules::Role::Handler) filter.handler = viewer.unit;
    return filter;
}

/// By the same judgement as the picture that leads here.
Result<bool> is_asked_for(store::Database& db, const domain::WorkingCalendar& calendar,
                          const Ticket& ticket, const Filter& filter) {
    if (!filter.counted.asks()) return true;
    const Result<Course> course = course_of(db, calendar, ticket);
    if (!course.ok()) return course.error();
    return is_counted(course.value(), filter.counted);
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
        if (!ticket.value().is_seen_by(viewer)) continue;
        if (filter.awaits_closing_call && !ticket.value().awaits_closing_call()) continue;
        const Result<bool> counted = is_asked_for(db, *calendar.value(), ticket.value(), filter);
        if (!counted.ok()) return counted.error().in("tickets.list");
        if (!counted.value()) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().id;
            return page;
        }
        page.items.push_back(std::move(ticket).value());
    }
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
