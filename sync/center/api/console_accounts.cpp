// SPDX-License-Identifier: Apache-2.0
// Keeping accounts: an administrator makes, changes and stops them; an auditor reads. Everything
// that is done stands in the journal, with what it was before.
#include "sync/center/accounts/second_factor.h"
#include "sync/center/accounts/staff.h"
#include "sync/center/api/account_journal.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/effects.h"
#include "sync/center/api/pages.h"
#include "sync/center/api/query.h"
#include "sync/center/api/request_text.h"
#include "sync/center/api/time_json.h"
#include "sync/center/registry/event_chain.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "sync/wire/json.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using Fields = std::map<std::string, std::string>;

constexpr Characters kDisplay{1, 32};
constexpr Characters kReason{1, 200};
constexpr std::int64_t kVersionMax = 1'000'000'000;  ///< The journal's numbers.

std::string_view state_of(const accounts::Standing& standing) {
    if (standing.account.disabled) return "disabled";
    if (standing.locked) return "locked";
    return standing.account.must_change ? "one_time" : "active";
}

json::object account_json(const accounts::Standing& standing, std::int64_t version) {
    json::array relations;
    for (const auto& [unit, reason] : standing.account.relations) {
        relations.push_back(json::object{{"unit", unit}, {"reason", reason}});
    }
    return {{"name", standing.account.name},
            {"display", standing.account.display},
            {"role", rules::to_string(standing.account.role)},
            {"unit", standing.account.unit},
            {"state", json::string(state_of(standing))},
            {"second_factor", standing.account.has_second_factor},
            {"relations", std::move(relations)},
            {"version", version},
            {"password_set", json_time(standing.changed_at)}};
}

/// Which accounts, in which order; what is empty asks for nothing.
struct Asked {
    std::string role, state, unit, sort;
};
Result<Asked> asked_of(const wire::Request& request) {
    Asked asked;
    const Status read =
        each_parameter(request, [&asked](const std::string& name, const std::string& value) {
            constexpr std::array kStates = {"active", "one_time", "locked", "disabled"};
            constexpr std::array kSorts = {"name", "role", "unit", "password_set"};
            const bool known = name == "role" ? rules::role_of(value).has_value()
                               : name == "state"
                                   ? std::ranges::find(kStates, value) != kStates.end()
                               : name == "sort" ? std::ranges::find(kSorts, value) != kSorts.end()
                                                : true;
            if (!known) return Status(invalid_input(name, "is not one of this version"));
            if (name == "unit" && value.size() > 32) {
                return Status(invalid_input(name, "is too long"));
            }
            if (name == "role") asked.role = value;
            if (name == "state") asked.state = value;
            if (name == "unit") asked.unit = value;
            if (name == "sort") asked.sort = value;
            return ok_status();
        });
    if (!read.ok()) return read.error();
    return asked;
}

bool fits(const accounts::Standing& one, const Asked& asked) {
    return (asked.role.empty() || rules::to_string(one.account.role) == asked.role) &&
           (asked.state.empty() || state_of(one) == asked.state) &&
           (asked.unit.empty() || one.account.unit == asked.unit);
}

/// They come by name, which stays the order among equals.
void sort_by(const std::string& by, std::vector<accounts::Standing>& all) {
    const auto role = [](const accounts::Standing& one) { return one.account.role; };
    const auto unit = [](const accounts::Standing& one) { return one.account.unit; };
    if (by == "role") std::ranges::stable_sort(all, {}, role);
    if (by == "unit") std::ranges::stable_sort(all, {}, unit);
    if (by == "password_set") std::ranges::stable_sort(all, {}, &accounts::Standing::changed_at);
}

Result<wire::Response> list(Context& context, const accounts::Session&,
                            const wire::Request& request, const PathArgs&) {
    const Result<Asked> asked = asked_of(request);
    if (!asked.ok()) return asked.error();
    auto all = accounts::all_accounts(context.db, context.wall);
    if (!all.ok()) return all.error();
    sort_by(asked.value().sort, all.value());
    json::array items;
    for (const auto& one : all.value()) {
        if (!fits(one, asked.value())) continue;
        const auto version = version_of(context.db, one.account.name);
        if (!version.ok()) return version.error();
        items.push_back(account_json(one, version.value()));
    }
    return page_response(request, std::move(items));
}

/// The account as it is after what was done, and a one-time password where one was made.
Result<wire::Response> made(Context& context, const std::string& name, const std::string& password,
                            int status) {
    const auto all = accounts::all_accounts(context.db, context.wall);
    if (!all.ok()) return all.error();
    for (const auto& one : all.value()) {
        if (one.account.name != name) continue;
        const auto version = version_of(context.db, name);
        if (!version.ok()) return version.error();
        json::object out{{"account", account_json(one, version.value())}, {"password", nullptr}};
        if (!password.empty()) out["password"] = password;
        return json_response(status, json::serialize(out));
    }
    return Error{ErrorCode::NotFound, "there is no such account", "name"};
}

