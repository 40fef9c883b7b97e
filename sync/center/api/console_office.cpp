// SPDX-License-Identifier: Apache-2.0
// The hall's names, the kiosks and the contract itself.
#include "center_openapi.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/fleet/alarms.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/registry/hall.h"
#include "sync/wire/json.h"

#include <fmt/format.h>

#include <map>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr int kAlarmsMax = 1000;

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

Result<wire::Response> hall(Context& context, const accounts::Session&, const wire::Request&,
                            const PathArgs&) {
    const auto found = registry::hall_in_force(context.db);
    if (!found.ok()) return found.error();
    const domain::Hall& hall = *found.value();
    return json_response(200, json::serialize(json::object{{"id", hall.id},
                                                           {"units", named(hall.units)},
                                                           {"windows", named(hall.windows)},
                                                           {"topics", named(hall.topics)}}));
}

/// To the minute: finer times of a kiosk beside a camera would help to unmask a visitor.
json::value minute_of(const std::optional<WallTime>& at) {
    if (!at) return nullptr;
    const domain::Date day = domain::date_of(*at);
    const int minute = domain::minute_of_day(*at);
    return json::value(fmt::format("{}T{:02}:{:02}:00+08:00", day.iso(), minute / 60, minute % 60));
}

Result<wire::Response> kiosks(Context& context, const accounts::Session&, const wire::Request&,
                              const PathArgs&) {
    const auto found = fleet::standings(context.db);
    if (!found.ok()) return found.error();
    const auto raised = fleet::alarms(context.db, kAlarmsMax);
    if (!raised.ok()) return raised.error();
    std::map<std::string, std::int64_t> counts;
    for (const fleet::Alarm& alarm : raised.value()) ++counts[alarm.kiosk];
    json::array list;
    for (const fleet::Standing& kiosk : found.value()) {
        list.push_back(json::object{{"kiosk", kiosk.name},
                                    {"last_seen", minute_of(kiosk.seen_at)},
                                    {"alarms", counts[kiosk.name]},
                                    {"revoked", kiosk.revoked}});
    }
    return json_response(200, json::serialize(list));
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
