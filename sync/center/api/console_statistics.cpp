// SPDX-License-Identifier: Apache-2.0
// What the pictures show: rates with their n, and nothing that is too small to be shown.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/query.h"
#include "sync/center/statistics/pictures.h"
#include "sync/wire/json.h"

#include <algorithm>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
namespace statistics = center::statistics;

json::value or_null(const std::optional<std::int64_t>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

json::object rate_json(const statistics::Rate& rate) {
    return {{"n", or_null(statistics::shown_count(rate.n))},
            {"part", or_null(statistics::shown_part(rate))},
            {"permille", or_null(statistics::shown_permille(rate))}};
}

/// From very satisfied down, as people read it; empty when there are too few.
json::array levels_json(const statistics::Levels& levels) {
    json::array out;
    if (!statistics::shown_part({0, statistics::total(levels)})) return out;
    for (std::size_t i = levels.size(); i > 0; --i) out.push_back(levels[i - 1]);
    return out;
}

json::object ratings_json(const statistics::Levels& levels, std::int64_t ratable) {
    const std::int64_t n = statistics::total(levels);
    return {{"n", or_null(statistics::shown_count(n))},
            {"levels", levels_json(levels)},
            {"satisfied", rate_json(statistics::satisfied(levels))},
            {"very_satisfied", rate_json(statistics::very_satisfied(levels))},
            {"bad", rate_json(statistics::bad(levels))},
            {"participation", rate_json(statistics::participation(n, ratable))}};
}

json::array lines_json(const std::vector<statistics::RatingLine>& lines, bool by_month) {
    json::array out;
    for (const auto& line : lines) {
        json::object one = ratings_json(line.levels, line.ratable);
        if (by_month) one["month"] = line.month;
        if (!by_month) {
            one["unit"] = line.unit;
            one["window"] = line.window;
        }
        out.push_back(std::move(one));
    }
    return out;
}

json::array closing_json(const std::array<statistics::Closed, 7>& closing) {
    json::array out;
    for (std::size_t i = 0; i < closing.size(); ++i) {
        json::object one{{"days", nullptr},
                         {"count", or_null(statistics::shown_count(closing[i].all))},
                         {"late", or_null(statistics::shown_count(closing[i].late))}};
        if (i < statistics::kClosingDays.size()) one["days"] = statistics::kClosingDays[i];
        out.push_back(std::move(one));
    }
    return out;
}

json::array flow_json(const std::map<domain::Date, statistics::Flow>& flow) {
    json::array out;
    for (const auto& [week, one] : flow) {
        out.push_back(json::object{{"week", week.iso()},
                                   {"filed", or_null(statistics::shown_count(one.filed))},
                                   {"closed", or_null(statistics::shown_count(one.closed))}});
    }
    return out;
}

json::value limit_json(const std::optional<rules::Limit>& limit) {
    if (!limit) return nullptr;
    const bool working = limit->unit == rules::Limit::Unit::WorkingDays;
    return json::object{{"n", limit->n}, {"unit", working ? "working_days" : "days"}};
}

json::object heat_json(const std::vector<statistics::Heat>& heat, const statistics::Span& span) {
    json::array weeks, rows;
    const domain::Date first = span.from.plus(1 - span.from.weekday());
    for (domain::Date week = first; week <= span.to; week = week.plus(7)) {
        weeks.push_back(json::string(week.iso()));
    }
    for (const auto& one : heat) {
        json::array counts;
        std::int64_t all = 0;
        for (domain::Date week = first; week <= span.to; week = week.plus(7)) {
            const auto found = one.weeks.find(week);
            const std::int64_t n = found == one.weeks.end() ? 0 : found->second;
            all += n;
            counts.push_back(or_null(statistics::shown_count(n)));
        }
        rows.push_back(json::object{{"unit", one.unit},
                                    {"window", one.window},
                                    {"n", or_null(statistics::shown_count(all))},
                                    {"counts", std::move(counts)}});
    }
    return {{"weeks", std::move(weeks)}, {"rows", std::move(rows)}};
}

json::object pictures_json(const statistics::Pictures& pictures, const statistics::Span& span) {
    json::array funnel;
    for (const auto& [stage, count] : pictures.funnel) {
        funnel.push_back(
            json::object{{"stage", stage}, {"count", or_null(statistics::shown_count(count))}});
    }
    return {
        {"from", span.from.iso()},
        {"to", span.to.iso()},
        {"excluded", or_null(statistics::shown_count(pictures.excluded))},
        {"ratings", ratings_json(pictures.levels, pictures.ratable)},
        {"months", lines_json(pictures.months, true)},
        {"windows", lines_json(pictures.windows, false)},
        {"answered_in_time", rate_json(pictures.answered)},
        {"bad_fixed_in_time", rate_json(pictures.fixed)},
        {"bad_called_back", rate_json(pictures.called)},
        {"callback_satisfied", rate_json(pictures.pleased)},
        {"funnel", std::move(funnel)},
        {"closing", closing_json(pictures.closing)},
        {"limit", limit_json(pictures.limit)},
        {"limit_days", or_null(pictures.limit_days)},
        {"flow", flow_json(pictures.flow)},
        {"closing_n",
         or_null(statistics::shown_count(static_cast<std::int64_t>(pictures.closing_days.size())))},
        {"closing_median_days", or_null(statistics::shown_median(pictures.closing_days))},
        {"heat", heat_json(pictures.heat, span)}};
}

Result<statistics::Span> span_of(const wire::Request& request, domain::Date today) {
    statistics::Span span{domain::Date::of(today.year(), today.month(), 1), today};
    const Status read =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name == "unit") {
                if (value.size() > 32) return invalid_input("unit", "is too long");
                span.unit = value;
            } else if (name == "from" || name == "to") {
                const auto day = domain::Date::parse(value);
                if (!day.ok()) return invalid_input(name, "is no date");
                (name == "from" ? span.from : span.to) = day.value();
            }
            return ok_status();
        });
    if (!read.ok()) return read.error();
    if (Status good = check_span(span.from, span.to); !good.ok()) return good.error();
    return span;
}

Result<wire::Response> read(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    const domain::Date today = domain::date_of(context.wall);
    Result<statistics::Span> span = span_of(request, today);
    if (!span.ok()) return span.error();
    // A unit's people see how they are rated, and nobody else's figures.
    if (session.account.role == rules::Role::Handler) span.value().unit = session.account.unit;
    const auto pictures =
        statistics::count_pictures(context.db, viewer_of(session), span.value(), today);
    if (!pictures.ok()) return pictures.error();
    return json_response(200, json::serialize(pictures_json(pictures.value(), span.value())));
}

}  // namespace

std::vector<Route> statistics_routes(const ConsoleServices& services) {
    using rules::Role;
    const std::set<Role> readers{Role::Intake, Role::Callback, Role::Handler, Role::Supervisor,
                                 Role::Auditor};
    return {{"GET",
             "/api/v1/statistics",
             Lane::Reader,
             staff_only(services.sessions, for_roles(readers, read)),
             {}}};
}

}  // namespace sunbooth::center::api
