// SPDX-License-Identifier: Apache-2.0
// What was done to an account, out of the journal.
#include "sync/center/api/account_journal.h"
#include "sync/center/api/board_routes.h"
#include "sync/center/api/journal_json.h"

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
    std::vector<registry::JournalEntry> own = found.value();
    // Other things may bear the same name.
    std::erase_if(own, [](const registry::JournalEntry& one) {
        return !one.what.starts_with("account_") && !one.what.starts_with("second_factor");
    });
    return json_response(200,
                         json::serialize(json::object{{"items", json_of(own)}, {"next", nullptr}}));
}

}  // namespace

Result<std::optional<registry::JournalEntry>> last_deed(store::Database& db,
                                                        const std::string& name) {
    constexpr int kLookedAt = 20;  // Others may be noted about something of the same name.
    const auto entries = registry::journal_about(db, name, 0, kLookedAt);
    if (!entries.ok()) return entries.error();
    for (const registry::JournalEntry& one : entries.value()) {
        if (one.what.starts_with("account_")) return std::optional(one);
    }
    return std::optional<registry::JournalEntry>{};
}

Result<std::int64_t> version_of(store::Database& db, const std::string& name) {
    const auto last = last_deed(db, name);
    if (!last.ok()) return last.error();
    return last.value() ? last.value()->n : std::int64_t{0};
}

std::map<std::string, std::string> changes_between(const accounts::Account& before,
                                                   const accounts::Account& after) {
    std::map<std::string, std::string> fields;
    const auto put = [&](const char* field, const std::string& old, const std::string& fresh) {
        if (old != fresh) fields[field] = old + " -> " + fresh;
    };
    put("display", before.display, after.display);
    put("role", rules::to_string(before.role), rules::to_string(after.role));
    put("unit", before.unit, after.unit);
    return fields;
}

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
