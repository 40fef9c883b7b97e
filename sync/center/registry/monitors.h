// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/hall.h"
#include "sync/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::registry {

/// A monitoring point as the center keeps it. What kiosks are told is domain::MonitoringPoint.
struct Point {
    std::string code;  ///< 1..32 of a-z, 0-9 and "-".
    domain::LocalText name;
    std::string kind = "other";  ///< enterprise, window, community, other
    std::string unit;            ///< Unit code; may be empty.
    bool active = true;
    domain::Date since;  ///< From this day on it is owed visits.
};

/// A monitor; kiosks get the part that is domain::Monitor.
struct MonitorRow {
    domain::Monitor monitor;
    std::string phone;
    std::string badge_on;  ///< The day on which the badge was issued; empty: none.
};

/// Makes or changes a point. Inside the caller's transaction. @return InvalidInput naming the
/// field.
Status save_point(store::Database& db, const Point& point);
Result<std::vector<Point>> points(store::Database& db);
/// @return NotFound.
Result<Point> find_point(store::Database& db, const std::string& code);

/// Makes or changes a monitor; badge and PIN stay as they are. Inside the caller's transaction.
/// @return InvalidInput naming the field; NotFound when there is no such point.
Status save_monitor(store::Database& db, const MonitorRow& row);
Result<std::vector<MonitorRow>> monitors(store::Database& db);
/// @return NotFound.
Result<MonitorRow> find_monitor(store::Database& db, const std::string& code);

/// The hash of another badge; the one before is worth nothing from the next feed on. An empty hash
/// takes the badge away. @return NotFound.
Status set_badge(store::Database& db, const std::string& code, const std::string& hash,
                 domain::Date today);
/// Argon2id of another PIN; forgets wrong tries. An empty hash takes the PIN away. @return
/// NotFound.
Status set_pin(store::Database& db, const std::string& code, const std::string& hash);

/// Points and monitors of an imported hall: made if they are not there yet, else their names,
/// points and terms are taken over.
Status take_monitors(store::Database& db, const domain::Hall& hall, domain::Date today);

/// Puts the active points and their monitors in the place of what an imported file said.
Status put_monitors(store::Database& db, domain::Hall& hall);
/// Whether the hall's bytes must be made anew for them, and a digest of all that put_monitors()
/// reads.
struct MonitorState {
    bool any = false;
    std::string digest_text;
};
Result<MonitorState> monitor_state(store::Database& db);

}  // namespace sunbooth::center::registry
