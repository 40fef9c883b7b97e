// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/unsigned.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/row.h"

namespace sunbooth::center::tickets {
namespace {

// Most have been signed for: their course says "g" (rules/course_text.cpp), and so they are not
// read.
constexpr std::string_view kUnsigned =
    "SELECT" SUNBOOTH_TICKET_COLUMNS
    "FROM ticket WHERE state = 'accepted' AND due_on > :after AND handled_by <> ''"
    "  AND instr(' ' || course || ' ', ' g ') = 0 ORDER BY due_on, id";

}  // namespace

Status each_unsigned(store::Database& db, domain::Date after,
                     const std::function<void(const Ticket&)>& each) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.each_unsigned");
    store::Statement select = db.prepare(kUnsigned);
    select.bind(":after", after.iso());
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.each_unsigned");
        if (!row.value()) return ok_status();
        const Result<Ticket> ticket = read_ticket(select, *calendar.value());
        if (!ticket.ok()) return ticket.error().in("tickets.each_unsigned");
        each(ticket.value());
    }
}

}  // namespace sunbooth::center::tickets
