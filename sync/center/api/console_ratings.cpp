// SPDX-License-Identifier: Apache-2.0
// The ratings behind a figure of the pictures.
#include "sync/center/api/board_routes.h"
#include "sync/center/api/query.h"
#include "sync/center/statistics/formulas.h"
#include "sync/center/statistics/ratings.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using statistics::kBadLevels;
using statistics::kSatisfiedLevels;
using statistics::RatingFilter;

constexpr std::size_t kCodeMax = 32;
constexpr std::int64_t kPageMax = 100;
constexpr std::size_t kMonthLength = 7;  // "2026-11"

/// "2026-11.2.57": the month, level and lot of the last row of the page before.
Status put_cursor(RatingFilter& filter, const std::string& value) {
    const Status none = invalid_input("cursor", "is no cursor of this list");
    if (value.size() < kMonthLength + 4 || value[kMonthLength] != '.' ||
        value[kMonthLength + 2] != '.') {
        return none;
    }
    const std::string month = value.substr(0, kMonthLength);
    const int level = value[kMonthLength + 1] - '0';
    const auto lot = number_of(std::string_view(value).substr(kMonthLength + 3), "cursor");
    if (!domain::Date::parse(month + "-01").ok() || level < 1 || level > 5 || !lot.ok()) {
        return none;
    }
    filter.after = intake::RatingPlace{month, level, lot.value()};
    return ok_status();
}

std::string cursor_of(const intake::RatingPlace& place) {
    return fmt::format("{}.{}.{}", place.month, place.level, place.lot);
}

Status put_number(RatingFilter& filter, const std::string& name, const std::string& value) {
    const Result<std::int64_t> number = number_of(value, name);
    if (!number.ok()) return number.error();
    const std::int64_t n = number.value();
    if (name == "level") {
        if (n < 1 || n > 5) return invalid_input(name, "must be from 1 to 5");
        filter.levels = {static_cast<int>(n)};
    } else {
        if (n < 1 || n > kPageMax) return invalid_input(name, "must be from 1 to 100");
        filter.limit = static_cast<std::size_t>(n);
    }
    return ok_status();
}

Status put_parameter(RatingFilter& filter, const std::string& name, const std::string& value) {
    if (name == "from" || name == "to") {
        const auto day = domain::Date::parse(value);
        if (!day.ok()) return invalid_input(name, "is no date");
        (name == "from" ? filter.from : filter.to) = day.value();
    } else if (name == "unit" || name == "window") {
        if (value.size() > kCodeMax) return invalid_input(name, "is too long");
        (name == "unit" ? filter.unit : filter.window) = value;
    } else if (name == "rate") {
        if (value == "satisfied") {
            filter.levels.insert(kSatisfiedLevels.begin(), kSatisfiedLevels.end());
        } else if (value == "bad") {
            filter.levels.insert(kBadLevels.begin(), kBadLevels.end());
        } else {
            return invalid_input(name, "is no rate of ratings");
        }
    } else if (name == "cursor") {
        return put_cursor(filter, value);
    } else if (name == "level" || name == "limit") {
        return put_number(filter, name, value);
    }
    return ok_status();
}

json::object row_json(const statistics::RatingRow& row) {
    json::array tags;
    for (const std::string& tag : row.tags) tags.push_back(json::string(tag));
    json::object out{{"month", row.month}, {"unit", row.unit},        {"window", row.window},
                     {"level", nullptr},   {"tags", std::move(tags)}, {"ticket", nullptr}};
    if (row.level) out["level"] = *row.level;
    if (row.ticket != 0) out["ticket"] = std::to_string(row.ticket);
    return out;
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    const domain::Date today = domain::date_of(context.wall);
    RatingFilter filter{domain::Date::of(today.year(), today.month(), 1), today, {}, {}};
    const Status asked =
        each_parameter(request, [&filter](const std::string& name, const std::string& value) {
            return put_parameter(filter, name, value);
        });
    if (!asked.ok()) return asked.error();
    if (Status good = check_span(filter.from, filter.to); !good.ok()) return good.error();
    // A unit's people see how they are rated, and nobody else.
    if (session.account.role == rules::Role::Handler) filter.unit = session.account.unit;
    const auto rows = statistics::list_ratings(context.db, viewer_of(session), filter);
    if (!rows.ok()) return rows.error();
    json::array items;
    for (const auto& row : rows.value().items) items.push_back(row_json(row));
    json::object out{{"items", std::move(items)},
                     {"n", nullptr},
                     {"more", rows.value().more},
                     {"next", nullptr}};
    if (rows.value().n) out["n"] = *rows.value().n;
    if (rows.value().next) out["next"] = cursor_of(*rows.value().next);
    return json_response(200, json::serialize(out));
}

}  // namespace

std::vector<Route> rating_routes(const ConsoleServices& services) {
    using rules::Role;
    const std::set<Role> readers{Role::Intake, Role::Callback, Role::Handler, Role::Supervisor,
                                 Role::Auditor};
    return {{"GET",
             "/api/v1/ratings",
             Lane::Reader,
             staff_only(services.sessions, for_roles(readers, list)),
             {}}};
}

}  // namespace sunbooth::center::api