/// A role by its name; keeps the error.
rules::Role role_in(wire::FieldReader& in) {
    const auto role = rules::role_of(in.text("role", 16));
    if (!role) in.fail("role", "is not one of this version");
    return role.value_or(rules::Role::Auditor);
}

Status check_unit(store::Database& db, const std::string& unit) {
    if (unit.empty()) return ok_status();
    const auto known = registry::known_code(db, registry::CodeKind::Unit, unit);
    if (known.ok()) return ok_status();
    if (known.error().code != ErrorCode::NotFound) return known.error();
    return invalid_input("unit", "is no unit of this hall");
}

struct NewAccount {
    accounts::Account account;
    accounts::OneTime one_time;
};

StaffPreparation read_new(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session&, const wire::Request& request,
                      const PathArgs&) -> Result<std::any> {
        const auto body = wire::parse_json(as_text(request.body), 4096);
        if (!body.ok()) return body.error();
        wire::FieldReader in(body.value());
        NewAccount wanted;
        wanted.account.name = text_of(in, "name", {2, 32});
        wanted.account.display = text_of(in, "display", kDisplay);
        wanted.account.role = role_in(in);
        wanted.account.unit = in.text_or_empty("unit", 32);
        if (in.error()) return *in.error();
        if (Status unit = check_unit(context.db, wanted.account.unit); !unit.ok()) {
            return unit.error();
        }
        wanted.one_time = accounts::draw_one_time(services.random);
        return std::any(std::move(wanted));
    };
}

Result<wire::Response> create(Context& context, const accounts::Session& session,
                              const wire::Request&, const PathArgs&, std::any& prepared) {
    const auto& wanted = std::any_cast<const NewAccount&>(prepared);
    const Status inserted =
        accounts::insert_account(context.db, wanted.account, wanted.one_time.hash, context.wall);
    if (!inserted.ok()) return inserted.error();
    const Status noted = registry::note(
        context.db,
        {0,
         context.wall,
         session.account.name,
         "account_made",
         wanted.account.name,
         {{"role", rules::to_string(wanted.account.role)}, {"unit", wanted.account.unit}}});
    if (!noted.ok()) return noted.error();
    return made(context, wanted.account.name, wanted.one_time.password, 201);
}

/// What is done with an account, checked; what it writes is in do_with().
struct AccountDeed {
    std::string action;
    accounts::Account changed;
    std::string unit, reason;
    accounts::OneTime one_time;
    std::int64_t expected = -1;  ///< The version that was read; -1: not told.
};

Result<AccountDeed> read_deed(wire::FieldReader& in, const accounts::Account& account) {
    static const std::set<std::string> kActions = {
        "change", "reset_password", "reset_second_factor", "disable", "enable",
        "relate", "unrelate"};
    AccountDeed deed{in.text("action", 32), account, {}, {}, {}, -1};
    deed.expected = in.integer_or("expected_version", 0, kVersionMax, -1);
    if (!in.error() && !kActions.contains(deed.action)) {
        in.fail("action", "is not one of this version");
    }
    if (deed.action == "change") {
        deed.changed.display = text_of(in, "display", kDisplay);
        deed.changed.role = role_in(in);
        deed.changed.unit = in.text_or_empty("unit", 32);
    } else if (deed.action == "relate" || deed.action == "unrelate") {
        deed.unit = text_of(in, "unit", {1, 32});
        if (deed.action == "relate") deed.reason = text_of(in, "reason", kReason);
    }
    if (in.error()) return *in.error();
    return deed;
}

/// Nobody locks themselves out, or makes themselves more than they are.
bool is_for_others(const std::string& action) {
    return action == "disable" || action == "change" || action == "reset_second_factor";
}

StaffPreparation read_act(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request, const PathArgs& args) -> Result<std::any> {
        const auto account = accounts::find_account(context.db, args.at("name"));
        if (!account.ok()) return account.error();
        const auto body = wire::parse_json(as_text(request.body), 4096);
        if (!body.ok()) return body.error();
        wire::FieldReader in(body.value());
        Result<AccountDeed> deed = read_deed(in, account.value());
        if (!deed.ok()) return deed.error();
        if (is_for_others(deed.value().action) && session.account.name == args.at("name")) {
            return Error{ErrorCode::Conflict, "another administrator must do this", "name"};
        }
        for (const std::string& unit : {deed.value().changed.unit, deed.value().unit}) {
            if (Status known = check_unit(context.db, unit); !known.ok()) return known.error();
        }
        if (deed.value().action == "reset_password") {
            deed.value().one_time = accounts::draw_one_time(services.random);
        }
        return std::any(std::move(deed).value());
    };
}

