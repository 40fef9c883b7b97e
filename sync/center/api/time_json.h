// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/domain/date.h"

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>

namespace sunbooth::center::api {

/// To the minute, at the hall: "2026-11-26T10:24:00+08:00". For what staff did; what a citizen did
/// is told by the half-day only.
inline std::string json_time(WallTime at) {
    const int minute = domain::minute_of_day(at);
    return fmt::format("{}T{:02}:{:02}:00+08:00", domain::date_of(at).iso(), minute / 60,
                       minute % 60);
}

/// "2026-11-26", or null.
inline boost::json::value day_or_null(const std::optional<domain::Date>& day) {
    return day ? boost::json::value(day->iso()) : boost::json::value(nullptr);
}

}  // namespace sunbooth::center::api
