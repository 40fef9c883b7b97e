// SPDX-License-Identifier: Apache-2.0
// Cases as the approval system told them: the center's people look them up beside the complaints
// about them, and change nothing in them.
#include "sync/base/mutant.h"
#include "sync/center/api/query.h"
#include "sync/center/api/registry_routes.h"
#include "sync/center/cases/list.h"
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

json::value day_or_null(const std::optional<domain::Date>& day) {
    return day ? json::value(day->iso()) : json::value(nullptr);
}

json::object case_json(const domain::CaseView& one, domain::Date today) {
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
            {"updated_on", domain::date_of(one.updated_at).iso()}};
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
    for (const domain::CaseView& one : page.value().items) items.push_back(case_json(one, today));
    json::value next = nullptr;
    if (!page.value().next.empty()) next = json::string(page.value().next);
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"next", std::move(next)}}));
}

}  // namespace

std::vector<Route> case_routes(const ConsoleServices& services) {
    const std::set<Role> who_sees{Role::Intake, Role::Callback, Role::Handler, Role::Supervisor,
                                  Role::Auditor};
    return {{"GET",
             "/api/v1/cases",
             Lane::Reader,
             staff_only(services.sessions, for_roles(who_sees, list)),
             {}}};
}

}  // namespace sunbooth::center::api
