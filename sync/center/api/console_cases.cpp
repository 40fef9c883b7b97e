// SPDX-License-Identifier: Apache-2.0
// Cases as the approval system told them: the center's people look them up beside the complaints
// about them, say who keeps an eye on which, and change nothing in them.
#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/accounts/staff.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/query.h"
#include "sync/center/api/registry_routes.h"
#include "sync/center/api/request_text.h"
#include "sync/center/api/ticket_json.h"
#include "sync/center/api/time_json.h"
#include "sync/center/cases/list.h"
#include "sync/center/registry/journal.h"
#include "sync/center/supervision/case_clock.h"
#include "sync/center/tickets/case_link.h"
#include "sync/domain/text.h"

#include <boost/json.hpp>

#include <algorithm>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using rules::Role;

constexpr std::int64_t kPageMax = 100;
constexpr std::size_t kCodeMax = 32;
constexpr std::size_t kNumberMax = 50;
constexpr std::size_t kAccountMax = 32;

/// Who keeps an eye on cases: those of the center who work, not who audits or keeps accounts.
const std::set<Role> kWatchers{Role::Intake, Role::Callback, Role::Supervisor};

/// One parameter of GET /api/v1/cases.
Status put_parameter(cases::CaseFilter& filter, domain::Date today, const std::string& name,
                     const std::string& value) {
    if (name == "stage") {
        filter.stage = domain::case_stage_of(value);
        if (!filter.stage) return invalid_input(name, "is not a stage of a case");
    } else if (name == "unit" || name == "window") {
        const auto length = domain::count_code_points(value);
        if (!length || *length > kCodeMax) return invalid_input(name, "is too long");
        (name == "unit" ? filter.unit : filter.window) = value;
    } else if (name == "q" || name == "cursor") {
        if (value.size() > kNumberMax) return invalid_input(name, "is too long");
        std::string& number = name == "q" ? filter.number : filter.after;
        number = value;
        std::ranges::transform(number, number.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
    } else if (name == "watcher") {
        if (value.size() > kAccountMax) return invalid_input(name, "is too long");
        filter.watcher = value;
    } else if (name == "overdue") {
        if (value != "true") return invalid_input(name, "must be true");
        filter.overdue_on = today;
    } else if (name == "sort") {
        if (value != "newest" && value != "oldest") {
            return invalid_input(name, "must be newest or oldest");
        }
        filter.oldest_first = value == "oldest";
    } else if (name == "limit") {
        const Result<std::int64_t> number = number_of(value, name);
        if (!number.ok()) return number.error();
        if (number.value() < 1 || number.value() > kPageMax) {
            return invalid_input(name, "must be from 1 to 100");
        }
        filter.limit = static_cast<int>(number.value());
    }
    return ok_status();
}

json::object case_json(const cases::ListedCase& listed, domain::Date today) {
    const domain::CaseView& one = listed.view;
    return {{"case_no", one.case_no},
            {"service", one.service},
            {"unit", one.unit},
            {"window", one.window},
            {"applicant", one.masked_name},
            {"stage", domain::to_string(one.stage)},
            {"accepted_on", day_or_null(one.accepted_on)},
            {"promised_days", one.promised_days},
            {"due_on", day_or_null(one.due_on)},
            {"overdue", cases::is_overdue(one, today)},
            {"updated_on", domain::date_of(one.updated_at).iso()},
            {"watcher", listed.watch.account},
            {"version", listed.watch.version}};
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    const domain::Date today = domain::date_of(context.wall);
    cases::CaseFilter filter;
    const Status asked =
        each_parameter(request, [&](const std::string& name, const std::string& value) {
            return put_parameter(filter, today, name, value);
        });
    if (!asked.ok()) return asked.error();
    // A unit has its own cases before it, whatever it asks for.
    if (session.account.role == Role::Handler && !mutant("api.foreign_cases")) {
        filter.unit = session.account.unit;
    }
    const auto page = cases::list(context.db, filter);
    if (!page.ok()) return page.error();
    json::array items;
    for (const cases::ListedCase& one : page.value().items) items.push_back(case_json(one, today));
    json::value next = nullptr;
    if (!page.value().next.empty()) next = json::string(page.value().next);
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"next", std::move(next)}}));
}

json::object clock_json(const supervision::CaseClock& clock) {
    json::array days;
    for (const rules::ClockDay& one : clock.days) {
        days.push_back(json::object{{"date", one.date.iso()},
                                    {"counted", one.counted},
                                    {"why", rules::to_string(one.why)}});
    }
    json::object out{{"counted_due", day_or_null(clock.counted)},
                     {"statutory_due", nullptr},
                     {"stood_days", clock.dates ? clock.dates->stood : 0},
                     {"running", clock.is_running},
                     {"provisional", clock.provisional},
                     {"days_left", nullptr},
                     {"reached", nullptr},
                     {"next", nullptr},
                     {"next_on", nullptr},
                     {"days", std::move(days)}};
    if (clock.dates) out["statutory_due"] = day_or_null(clock.dates->statutory);
    if (clock.days_left) out["days_left"] = *clock.days_left;
    if (clock.reached) out["reached"] = rules::to_string(*clock.reached);
    if (clock.next) {
        out["next"] = rules::to_string(clock.next->level);
        out["next_on"] = clock.next->on.iso();
    }
    return out;
}

