// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::center::registry {

// Working calendars travel as iCalendar files (RFC 5545), which every office program reads: one
// all-day event for each closure or make-up working day. What a day is says X-SUNBOOTH-DAY (OFF or
// WORK); else Apple's X-APPLE-SPECIAL-DAY (WORK-HOLIDAY, ALTERNATE-WORKDAY) or the mark at the end
// of the summary that Chinese calendars carry: 休 or 班. Of the calendar itself:
//
//   X-SUNBOOTH-LAYER:NATIONAL | REGIONAL | HALL   a regional layer overrides the national one,
//                                               a hall's own closures override both
//   X-SUNBOOTH-KNOWN-UNTIL:20261231          the last day that the notices cover: required of a
//                                               national calendar; of a regional one whose feasts
//                                               are set year by year, every later day is
//                                               provisional though the national notice is out
//   X-SUNBOOTH-SOURCE:...                    the notice; required

/// One calendar of those that lie upon each other.
struct CalendarLayer {
    enum class Kind { National, Regional, Hall };
    std::string name;  ///< X-WR-CALNAME; one layer of a name is in force.
    Kind kind = Kind::Regional;
    std::string source;
    std::optional<domain::Date> known_until{};
    struct Day {
        bool works = false;
        std::string name;  ///< 春节
        bool operator==(const Day&) const = default;
    };
    std::map<domain::Date, Day> days;
    bool operator==(const CalendarLayer&) const = default;
};
const char* to_string(CalendarLayer::Kind kind);  ///< "national", "regional", "hall"

/// @return InvalidInput, field "ics", whose detail names the line.
Result<CalendarLayer> read_ical(std::string_view text);
std::string write_ical(const CalendarLayer& layer);

/// Lays a calendar upon another: its days win.
void lay(domain::WorkingCalendar& below, const CalendarLayer& layer);

}  // namespace sunbooth::center::registry
