// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/health.h"

#include "sync/center/fleet/alarms.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/parked.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/hall.h"

#include <fmt/format.h>

namespace sunbooth::center::api {
namespace {

constexpr int kAlarmsMax = 1000;

Result<wire::Response> healthz(Context&, const wire::Request&, const PathArgs&, std::any&) {
    return json_response(200, R"({"ok":true})");
}

Result<wire::Response> readyz(Context& context, const wire::Request&, const PathArgs&, std::any&) {
    const auto state = registry::center_state(context.db);
    if (!state.ok()) return state.error();
    const auto hall = registry::hall_digest(context.db);
    if (!hall.ok()) return Error{ErrorCode::Offline, "no hall was imported yet", "hall"};
    return json_response(200, R"({"ready":true})");
}

void metric(std::string& text, const char* name, const char* help, const char* type,
            std::uint64_t value) {
    text += fmt::format("# HELP sunbooth_{0} {1}\n# TYPE sunbooth_{0} {2}\nsunbooth_{0} {3}\n",
                        name, help, type, value);
}

void parked_figures(std::string& text, const intake::ParkedCount& count, domain::Date today) {
    const int days = count.oldest_on ? std::max(0, today.days - count.oldest_on->days) : 0;
    metric(text, "records_waiting", "Records that were refused and are judged again.", "gauge",
           static_cast<std::uint64_t>(count.waiting));
    metric(text, "records_waiting_days", "Days for which the oldest of them has waited.", "gauge",
           static_cast<std::uint64_t>(days));
    metric(text, "records_aside", "Records that are kept and never judged again.", "gauge",
           static_cast<std::uint64_t>(count.aside));
}

Result<std::string> stored_figures(store::Database& db, WallTime now) {
    const auto newest = intake::newest_row(db);
    if (!newest.ok()) return newest.error();
    const auto state = registry::center_state(db);
    if (!state.ok()) return state.error();
    const auto kiosks = fleet::standings(db);
    if (!kiosks.ok()) return kiosks.error();
    const auto raised = fleet::alarms(db, kAlarmsMax);
    if (!raised.ok()) return raised.error();
    std::uint64_t silent = 0;
    for (const fleet::Standing& kiosk : kiosks.value()) {
        const bool heard = kiosk.seen_at && now - *kiosk.seen_at < std::chrono::minutes{15};
        silent += heard || kiosk.revoked ? 0 : 1;
    }
    const auto parked = intake::count_parked(db);
    if (!parked.ok()) return parked.error();
    std::string text;
    metric(text, "records_stored", "Records in the store.", "counter", newest.value());
    metric(text, "records_backed_up", "Records in a finished backup.", "counter",
           state.value().backed_up_row);
    metric(text, "kiosks", "Kiosks enrolled.", "gauge", kiosks.value().size());
    metric(text, "kiosks_silent", "Kiosks not heard for 15 minutes.", "gauge", silent);
    metric(text, "alarms", "Alarms of chains and refusals, at most 1000.", "gauge",
           raised.value().size());
    parked_figures(text, parked.value(), domain::date_of(now));
    return text;
}

/// The counts move with every record: somebody who could read them from the hall's network would
/// see at which minute a complaint came in. A collector runs on the server itself.
bool is_local(const std::string& peer) {
    return peer == "127.0.0.1" || peer == "::1" || peer == "::ffff:127.0.0.1";
}

Handler metrics(std::function<LanesFigures()> figures) {
    return [figures = std::move(figures)](Context& context, const wire::Request&, const PathArgs&,
                                          std::any&) -> Result<wire::Response> {
        if (!is_local(context.peer)) return Error{ErrorCode::NotFound, "no such path", ""};
        Result<std::string> text = stored_figures(context.db, context.wall);
        if (!text.ok()) return text.error();
        const LanesFigures lanes = figures();
        std::string& body = text.value();
        metric(body, "requests_total", "Requests that reached a lane.", "counter", lanes.accepted);
        metric(body, "requests_turned_away_total", "Answered 503.", "counter", lanes.turned_away);
        metric(body, "commits_total", "Group commits.", "counter", lanes.commits);
        metric(body, "commits_failed_total", "Commits that failed.", "counter",
               lanes.failed_commits);
        wire::Response response{200, {{"content-type", "text/plain; version=0.0.4"}}, {}};
        response.body = to_bytes(body);
        return response;
    };
}

}  // namespace

std::vector<Route> health_routes(std::function<LanesFigures()> figures) {
    return {
        {"GET", "/healthz", Lane::Reader, healthz, {}},
        {"GET", "/readyz", Lane::Reader, readyz, {}},
        {"GET", "/metrics", Lane::Reader, metrics(std::move(figures)), {}},
    };
}

}  // namespace sunbooth::center::api
