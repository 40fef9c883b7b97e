// SPDX-License-Identifier: Apache-2.0
// Monitoring points: who reports for them, how they sign in, what is owed; and calls from
// terminals.
#include "sync/center/accounts/accounts.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/pages.h"
#include "sync/center/api/point_question.h"
#include "sync/center/api/query.h"
#include "sync/center/api/registry_routes.h"
#include "sync/center/api/request_text.h"
#include "sync/center/monitoring/duties.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/monitoring/pins.h"
#include "sync/center/registry/monitor_language.h"
#include "sync/center/registry/monitors.h"
#include "sync/center/rules/issue_life.h"
#include "sync/seal/badge.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kBodyMax = 32 * 1024;
constexpr std::size_t kNameMax = 100;
constexpr std::size_t kCodeMax = 32;
constexpr std::int64_t kVersionMax = 1'000'000;

Error hidden() {
    return {ErrorCode::Forbidden, "this role has nothing to do with monitoring points", "role"};
}

bool may_read(rules::Role role) {
    return rules::may_see_issues(role) || rules::may_keep_monitors(role);
}

json::object name_json(const domain::LocalText& name) {
    return {{"zh", name.zh}, {"en", name.en}, {"ug", name.ug}};
}

/// By code; what a page read, it names with its change.
using Versions = std::map<std::string, std::int64_t>;
Result<Versions> versions_of(store::Database& db, registry::EntryKind kind) {
    constexpr int kAtOnce = 200;
    Versions versions;
    std::string after;
    while (true) {
        const auto page = registry::entries(db, kind, after, kAtOnce);
        if (!page.ok()) return page.error();
        for (const registry::Entry& entry : page.value()) versions[entry.code] = entry.version;
        if (page.value().size() < kAtOnce) return versions;
        after = page.value().back().code;
    }
}
std::int64_t version_in(const Versions& versions, const std::string& code) {
    const auto found = versions.find(code);
    return found == versions.end() ? 1 : found->second;
}

json::object monitor_json(const registry::MonitorRow& row, const Versions& versions,
                          domain::Date today) {
    const domain::Monitor& monitor = row.monitor;
    return {{"code", monitor.code},
            {"point", monitor.point},
            {"name", monitor.name},
            {"phone", row.phone},
            {"from", monitor.from.iso()},
            {"until", monitor.until.iso()},
            {"in_term", monitor.from <= today && today <= monitor.until},
            {"badge_on", row.badge_on},
            {"has_pin", monitor.has_pin},
            {"version", version_in(versions, monitor.code)}};
}

Result<wire::Response> points(Context& context, const accounts::Session& session,
                              const wire::Request& request, const PathArgs&) {
    if (!may_read(session.account.role)) return hidden();
    auto points = registry::points(context.db);
    if (!points.ok()) return points.error();
    const auto monitors = registry::monitors(context.db);
    if (!monitors.ok()) return monitors.error();
    const auto of_points = versions_of(context.db, registry::EntryKind::Point);
    if (!of_points.ok()) return of_points.error();
    const auto of_monitors = versions_of(context.db, registry::EntryKind::Monitor);
    if (!of_monitors.ok()) return of_monitors.error();
    const auto wanted = point_question_of(request);
    if (!wanted.ok()) return wanted.error();
    wanted.value().put_in_order(points.value());
    const domain::Date today = domain::date_of(context.wall);
    json::array items;
    for (const registry::Point& point : points.value()) {
        if (!wanted.value().fits(point)) continue;
        json::array own;
        for (const registry::MonitorRow& row : monitors.value()) {
            if (row.monitor.point == point.code)
                own.push_back(monitor_json(row, of_monitors.value(), today));
        }
        items.push_back(json::object{{"code", point.code},
                                     {"name", name_json(point.name)},
                                     {"kind", point.kind},
                                     {"unit", point.unit},
                                     {"active", point.active},
                                     {"since", point.since.iso()},
                                     {"version", version_in(of_points.value(), point.code)},
                                     {"monitors", std::move(own)}});
    }
    return page_response(request, std::move(items));
}

