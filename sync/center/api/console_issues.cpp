// SPDX-License-Identifier: Apache-2.0
// Monitors' reports, and citizens who call for a person.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/query.h"
#include "sync/center/api/request_text.h"
#include "sync/center/api/ticket_json.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/calendar.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using monitoring::IssueFile;
using monitoring::IssueFilter;

constexpr int kPageMax = 100;
constexpr std::size_t kCodeMax = 32;

Error hidden() {
    return {ErrorCode::NotFound, "there is no such report", "id"};
}

Status put_parameter(IssueFilter& filter, const std::string& name, const std::string& value) {
    if (name == "state") {
        filter.state = rules::issue_state_of(value);
        if (!filter.state) return invalid_input(name, "is not a state of a report");
    } else if (name == "point" || name == "monitor") {
        if (value.size() > kCodeMax) return invalid_input(name, "is too long");
        (name == "point" ? filter.point : filter.monitor) = value;
    } else if (name == "cursor" || name == "limit") {
        const Result<std::int64_t> number = number_of(value, name);
        if (!number.ok()) return number.error();
        if (name == "limit" && (number.value() < 1 || number.value() > kPageMax)) {
            return invalid_input(name, "must be from 1 to 100");
        }
        if (name == "cursor") filter.before = number.value();
        if (name == "limit") filter.limit = static_cast<int>(number.value());
    }
    return ok_status();
}

json::object row_json(const IssueFile& file, rules::Role role, domain::Date today) {
    json::array actions;
    for (const rules::IssueAction action : rules::allowed(file.standing, role)) {
        actions.push_back(json::string(rules::to_string(action)));
    }
    const auto& finding = file.standing.finding;
    const auto& runs = file.running;
    return {{"id", std::to_string(file.id)},
            {"issue_no", file.issue_no},
            {"monitor", file.monitor},
            {"point", file.point},
            {"kind", domain::to_string(file.standing.kind)},
            {"window", file.window},
            {"unit", file.unit},
            {"aspect", domain::to_string(file.aspect)},
            {"severity", domain::to_string(file.severity)},
            {"occurred_on", file.occurred_on},
            {"language", domain::tag_of(file.language)},
            {"filed_on", file.filed_on.iso()},
            {"half", file.filed_pm ? "pm" : "am"},
            {"in_term", file.in_term},
            {"state", rules::to_string(file.standing.state)},
            {"finding", finding ? domain::to_string(*finding) : ""},
            {"outcomes", json::array(file.outcomes.begin(), file.outcomes.end())},
            {"sent_to", file.sent_to},
            {"clock", runs ? runs->clock : std::string()},
            {"due_on", runs ? json::value(runs->due.iso()) : json::value(nullptr)},
            {"overdue", runs && runs->due < today},
            {"provisional", runs && runs->provisional},
            {"version", file.version},
            {"actions", std::move(actions)}};
}

/// Day only: the filing's own event would tell the hour.
Result<json::array> events_json(store::Database& db, std::int64_t id) {
    const auto events = monitoring::events_of(db, id);
    if (!events.ok()) return events.error();
    const auto field = [](const monitoring::IssueEvent& event, const char* name) {
        const auto found = event.fields.find(name);
        return found == event.fields.end() ? std::string() : found->second;
    };
    json::array list;
    for (const monitoring::IssueEvent& event : events.value()) {
        list.push_back(json::object{{"on", domain::date_of(event.at).iso()},
                                    {"type", event.type},
                                    {"by", event.by},
                                    {"finding", field(event, "finding")},
                                    {"outcome", field(event, "outcome")},
                                    {"unit", event.type == "act" ? field(event, "unit") : ""},
                                    {"words", field(event, "words")}});
    }
    return list;
}

Result<wire::Response> whole(const ConsoleServices& services, Context& context,
                             const IssueFile& file, rules::Role role) {
    json::object out = row_json(file, role, domain::date_of(context.wall));
    const auto calendar = registry::calendar_in_force(context.db);
    if (!calendar.ok()) return calendar.error();
    out["clocks"] = clocks_json(rules::explain_issue(file.course, file.rules(), *calendar.value()));
    auto events = events_json(context.db, file.id);
    if (!events.ok()) return events.error();
    out["events"] = std::move(events).value();
    const auto words = intake::read_words(context.db, services.keys, file.record);
    if (!words.ok() && words.error().code != ErrorCode::Refused) return words.error();
    out["text"] =
        words.ok() ? json::value(std::string(words.value().view())) : json::value(nullptr);
    return with_tag(json_response(200, json::serialize(out)), file.version);
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    IssueFilter filter;
    const Status asked =
        each_parameter(request, [&filter](const std::string& name, const std::string& value) {
            return put_parameter(filter, name, value);
        });
    if (!asked.ok()) return asked.error();
    monitoring::IssuePage page;
    if (rules::may_see_issues(session.account.role)) {
        auto read = monitoring::list(context.db, filter);
        if (!read.ok()) return read.error();
        page = std::move(read).value();
    }
    json::array items;
    for (const IssueFile& file : page.items) {
        if (!monitoring::is_seen_by(file, viewer_of(session))) continue;
        items.push_back(row_json(file, session.account.role, domain::date_of(context.wall)));
    }
    json::value next = nullptr;
    if (page.next != 0) next = json::string(std::to_string(page.next));
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"next", std::move(next)}}));
}

