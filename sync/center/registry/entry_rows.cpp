// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/entry_rows.h"

#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitors.h"
#include "sync/wire/hall.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

#include <algorithm>

namespace sunbooth::center::registry {
namespace {

namespace json = boost::json;
using Texts = std::map<std::string, std::string>;

constexpr std::string_view kSelectOne = R"sql(
    SELECT code, version, active, fields FROM registry_entry
     WHERE kind = :kind AND code = :code)sql";
constexpr std::string_view kSelectKind = R"sql(
    SELECT code, version, active, fields FROM registry_entry WHERE kind = :kind ORDER BY code)sql";
constexpr std::string_view kKeep = R"sql(
    INSERT INTO registry_entry (kind, code, version, active, fields)
    VALUES (:kind, :code, :version, :active, :fields)
        ON CONFLICT (kind, code) DO UPDATE
           SET version = :version, active = :active, fields = :fields)sql";

constexpr std::size_t kFieldsBytesMax = 64 * 1024;

Result<Entry> read_entry(const store::Statement& row, EntryKind kind) {
    Entry entry{kind, row.text(0), row.integer(1), row.integer(2) != 0, {}};
    const auto fields = wire::parse_json(row.text(3), kFieldsBytesMax);
    if (!fields.ok() || !fields.value().is_object()) {
        return Error{ErrorCode::Corrupt, "an entry of the registry cannot be read", "registry"};
    }
    for (const auto& [name, value] : fields.value().get_object()) {
        if (value.is_string()) entry.fields[std::string(name)] = std::string(value.get_string());
    }
    return entry;
}

void put_name(Texts& fields, const domain::LocalText& name) {
    fields["name.zh"] = name.zh;
    fields["name.en"] = name.en;
    fields["name.ug"] = name.ug;
}

domain::LocalText name_of(const Entry& entry) {
    const auto text = [&](const char* field) {
        const auto found = entry.fields.find(field);
        return found == entry.fields.end() ? std::string() : found->second;
    };
    return {text("name.zh"), text("name.en"), text("name.ug")};
}

std::string text_in(const Entry& entry, const char* field) {
    const auto found = entry.fields.find(field);
    return found == entry.fields.end() ? std::string() : found->second;
}

domain::Date day_in(const Entry& entry, const char* field) {
    const auto day = domain::Date::parse(text_in(entry, field));
    return day.ok() ? day.value() : domain::Date{};
}

/// What stands in the tables that these kinds have of their own.
Result<std::vector<Entry>> standing(store::Database& db, EntryKind kind) {
    std::vector<Entry> found;
    const auto add = [&](const std::string& code, bool active, Texts fields) {
        found.push_back({kind, code, 1, active, std::move(fields)});
    };
    if (kind == EntryKind::Unit || kind == EntryKind::Window) {
        const auto hall = hall_in_force(db);
        if (!hall.ok() && hall.error().code == ErrorCode::NotFound) return found;
        if (!hall.ok()) return hall.error();
        for (const auto& unit : hall.value()->units) {
            if (kind != EntryKind::Unit) break;
            Texts fields{{"phone", unit.phone}};
            put_name(fields, unit.name);
            add(unit.code, true, std::move(fields));
        }
        for (const auto& window : hall.value()->windows) {
            if (kind != EntryKind::Window) break;
            Texts fields{{"unit", window.unit}};
            put_name(fields, window.name);
            add(window.code, true, std::move(fields));
        }
    } else if (kind == EntryKind::Point) {
        const auto rows = points(db);
        if (!rows.ok()) return rows.error();
        for (const Point& point : rows.value()) {
            Texts fields{{"kind", point.kind}, {"unit", point.unit}, {"since", point.since.iso()}};
            put_name(fields, point.name);
            add(point.code, point.active, std::move(fields));
        }
    } else if (kind == EntryKind::Monitor) {
        const auto rows = monitors(db);
        if (!rows.ok()) return rows.error();
        for (const MonitorRow& row : rows.value()) {
            add(row.monitor.code, true,
                {{"name", row.monitor.name},
                 {"point", row.monitor.point},
                 {"phone", row.phone},
                 {"from", row.monitor.from.iso()},
                 {"until", row.monitor.until.iso()}});
        }
    }
    return found;
}