domain::Date day_in(wire::FieldReader& in, const char* name) {
    const Result<domain::Date> day = domain::Date::parse(in.text(name, 10));
    if (!day.ok()) in.fail(name, "must be a date such as 2026-11-26");
    return day.ok() ? day.value() : domain::Date{};
}

/// The edit of a point or monitor, laid over what stands there: what this form does not have stays.
/// Whoever changes one names the version that was read (If-Match or expected_version).
Result<registry::Edit> edit_over(Context& context, const wire::Request& request,
                                 registry::Edit edit) {
    const auto there = registry::find_entry(context.db, edit.kind, edit.code);
    if (!there.ok() && there.error().code != ErrorCode::NotFound) return there.error();
    const Result<std::int64_t> version =
        expected_version(request, edit.expected_version >= 0 ? edit.expected_version
                                  : there.ok()               ? -1
                                                             : 0);
    if (!version.ok()) return version.error();
    if (version.value() < 0) {
        return invalid_input("expected_version",
                             "must be the version that was read, or 0 to make it");
    }
    edit.expected_version = version.value();
    if (!there.ok()) return edit;
    for (const auto& [name, value] : there.value().fields) edit.fields.try_emplace(name, value);
    return edit;
}

/// save_edit() in the words of these forms, whose fields stand side by side.
Result<wire::Response> save_over(Context& context, const wire::Request& request,
                                 registry::Edit edit) {
    const Result<registry::Edit> whole = edit_over(context, request, std::move(edit));
    if (!whole.ok()) return whole.error();
    Result<wire::Response> saved = save_edit(context, whole.value());
    constexpr std::string_view kFields = "fields.";
    if (saved.ok() || !saved.error().field.starts_with(kFields)) return saved;
    Error wrong = saved.error();
    wrong.field.erase(0, kFields.size());
    return wrong;
}

Result<wire::Response> save_point(Context& context, const accounts::Session& session,
                                  const wire::Request& request, const PathArgs&) {
    if (!rules::may_keep_monitors(session.account.role)) return hidden();
    const auto body = wire::parse_json(as_text(request.body), kBodyMax);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    registry::Edit edit{registry::EntryKind::Point, {}, 0, true, {}, session.account.name};
    edit.code = text_of(in, "code", {1, kCodeMax});
    if (auto name = in.object("name")) {
        edit.fields["name.zh"] = text_of(*name, "zh", {1, kNameMax});
        edit.fields["name.en"] = name->text_or_empty("en", kNameMax * 4);
        edit.fields["name.ug"] = name->text_or_empty("ug", kNameMax * 4);
        in.adopt(*name);
    }
    edit.fields["kind"] = text_of(in, "kind", {1, kCodeMax});
    edit.fields["unit"] = in.text_or_empty("unit", kCodeMax);
    edit.active = in.boolean_or("active", true);
    edit.fields["since"] = day_in(in, "since").iso();
    edit.expected_version = in.integer_or("expected_version", 0, kVersionMax, -1);
    if (in.error()) return *in.error();
    const Result<wire::Response> saved = save_over(context, request, std::move(edit));
    if (!saved.ok() || saved.value().status >= 400) return saved;
    return wire::Response{204, {}, {}};
}

