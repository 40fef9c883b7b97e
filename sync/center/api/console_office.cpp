// SPDX-License-Identifier: Apache-2.0
// The hall's names, the kiosks and the contract itself.
#include "center_openapi.h"
#include "sync/center/accounts/staff.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/pages.h"
#include "sync/center/api/query.h"
#include "sync/center/documents/texts.h"
#include "sync/center/fleet/alarms.h"
#include "sync/center/fleet/care.h"
#include "sync/center/fleet/health.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/fleet/updates.h"
#include "sync/center/registry/hall.h"
#include "sync/wire/health.h"
#include "sync/wire/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

template <class Item>
json::array named(const std::vector<Item>& items) {
    json::array list;
    for (const Item& item : items) {
        list.push_back(json::object{
            {"code", item.code},
            {"name", {{"zh", item.name.zh}, {"en", item.name.en}, {"ug", item.name.ug}}}});
    }
    return list;
}

/// What is pressed beside the levels of a rating.
json::array tags(const domain::RatingScale& scale) {
    json::array list;
    for (const domain::RatingLevel& level : scale.levels) {
        for (const domain::RatingTag& tag : level.tags) {
            list.push_back(json::object{
                {"code", tag.code},
                {"name", {{"zh", tag.text.zh}, {"en", tag.text.en}, {"ug", tag.text.ug}}}});
        }
    }
    return list;
}

/// Whoever has or had an account, so that what they did is told with their names.
Result<json::array> people(Context& context) {
    const auto all = accounts::all_accounts(context.db, context.wall);
    if (!all.ok()) return all.error();
    json::array list;
    for (const accounts::Standing& one : all.value()) {
        list.push_back(json::object{{"name", one.account.name}, {"display", one.account.display}});
    }
    return list;
}

/// What each rule profile is called, by its newest edition.
json::array profiles() {
    std::map<std::string, std::string> names;
    for (const rules::Profile* one : rules::editions()) names[one->id] = one->name;
    json::array list;
    for (const auto& [id, name] : names) list.push_back(json::object{{"id", id}, {"name", name}});
    return list;
}

/// The papers that somebody of this role makes.
json::array papers_of(rules::Role role) {
    json::array list;
    for (const auto& [kind, text] : documents::templates()) {
        if (!text.makers.contains(role)) continue;
        list.push_back(json::object{{"kind", kind}, {"needs_words", text.needs_words}});
    }
    return list;
}

Result<wire::Response> hall(Context& context, const accounts::Session& session,
                            const wire::Request&, const PathArgs&) {
    const auto found = registry::hall_in_force(context.db);
    if (!found.ok()) return found.error();
    const domain::Hall& hall = *found.value();
    Result<json::array> who = people(context);
    if (!who.ok()) return who.error();
    return json_response(
        200, json::serialize(json::object{{"id", hall.id},
                                          {"units", named(hall.units)},
                                          {"windows", named(hall.windows)},
                                          {"topics", named(hall.topics)},
                                          {"tags", tags(hall.scale)},
                                          {"people", std::move(who).value()},
                                          {"profiles", profiles()},
                                          {"papers", papers_of(session.account.role)}}));
}

/// To the minute: finer times of a kiosk beside a camera would help to unmask a visitor.
json::value minute_of(const std::optional<WallTime>& at) {
    if (!at) return nullptr;
    const domain::Date day = domain::date_of(*at);
    const int minute = domain::minute_of_day(*at);
    return json::value(fmt::format("{}T{:02}:{:02}:00+08:00", day.iso(), minute / 60, minute % 60));
}

json::object health_json(const fleet::HealthReport& report) {
    const domain::TerminalHealth& health = report.health;
    json::object out = wire::machine_json(health.machine);
    out.emplace("temperature_c", nullptr);  // Where the machine told none.
    out["at"] = minute_of(report.at);
    out["unsent"] = health.unsent;
    out["parked"] = health.parked;
    out["oldest_unsent_days"] = nullptr;
    out["accepting"] = health.accepting;
    out["quarantined"] = health.quarantined;
    if (health.oldest_unsent_days) out["oldest_unsent_days"] = *health.oldest_unsent_days;
    return out;
}

/// Nothing here changes with each record or batch, such as the number of the newest record or the
/// clock's jitter: who watched it would know when a complaint was filed, and at which kiosk.
json::object kiosk_json(const fleet::Standing& kiosk, const fleet::AlarmCounts& alarms,
                        int hall_version, WallTime now) {
    json::object out{{"kiosk", kiosk.name},
                     {"state", fleet::to_string(fleet::health_of(kiosk, now))},
                     {"last_seen", minute_of(kiosk.seen_at)},
                     {"hall_version", nullptr},
                     {"hall_current", kiosk.hall_version == hall_version},
                     {"clock_ahead_min", nullptr},
                     {"gaps", alarms.gaps},
                     {"forks", alarms.forks},
                     {"conflicts", alarms.conflicts},
                     {"refused", alarms.refused},
                     {"set_aside", alarms.set_aside}};
    if (kiosk.hall_version) out["hall_version"] = *kiosk.hall_version;
    if (kiosk.clock_ahead) out["clock_ahead_min"] = kiosk.clock_ahead->count() / 60'000;
    return out;
}

