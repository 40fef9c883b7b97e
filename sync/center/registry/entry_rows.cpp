// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/entry_rows.h"

#include "sync/center/registry/event_chain.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitor_language.h"
#include "sync/center/registry/monitors.h"
#include "sync/wire/hall.h"

#include <algorithm>

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kSelectKind = R"sql(
    SELECT code, version, active, fields FROM registry_entry WHERE kind = :kind ORDER BY code)sql";
constexpr std::string_view kKeep = R"sql(
    INSERT INTO registry_entry (kind, code, version, active, fields)
    VALUES (:kind, :code, :version, :active, :fields)
        ON CONFLICT (kind, code) DO UPDATE
           SET version = :version, active = :active, fields = :fields)sql";

Result<Entry> read_entry(const store::Statement& row, EntryKind kind) {
    auto fields = read_fields(row.text(3), "registry");
    if (!fields.ok()) return fields.error();
    return Entry{kind, row.text(0), row.integer(1), row.integer(2) != 0, std::move(fields).value()};
}

void put_name(Fields& fields, const domain::LocalText& name) {
    fields["name.zh"] = name.zh;
    fields["name.en"] = name.en;
    fields["name.ug"] = name.ug;
}

domain::LocalText name_of(const Entry& entry) {
    return {text_in(entry.fields, "name.zh"), text_in(entry.fields, "name.en"),
            text_in(entry.fields, "name.ug")};
}

domain::Date day_in(const Entry& entry, const char* field) {
    const auto day = domain::Date::parse(text_in(entry.fields, field));
    return day.ok() ? day.value() : domain::Date{};
}

/// What stands in the tables that these kinds have of their own.
Result<std::vector<Entry>> standing(store::Database& db, EntryKind kind) {
    std::vector<Entry> found;
    const auto add = [&](const std::string& code, bool active, Fields fields) {
        found.push_back({kind, code, 1, active, std::move(fields)});
    };
    if (kind == EntryKind::Unit || kind == EntryKind::Window) {
        const auto hall = hall_in_force(db);
        if (!hall.ok() && hall.error().code == ErrorCode::NotFound) return found;
        if (!hall.ok()) return hall.error();
        for (const auto& unit : hall.value()->units) {
            if (kind != EntryKind::Unit) break;
            Fields fields{{"phone", unit.phone}};
            put_name(fields, unit.name);
            add(unit.code, true, std::move(fields));
        }
        for (const auto& window : hall.value()->windows) {
            if (kind != EntryKind::Window) break;
            Fields fields{{"unit", window.unit}};
            put_name(fields, window.name);
            add(window.code, true, std::move(fields));
        }
    } else if (kind == EntryKind::Point) {
        const auto rows = points(db);
        if (!rows.ok()) return rows.error();
        for (const Point& point : rows.value()) {
            Fields fields{{"kind", point.kind}, {"unit", point.unit}, {"since", point.since.iso()}};
            put_name(fields, point.name);
            add(point.code, point.active, std::move(fields));
        }
    } else if (kind == EntryKind::Monitor) {
        const auto rows = monitors(db);
        if (!rows.ok()) return rows.error();
        const auto languages = monitor_languages(db);
        if (!languages.ok()) return languages.error();
        for (const MonitorRow& row : rows.value()) {
            add(row.monitor.code, true,
                {{"name", row.monitor.name},
                 {"point", row.monitor.point},
                 {"phone", row.phone},
                 {"from", row.monitor.from.iso()},
                 {"until", row.monitor.until.iso()},
                 {"language", domain::tag_of(languages.value().at(row.monitor.code))}});
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
        const domain::Unit unit{entry.code, name_of(entry), text_in(entry.fields, "phone")};
        put_item(hall.units, unit, entry.active);
    } else {
        domain::Window window{entry.code, text_in(entry.fields, "unit"), name_of(entry)};
        // Its queue is told by the hall's file alone.
        if (const auto* stood = hall.window(entry.code)) window.queue = stood->queue;
        put_item(hall.windows, window, entry.active);
    }
    ++hall.version;
    return put_hall(db, wire::write_hall(hall), now);
}

}  // namespace

std::string text_in(const Fields& fields, std::string_view name) {
    const auto found = fields.find(std::string(name));
    return found == fields.end() ? std::string() : found->second;
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
    store::Statement keep = db.prepare(kKeep);
    keep.bind(":kind", to_string(entry.kind)).bind(":code", entry.code);
    keep.bind(":version", entry.version).bind(":active", entry.active ? 1 : 0);
    return keep.bind(":fields", write_fields(entry.fields)).run();
}

Status carry_out(store::Database& db, const Entry& entry, WallTime now) {
    switch (entry.kind) {
        case EntryKind::Unit:
        case EntryKind::Window:
            return change_hall(db, entry, now);
        case EntryKind::Point:
            return save_point(
                db, {entry.code, name_of(entry), text_in(entry.fields, "kind"),
                     text_in(entry.fields, "unit"), entry.active, day_in(entry, "since")});
        case EntryKind::Monitor: {
            MonitorRow row;
            row.monitor.code = entry.code;
            row.monitor.point = text_in(entry.fields, "point");
            row.monitor.name = text_in(entry.fields, "name");
            row.phone = text_in(entry.fields, "phone");
            row.monitor.from = day_in(entry, "from");
            row.monitor.until = day_in(entry, "until");
            if (const Status saved = save_monitor(db, row); !saved.ok()) return saved;
            return set_monitor_language(db, entry.code, text_in(entry.fields, "language"));
        }
        case EntryKind::Division:
        case EntryKind::Service:
        case EntryKind::Kiosk:
            return ok_status();
    }
    return ok_status();
}

}  // namespace sunbooth::center::registry