Result<wire::Response> save_monitor(Context& context, const accounts::Session& session,
                                    const wire::Request& request, const PathArgs&) {
    if (!rules::may_keep_monitors(session.account.role)) return hidden();
    const auto body = wire::parse_json(as_text(request.body), kBodyMax);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    registry::Edit edit{registry::EntryKind::Monitor, {}, 0, true, {}, session.account.name};
    edit.code = text_of(in, "code", {1, kCodeMax});
    edit.fields["point"] = text_of(in, "point", {1, kCodeMax});
    edit.fields["name"] = text_of(in, "name", {1, kNameMax});
    edit.fields["phone"] = in.text_or_empty("phone", kCodeMax);
    edit.fields["from"] = day_in(in, "from").iso();
    edit.fields["until"] = day_in(in, "until").iso();
    edit.expected_version = in.integer_or("expected_version", 0, kVersionMax, -1);
    if (in.error()) return *in.error();
    const std::string code = edit.code;
    const auto language = registry::monitor_language(context.db, code);
    if (!language.ok()) return language.error();
    edit.fields["language"] = language.value();  // The registry's form changes it.
    const Result<wire::Response> saved = save_over(context, request, std::move(edit));
    if (!saved.ok() || saved.value().status >= 400) return saved;
    const auto kept = registry::find_monitor(context.db, code);
    if (!kept.ok()) return kept.error();
    const auto versions = versions_of(context.db, registry::EntryKind::Monitor);
    if (!versions.ok()) return versions.error();
    return json_response(200, json::serialize(monitor_json(kept.value(), versions.value(),
                                                           domain::date_of(context.wall))));
}

/// Told once, in this answer; kept as a hash.
StaffHandler issue_badge(Random& random) {
    return [&random](Context& context, const accounts::Session& session, const wire::Request&,
                     const PathArgs& args) -> Result<wire::Response> {
        if (!rules::may_keep_monitors(session.account.role)) return hidden();
        const SecretText badge = seal::make_badge(random);
        const Status set =
            registry::set_badge(context.db, args.at("code"), seal::badge_hash(badge.view()),
                                domain::date_of(context.wall));
        if (!set.ok()) return set.error();
        return json_response(200,
                             json::serialize(json::object{{"badge", std::string(badge.view())}}));
    };
}

StaffHandler take_badge() {
    return [](Context& context, const accounts::Session& session, const wire::Request&,
              const PathArgs& args) -> Result<wire::Response> {
        if (!rules::may_keep_monitors(session.account.role)) return hidden();
        const Status set =
            registry::set_badge(context.db, args.at("code"), "", domain::date_of(context.wall));
        if (!set.ok()) return set.error();
        return wire::Response{204, {}, {}};
    };
}

struct MadePin {
    SecretText pin;
    std::string hash;
};

/// Argon2id on a reader thread; the writer asks again who it is, and whether there is the monitor.
Handler make_pin(accounts::Sessions& sessions, Random& random) {
    const Handler allowed =
        staff_only(sessions,
                   [](Context&, const accounts::Session& session, const wire::Request&,
                      const PathArgs&) -> Result<wire::Response> {
                       if (!rules::may_keep_monitors(session.account.role)) return hidden();
                       return wire::Response{};
                   });
    return [allowed, &random](Context& context, const wire::Request& request, const PathArgs& args,
                              std::any& prepared) -> Result<wire::Response> {
        // Before the work: nobody else may keep this thread busy.
        Result<wire::Response> asked = allowed(context, request, args, prepared);
        if (!asked.ok()) return asked;
        MadePin made{monitoring::make_pin(random), {}};
        Result<std::string> hash = accounts::hash_secret(made.pin.view());
        if (!hash.ok()) return hash.error();
        made.hash = std::move(hash).value();
        prepared = std::move(made);
        return wire::Response{};
    };
}

Handler set_pin(accounts::Sessions& sessions) {
    return [&sessions](Context& context, const wire::Request& request, const PathArgs& args,
                       std::any& prepared) -> Result<wire::Response> {
        const auto& made = *std::any_cast<MadePin>(&prepared);
        std::any nothing;
        const auto set = [&](Context& inner, const accounts::Session& session, const wire::Request&,
                             const PathArgs& which) -> Result<wire::Response> {
            if (!rules::may_keep_monitors(session.account.role)) return hidden();
            const Status kept = registry::set_pin(inner.db, which.at("code"), made.hash);
            if (!kept.ok()) return kept.error();
            return json_response(
                200, json::serialize(json::object{{"pin", std::string(made.pin.view())}}));
        };
        return staff_only(sessions, set)(context, request, args, nothing);
    };
}

