// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/effects.h"

#include "sync/center/accounts/staff.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/response.h"
#include "sync/center/cases/running.h"
#include "sync/center/cases/watch.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/statistics/formulas.h"
#include "sync/center/tickets/worklist.h"

#include <boost/json.hpp>

#include <algorithm>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using registry::EntryKind;

constexpr int kEntriesMax = 200;

Status add(Effects& effects, const char* what, const Result<std::int64_t>& count) {
    if (!count.ok()) return count.error();
    effects.emplace_back(what, count.value());
    return ok_status();
}

Result<std::int64_t> people_of(store::Database& db, const std::string& unit, WallTime now) {
    const auto all = accounts::all_accounts(db, now);
    if (!all.ok()) return all.error();
    return std::ranges::count_if(all.value(), [&](const accounts::Standing& one) {
        return one.account.unit == unit && !one.account.disabled;
    });
}

/// Entries in use that belong to a unit, or whose window it is.
Result<std::int64_t> entries_of(store::Database& db, EntryKind kind, const char* field,
                                const std::string& code) {
    registry::EntryFilter filter;
    filter.kind = kind;
    filter.active = true;
    filter.limit = kEntriesMax;
    std::int64_t count = 0;
    while (true) {
        const auto page = registry::entries(db, filter);
        if (!page.ok()) return page.error();
        count += std::ranges::count_if(page.value(), [&](const registry::Entry& one) {
            const auto found = one.fields.find(field);
            return found != one.fields.end() && found->second == code;
        });
        if (page.value().size() < static_cast<std::size_t>(kEntriesMax)) return count;
        filter.cursor = page.value().back().code;
    }
}

Result<std::int64_t> terminals(store::Database& db, WallTime now) {
    const auto all = fleet::standings(db);
    if (!all.ok()) return all.error();
    return std::ranges::count_if(all.value(), [&](const fleet::Standing& one) {
        return fleet::health_of(one, now) != fleet::Health::Revoked;
    });
}

Result<std::int64_t> open_for(store::Database& db, const accounts::Account& account,
                              domain::Date today) {
    if (account.disabled) return std::int64_t{0};
    const auto load = tickets::workload(db, viewer_of(account), today, 0);
    if (!load.ok()) return load.error();
    return std::int64_t{load.value().open};
}

}  // namespace

Result<Effects> effects_of(store::Database& db, const registry::Edit& edit, WallTime now) {
    Effects effects;
    const std::string& code = edit.code;
    Status told = ok_status();
    const auto tell = [&](const char* what, const Result<std::int64_t>& count) {
        if (told.ok()) told = add(effects, what, count);
    };
    if (edit.kind == EntryKind::Unit) {
        tell("open_tickets", tickets::count_open_of_unit(db, code));
        tell("running_cases", cases::count_running(db, code));
        tell("people", people_of(db, code, now));
        tell("windows", entries_of(db, EntryKind::Window, "unit", code));
        tell("services", entries_of(db, EntryKind::Service, "unit", code));
    }
    if (edit.kind == EntryKind::Window) {
        tell("open_tickets", tickets::count_open_of_window(db, code));
        tell("services", entries_of(db, EntryKind::Service, "window", code));
    }
    if (edit.kind == EntryKind::Point) {
        tell("monitors", entries_of(db, EntryKind::Monitor, "point", code));
    }
    if (edit.kind == EntryKind::Division) {
        for (const auto& [kind, what] : {std::pair{EntryKind::Unit, "units"},
                                         {EntryKind::Kiosk, "places"},
                                         {EntryKind::Point, "points"}}) {
            tell(what, entries_of(db, kind, "division", code));
        }
    }
    // Units and windows are the hall's: a terminal shows them as its next feed tells.
    const bool is_fed = edit.kind == EntryKind::Unit || edit.kind == EntryKind::Window;
    if (is_fed) tell("terminals", terminals(db, now));
    if (!told.ok()) return told.error();
    return effects;
}

Result<Effects> effects_of(store::Database& db, const AccountTurn& turn, domain::Date today) {
    Effects effects;
    Status told = add(effects, "sees_before", open_for(db, turn.before, today));
    if (told.ok()) told = add(effects, "sees_after", open_for(db, turn.after, today));
    if (told.ok()) told = add(effects, "watched_cases", cases::count_watched(db, turn.before.name));
    if (!told.ok()) return told.error();
    effects.emplace_back("sessions", static_cast<std::int64_t>(turn.sessions));
    return effects;
}

wire::Response preview_response(const std::map<std::string, std::string>& changes,
                                const Effects& effects) {
    json::object told;
    for (const auto& [name, value] : changes) told[name] = value;
    json::array list;
    for (const auto& [what, count] : effects) {
        // Counts of people's matters alone may point at somebody.
        const bool of_tickets = what == "open_tickets" || what.starts_with("sees_");
        json::object one{{"what", what}, {"n", count}};
        if (of_tickets && !statistics::shown_count(count)) one["n"] = nullptr;
        list.push_back(std::move(one));
    }
    return json_response(200, json::serialize(json::object{{"changes", std::move(told)},
                                                           {"effects", std::move(list)}}));
}

}  // namespace sunbooth::center::api
