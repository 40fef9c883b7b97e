// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/hall.h"
#include "sync/center/tickets/row.h"

#include <limits>

namespace sunbooth::center::tickets {
namespace {

// A number is compared as a range, so that its index is used and no character is a wildcard.
constexpr std::string_view kSelect = "SELECT" SUNBOOTH_TICKET_COLUMNS R"sql(
      FROM ticket
     WHERE id < :before
       AND (:state = '' OR state = :state)
       AND (:kind = 0 OR kind = :kind)
       AND (:unit = '' OR unit = :unit)
       AND (:number = '' OR (ticket_no >= :number AND ticket_no < :number || char(0x10FFFF)))
     ORDER BY id DESC)sql";

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
       AND (:number = '' OR (ticket_no >= :number AND ticket_no < :number || char(0x10FFFF)))
     ORDER BY filed_on, filed_half, id)sql";

store::Statement select_by(store::Database& db, const Filter& filter) {
    store::Statement select = db.prepare(filter.awaits_callback ? kSelectWaiting : kSelect);
    const bool from_newest = filter.before == 0 && !filter.awaits_callback;
    select.bind(":before", from_newest ? std::numeric_limits<std::int64_t>::max() : filter.before)
        .bind(":state", filter.state ? domain::to_string(*filter.state) : "")
        .bind(":kind", filter.kind ? static_cast<int>(*filter.kind) : 0)
        .bind(":unit", filter.unit)
        .bind(":number", filter.number);
    return select;
}

}  // namespace

Result<Page> list(store::Database& db, const rules::Viewer& viewer, const Filter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kListMax);
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("tickets.list");
    store::Statement select = select_by(db, filter);
    Page page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.list");
        if (!row.value()) return page;
        Result<Ticket> ticket = read_ticket(select, hall.value()->calendar);
        if (!ticket.ok()) return ticket.error().in("tickets.list");
        if (!ticket.value().is_seen_by(viewer)) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().id;
            return page;
        }
        page.items.push_back(std::move(ticket).value());
    }
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
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("tickets.clock");
    return rules::explain(ticket.filed_on, rules::profile_on(ticket.profile, ticket.filed_on),
                          hall.value()->calendar);
}

}  // namespace sunbooth::center::tickets