Result<wire::Response> duties(Context& context, const accounts::Session& session,
                              const wire::Request& request, const PathArgs&) {
    if (!may_read(session.account.role)) return hidden();
    bool open = false;
    const Status asked =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name != "open") return ok_status();
            if (value != "true") return invalid_input(name, "must be true");
            open = true;
            return ok_status();
        });
    if (!asked.ok()) return asked.error();
    const auto rows = monitoring::duties(context.db, open, kRowsReadMax);
    if (!rows.ok()) return rows.error();
    json::array items;
    for (const monitoring::Duty& duty : rows.value()) {
        items.push_back(json::object{{"id", std::to_string(duty.id)},
                                     {"kind", duty.kind},
                                     {"subject", duty.subject},
                                     {"period", duty.period},
                                     {"raised_on", duty.raised_on.iso()},
                                     {"done_on", duty.done_on},
                                     {"done_by", duty.done_by}});
    }
    return page_response(request, std::move(items));
}

Result<wire::Response> contacts(Context& context, const accounts::Session& session,
                                const wire::Request& request, const PathArgs&) {
    if (!rules::may_see_issues(session.account.role)) return hidden();
    std::string point;
    const Status asked =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name != "point") return ok_status();
            if (value.size() > kCodeMax) return invalid_input(name, "is too long");
            point = value;
            return ok_status();
        });
    if (!asked.ok()) return asked.error();
    const auto rows = monitoring::contacts(context.db, point, kRowsReadMax);
    if (!rows.ok()) return rows.error();
    json::array items;
    for (const monitoring::Contact& contact : rows.value()) {
        items.push_back(json::object{{"id", std::to_string(contact.id)},
                                     {"point", contact.point},
                                     {"monitor", contact.monitor},
                                     {"mode", contact.mode},
                                     {"held_on", contact.held_on.iso()},
                                     {"by", contact.by},
                                     {"attendees", contact.attendees},
                                     {"minutes", contact.minutes}});
    }
    return page_response(request, std::move(items));
}

Result<wire::Response> log_contact(Context& context, const accounts::Session& session,
                                   const wire::Request& request, const PathArgs&) {
    if (!rules::may_log_contacts(session.account.role)) return hidden();
    const auto body = wire::parse_json(as_text(request.body), kBodyMax);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    monitoring::Contact contact;
    contact.point = text_of(in, "point", {1, kCodeMax});
    contact.monitor = in.text_or_empty("monitor", kCodeMax);
    contact.mode = text_of(in, "mode", {1, kCodeMax});
    contact.held_on = day_in(in, "held_on");
    contact.attendees = in.text_or_empty("attendees", kNameMax * 16);
    contact.minutes = text_of(in, "minutes", {1, monitoring::kMinutesMax});
    contact.by = session.account.name;
    if (in.error()) return *in.error();
    const Status logged = monitoring::log_contact(context.db, contact, context.wall);
    if (!logged.ok()) return logged.error();
    return wire::Response{204, {}, {}};
}

}  // namespace

std::vector<Route> monitoring_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string one = "/api/v1/monitors/{code}";
    return {
        {"GET", "/api/v1/points", Lane::Reader, staff_only(sessions, points), {}},
        {"POST", "/api/v1/points", Lane::Writer, staff_only(sessions, save_point), {}},
        {"POST", "/api/v1/monitors", Lane::Writer, staff_only(sessions, save_monitor), {}},
        {"POST",
         one + "/badge",
         Lane::Writer,
         staff_only(sessions, issue_badge(services.random)),
         {}},
        {"DELETE", one + "/badge", Lane::Writer, staff_only(sessions, take_badge()), {}},
        {"POST", one + "/pin", Lane::Writer, set_pin(sessions),
         make_pin(sessions, services.random)},
        {"GET", "/api/v1/duties", Lane::Reader, staff_only(sessions, duties), {}},
        {"GET", "/api/v1/contacts", Lane::Reader, staff_only(sessions, contacts), {}},
        {"POST", "/api/v1/contacts", Lane::Writer, staff_only(sessions, log_contact), {}},
    };
}

}  // namespace sunbooth::center::api