Result<IssueFile> find(Context& context, const accounts::Session& session, const PathArgs& args) {
    const Result<std::int64_t> id = number_of(args.at("id"), "id");
    if (!id.ok() || !rules::may_see_issues(session.account.role)) return hidden();
    auto file = monitoring::find(context.db, id.value());
    if (file.ok() && !monitoring::is_seen_by(file.value(), viewer_of(session))) {
        return Error{ErrorCode::NotFound, "there is no such report", "id"};
    }
    return file;
}

StaffHandler read(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session, const wire::Request&,
                      const PathArgs& args) -> Result<wire::Response> {
        const Result<IssueFile> file = find(context, session, args);
        if (!file.ok()) return file.error();
        return whole(services, context, file.value(), session.account.role);
    };
}

Result<monitoring::IssueDeed> deed_in(wire::FieldReader& in) {
    monitoring::IssueDeed deed;
    const auto action = rules::issue_action_of(in.text("action", 16));
    if (!action) in.fail("action", "must be verify, act, answer, send_back, extend or close");
    deed.action = action.value_or(rules::IssueAction::Verify);
    if (const std::string finding = in.text_or_empty("finding", 16); !finding.empty()) {
        deed.finding = domain::finding_of(finding);
        if (!deed.finding) in.fail("finding", "must be true, partly or untrue");
    }
    if (const std::string outcome = in.text_or_empty("outcome", 16); !outcome.empty()) {
        deed.outcome = rules::issue_outcome_of(outcome);
        if (!deed.outcome) in.fail("outcome", "is not one of this version");
    }
    deed.unit = in.text_or_empty("unit", kCodeMax);
    deed.words = text_of(in, "words", {1, monitoring::kDeedWordsMax});
    if (in.error()) return *in.error();
    return deed;
}

StaffHandler act(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request,
                      const PathArgs& args) -> Result<wire::Response> {
        const auto body = wire::parse_json(as_text(request.body), 16 * 1024);
        if (!body.ok()) return body.error();
        wire::FieldReader in(body.value());
        const std::int64_t version = version_meant(request, in);
        const auto deed = deed_in(in);
        if (!deed.ok()) return deed.error();
        const Result<IssueFile> file = find(context, session, args);
        if (!file.ok()) return file.error();
        const auto done = monitoring::act(context.db, {session.account.name, session.account.role},
                                          file.value().id, version, deed.value(), context.wall);
        if (!done.ok()) return done.error();
        return whole(services, context, done.value(), session.account.role);
    };
}

const char* name_of(fleet::CallBoard::State state) {
    using State = fleet::CallBoard::State;
    switch (state) {
        case State::Nobody:
        case State::Ringing:
            return "ringing";
        case State::Coming:
            return "coming";
        case State::Unheard:
            return "unheard";
    }
    return "ringing";
}

/// Who works at the center's desks may go and help; a unit's people and auditors may not be sent.
bool may_answer_calls(rules::Role role) {
    using rules::Role;
    return role == Role::Intake || role == Role::Callback || role == Role::Supervisor;
}

StaffHandler calls(const ConsoleServices& services) {
    return
        [&board = services.calls](Context& context, const accounts::Session& session,
                                  const wire::Request&, const PathArgs&) -> Result<wire::Response> {
            json::array items;
            // Only who can answer makes a terminal hope.
            if (may_answer_calls(session.account.role)) {
                for (const fleet::CallBoard::Call& call : board.watch(context.now)) {
                    items.push_back(json::object{{"kiosk", call.kiosk},
                                                 {"waited_s", call.waited.count()},
                                                 {"state", name_of(call.state)},
                                                 {"by", call.by}});
                }
            }
            return json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
        };
}

StaffHandler acknowledge(const ConsoleServices& services) {
    return [&board = services.calls](Context& context, const accounts::Session& session,
                                     const wire::Request&,
                                     const PathArgs& args) -> Result<wire::Response> {
        if (!may_answer_calls(session.account.role)) {
            return Error{ErrorCode::Forbidden, "this role does not answer calls", "role"};
        }
        const Status done =
            board.acknowledge(args.at("kiosk"), session.account.display, context.now);
        if (!done.ok()) return done.error();
        return wire::Response{204, {}, {}};
    };
}

}  // namespace

std::vector<Route> issue_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string one = "/api/v1/issues/{id}";
    return {
        {"GET", "/api/v1/issues", Lane::Reader, staff_only(sessions, list), {}},
        {"GET", one, Lane::Reader, staff_only(sessions, read(services)), {}},
        {"POST", one + "/actions", Lane::Writer, staff_only(sessions, act(services)), {}},
        {"GET", "/api/v1/calls", Lane::Reader, staff_only(sessions, calls(services)), {}},
        {"POST",
         "/api/v1/calls/{kiosk}/acknowledgement",
         Lane::Reader,
         staff_only(sessions, acknowledge(services)),
         {}},
    };
}

}  // namespace sunbooth::center::api
