// SPDX-License-Identifier: Apache-2.0
// Units, windows, divisions, services, kiosks' places, points and monitors: read, edited, and what
// was done to each.
#include "sync/center/api/effects.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/journal_json.h"
#include "sync/center/api/query.h"
#include "sync/center/api/registry_routes.h"
#include "sync/center/api/response.h"
#include "sync/center/registry/entries.h"
#include "sync/center/rules/issue_life.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using registry::Entry;
using registry::EntryKind;
using rules::Role;

constexpr int kPageDefault = 50;
constexpr int kPageMax = 100;
constexpr std::size_t kBodyMax = 16 * 1024;
constexpr std::size_t kFieldBytesMax = 2000;
constexpr std::size_t kCodeMax = 32;
constexpr std::size_t kWordsMax = 96;  ///< Bytes: 32 characters of three.

bool is_of_points(EntryKind kind) {
    return kind == EntryKind::Point || kind == EntryKind::Monitor;
}

/// What a hall tells everybody is no secret inside; monitors are not shown to units.
bool may_read(Role role, EntryKind kind) {
    if (is_of_points(kind)) return rules::may_see_issues(role) || rules::may_keep_monitors(role);
    return true;
}

bool may_edit(Role role, EntryKind kind) {
    return is_of_points(kind) ? rules::may_keep_monitors(role) : role == Role::Administrator;
}

Error forbidden() {
    return {ErrorCode::Forbidden, "this role may not do that", "role"};
}

Result<EntryKind> kind_in(const PathArgs& args, const accounts::Session& session) {
    const auto kind = registry::entry_kind_of(args.at("kind"));
    if (!kind) return Error{ErrorCode::NotFound, "the registry has no such kind", "kind"};
    if (!may_read(session.account.role, *kind)) return forbidden();
    return *kind;
}

json::object entry_json(const Entry& entry) {
    json::object fields;
    for (const registry::FieldRule& rule : registry::fields_of(entry.kind)) {
        const auto found = entry.fields.find(std::string(rule.name));
        fields[rule.name] = found == entry.fields.end() ? std::string() : found->second;
    }
    json::object out{{"kind", json::string(registry::to_string(entry.kind))},
                     {"code", entry.code},
                     {"version", entry.version},
                     {"active", entry.active},
                     {"level", nullptr},
                     {"parent", nullptr},
                     {"fields", std::move(fields)}};
    if (entry.kind == EntryKind::Division) {
        out["level"] = registry::division_level(entry.code);
        const std::string parent = registry::division_parent(entry.code);
        if (!parent.empty()) out["parent"] = parent;
    }
    return out;
}

struct Question {
    std::string after;
    int limit = kPageDefault;
    registry::EntryFilter filter{};
};
Status take_filter(registry::EntryFilter& filter, const std::string& name,
                   const std::string& value) {
    if (name == "active" && value != "true" && value != "false") {
        return invalid_input(name, "must be true or false");
    }
    if (name == "sort" && value != "code" && value != "last") {
        return invalid_input(name, "is not one of this version");
    }
    if (value.size() > kWordsMax) return invalid_input(name, "is too long");
    if (name == "active") filter.active = value == "true";
    if (name == "unit") filter.unit = value;
    if (name == "q") filter.words = value;
    if (name == "sort") filter.last_first = value == "last";
    return ok_status();
}
Result<Question> question_of(const wire::Request& request) {
    Question asked;
    const Status taken =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name == "cursor") {
                if (value.size() > kCodeMax) return invalid_input(name, "is too long");
                asked.after = value;
            } else if (name == "limit") {
                const Result<std::int64_t> number = number_of(value, name);
                if (!number.ok()) return number.error();
                if (number.value() < 1 || number.value() > kPageMax) {
                    return invalid_input(name, "must be from 1 to 100");
                }
                asked.limit = static_cast<int>(number.value());
            }
            return take_filter(asked.filter, name, value);
        });
    if (!taken.ok()) return taken.error();
    return asked;
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs& args) {
    const Result<EntryKind> kind = kind_in(args, session);
    if (!kind.ok()) return kind.error();
    const Result<Question> asked = question_of(request);
    if (!asked.ok()) return asked.error();
    const int limit = asked.value().limit;
    registry::EntryFilter filter = asked.value().filter;
    filter.kind = kind.value();
    filter.cursor = asked.value().after;
    filter.limit = limit + 1;
    auto page = registry::entries(context.db, filter);
    if (!page.ok()) return page.error();
    json::array items;
    for (const Entry& entry : page.value()) {
        if (items.size() == static_cast<std::size_t>(limit)) break;
        items.push_back(entry_json(entry));
    }
    json::value next = nullptr;
    if (page.value().size() > static_cast<std::size_t>(limit)) next = items.back().at("code");
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"next", std::move(next)}}));
}

Result<wire::Response> read(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs& args) {
    const Result<EntryKind> kind = kind_in(args, session);
    if (!kind.ok()) return kind.error();
    const auto entry = registry::find_entry(context.db, kind.value(), args.at("code"));
    if (!entry.ok()) return entry.error();
    wire::Response response = json_response(200, json::serialize(entry_json(entry.value())));
    return unless_known(request, with_version(std::move(response), entry.value().version));
}

