// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/registry/ical.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::registry {

// The working calendar lies in layers, and what lies higher wins, day by day: the national one that
// comes along with the program; the hall file's own days; national ones that were brought in since;
// regional ones (Xinjiang's festivals); and on top closures of this one hall. Each is dated and
// names the notice it stands on.

/// The working calendar that deadlines are counted by. @return NotFound until a hall was imported.
Result<std::shared_ptr<const domain::WorkingCalendar>> calendar_in_force(store::Database& db);

/// A change: a layer in the place of that of its name, or the layer of that name taken away.
struct CalendarChange {
    std::optional<CalendarLayer> layer{};
    std::string withdrawn{};  ///< Where there is no layer.
    const std::string& name() const { return layer ? layer->name : withdrawn; }
};
/// The calendar as it would be. @return NotFound, field "withdraw", when there is no such layer.
Result<domain::WorkingCalendar> calendar_with(store::Database& db, const CalendarChange& change);

/// A layer and where it came from.
struct LayerInForce {
    std::int64_t edition = 0;  ///< 0: came along with the program.
    CalendarLayer layer;
    WallTime at{};
    std::string by{};
};
/// From the lowest to the highest; the hall file's own days are not among them.
Result<std::vector<LayerInForce>> layers_in_force(store::Database& db);
/// All of them laid upon each other, each day with its name, as one layer that can be written out.
Result<CalendarLayer> whole_calendar(store::Database& db);

/// Every change that was ever made, newest first.
struct CalendarEdition {
    std::int64_t edition = 0;
    std::string name;
    bool is_withdrawn = false;
    WallTime at{};
    std::string by{};
};
/// @param limit 1..200
Result<std::vector<CalendarEdition>> calendar_editions(store::Database& db, int limit);

/// Puts a change in force and notes it in the journal. Inside the caller's transaction. The layer
/// that is in force already, once more, is no change.
/// @return its edition; NotFound, field "withdraw"; Conflict, field "expected_edition", naming the
/// change that came first, when `expected` is given and is not the newest.
struct Changer {
    std::string by;
    std::optional<std::int64_t> expected{};
};
Result<std::int64_t> change_calendar(store::Database& db, const CalendarChange& change,
                                     const Changer& changer, WallTime now);

/// What the calendar depends on: it changes whenever that may. Cheap.
struct CalendarVersion {
    std::int64_t edition = 0;
    std::int64_t hall = 0;     ///< 0: no hall yet.
    std::int64_t program = 0;  ///< Of the calendar that came along with the program.
    bool operator==(const CalendarVersion&) const = default;
};
Result<CalendarVersion> calendar_version(store::Database& db);

}  // namespace sunbooth::center::registry
