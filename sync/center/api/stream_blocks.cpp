// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/stream_blocks.h"

#include "sync/base/mutant.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/query.h"
#include "sync/center/cases/list.h"
#include "sync/center/documents/documents.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/rules/issue_life.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/notices.h"
#include "sync/center/tickets/desk.h"

#include <boost/json.hpp>

#include <optional>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using rules::Role;

/// What there is to say of one thing that this person may see; nothing when they may not.
struct Seen {
    std::optional<std::int64_t> version{};
};
using Sight = Result<std::optional<Seen>>;

template <class Found>
Sight seen_if_found(const Result<Found>& found) {
    if (found.ok()) return std::optional(Seen{found.value().version});
    if (found.error().code == ErrorCode::NotFound) return std::optional<Seen>{};
    return found.error();
}

Sight see_numbered(store::Database& db, const rules::Viewer& viewer,
                   const registry::Change& change) {
    const Result<std::int64_t> id = number_of(change.subject, "subject");
    if (!id.ok()) return id.error();
    if (change.list == "tickets") {
        if (mutant("api.stream_no_guard")) return std::optional(Seen{});
        return seen_if_found(tickets::find(db, viewer, id.value()));
    }
    if (change.list == "cards") return seen_if_found(supervision::find(db, viewer, id.value()));
    if (change.list == "notices") {
        const auto notice = supervision::find_notice(db, viewer, id.value());
        if (notice.ok()) return std::optional(Seen{notice.value().acked_on ? 2 : 1});
        if (notice.error().code == ErrorCode::NotFound) return std::optional<Seen>{};
        return notice.error();
    }
    if (change.list == "documents") {
        const auto document = documents::find(db, viewer, id.value());
        if (document.ok()) return std::optional(Seen{document.value().is_void ? 2 : 1});
        if (document.error().code == ErrorCode::NotFound) return std::optional<Seen>{};
        return document.error();
    }
    const auto file = monitoring::find(db, id.value());
    if (file.ok() && !monitoring::is_seen_by(file.value(), viewer)) return std::optional<Seen>{};
    return seen_if_found(file);
}

bool may_read_list(Role role, std::string_view list) {
    if (list == "tickets" || list == "cards" || list == "documents" || list == "notices" ||
        list == "cases")
        return role != Role::Administrator;
    if (list == "samples") {
        return role == Role::Callback || role == Role::Supervisor || role == Role::Auditor;
    }
    if (list == "issues" || list == "contacts") return rules::may_see_issues(role);
    if (list == "duties" || list == "points") {
        return rules::may_see_issues(role) || rules::may_keep_monitors(role);
    }
    if (list == "accounts") return role == Role::Administrator || role == Role::Auditor;
    if (list == "journal") {
        return role == Role::Administrator || role == Role::Auditor || role == Role::Supervisor;
    }
    return list == "hall" || list == "kiosks" || list == "registry";
}

/// Whether a change may be heard of: of a case by who sees it; of the whole list of tickets not by
/// a unit's people. That one changes with every half-day in which something was filed, which they
/// first see when it is dispatched.
Result<bool> may_hear(store::Database& db, const accounts::Account& account,
                      const registry::Change& change) {
    if (mutant("api.stream_no_guard")) return true;
    const bool of_unit = account.role == Role::Handler;
    if (change.list == "tickets") return !of_unit || !change.subject.empty();
    if (change.list != "cases" || change.subject.empty()) return true;
    const auto found = cases::find(db, change.subject);
    if (found.ok()) return cases::is_seen_by(found.value().listed.view, viewer_of(account));
    if (found.error().code != ErrorCode::NotFound) return found.error();
    return !of_unit;
}

}  // namespace

Result<std::string> change_data(store::Database& db, const accounts::Account& account,
                                const registry::Change& change) {
    if (!may_read_list(account.role, change.list)) return std::string();
    const auto heard = may_hear(db, account, change);
    if (!heard.ok()) return heard.error();
    if (!heard.value()) return std::string();
    Seen seen;
    const bool numbered = change.list == "tickets" || change.list == "cards" ||
                          change.list == "issues" || change.list == "documents" ||
                          change.list == "notices";
    if (numbered && !change.subject.empty()) {
        accounts::Session as;
        as.account = account;
        const Sight sight = see_numbered(db, viewer_of(as), change);
        if (!sight.ok()) return sight.error();
        if (!sight.value()) return std::string();
        seen = *sight.value();
    }
    json::object data{
        {"list", change.list}, {"id", nullptr}, {"version", nullptr}, {"by", nullptr}};
    if (!change.subject.empty()) data["id"] = change.subject;
    if (seen.version) data["version"] = *seen.version;
    if (!change.by.empty()) data["by"] = change.by;
    return json::serialize(data);
}

std::string viewer_kind(const accounts::Account& account) {
    std::string kind = std::string(rules::to_string(account.role)) + "/" + account.unit;
    for (const auto& [unit, reason] : account.relations) kind += "/" + unit;
    return kind;
}

}  // namespace sunbooth::center::api
