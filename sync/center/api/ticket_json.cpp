// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/ticket_json.h"

#include "sync/base/mutant.h"
#include "sync/center/api/time_json.h"
#include "sync/center/tickets/finding.h"
#include "sync/center/tickets/step.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

json::object filed(const tickets::Ticket& ticket) {
    return {{"date", ticket.filed_on.iso()}, {"half", ticket.filed_pm ? "pm" : "am"}};
}

/// Whole days since the filing while a call is awaited.
json::value waits_days(const tickets::Ticket& ticket, domain::Date today) {
    if (!ticket.awaits_callback()) return nullptr;
    return std::max(0, today.days - ticket.filed_on.days);
}

json::object half_day(WallTime at) {
    return {{"date", domain::date_of(at).iso()}, {"half", domain::is_afternoon(at) ? "pm" : "am"}};
}

std::string time_of(WallTime at) {
    const int minute = domain::minute_of_day(at);
    return fmt::format("{}T{:02}:{:02}:00+08:00", domain::date_of(at).iso(), minute / 60,
                       minute % 60);
}

/// What another ticket's event means for this one: when a citizen withdrew is not told by it
/// either.
bool is_echo(const tickets::Event& event) {
    return event.type == "joined" || event.type == "left" ||
           (event.type == "separated" && event.by == tickets::kByRule);
}

json::array events(const TicketParts& parts) {
    json::array list;
    for (const tickets::Event& event : parts.events) {
        json::object fields;
        // What happened at a kiosk is told by the half-day only, and nothing of the kiosk.
        const bool shown = mutant("api.shows_the_filing");
        const bool filing = event.n == 1 && !shown;
        const bool by_citizen = (event.by == tickets::kCitizen || is_echo(event)) && !shown;
        if (!filing) {
            for (const auto& [name, value] : event.fields) fields[name] = value;
        }
        list.push_back(
            json::object{{"n", event.n},
                         {"at", filing       ? json::value(filed(parts.ticket))
                                : by_citizen ? json::value(half_day(event.at))
                                             : json::value(json::string(time_of(event.at)))},
                         {"type", event.type},
                         {"by", filing ? "" : event.by},
                         {"fields", fields}});
    }
    return list;
}

json::array coded(const std::vector<rules::Coded>& all) {
    json::array list;
    for (const rules::Coded& one : all) {
        list.push_back(json::object{{"code", one.code}, {"zh", one.zh}, {"en", one.en}});
    }
    return list;
}

/// Whether enough calls were in vain: one goes on without the citizen's word, or has closed it so.
bool was_given_up(const tickets::Ticket& ticket, const std::vector<tickets::Event>& events) {
    if (ticket.state == domain::TicketState::Registered) {
        return ticket.has_contact && rules::is_tried_enough(ticket.standing());
    }
    if (ticket.state != domain::TicketState::Closed) return false;
    for (const tickets::Event& event : std::views::reverse(events)) {
        if (event.type != "closed") continue;
        const auto result = event.fields.find("result");
        return result != event.fields.end() && result->second == "unreached";
    }
    return false;
}

/// What only the page of one ticket needs: where it goes, and what a caller says.
void put_life(json::object& out, const tickets::Ticket& ticket,
              const std::vector<tickets::Event>& events) {
    const auto& scripts = ticket.rules().calls.scripts;
    const auto own = scripts.find(ticket.language);
    const auto script = own != scripts.end() ? own : scripts.find(domain::Language::Zh);
    const rules::Script said = script != scripts.end() ? script->second : rules::Script{};
    out["merged_into"] = nullptr;
    if (ticket.merged_into != 0) out["merged_into"] = std::to_string(ticket.merged_into);
    out["closing_result"] = rules::closing_result(ticket.standing(), ticket.course.satisfaction);
    out["class"] = nullptr;
    if (ticket.course.found) out["class"] = rules::to_string(*ticket.course.found);
    out["excluded"] = ticket.course.is_excluded;
    out["finding"] = nullptr;
    if (const auto finding = tickets::finding_in(events)) {
        out["finding"] = domain::to_string(*finding);
    }
    out["sign_by"] = day_or_null(ticket.deadlines.sign_by);
    out["script"] =
        json::object{{"verify", said.verify},
                     {"closing", said.closing},
                     {"unreached", was_given_up(ticket, events) ? said.unreached : std::string()}};
    out["refusals"] = coded(ticket.rules().refusals);
}

/// When it happened, in the citizen's own memory: no word of when or where it was filed.
void put_occurred(json::object& out, const std::vector<tickets::Event>& events) {
    for (const char* name : {"occurred_from", "occurred_to"}) {
        out[name] = nullptr;
        if (events.empty()) continue;
        const auto told = events.front().fields.find(name);
        if (told != events.front().fields.end()) out[name] = told->second;
    }
}

/// What hangs on it: the case that it is about, and the rating that it was made of.
void put_links(json::object& out, const TicketParts& parts) {
    out["case"] = json::object{{"case_no", parts.about.case_no}, {"version", parts.about.version}};
    out["rating"] = nullptr;
    // The topic of a rating's ticket is "rating-<level>".
    const std::string_view topic = parts.ticket.topic;
    const bool is_rating = parts.ticket.kind == domain::RecordKind::Rating && !topic.empty();
    if (!is_rating || topic.back() < '1' || topic.back() > '5') return;
    json::array tags;
    for (const std::string& tag : parts.tags) tags.push_back(json::string(tag));
    out["rating"] = json::object{{"level", topic.back() - '0'}, {"tags", std::move(tags)}};
}

