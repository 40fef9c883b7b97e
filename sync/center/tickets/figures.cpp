// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/figures.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/row.h"
#include "sync/wire/json.h"

#include <algorithm>
#include <array>

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

constexpr std::string_view kExcludedRecords = R"sql(
    SELECT record_id FROM ticket
     WHERE excluded = 1 AND filed_on >= :from AND filed_on <= :to
       AND (:unit = '' OR unit = :unit))sql";

constexpr std::string_view kMoments = R"sql(
    SELECT at_ms, type, CASE type WHEN 'closed' THEN fields WHEN 'classified' THEN fields
                        WHEN 'replied' THEN ifnull(json_extract(fields, '$.review'), '') END
      FROM ticket_event
     WHERE ticket = :ticket
       AND type IN ('accepted', 'classified', 'appeal_dismissed', 'replied', 'approved', 'extended',
                    'sent_back', 'reopened', 'closed')
     ORDER BY n)sql";

struct StageName {
    Stage stage;
    std::string_view name;
};
constexpr std::array kStages = {
    StageName{Stage::Registered, "registered"}, StageName{Stage::Called, "called"},
    StageName{Stage::Accepted, "accepted"}, StageName{Stage::Replied, "replied"},
    StageName{Stage::Closed, "closed"}};

constexpr std::size_t kFieldsBytesMax = 64 * 1024;

std::string field_in(const std::string& fields, const char* name) {
    const auto parsed = wire::parse_json(fields, kFieldsBytesMax);
    if (!parsed.ok()) return {};
    wire::FieldReader in(parsed.value());
    return in.text_or_empty(name, 64);
}

/// What one event says of the way.
void take_moment(Course& course, domain::Date day, const std::string& type,
                 const std::string& said) {
    // A bad rating is accepted by being found valid, at once or when somebody outside has judged.
    const bool is_valid = type == "classified" && field_in(said, "class") == "valid";
    if (type == "accepted" || type == "appeal_dismissed" || is_valid) course.accepted = true;
    const bool answers = type == "approved" || (type == "replied" && said != "pending");
    if (answers && !course.replied_on) course.replied_on = day;
    if (type == "closed") {
        course.closed_on = day;
        course.result = field_in(said, "result");
    }
}

/// When the first answer was due, `extended` so often.
domain::Date first_due(const Ticket& ticket, int extended,
                       const domain::WorkingCalendar& calendar) {
    if (ticket.course.reworks.empty()) return ticket.deadlines.answer_by();
    rules::Course first = ticket.course;
    first.reworks.clear();
    first.extensions = extended;
    return rules::deadlines({ticket.filed_on, ticket.kind}, ticket.rules(), calendar, first)
        .answer_by();
}

Status add_moments(store::Database& db, const domain::WorkingCalendar& calendar, Course& course) {
    store::Statement select = db.prepare(kMoments);
    select.bind(":ticket", course.ticket.id);
    int extended = 0;
    bool is_first = true;  // Until it is sent back.
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) break;
        const std::string type = select.text(1);
        is_first = is_first && type != "sent_back" && type != "reopened";
        extended += is_first && type == "extended" ? 1 : 0;
        take_moment(course, domain::date_of(wall_ms(select.integer(0))), type, select.text(2));
    }
    course.reply_by = first_due(course.ticket, extended, calendar);
    const domain::TicketState state = course.ticket.state;
    const bool ended =
        state == domain::TicketState::Closed || state == domain::TicketState::Archived;
    if (!ended) course.closed_on.reset();
    return ok_status();
}

bool was_called(const Ticket& ticket) {
    return ticket.callbacks > 0 || !ticket.course.closing_tries.empty() ||
           ticket.course.satisfaction > 0;
}

}  // namespace

const char* to_string(Stage stage) {
    return kStages.at(static_cast<std::size_t>(stage)).name.data();
}

std::optional<Stage> stage_of(std::string_view name) {
    const auto* const found = std::ranges::find(kStages, name, &StageName::name);
    if (found == kStages.end()) return std::nullopt;
    return found->stage;
}