/// One case with its clock and the tickets about it; its cards are those of GET /api/v1/cards.
Result<wire::Response> read(Context& context, const accounts::Session& session,
                            const wire::Request&, const PathArgs& args) {
    const rules::Viewer viewer = viewer_of(session);
    const auto found = cases::find(context.db, args.at("case_no"));
    if (!found.ok()) return found.error();
    const domain::CaseView& view = found.value().listed.view;
    if (!cases::is_seen_by(view, viewer)) {
        return Error{ErrorCode::NotFound, "there is no such case", "case_no"};
    }
    const domain::Date today = domain::date_of(context.wall);
    const auto clock = supervision::case_clock(
        context.db,
        {view.case_no, view.unit, view.accepted_on, view.promised_days,
         found.value().statutory_days, view.due_on, found.value().suspended_days},
        today);
    if (!clock.ok()) return clock.error();
    const auto about = tickets::tickets_of_case(context.db, viewer, view.case_no);
    if (!about.ok()) return about.error();
    json::array rows;
    for (const tickets::Ticket& ticket : about.value()) rows.push_back(ticket_row(ticket, today));
    json::object out = case_json(found.value().listed, today);
    out["statutory_days"] = found.value().statutory_days;
    out["clock"] = clock_json(clock.value());
    out["tickets"] = std::move(rows);
    return with_tag(json_response(200, json::serialize(out)), found.value().listed.watch.version);
}

/// Empty, or somebody who can keep an eye on a case.
Status check_watcher(store::Database& db, const std::string& account) {
    if (account.empty()) return ok_status();
    const auto found = accounts::find_account(db, account);
    if (!found.ok() && found.error().code != ErrorCode::NotFound) return found.error();
    if (!found.ok() || found.value().disabled || !kWatchers.contains(found.value().role)) {
        return invalid_input("account", "is nobody of the center who works on cases");
    }
    return ok_status();
}

Result<cases::Watching> watching_of(const wire::Request& request, const PathArgs& args) {
    const auto body = wire::parse_json(as_text(request.body), 4096);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    if (in.text("action", 16) != "assign") in.fail("action", "is not one of this version");
    cases::Watching wanted;
    wanted.case_no = args.at("case_no");
    wanted.version = version_meant(request, in);
    wanted.account = in.text("account", kAccountMax);
    if (in.error()) return *in.error();
    return wanted;
}

Result<wire::Response> act(Context& context, const accounts::Session& session,
                           const wire::Request& request, const PathArgs& args) {
    Result<cases::Watching> wanted = watching_of(request, args);
    if (!wanted.ok()) return wanted.error();
    wanted.value().by = session.account.name;
    if (Status known = check_watcher(context.db, wanted.value().account); !known.ok()) {
        return known.error();
    }
    const auto before = cases::set_watch(context.db, wanted.value());
    if (!before.ok()) return before.error();
    const bool changed = before.value().account != wanted.value().account;
    const std::int64_t version = before.value().version + (changed ? 1 : 0);
    if (changed) {
        const Status noted = registry::note(
            context.db,
            {.at = context.wall,
             .by = session.account.name,
             .what = "case_assigned",
             .about = wanted.value().case_no,
             .fields = {{"from", before.value().account}, {"to", wanted.value().account}}});
        if (!noted.ok()) return noted.error();
    }
    const json::object out{{"case_no", wanted.value().case_no},
                           {"watcher", wanted.value().account},
                           {"version", version}};
    return with_tag(json_response(200, json::serialize(out)), version);
}

/// To whom work can be given: their names, and nothing else of their accounts.
Result<wire::Response> colleagues(Context& context, const accounts::Session&, const wire::Request&,
                                  const PathArgs&) {
    const auto all = accounts::all_accounts(context.db, context.wall);
    if (!all.ok()) return all.error();
    json::array items;
    for (const accounts::Standing& one : all.value()) {
        if (one.account.disabled || !kWatchers.contains(one.account.role)) continue;
        items.push_back(json::object{{"name", one.account.name},
                                     {"display", one.account.display},
                                     {"role", rules::to_string(one.account.role)}});
    }
    return json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

}  // namespace

std::vector<Route> case_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::set<Role> who_sees{Role::Intake, Role::Callback, Role::Handler, Role::Supervisor,
                                  Role::Auditor};
    const std::set<Role> who_asks{Role::Intake, Role::Callback, Role::Supervisor, Role::Auditor};
    return {
        {"GET", "/api/v1/cases", Lane::Reader, staff_only(sessions, for_roles(who_sees, list)), {}},
        {"GET",
         "/api/v1/cases/{case_no}",
         Lane::Reader,
         staff_only(sessions, for_roles(who_sees, read)),
         {}},
        {"POST",
         "/api/v1/cases/{case_no}/actions",
         Lane::Writer,
         staff_only(sessions, for_roles(kWatchers, act)),
         {}},
        {"GET",
         "/api/v1/colleagues",
         Lane::Reader,
         staff_only(sessions, for_roles(who_asks, colleagues)),
         {}},
    };
}

}  // namespace sunbooth::center::api
