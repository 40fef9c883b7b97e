// SPDX-License-Identifier: Apache-2.0
// How long personal data are kept: the rules, what would go now (a dry run), and what went.
#include "sync/center/api/registry_routes.h"
#include "sync/center/retention/retention.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr int kShown = 50;
constexpr int kDaysShown = 60;

json::array rules_json(const retention::Schedule& schedule) {
    json::array rules;
    for (const retention::Keep& rule : schedule.rules) {
        rules.push_back(json::object{{"name", rule.name},
                                     {"what", json::string(retention::to_string(rule.what))},
                                     {"of", json::string(retention::to_string(rule.of))},
                                     {"days", rule.days}});
    }
    return rules;
}

Result<wire::Response> read(Context& context, const accounts::Session&, const wire::Request&,
                            const PathArgs&) {
    const retention::Schedule& schedule = retention::schedule();
    const domain::Date today = domain::date_of(context.wall);
    const auto plan = retention::plan(context.db, schedule, today, kShown);
    if (!plan.ok()) return plan.error();
    const auto days = retention::history(context.db, kDaysShown);
    if (!days.ok()) return days.error();
    json::array due;
    for (const retention::Due& one : plan.value().due) {
        due.push_back(json::object{{"about", one.about},
                                   {"rule", one.rule->name},
                                   {"what", json::string(retention::to_string(one.rule->what))},
                                   {"since", one.since.iso()}});
    }
    json::array done;
    for (const retention::Day& day : days.value()) {
        done.push_back(
            json::object{{"on", day.on.iso()}, {"what", day.what}, {"count", day.count}});
    }
    return json_response(200, json::serialize(json::object{{"hour", schedule.hour},
                                                           {"rules", rules_json(schedule)},
                                                           {"due_count", plan.value().all},
                                                           {"due", std::move(due)},
                                                           {"done", std::move(done)}}));
}

}  // namespace

std::vector<Route> retention_routes(const ConsoleServices& services) {
    using rules::Role;
    const std::set<Role> readers{Role::Auditor, Role::Supervisor};
    return {{"GET",
             "/api/v1/retention",
             Lane::Reader,
             staff_only(services.sessions, for_roles(readers, read)),
             {}}};
}

}  // namespace sunbooth::center::api
