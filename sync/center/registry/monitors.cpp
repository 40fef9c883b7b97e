// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/monitors.h"

#include "sync/domain/text.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::registry {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"enterprise", "window", "community", "other"};
constexpr std::size_t kNameMax = 100;  // Code points.

constexpr std::string_view kSavePoint = R"sql(
    INSERT INTO monitoring_point (code, name_zh, name_en, name_ug, kind, unit, active, since_on)
    VALUES (:code, :zh, :en, :ug, :kind, :unit, :active, :since)
        ON CONFLICT (code) DO UPDATE
           SET name_zh = :zh, name_en = :en, name_ug = :ug, kind = :kind, unit = :unit,
               active = :active, since_on = :since)sql";

constexpr std::string_view kSelectPoints = R"sql(
    SELECT code, name_zh, name_en, name_ug, kind, unit, active, since_on
      FROM monitoring_point ORDER BY code)sql";

constexpr std::string_view kSelectPoint = R"sql(
    SELECT code, name_zh, name_en, name_ug, kind, unit, active, since_on
      FROM monitoring_point WHERE code = :code)sql";

constexpr std::string_view kSaveMonitor = R"sql(
    INSERT INTO monitor (code, point, name, phone, from_on, until_on)
    VALUES (:code, :point, :name, :phone, :from, :until)
        ON CONFLICT (code) DO UPDATE
           SET point = :point, name = :name, phone = :phone, from_on = :from, until_on = :until)sql";

constexpr std::string_view kSelectMonitors = R"sql(
    SELECT code, point, name, phone, from_on, until_on, badge_hash, badge_on, pin_hash
      FROM monitor ORDER BY code)sql";

constexpr std::string_view kSelectMonitor = R"sql(
    SELECT code, point, name, phone, from_on, until_on, badge_hash, badge_on, pin_hash
      FROM monitor WHERE code = :code)sql";

constexpr std::string_view kSetBadge = R"sql(
    UPDATE monitor SET badge_hash = :hash, badge_on = :on WHERE code = :code)sql";

constexpr std::string_view kSetPin = R"sql(
    UPDATE monitor SET pin_hash = :hash, pin_misses = 0, pin_missed_at_ms = 0
     WHERE code = :code)sql";

constexpr std::string_view kSelectState = R"sql(
    SELECT (SELECT count(*) FROM monitoring_point),
           (SELECT group_concat(code || char(31) || name_zh || char(31) || name_en || char(31) ||
                                name_ug || char(31) || active, char(30)) FROM monitoring_point),
           (SELECT group_concat(code || char(31) || point || char(31) || name || char(31) ||
                                from_on || char(31) || until_on || char(31) || badge_hash ||
                                char(31) || (pin_hash <> ''), char(30)) FROM monitor))sql";

domain::Date day_of(const std::string& iso) {
    const Result<domain::Date> day = domain::Date::parse(iso);
    return day.ok() ? day.value() : domain::Date{};
}

bool is_code(std::string_view code) {
    return !code.empty() && code.size() <= 32 && std::ranges::all_of(code, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool is_name(std::string_view name) {
    const auto length = domain::count_code_points(name);
    return length && *length >= 1 && *length <= kNameMax;
}

Point point_in(const store::Statement& row) {
    return {row.text(0),         {row.text(1), row.text(2), row.text(3)},
            row.text(4),         row.text(5),
            row.integer(6) != 0, day_of(row.text(7))};
}

MonitorRow monitor_in(const store::Statement& row) {
    MonitorRow read;
    read.monitor.code = row.text(0);
    read.monitor.point = row.text(1);
    read.monitor.name = row.text(2);
    read.phone = row.text(3);
    read.monitor.from = day_of(row.text(4));
    read.monitor.until = day_of(row.text(5));
    read.monitor.badge_hash = row.text(6);
    read.badge_on = row.text(7);
    read.monitor.has_pin = !row.text(8).empty();
    return read;
}

template <class One, class Read>
Result<std::vector<One>> all(store::Statement select, Read read) {
    std::vector<One> rows;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return rows;
        rows.push_back(read(select));
    }
}

Error no_monitor() {
    return {ErrorCode::NotFound, "there is no such monitor", "monitor"};
}

}  // namespace

Status save_point(store::Database& db, const Point& point) {
    if (!is_code(point.code)) {
        return invalid_input("code", "must be 1 to 32 of a-z, 0-9 and \"-\"");
    }
    if (!is_name(point.name.zh)) return invalid_input("name", "must have 1 to 100 characters");
    if (std::ranges::find(kKinds, point.kind) == kKinds.end()) {
        return invalid_input("kind", "must be enterprise, window, community or other");
    }
    store::Statement save = db.prepare(kSavePoint);
    save.bind(":code", point.code).bind(":zh", point.name.zh).bind(":en", point.name.en);
    save.bind(":ug", point.name.ug).bind(":kind", point.kind).bind(":unit", point.unit);
    save.bind(":active", point.active ? 1 : 0).bind(":since", point.since.iso());
    const Status saved = save.run();
    return saved.ok() ? saved : Status(saved.error().in("registry.save_point"));
}