Result<wire::Response> history(Context& context, const accounts::Session& session,
                               const wire::Request& request, const PathArgs& args) {
    const Result<EntryKind> kind = kind_in(args, session);
    if (!kind.ok()) return kind.error();
    const Result<Question> asked = question_of(request);
    if (!asked.ok()) return asked.error();
    std::int64_t before = 0;
    if (!asked.value().after.empty()) {
        const Result<std::int64_t> number = number_of(asked.value().after, "cursor");
        if (!number.ok()) return number.error();
        before = number.value();
    }
    const auto entries = registry::entry_history(context.db, kind.value(), args.at("code"), before,
                                                 asked.value().limit);
    if (!entries.ok()) return entries.error();
    json::object out{{"items", json_of(entries.value())}, {"next", nullptr}};
    if (entries.value().size() == static_cast<std::size_t>(asked.value().limit)) {
        out["next"] = std::to_string(entries.value().back().n);
    }
    return json_response(200, json::serialize(out));
}

Result<registry::Edit> edit_of(const wire::Request& request, EntryKind kind,
                               const std::string& code) {
    const auto body = wire::parse_json(as_text(request.body), kBodyMax);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    registry::Edit edit{kind, code, 0, true, {}, {}};
    edit.expected_version = in.integer_or("expected_version", 0, 1'000'000, -1);
    edit.active = in.boolean_or("active", true);
    if (auto fields = in.object("fields", edit.active)) {
        for (const registry::FieldRule& rule : registry::fields_of(kind)) {
            std::string value = fields->text_or_empty(rule.name, kFieldBytesMax);
            if (!value.empty()) edit.fields[std::string(rule.name)] = std::move(value);
        }
        in.adopt(*fields);
        for (const auto& [name, value] : body.value().at("fields").as_object()) {
            if (!value.is_string()) in.fail("fields." + std::string(name), "must be a text");
            edit.fields.try_emplace(
                std::string(name));  // What is no field of this kind is refused.
        }
    }
    if (in.error()) return *in.error();
    const auto version = expected_version(request, edit.expected_version);
    if (!version.ok()) return version.error();
    if (version.value() < 0) {
        return invalid_input("expected_version",
                             "must be the version that was read, or 0 to make it");
    }
    edit.expected_version = version.value();
    return edit;
}

/// Somebody else was quicker: the problem carries the entry as it is and who changed it last.
Result<wire::Response> overtaken(Context& context, const registry::Edit& edit, const Error& error) {
    json::object problem = json::parse(as_text(problem_response(error).body)).as_object();
    const auto current = registry::find_entry(context.db, edit.kind, edit.code);
    if (!current.ok() && current.error().code != ErrorCode::NotFound) return current.error();
    const auto last = registry::entry_history(context.db, edit.kind, edit.code, 0, 1);
    if (!last.ok()) return last.error();
    problem["current"] = nullptr;
    if (current.ok()) problem["current"] = entry_json(current.value());
    problem["changes"] = json_of(last.value());
    wire::Response response = json_response(409, json::serialize(problem));
    response.headers["content-type"] = "application/problem+json";
    return response;
}

Result<wire::Response> save(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs& args) {
    const Result<EntryKind> kind = kind_in(args, session);
    if (!kind.ok()) return kind.error();
    if (!may_edit(session.account.role, kind.value())) return forbidden();
    Result<registry::Edit> edit = edit_of(request, kind.value(), args.at("code"));
    if (!edit.ok()) return edit.error();
    edit.value().by = session.account.name;
    return save_edit(context, edit.value());
}

/// What the edit would change, and who and what hangs on it; nothing is written.
Result<wire::Response> preview(Context& context, const accounts::Session& session,
                               const wire::Request& request, const PathArgs& args) {
    const Result<EntryKind> kind = kind_in(args, session);
    if (!kind.ok()) return kind.error();
    if (!may_edit(session.account.role, kind.value())) return forbidden();
    const Result<registry::Edit> edit = edit_of(request, kind.value(), args.at("code"));
    if (!edit.ok()) return edit.error();
    const auto changes = registry::preview_entry(context.db, edit.value());
    if (!changes.ok()) return changes.error();
    const auto effects = effects_of(context.db, edit.value(), context.wall);
    if (!effects.ok()) return effects.error();
    return preview_response(changes.value(), effects.value());
}

}  // namespace

Result<wire::Response> save_edit(Context& context, const registry::Edit& edit) {
    const auto saved = registry::save_entry(context.db, edit, context.wall);
    if (!saved.ok() && saved.error().code == ErrorCode::Conflict &&
        saved.error().field == "expected_version") {
        return overtaken(context, edit, saved.error());
    }
    if (!saved.ok()) return saved.error();
    const int status = edit.expected_version == 0 ? 201 : 200;
    return with_version(json_response(status, json::serialize(entry_json(saved.value()))),
                        saved.value().version);
}

std::vector<Route> registry_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string kind = "/api/v1/registry/{kind}";
    const std::string one = kind + "/{code}";
    return {
        {"GET", kind, Lane::Reader, staff_only(sessions, list), {}},
        {"GET", one, Lane::Reader, staff_only(sessions, read), {}},
        {"PUT", one, Lane::Writer, staff_only(sessions, save), {}},
        {"POST", one + "/preview", Lane::Reader, staff_only(sessions, preview), {}},
        {"GET", one + "/history", Lane::Reader, staff_only(sessions, history), {}},
    };
}

}  // namespace sunbooth::center::api
