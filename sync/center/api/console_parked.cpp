// SPDX-License-Identifier: Apache-2.0
// What kiosks sent and the center could not file: why, since when, until when; and to try it again.
#include "sync/center/api/life_routes.h"
#include "sync/center/api/query.h"
#include "sync/center/api/time_json.h"
#include "sync/center/intake/again.h"
#include "sync/center/intake/commit.h"
#include "sync/center/intake/parked.h"
#include "sync/center/retention/schedule.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using intake::ParkedLine;

constexpr int kPageMax = 100;
constexpr std::size_t kKioskMax = 32;
/// Judged in one request: each costs a signature and two boxes, about a millisecond together.
constexpr int kAttemptMax = 200;

/// The day on which the schedule erases it; nothing when no rule does, or when it is done.
std::optional<domain::Date> end_of(const ParkedLine& line) {
    if (line.erased_on) return std::nullopt;
    for (const retention::Keep& rule : retention::schedule().rules) {
        if (rule.what == retention::What::Parked) return line.parked_on.plus(rule.days);
    }
    return std::nullopt;
}

/// The day only: nothing here tells the hour at which somebody stood at a kiosk.
json::object line_json(const ParkedLine& line, domain::Date today) {
    const bool conflict = line.parking.verdict == wire::Verdict::Conflict;
    return {{"id", std::to_string(line.id)},
            {"kiosk", line.kiosk},
            {"seq", line.seq},
            {"verdict", conflict ? "conflict" : "refused"},
            {"reason", line.parking.reason},
            {"waits", line.waits()},
            {"parked_on", line.parked_on.iso()},
            {"days", std::max(0, today.days - line.parked_on.days)},
            {"kept_until", day_or_null(end_of(line))},
            {"erased_on", day_or_null(line.erased_on)}};
}

Status read_parameter(intake::ParkedFilter& filter, const std::string& name,
                      const std::string& value) {
    if (name == "waiting") {
        if (value != "true") return invalid_input(name, "must be true");
        filter.waiting = true;
    } else if (name == "kiosk") {
        if (value.size() > kKioskMax) return invalid_input(name, "is too long");
        filter.kiosk = value;
    } else if (name == "cursor" || name == "limit") {
        const Result<std::int64_t> number = number_of(value, name);
        if (!number.ok()) return number.error();
        if (name == "cursor") filter.before = number.value();
        if (name == "cursor") return ok_status();
        if (number.value() < 1 || number.value() > kPageMax) {
            return invalid_input(name, "must be from 1 to 100");
        }
        filter.limit = static_cast<int>(number.value());
    }
    return ok_status();
}

Result<wire::Response> list(Context& context, const accounts::Session&,
                            const wire::Request& request, const PathArgs&) {
    intake::ParkedFilter filter;
    const Status asked =
        each_parameter(request, [&filter](const std::string& name, const std::string& value) {
            return read_parameter(filter, name, value);
        });
    if (!asked.ok()) return asked.error();
    const auto page = intake::parked(context.db, filter);
    if (!page.ok()) return page.error();
    const auto count = intake::count_parked(context.db);
    if (!count.ok()) return count.error();
    const domain::Date today = domain::date_of(context.wall);
    json::array items;
    for (const ParkedLine& line : page.value().items) items.push_back(line_json(line, today));
    json::object out{{"items", std::move(items)},
                     {"next", nullptr},
                     {"waiting", count.value().waiting},
                     {"aside", count.value().aside},
                     {"oldest_on", day_or_null(count.value().oldest_on)}};
    if (page.value().next != 0) out["next"] = std::to_string(page.value().next);
    return json_response(200, json::serialize(out));
}

/// Opens and judges on a reader's thread, as what a kiosk sends is.
StaffPreparation judge(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session&, const wire::Request& request,
                      const PathArgs&) -> Result<std::any> {
        const auto body = wire::parse_json(as_text(request.body), 1024);
        if (!body.ok()) return body.error();
        wire::FieldReader in(body.value());
        const std::string told = in.text_or_empty("after", 18);
        if (in.error()) return *in.error();
        const Result<std::int64_t> after = told.empty() ? 0 : number_of(told, "after");
        if (!after.ok()) return after.error();
        auto judged =
            intake::judge_parked({context.db, services.keys, services.vault, services.random},
                                 after.value(), kAttemptMax);
        if (!judged.ok()) return judged.error();
        return std::any(std::move(judged).value());
    };
}

PreparedHandler take(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session&, const wire::Request&,
                      const PathArgs&, std::any& prepared) -> Result<wire::Response> {
        const auto& judged = std::any_cast<const intake::JudgedAgain&>(prepared);
        const Result<int> taken =
            intake::take_parked(context.db, services.keys, judged.good, context.wall);
        if (!taken.ok()) return taken.error();
        json::object out{{"tried", judged.tried}, {"taken", taken.value()}, {"next", nullptr}};
        if (!judged.is_end) out["next"] = std::to_string(judged.last);
        return json_response(200, json::serialize(out));
    };
}

}  // namespace

std::vector<Route> parked_routes(const ConsoleServices& services) {
    using rules::Role;
    accounts::Sessions& sessions = services.sessions;
    const std::string path = "/api/v1/parked";
    // Whoever sees tickets besides could tell which kiosk one came from: only who audits does.
    const std::set<Role> readers{Role::Administrator, Role::Auditor};
    // It is the registry or a key that is mended before it is tried again.
    const std::set<Role> menders{Role::Administrator};
    return {
        {"GET", path, Lane::Reader, staff_only(sessions, for_roles(readers, list)), {}},
        {"POST", path + "/attempts", Lane::Writer, prepared_staff(sessions, take(services)),
         prepare_staff(sessions, prepare_for_roles(menders, judge(services)))},
    };
}

}  // namespace sunbooth::center::api