Result<std::vector<Point>> points(store::Database& db) {
    return all<Point>(db.prepare(kSelectPoints), point_in);
}

Result<Point> find_point(store::Database& db, const std::string& code) {
    store::Statement select = db.prepare(kSelectPoint);
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error().in("registry.find_point");
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such point", "point"};
    return point_in(select);
}

Status save_monitor(store::Database& db, const MonitorRow& row) {
    const domain::Monitor& monitor = row.monitor;
    if (!is_code(monitor.code)) {
        return invalid_input("code", "must be 1 to 32 of a-z, 0-9 and \"-\"");
    }
    if (!is_name(monitor.name)) return invalid_input("name", "must have 1 to 100 characters");
    if (monitor.until < monitor.from) return invalid_input("until", "must not be before from");
    const Result<Point> point = find_point(db, monitor.point);
    if (!point.ok()) return point.error();
    store::Statement save = db.prepare(kSaveMonitor);
    save.bind(":code", monitor.code).bind(":point", monitor.point).bind(":name", monitor.name);
    save.bind(":phone", row.phone).bind(":from", monitor.from.iso());
    save.bind(":until", monitor.until.iso());
    const Status saved = save.run();
    return saved.ok() ? saved : Status(saved.error().in("registry.save_monitor"));
}

Result<std::vector<MonitorRow>> monitors(store::Database& db) {
    return all<MonitorRow>(db.prepare(kSelectMonitors), monitor_in);
}

Result<MonitorRow> find_monitor(store::Database& db, const std::string& code) {
    store::Statement select = db.prepare(kSelectMonitor);
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error().in("registry.find_monitor");
    if (!row.value()) return no_monitor();
    return monitor_in(select);
}

Status set_badge(store::Database& db, const std::string& code, const std::string& hash,
                 domain::Date today) {
    store::Statement set = db.prepare(kSetBadge);
    set.bind(":hash", hash).bind(":on", hash.empty() ? "" : today.iso()).bind(":code", code);
    if (const Status done = set.run(); !done.ok()) return done.error().in("registry.set_badge");
    return db.changes() == 0 ? Status(no_monitor()) : ok_status();
}

Status set_pin(store::Database& db, const std::string& code, const std::string& hash) {
    store::Statement set = db.prepare(kSetPin);
    set.bind(":hash", hash).bind(":code", code);
    if (const Status done = set.run(); !done.ok()) return done.error().in("registry.set_pin");
    return db.changes() == 0 ? Status(no_monitor()) : ok_status();
}

Status take_monitors(store::Database& db, const domain::Hall& hall, domain::Date today) {
    for (const domain::MonitoringPoint& point : hall.points) {
        const Result<Point> known = find_point(db, point.code);
        if (!known.ok() && known.error().code != ErrorCode::NotFound) return known.error();
        Point row;
        row.since = today;
        if (known.ok()) row = known.value();
        row.code = point.code;
        row.name = point.name;
        if (const Status saved = save_point(db, row); !saved.ok()) return saved;
    }
    for (const domain::Monitor& monitor : hall.monitors) {
        const Result<MonitorRow> known = find_monitor(db, monitor.code);
        if (!known.ok() && known.error().code != ErrorCode::NotFound) return known.error();
        MonitorRow row = known.ok() ? known.value() : MonitorRow{};
        row.monitor = monitor;
        if (const Status saved = save_monitor(db, row); !saved.ok()) return saved;
        if (monitor.badge_hash.empty()) continue;
        const Status badge = set_badge(db, monitor.code, monitor.badge_hash, today);
        if (!badge.ok()) return badge;
    }
    return ok_status();
}

Status put_monitors(store::Database& db, domain::Hall& hall) {
    const auto all_points = points(db);
    if (!all_points.ok()) return all_points.error();
    const auto rows = monitors(db);
    if (!rows.ok()) return rows.error();
    hall.points.clear();
    hall.monitors.clear();
    for (const Point& point : all_points.value()) {
        if (point.active) hall.points.push_back({point.code, point.name});
    }
    for (const MonitorRow& row : rows.value()) {
        if (hall.point(row.monitor.point) != nullptr) hall.monitors.push_back(row.monitor);
    }
    return ok_status();
}

Result<MonitorState> monitor_state(store::Database& db) {
    store::Statement select = db.prepare(kSelectState);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.monitor_state");
    MonitorState state;
    state.any = select.integer(0) > 0;
    state.digest_text = select.is_null(1) ? "" : select.text(1);
    if (!select.is_null(2)) state.digest_text += "\x1d" + select.text(2);
    return state;
}

}  // namespace sunbooth::center::registry
