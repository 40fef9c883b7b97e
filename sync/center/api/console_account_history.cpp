// SPDX-License-Identifier: Apache-2.0
// What was done to an account, out of the journal.
#include "sync/center/api/board_routes.h"
#include "sync/center/api/time_json.h"
#include "sync/center/registry/journal.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr int kHistoryMax = 100;

/// What was done to an account and by whom, newest first.
Result<wire::Response> history(Context& context, const accounts::Session&, const wire::Request&,
                               const PathArgs& args) {
    const auto found = registry::journal_about(context.db, args.at("name"), 0, kHistoryMax);
    if (!found.ok()) return found.error();
    json::array items;
    for (const registry::JournalEntry& one : found.value()) {
        // Other things may bear the same name.
        if (!one.what.starts_with("account_") && !one.what.starts_with("second_factor")) continue;
        json::object fields;
        for (const auto& [name, value] : one.fields) fields[name] = value;
        items.push_back(json::object{{"n", one.n},
                                     {"at", json_time(one.at)},
                                     {"by", one.by},
                                     {"what", one.what},
                                     {"about", one.about},
                                     {"fields", std::move(fields)}});
    }
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"next", nullptr}}));
}

}  // namespace

std::vector<Route> account_history_routes(const ConsoleServices& services) {
    using rules::Role;
    return {
        {"GET",
         "/api/v1/accounts/{name}/history",
         Lane::Reader,
         staff_only(services.sessions, for_roles({Role::Administrator, Role::Auditor}, history)),
         {}}};
}

}  // namespace sunbooth::center::api