json::array clock(const TicketParts& parts) {
    json::array list;
    for (const rules::ClockDay& one : parts.clock) {
        list.push_back(json::object{{"date", one.date.iso()},
                                    {"counted", one.counted},
                                    {"why", rules::to_string(one.why)}});
    }
    return list;
}

}  // namespace

json::object ticket_row(const tickets::Ticket& ticket, domain::Date today) {
    const auto due = rules::due_on(ticket.state, ticket.deadlines);
    return {
        {"id", std::to_string(ticket.id)},
        {"ticket_no", ticket.ticket_no},
        {"kind", domain::to_string(ticket.kind)},
        {"state", domain::to_string(ticket.state)},
        {"unit", ticket.unit},
        {"window", ticket.window},
        {"handled_by", ticket.handled_by},
        {"topic", ticket.topic},
        {"filed", filed(ticket)},
        {"due_on", day_or_null(due)},
        {"overdue", rules::is_overdue(ticket.state, ticket.deadlines, today)},
        {"has_contact", ticket.has_contact},
        {"callbacks", ticket.callbacks},
        {"unreached", ticket.unreached},
        {"waits_days", waits_days(ticket, today)},
        {"urges", ticket.course.urges.size()},
        {"internal_due_on", day_or_null(rules::internal_due_on(ticket.state, ticket.deadlines))},
        {"supervised", ticket.course.supervised},
        {"impersonated", ticket.course.is_impersonated(ticket.rules())},
        {"extension_asked", ticket.course.extension_asked},
        {"language", domain::tag_of(ticket.language)},
        {"version", ticket.version}};
}

std::string ticket_json(const TicketParts& parts, const std::vector<rules::Action>& allowed) {
    json::object out = ticket_row(parts.ticket, parts.today);
    json::array actions;
    for (const rules::Action action : allowed) actions.push_back(rules::to_string(action));
    const std::string_view words = parts.text.view();
    out["text"] = json::string_view(words.data(), words.size());
    put_occurred(out, parts.events);
    out["original_verified"] = parts.original_verified;
    out["original"] = nullptr;
    if (parts.original) {
        out["original"] = json::object{{"digest", parts.original->digest},
                                       {"countersigned_by", parts.original->countersigned_by}};
    }
    out["masked_contact"] = parts.masked_contact;
    out["verify_by"] = day_or_null(parts.ticket.deadlines.verify_by);
    out["reply_by"] = day_or_null(parts.ticket.deadlines.reply_by);
    out["answer_by"] = day_or_null(parts.ticket.deadlines.answer_by());
    out["paused_until"] = day_or_null(parts.ticket.deadlines.paused_until);
    out["provisional"] = parts.ticket.deadlines.provisional;
    out["profile"] = parts.ticket.profile;
    put_life(out, parts.ticket, parts.events);
    put_links(out, parts);
    out["clock"] = clock(parts);
    out["events"] = events(parts);
    out["allowed"] = std::move(actions);
    return json::serialize(out);
}

wire::Response with_current(wire::Response problem, std::string_view ticket) {
    json::object out = json::parse(as_text(problem.body)).as_object();
    out["current"] = json::parse(ticket);
    problem.body = to_bytes(json::serialize(out));
    return problem;
}

std::string work_list_json(const tickets::WorkPage& page,
                           const std::optional<tickets::Total>& total, domain::Date today) {
    json::array items;
    for (const tickets::Ticket& ticket : page.items) items.push_back(ticket_row(ticket, today));
    json::object out{{"items", std::move(items)}, {"next", nullptr}};
    if (!page.next.empty()) out["next"] = page.next;
    if (total) out["total"] = json::object{{"n", total->n}, {"more", total->more}};
    return json::serialize(out);
}

json::array clocks_json(const std::vector<rules::Explained>& clocks) {
    json::array list;
    for (const rules::Explained& one : clocks) {
        json::array spans;
        for (const rules::Span& span : one.spans) {
            spans.push_back(json::object{{"from", span.from.iso()},
                                         {"to", span.to.iso()},
                                         {"days", span.days},
                                         {"counted", span.counted},
                                         {"why", rules::to_string(span.why)}});
        }
        const bool working = one.limit.unit == rules::Limit::Unit::WorkingDays;
        list.push_back(json::object{{"clock", one.clock},
                                    {"public", one.is_public},
                                    {"limit", one.limit.n},
                                    {"unit", working ? "WD" : "D"},
                                    {"extensions", one.extensions},
                                    {"counts_from", nullptr},
                                    {"has_begun", one.has_begun},
                                    {"start", one.start.iso()},
                                    {"due", one.due.iso()},
                                    {"provisional", one.provisional},
                                    {"spans", std::move(spans)}});
        if (one.from) list.back().as_object()["counts_from"] = rules::to_string(*one.from);
    }
    return list;
}

std::string explanation_json(const tickets::Ticket& ticket,
                             const std::vector<rules::Explained>& clocks,
                             domain::Date known_until) {
    const rules::Profile& profile = ticket.rules();
    return json::serialize(json::object{{"ticket_no", ticket.ticket_no},
                                        {"filed_on", ticket.filed_on.iso()},
                                        {"profile", profile.id},
                                        {"profile_from", profile.from.iso()},
                                        {"source", profile.source},
                                        {"first_day", profile.counting.first_day},
                                        {"rolls", profile.counting.rolls},
                                        {"known_until", known_until.iso()},
                                        {"clocks", clocks_json(clocks)}});
}

std::string contact_json(const SecretText& phone) {
    const std::string_view digits = phone.view();
    return json::serialize(
        json::object{{"phone", json::string_view(digits.data(), digits.size())}});
}

}  // namespace sunbooth::center::api