/// What became of the newest update at each terminal that asked since it was added.
Result<std::map<std::string, json::object>> updates_by_kiosk(store::Database& db) {
    std::map<std::string, json::object> all;
    const auto rollouts = fleet::rollouts(db);
    if (!rollouts.ok()) return rollouts.error();
    if (rollouts.value().empty()) return all;
    const std::string& version = rollouts.value().front().version;
    const auto kiosks = fleet::updated_kiosks(db, version);
    if (!kiosks.ok()) return kiosks.error();
    for (const fleet::UpdatedKiosk& one : kiosks.value()) {
        json::object told{{"version", version}, {"state", domain::to_string(one.state)}};
        if (!one.why.empty()) told["why"] = one.why;
        all.emplace(one.kiosk, std::move(told));
    }
    return all;
}

/// What needs somebody stands first: silent, then with something missing, then never heard of.
int urgency(fleet::Health health, const fleet::AlarmCounts& alarms) {
    if (health == fleet::Health::Silent) return 0;
    if (health == fleet::Health::Revoked) return 4;
    if (alarms.all() > 0) return 1;
    return health == fleet::Health::Unheard ? 2 : 3;
}

constexpr std::array kKioskSorts = {"urgent", "name", "last_seen", "point"};

/// The query of GET /api/v1/kiosks.
struct KioskQuestion {
    std::optional<fleet::Health> state{};
    bool troubled = false;  ///< Only those in whose chains something is missing or wrong.
    std::string point{};    ///< Only those that this monitoring point looks after.
    std::string sort = "urgent";
};
Result<KioskQuestion> question_of(const wire::Request& request) {
    KioskQuestion asked;
    const Status taken =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name == "troubled" && value != "true") return invalid_input(name, "must be true");
            if (name == "troubled") asked.troubled = true;
            if (name == "point" && value.size() > 32) return invalid_input(name, "is too long");
            if (name == "point") asked.point = value;
            if (name == "sort" && std::ranges::find(kKioskSorts, value) == kKioskSorts.end()) {
                return invalid_input(name, "is not one of this version");
            }
            if (name == "sort") asked.sort = value;
            if (name != "state") return ok_status();
            for (const auto health : {fleet::Health::Revoked, fleet::Health::Unheard,
                                      fleet::Health::Silent, fleet::Health::Online}) {
                if (value == fleet::to_string(health)) asked.state = health;
            }
            if (!asked.state) return invalid_input(name, "is not a state of a kiosk");
            return ok_status();
        });
    if (!taken.ok()) return taken.error();
    return asked;
}

Result<wire::Response> kiosks(Context& context, const accounts::Session&,
                              const wire::Request& request, const PathArgs&) {
    const auto asked = question_of(request);
    if (!asked.ok()) return asked.error();
    auto found = fleet::standings(context.db);
    if (!found.ok()) return found.error();
    auto alarms = fleet::count_alarms(context.db);
    if (!alarms.ok()) return alarms.error();
    const auto reports = fleet::health_reports(context.db);
    if (!reports.ok()) return reports.error();
    const auto updates = updates_by_kiosk(context.db);
    if (!updates.ok()) return updates.error();
    auto cares = fleet::cares(context.db);
    if (!cares.ok()) return cares.error();
    const auto hall = registry::hall_in_force(context.db);
    if (!hall.ok() && hall.error().code != ErrorCode::NotFound) return hall.error();
    const int version = hall.ok() ? hall.value()->version : 0;
    const auto urgent = [&](const fleet::Standing& kiosk) {
        return urgency(fleet::health_of(kiosk, context.wall), alarms.value()[kiosk.name]);
    };
    const auto point = [&](const fleet::Standing& kiosk) {
        return cares.value()[kiosk.name].point;
    };
    // They come by name, which stays the order among equals.
    const std::string& sort = asked.value().sort;
    if (sort == "urgent") std::ranges::stable_sort(found.value(), {}, urgent);
    if (sort == "point") std::ranges::stable_sort(found.value(), {}, point);
    if (sort == "last_seen") {
        std::ranges::stable_sort(found.value(), {}, &fleet::Standing::seen_at);
    }
    json::object counts{{"online", 0}, {"silent", 0}, {"unheard", 0}, {"revoked", 0}};
    json::array list;
    for (const fleet::Standing& kiosk : found.value()) {
        const fleet::Health health = fleet::health_of(kiosk, context.wall);
        json::value& count = counts[fleet::to_string(health)];
        count = count.as_int64() + 1;
        const fleet::AlarmCounts& own = alarms.value()[kiosk.name];
        const fleet::Care& care = cares.value()[kiosk.name];
        const bool left_out = (asked.value().state && *asked.value().state != health) ||
                              (asked.value().troubled && own.all() == 0) ||
                              (!asked.value().point.empty() && asked.value().point != care.point);
        if (left_out) continue;
        json::object one = kiosk_json(kiosk, own, version, context.wall);
        one["point"] = care.point;
        one["version"] = care.version;
        const auto told = reports.value().find(kiosk.name);
        if (told != reports.value().end()) one["health"] = health_json(told->second);
        const auto update = updates.value().find(kiosk.name);
        if (update != updates.value().end()) one["update"] = update->second;
        list.push_back(std::move(one));
    }
    return page_response(request, std::move(list), {{"counts", std::move(counts)}});
}

Result<wire::Response> contract(Context&, const wire::Request&, const PathArgs&, std::any&) {
    return json_response(200, std::string(embedded::openapi_json));
}

}  // namespace

std::vector<Route> office_routes(const ConsoleServices& services) {
    return {
        {"GET", "/api/v1/hall", Lane::Reader, staff_only(services.sessions, hall), {}},
        {"GET", "/api/v1/kiosks", Lane::Reader, staff_only(services.sessions, kiosks), {}},
        {"GET", "/api/v1/openapi.json", Lane::Reader, contract, {}},
    };
}

}  // namespace sunbooth::center::api
