// SPDX-License-Identifier: Apache-2.0
// What there is to do today, and who is called next.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/request_text.h"
#include "sync/center/api/stream_blocks.h"
#include "sync/center/api/ticket_json.h"
#include "sync/center/callbacks/desk.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/tickets/worklist.h"
#include "sync/wire/json.h"

#include <charconv>
#include <map>
#include <memory>
#include <mutex>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kFirstMax = 8;  ///< Tickets named on the page; the list has the rest.

/// Names of the kiosks that nobody has heard for too long.
Result<json::object> kiosks_json(Context& context) {
    const auto standings = fleet::standings(context.db);
    if (!standings.ok()) return standings.error();
    json::array silent;
    std::int64_t enrolled = 0;
    for (const fleet::Standing& kiosk : standings.value()) {
        const fleet::Health health = fleet::health_of(kiosk, context.wall);
        if (health == fleet::Health::Revoked) continue;
        ++enrolled;
        if (health == fleet::Health::Silent) silent.push_back(json::string(kiosk.name));
    }
    return json::object{{"enrolled", enrolled}, {"silent", std::move(silent)}};
}

/// What was counted over every open ticket, for as long as none has another event: a team that
/// looks at the day's first page all day long does not have twenty thousand tickets read each time.
/// Of one center; any thread.
class Counted {
public:
    Result<tickets::Workload> workload(Context& context, const accounts::Account& account,
                                       const rules::Viewer& viewer, domain::Date date) {
        const Result<std::string> mark = tickets::work_mark(context.db);
        if (!mark.ok()) return mark.error();
        const std::string key = date.iso() + " " + viewer_kind(account);
        if (const auto found = find(mark.value(), key)) return *found;
        // One counts, the others wait for what it found: a hundred pages that are asked for at once
        // after an event would otherwise all count the same.
        const std::lock_guard counting(counting_);
        if (const auto found = find(mark.value(), key)) return *found;
        auto load = tickets::workload(context.db, viewer, date, kFirstMax);
        if (!load.ok()) return load;
        const std::lock_guard lock(mutex_);
        // Another thread may have seen a later event meanwhile.
        if (mark_ == mark.value() && known_.size() < kKindsMax) known_[key] = load.value();
        return load;
    }

private:
    std::optional<tickets::Workload> find(const std::string& mark, const std::string& key) {
        const std::lock_guard lock(mutex_);
        if (mark_ != mark) known_.clear();
        mark_ = mark;
        const auto found = known_.find(key);
        return found == known_.end() ? std::nullopt : std::optional(found->second);
    }

    static constexpr std::size_t kKindsMax = 1'000;
    std::mutex counting_;  ///< Taken before the other.
    std::mutex mutex_;
    std::string mark_;
    std::map<std::string, tickets::Workload> known_;
};

Result<wire::Response> today(Counted& counted, Context& context, const accounts::Session& session) {
    const domain::Date date = domain::date_of(context.wall);
    const auto load = counted.workload(context, session.account, viewer_of(session), date);
    if (!load.ok()) return load.error();
    const auto tried = tickets::tried_now(context.db, viewer_of(session), context.wall);
    if (!tried.ok()) return tried.error();
    const auto cards = supervision::count_waiting(context.db, viewer_of(session));
    if (!cards.ok()) return cards.error();
    Result<json::object> kiosks = kiosks_json(context);
    if (!kiosks.ok()) return kiosks.error();
    json::array first;
    for (const tickets::Ticket& ticket : load.value().first) {
        first.push_back(ticket_row(ticket, date));
    }
    return json_response(
        200, json::serialize(json::object{{"date", date.iso()},
                                          {"open", load.value().open},
                                          {"mine", load.value().mine},
                                          {"overdue", load.value().overdue},
                                          {"soon", load.value().soon},
                                          {"calls", load.value().calls},
                                          {"retry", load.value().in_vain - tried.value()},
                                          {"closing", load.value().closing},
                                          {"cards", cards.value()},
                                          {"first", std::move(first)},
                                          {"kiosks", std::move(kiosks).value()}}));
}

/// The ticket that is put off, or 0.
Result<std::int64_t> put_off_of(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 4096);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    const std::string id = in.text_or_empty("put_off", 32);
    std::int64_t ticket = 0;
    const auto [stop, failed] = std::from_chars(id.data(), id.data() + id.size(), ticket);
    const bool whole = failed == std::errc{} && stop == id.data() + id.size() && ticket > 0;
    if (!id.empty() && !whole) in.fail("put_off", "is no ticket");
    if (in.error()) return *in.error();
    return ticket;
}

StaffHandler next_call(callbacks::Desk& desk) {
    return [&desk](Context& context, const accounts::Session& session, const wire::Request& request,
                   const PathArgs&) -> Result<wire::Response> {
        if (!rules::may(session.account.role, rules::Action::Callback)) {
            return Error{ErrorCode::Forbidden, "this role does not call citizens", "role"};
        }
        const Result<std::int64_t> put_off = put_off_of(request);
        if (!put_off.ok()) return put_off.error();
        const auto turn = desk.next(
            context.db, {session.account.name, viewer_of(session), context.now, context.wall},
            put_off.value());
        if (!turn.ok()) return turn.error();
        const callbacks::HalfDay& slot = turn.value().next_slot;
        json::object out{
            {"id", nullptr},
            {"ready", turn.value().ready},
            {"later", turn.value().later},
            {"others", turn.value().others},
            {"call", turn.value().call == callbacks::Call::Verify ? "verify" : "closing"},
            {"in_hours", turn.value().in_hours},
            {"next_slot", {{"date", slot.date.iso()}, {"half", slot.pm ? "pm" : "am"}}}};
        if (turn.value().ticket) out["id"] = std::to_string(*turn.value().ticket);
        return json_response(200, json::serialize(out));
    };
}

}  // namespace

std::vector<Route> day_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    return {
        {"GET",
         "/api/v1/today",
         Lane::Reader,
         staff_only(sessions,
                    [counted = std::make_shared<Counted>()](
                        Context& context, const accounts::Session& session, const wire::Request&,
                        const PathArgs&) { return today(*counted, context, session); }),
         {}},
        {"POST",
         "/api/v1/callbacks/next",
         Lane::Reader,
         staff_only(sessions, next_call(services.desk)),
         {}},
    };
}

}  // namespace sunbooth::center::api
