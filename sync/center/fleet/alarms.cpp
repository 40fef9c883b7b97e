// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/alarms.h"

namespace sunbooth::center::fleet {
namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO alarm (at_ms, kind, kiosk, epoch, seq, detail)
    VALUES (:at_ms, :kind, :kiosk, :epoch, :seq, :detail)
        ON CONFLICT DO NOTHING)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT kind, kiosk, epoch, seq, detail FROM alarm ORDER BY id DESC LIMIT :limit)sql";

constexpr std::string_view kFind = R"sql(
    SELECT 1 FROM alarm
     WHERE kind = :kind AND kiosk = :kiosk AND epoch = :epoch AND seq = :seq)sql";

constexpr std::string_view kCount = "SELECT kiosk, kind, count(*) FROM alarm GROUP BY kiosk, kind";

AlarmKind kind_of(std::string_view name) {
    for (const AlarmKind kind :
         {AlarmKind::Gap, AlarmKind::Fork, AlarmKind::Conflict, AlarmKind::SetAside}) {
        if (name == to_string(kind)) return kind;
    }
    return AlarmKind::Refused;
}

std::int64_t& count_of(AlarmCounts& counts, AlarmKind kind) {
    switch (kind) {
        case AlarmKind::Gap:
            return counts.gaps;
        case AlarmKind::Fork:
            return counts.forks;
        case AlarmKind::Conflict:
            return counts.conflicts;
        case AlarmKind::Refused:
            return counts.refused;
        case AlarmKind::SetAside:
            return counts.set_aside;
    }
    return counts.refused;
}

}  // namespace

const char* to_string(AlarmKind kind) {
    switch (kind) {
        case AlarmKind::Gap:
            return "gap";
        case AlarmKind::Fork:
            return "fork";
        case AlarmKind::Conflict:
            return "conflict";
        case AlarmKind::Refused:
            return "refused";
        case AlarmKind::SetAside:
            return "set_aside";
    }
    return "";
}

Status raise(store::Database& db, const Alarm& alarm, WallTime now) {
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":at_ms", to_ms(now))
        .bind(":kind", to_string(alarm.kind))
        .bind(":kiosk", alarm.kiosk)
        .bind(":epoch", alarm.epoch)
        .bind(":seq", alarm.seq)
        .bind(":detail", alarm.detail);
    return insert.run();
}

Result<bool> was_raised(store::Database& db, const Alarm& alarm) {
    store::Statement select = db.prepare(kFind);
    select.bind(":kind", to_string(alarm.kind))
        .bind(":kiosk", alarm.kiosk)
        .bind(":epoch", alarm.epoch)
        .bind(":seq", alarm.seq);
    return select.step();
}

Result<std::map<std::string, AlarmCounts>> count_alarms(store::Database& db) {
    store::Statement select = db.prepare(kCount);
    std::map<std::string, AlarmCounts> counts;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.count_alarms");
        if (!row.value()) return counts;
        count_of(counts[select.text(0)], kind_of(select.text(1))) += select.integer(2);
    }
}

Result<std::vector<Alarm>> alarms(store::Database& db, int limit) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":limit", limit);
    std::vector<Alarm> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.alarms");
        if (!row.value()) return all;
        all.push_back({kind_of(select.text(0)), select.text(1), select.integer(2),
                       static_cast<std::uint64_t>(select.integer(3)), select.text(4)});
    }
}

}  // namespace sunbooth::center::fleet
