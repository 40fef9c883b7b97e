// SPDX-License-Identifier: Apache-2.0
// What the center's people did, and whether every chain is the one that was written.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/query.h"
#include "sync/center/api/time_json.h"
#include "sync/center/registry/journal.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/marks.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr int kPage = 50;

json::object entry_json(const registry::JournalEntry& entry) {
    json::object fields;
    for (const auto& [name, value] : entry.fields) fields[name] = value;
    return {{"n", entry.n},       {"at", json_time(entry.at)}, {"by", entry.by},
            {"what", entry.what}, {"about", entry.about},      {"fields", std::move(fields)}};
}

Result<wire::Response> list(Context& context, const accounts::Session&,
                            const wire::Request& request, const PathArgs&) {
    std::int64_t before = 0;
    const Status read =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name != "cursor") return ok_status();
            const Result<std::int64_t> number = number_of(value, "cursor");
            if (!number.ok()) return number.error();
            before = number.value();
            return ok_status();
        });
    if (!read.ok()) return read.error();
    const auto entries = registry::journal(context.db, before, kPage);
    if (!entries.ok()) return entries.error();
    json::array items;
    for (const auto& entry : entries.value()) items.push_back(entry_json(entry));
    json::object out{{"items", std::move(items)}, {"next", nullptr}};
    const bool more = entries.value().size() == std::size_t{kPage} && entries.value().back().n > 1;
    if (more) out["next"] = std::to_string(entries.value().back().n);
    return json_response(200, json::serialize(out));
}

json::object verdict(std::string_view chain, const Result<std::int64_t>& checked) {
    json::object out{{"chain", json::string(chain)},
                     {"whole", checked.ok()},
                     {"checked", nullptr},
                     {"place", ""}};
    if (checked.ok()) out["checked"] = checked.value();
    if (!checked.ok()) out["place"] = checked.error().field;
    return out;
}

/// A chain that is broken is what was asked for; a disk that fails is not.
bool is_failure(const Result<std::int64_t>& checked) {
    return !checked.ok() && checked.error().code != ErrorCode::Corrupt;
}

StaffHandler verify(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session&, const wire::Request&,
                      const PathArgs&) -> Result<wire::Response> {
        const Result<std::int64_t> events = tickets::verify_chains(context.db);
        const Result<std::int64_t> journal = registry::verify_journal(context.db);
        const Result<std::int64_t> cards = supervision::verify_cards(context.db);
        const Status marked = tickets::verify_marks(context.db, services.keys.signers());
        const Result<std::int64_t> marks =
            marked.ok() ? events : Result<std::int64_t>(marked.error());
        for (const Result<std::int64_t>* one : {&events, &journal, &marks, &cards}) {
            if (is_failure(*one)) return one->error();
        }
        json::array chains{verdict("tickets", events), verdict("marks", marks),
                           verdict("journal", journal), verdict("cards", cards)};
        return json_response(200, json::serialize(json::object{{"at", json_time(context.wall)},
                                                               {"chains", std::move(chains)}}));
    };
}

}  // namespace

std::vector<Route> audit_routes(const ConsoleServices& services) {
    using rules::Role;
    accounts::Sessions& sessions = services.sessions;
    const std::set<Role> readers{Role::Auditor, Role::Administrator, Role::Supervisor};
    const std::set<Role> auditors{Role::Auditor, Role::Supervisor};
    return {
        {"GET",
         "/api/v1/journal",
         Lane::Reader,
         staff_only(sessions, for_roles(readers, list)),
         {}},
        {"POST",
         "/api/v1/journal/verification",
         Lane::Reader,
         staff_only(sessions, for_roles(auditors, verify(services))),
         {}},
    };
}

}  // namespace sunbooth::center::api
