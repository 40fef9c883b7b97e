// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/figures.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/row.h"
#include "sync/wire/json.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kSelect = "SELECT" SUNBOOTH_TICKET_COLUMNS R"sql(
      FROM ticket
     WHERE filed_on >= :from AND filed_on <= :to AND (:unit = '' OR unit = :unit)
     ORDER BY filed_on)sql";

// The topic of a rating's ticket is "rating-<level>".
constexpr std::string_view kExcluded = R"sql(
    SELECT substr(filed_on, 1, 7) AS month, unit, window, substr(topic, 8, 1) AS level, count(*)
      FROM ticket
     WHERE excluded = 1 AND filed_on >= :from AND filed_on <= :to
       AND (:unit = '' OR unit = :unit) AND topic LIKE 'rating-%'
     GROUP BY month, unit, window, level)sql";

constexpr std::string_view kMoments = R"sql(
    SELECT at_ms, type, CASE WHEN type IN ('closed', 'classified') THEN fields ELSE '' END
      FROM ticket_event
     WHERE ticket = :ticket AND type IN ('accepted', 'classified', 'replied', 'closed')
     ORDER BY n)sql";

constexpr std::size_t kFieldsBytesMax = 64 * 1024;

std::string field_in(const std::string& fields, const char* name) {
    const auto parsed = wire::parse_json(fields, kFieldsBytesMax);
    if (!parsed.ok()) return {};
    wire::FieldReader in(parsed.value());
    return in.text_or_empty(name, 64);
}

Status add_moments(store::Database& db, Course& course) {
    store::Statement select = db.prepare(kMoments);
    select.bind(":ticket", course.ticket.id);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) break;
        const domain::Date day = domain::date_of(wall_ms(select.integer(0)));
        const std::string type = select.text(1);
        if (type == "accepted") course.accepted = true;
        // A bad rating is accepted by being found valid.
        if (type == "classified" && field_in(select.text(2), "class") == "valid") {
            course.accepted = true;
        }
        if (type == "replied" && !course.replied_on) course.replied_on = day;
        if (type == "closed") {
            course.closed_on = day;
            course.result = field_in(select.text(2), "result");
        }
    }
    const domain::TicketState state = course.ticket.state;
    const bool ended =
        state == domain::TicketState::Closed || state == domain::TicketState::Archived;
    if (!ended) course.closed_on.reset();
    return ok_status();
}

}  // namespace

Result<std::vector<ExcludedCount>> count_excluded(store::Database& db, const FiledSpan& span) {
    store::Statement select = db.prepare(kExcluded);
    select.bind(":from", span.from.iso()).bind(":to", span.to.iso()).bind(":unit", span.unit);
    std::vector<ExcludedCount> counts;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.count_excluded");
        if (!row.value()) return counts;
        const std::string level = select.text(3);
        const int number = level.empty() ? 0 : level.front() - '0';
        counts.push_back(
            {select.text(0), select.text(1), select.text(2), number, select.integer(4)});
    }
}

Status each_filed(store::Database& db, const rules::Viewer& viewer, const FiledSpan& span,
                  const std::function<void(const Course&)>& each) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.each_filed");
    store::Statement select = db.prepare(kSelect);
    select.bind(":from", span.from.iso()).bind(":to", span.to.iso()).bind(":unit", span.unit);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.each_filed");
        if (!row.value()) return ok_status();
        Result<Ticket> ticket = read_ticket(select, *calendar.value());
        if (!ticket.ok()) return ticket.error().in("tickets.each_filed");
        if (!ticket.value().is_seen_by(viewer)) continue;
        Course course{std::move(ticket).value()};
        if (Status read = add_moments(db, course); !read.ok()) return read;
        each(course);
    }
}

}  // namespace sunbooth::center::tickets
