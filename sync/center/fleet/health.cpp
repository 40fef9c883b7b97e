// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/health.h"

namespace sunbooth::center::fleet {
namespace {

constexpr std::string_view kNote = R"sql(
    INSERT INTO kiosk_health
           (kiosk, at_ms, version, slot, screens, printer, sound, temperature_c, disk_free_mb,
            memory_free_mb, up_minutes, starts, unsent, parked, oldest_unsent_days, accepting,
            quarantined)
    VALUES (:kiosk, :at_ms, :version, :slot, :screens, :printer, :sound, :temperature_c,
            :disk_free_mb, :memory_free_mb, :up_minutes, :starts, :unsent, :parked,
            :oldest_unsent_days, :accepting, :quarantined)
        ON CONFLICT (kiosk) DO UPDATE
       SET at_ms = excluded.at_ms, version = excluded.version, slot = excluded.slot,
           screens = excluded.screens, printer = excluded.printer, sound = excluded.sound,
           temperature_c = excluded.temperature_c, disk_free_mb = excluded.disk_free_mb,
           memory_free_mb = excluded.memory_free_mb, up_minutes = excluded.up_minutes,
           starts = excluded.starts, unsent = excluded.unsent, parked = excluded.parked,
           oldest_unsent_days = excluded.oldest_unsent_days, accepting = excluded.accepting,
           quarantined = excluded.quarantined)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT kiosk, at_ms, version, slot, screens, printer, sound, temperature_c, disk_free_mb,
           memory_free_mb, up_minutes, starts, unsent, parked, oldest_unsent_days, accepting,
           quarantined
      FROM kiosk_health)sql";

std::optional<int> small(const store::Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return static_cast<int>(row.integer(column));
}

HealthReport read_row(store::Statement& row) {
    HealthReport report;
    report.at = wall_ms(row.integer(1));
    domain::Machine& machine = report.health.machine;
    machine.version = row.text(2);
    machine.slot = row.text(3);
    machine.screens = row.text(4);
    machine.printer = row.text(5);
    machine.sound = row.text(6);
    machine.temperature_c = small(row, 7);
    machine.disk_free_mb = row.integer(8);
    machine.memory_free_mb = row.integer(9);
    machine.up_minutes = row.integer(10);
    machine.starts = static_cast<int>(row.integer(11));
    report.health.unsent = row.integer(12);
    report.health.parked = row.integer(13);
    report.health.oldest_unsent_days = small(row, 14);
    report.health.accepting = row.integer(15) != 0;
    report.health.quarantined = row.integer(16) != 0;
    return report;
}

}  // namespace

Status note_health(store::Database& db, const std::string& kiosk,
                   const domain::TerminalHealth& health, WallTime now) {
    const domain::Machine& machine = health.machine;
    store::Statement note = db.prepare(kNote);
    note.bind(":kiosk", kiosk)
        .bind(":at_ms", to_ms(now))
        .bind(":version", machine.version)
        .bind(":slot", machine.slot)
        .bind(":screens", machine.screens)
        .bind(":printer", machine.printer)
        .bind(":sound", machine.sound)
        .bind(":disk_free_mb", machine.disk_free_mb)
        .bind(":memory_free_mb", machine.memory_free_mb)
        .bind(":up_minutes", machine.up_minutes)
        .bind(":starts", std::int64_t{machine.starts})
        .bind(":unsent", health.unsent)
        .bind(":parked", health.parked)
        .bind(":accepting", std::int64_t{health.accepting ? 1 : 0})
        .bind(":quarantined", std::int64_t{health.quarantined ? 1 : 0});
    if (machine.temperature_c) note.bind(":temperature_c", std::int64_t{*machine.temperature_c});
    if (health.oldest_unsent_days) {
        note.bind(":oldest_unsent_days", std::int64_t{*health.oldest_unsent_days});
    }
    return note.run();
}

Result<std::map<std::string, HealthReport>> health_reports(store::Database& db) {
    store::Statement select = db.prepare(kSelect);
    std::map<std::string, HealthReport> reports;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.health_reports");
        if (!row.value()) return reports;
        reports[select.text(0)] = read_row(select);
    }
}

}  // namespace sunbooth::center::fleet