bool has_reached(const Course& course, Stage stage) {
    switch (stage) {
        case Stage::Registered:
            return true;
        case Stage::Called:
            return was_called(course.ticket);
        case Stage::Accepted:
            return course.accepted;
        case Stage::Replied:
            return course.replied_on.has_value();
        case Stage::Closed:
            return course.closed_on.has_value();
    }
    return false;
}

std::optional<int> days_to_close(const Course& course) {
    if (!course.closed_on) return std::nullopt;
    return course.closed_on->days - course.ticket.filed_on.days;
}

bool is_late(const Course& course) {
    if (!course.closed_on) return false;
    return course.replied_on.value_or(*course.closed_on) > course.reply_by;
}

std::optional<RateOf> rate_of(std::string_view name) {
    constexpr std::array<std::string_view, 4> kNames = {"answered", "fixed", "called", "pleased"};
    const auto* const found = std::ranges::find(kNames, name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<RateOf>(found - kNames.begin());
}

namespace {

std::optional<bool> is_answered_in_time(const Course& course, domain::Date today) {
    if (!course.accepted) return std::nullopt;
    if (course.replied_on) return *course.replied_on <= course.reply_by;
    if (course.reply_by < today) return false;
    return std::nullopt;
}

std::optional<bool> is_pleased(const Course& course) {
    const std::string& said = course.result;
    if (said.empty() || said == "unreached" || said == "not_asked") return std::nullopt;
    return said != "dissatisfied";
}

}  // namespace

std::optional<bool> is_met(const Course& course, RateOf rate, domain::Date today) {
    if (rate == RateOf::Answered) return is_answered_in_time(course, today);
    if (course.ticket.kind != domain::RecordKind::Rating) return std::nullopt;
    if (rate == RateOf::Fixed) return is_answered_in_time(course, today);
    if (rate == RateOf::Pleased) return is_pleased(course);
    if (!course.ticket.has_contact) return std::nullopt;
    return has_reached(course, Stage::Called);
}

bool is_counted(const Course& course, const Counted& asked) {
    if (course.ticket.course.is_excluded && !mutant("tickets.lists_excluded")) return false;
    if (asked.reached && !has_reached(course, *asked.reached)) return false;
    if (asked.rate) {
        const auto met = is_met(course, *asked.rate, asked.today);
        if (!met || (asked.met && *met != *asked.met)) return false;
    }
    const auto days = days_to_close(course);
    if (asked.closed_over && !(days && *days > *asked.closed_over)) return false;
    if (asked.closed_within && !(days && *days <= *asked.closed_within)) return false;
    if (asked.late && !(days && is_late(course) == *asked.late)) return false;
    const std::string closed = course.closed_on ? course.closed_on->iso() : std::string();
    if (!asked.closed_from.empty() && (closed.empty() || closed < asked.closed_from)) return false;
    return asked.closed_to.empty() || (!closed.empty() && closed <= asked.closed_to);
}

Result<Course> course_of(store::Database& db, const domain::WorkingCalendar& calendar,
                         Ticket ticket) {
    Course course{std::move(ticket)};
    if (Status read = add_moments(db, calendar, course); !read.ok()) {
        return read.error().in("tickets.course_of");
    }
    return course;
}

Result<std::set<domain::RecordId>> excluded_records(store::Database& db, const FiledSpan& span) {
    store::Statement select = db.prepare(kExcludedRecords);
    select.bind(":from", span.from.iso()).bind(":to", span.to.iso()).bind(":unit", span.unit);
    std::set<domain::RecordId> records;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.excluded_records");
        if (!row.value()) return records;
        records.insert(select.fixed<domain::RecordId>(0));
    }
}

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
        const Result<Course> course = course_of(db, *calendar.value(), std::move(ticket).value());
        if (!course.ok()) return course.error().in("tickets.each_filed");
        each(course.value());
    }
}

}  // namespace sunbooth::center::tickets