/// Writes it. @return what the journal says of it.
Result<Fields> do_with(Context& context, const std::string& name, const AccountDeed& deed) {
    store::Database& db = context.db;
    const auto before = accounts::find_account(db, name);
    if (!before.ok()) return before.error();
    Status done = ok_status();
    Fields fields;
    if (deed.action == "change") {
        fields = changes_between(before.value(), deed.changed);
        done = accounts::change_account(db, deed.changed);
    } else if (deed.action == "reset_password") {
        done = accounts::put_one_time(db, name, deed.one_time.hash, context.wall);
    } else if (deed.action == "reset_second_factor") {
        done = accounts::drop_second_factor(db, name);
    } else if (deed.action == "relate") {
        fields = {{"unit", deed.unit}, {"reason", deed.reason}};
        done = accounts::relate(db, name, deed.unit, deed.reason);
    } else if (deed.action == "unrelate") {
        fields = {{"unit", deed.unit}};
        done = accounts::unrelate(db, name, deed.unit);
    } else {
        done = accounts::set_disabled(db, name, deed.action == "disable", context.wall);
    }
    if (!done.ok()) return done.error();
    return fields;
}

/// Two administrators at once: the second one is told what the first did, and nothing is lost.
Status check_version(store::Database& db, const std::string& name, std::int64_t expected) {
    if (expected < 0) return ok_status();
    const auto last = last_deed(db, name);
    if (!last.ok()) return last.error();
    if (!last.value() || last.value()->n == expected) return ok_status();
    const registry::JournalEntry& one = *last.value();
    return Error{ErrorCode::Conflict, registry::came_first(one.by, one.what, one.at, one.n),
                 "expected_version"};
}

/// The account as a deed would leave it; a password or a second factor changes nothing of that.
accounts::Account after(accounts::Account account, const AccountDeed& deed) {
    if (deed.action == "change") return deed.changed;
    if (deed.action == "disable" || deed.action == "enable") {
        account.disabled = deed.action == "disable";
    }
    if (deed.action == "relate") account.relations[deed.unit] = deed.reason;
    if (deed.action == "unrelate") account.relations.erase(deed.unit);
    return account;
}

/// What a deed would change, how many open tickets its account sees before and after; nothing is
/// done.
StaffHandler preview(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request,
                      const PathArgs& args) -> Result<wire::Response> {
        const Result<std::any> read = read_act(services)(context, session, request, args);
        if (!read.ok()) return read.error();
        const auto& deed = std::any_cast<const AccountDeed&>(read.value());
        const auto before = accounts::find_account(context.db, args.at("name"));
        if (!before.ok()) return before.error();
        const accounts::Account changed = after(before.value(), deed);
        const bool ends = before.value().name != session.account.name;
        const std::size_t sessions =
            ends ? services.sessions.standings(before.value().name, context.now).size() : 0;
        const auto effects = effects_of(context.db, AccountTurn{before.value(), changed, sessions},
                                        domain::date_of(context.wall));
        if (!effects.ok()) return effects.error();
        return preview_response(changes_between(before.value(), changed), effects.value());
    };
}

PreparedHandler act(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session, const wire::Request&,
                      const PathArgs& args, std::any& prepared) -> Result<wire::Response> {
        const auto& deed = std::any_cast<const AccountDeed&>(prepared);
        const std::string& name = args.at("name");
        const Status meant = check_version(context.db, name, deed.expected);
        if (!meant.ok()) return meant.error();
        Result<Fields> fields = do_with(context, name, deed);
        if (!fields.ok()) return fields.error();
        const Status noted =
            registry::note(context.db, {0, context.wall, session.account.name,
                                        "account_" + deed.action, name, fields.value()});
        if (!noted.ok()) return noted.error();
        // What they may do has changed: the next request must not go by what was remembered.
        if (name != session.account.name) services.sessions.close_all(name);
        return made(context, name, deed.one_time.password, 200);
    };
}

}  // namespace

std::vector<Route> account_routes(const ConsoleServices& services) {
    using rules::Role;
    accounts::Sessions& sessions = services.sessions;
    const std::string path = "/api/v1/accounts";
    return {
        {"GET",
         path,
         Lane::Reader,
         staff_only(sessions, for_roles({Role::Administrator, Role::Auditor}, list)),
         {}},
        {"POST", path, Lane::Writer, prepared_staff(sessions, create),
         prepare_staff(sessions, prepare_for_roles({Role::Administrator}, read_new(services)))},
        {"POST",
         path + "/{name}/preview",
         Lane::Reader,
         staff_only(sessions, for_roles({Role::Administrator}, preview(services))),
         {}},
        {"POST", path + "/{name}/actions", Lane::Writer, prepared_staff(sessions, act(services)),
         prepare_staff(sessions, prepare_for_roles({Role::Administrator}, read_act(services)))},
    };
}

}  // namespace sunbooth::center::api