bool has_table_of_its_own(EntryKind kind) {
    return kind == EntryKind::Unit || kind == EntryKind::Window || kind == EntryKind::Point ||
           kind == EntryKind::Monitor;
}

/// Puts an item of the hall in the place of that of its code, at the end, or nowhere.
template <class Item>
void put_item(std::vector<Item>& items, const Item& item, bool active) {
    const auto at = std::ranges::find(items, item.code, &Item::code);
    if (!active) {
        if (at != items.end()) items.erase(at);
    } else if (at != items.end()) {
        *at = item;
    } else {
        items.push_back(item);
    }
}

Status change_hall(store::Database& db, const Entry& entry, WallTime now) {
    const auto found = hall_in_force(db);
    if (!found.ok()) return found.error();
    domain::Hall hall = *found.value();
    if (entry.kind == EntryKind::Unit) {
        const domain::Unit unit{entry.code, name_of(entry), text_in(entry, "phone")};
        put_item(hall.units, unit, entry.active);
    } else {
        const domain::Window window{entry.code, text_in(entry, "unit"), name_of(entry)};
        put_item(hall.windows, window, entry.active);
    }
    ++hall.version;
    return put_hall(db, wire::write_hall(hall), now);
}

}  // namespace

Result<std::optional<Entry>> kept_entry(store::Database& db, EntryKind kind,
                                        const std::string& code) {
    store::Statement select = db.prepare(kSelectOne);
    const Result<bool> row = select.bind(":kind", to_string(kind)).bind(":code", code).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return std::optional<Entry>{};
    Result<Entry> entry = read_entry(select, kind);
    if (!entry.ok()) return entry.error();
    return std::optional(std::move(entry).value());
}

Result<std::vector<Entry>> all_entries(store::Database& db, EntryKind kind) {
    auto found = standing(db, kind);
    if (!found.ok()) return found.error();
    std::map<std::string, Entry> by_code;
    for (Entry& entry : found.value()) by_code[entry.code] = std::move(entry);
    store::Statement select = db.prepare(kSelectKind);
    select.bind(":kind", to_string(kind));
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) break;
        Result<Entry> kept = read_entry(select, kind);
        if (!kept.ok()) return kept.error();
        Entry entry = std::move(kept).value();
        const auto there = by_code.find(entry.code);
        // The table of its own has the last word: an import may have changed it since.
        if (there != by_code.end()) {
            for (auto& [name, value] : there->second.fields) entry.fields[name] = value;
            entry.active = entry.kind == EntryKind::Monitor ? entry.active : there->second.active;
        } else if (has_table_of_its_own(kind)) {
            entry.active = false;
        }
        by_code[entry.code] = std::move(entry);
    }
    std::vector<Entry> all;
    for (auto& [code, entry] : by_code) all.push_back(std::move(entry));
    return all;
}

Status keep_entry(store::Database& db, const Entry& entry) {
    json::object fields;
    for (const auto& [name, value] : entry.fields) fields[name] = value;
    store::Statement keep = db.prepare(kKeep);
    keep.bind(":kind", to_string(entry.kind)).bind(":code", entry.code);
    keep.bind(":version", entry.version).bind(":active", entry.active ? 1 : 0);
    return keep.bind(":fields", json::serialize(fields)).run();
}

Status carry_out(store::Database& db, const Entry& entry, WallTime now) {
    switch (entry.kind) {
        case EntryKind::Unit:
        case EntryKind::Window:
            return change_hall(db, entry, now);
        case EntryKind::Point:
            return save_point(db, {entry.code, name_of(entry), text_in(entry, "kind"),
                                   text_in(entry, "unit"), entry.active, day_in(entry, "since")});
        case EntryKind::Monitor: {
            MonitorRow row;
            row.monitor.code = entry.code;
            row.monitor.point = text_in(entry, "point");
            row.monitor.name = text_in(entry, "name");
            row.phone = text_in(entry, "phone");
            row.monitor.from = day_in(entry, "from");
            row.monitor.until = day_in(entry, "until");
            return save_monitor(db, row);
        }
        case EntryKind::Division:
        case EntryKind::Service:
        case EntryKind::Kiosk:
            return ok_status();
    }
    return ok_status();
}

}  // namespace sunbooth::center::registry
