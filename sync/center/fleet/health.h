// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/terminal.h"
#include "sync/store/database.h"

#include <map>
#include <string>

namespace sunbooth::center::fleet {

/// What a kiosk told of itself last.
struct HealthReport {
    domain::TerminalHealth health;
    WallTime at;
};

/// Takes the place of the one before. @pre the kiosk is enrolled.
Status note_health(store::Database& db, const std::string& kiosk,
                   const domain::TerminalHealth& health, WallTime now);

/// By kiosk; one that never told is not in it.
Result<std::map<std::string, HealthReport>> health_reports(store::Database& db);

}  // namespace sunbooth::center::fleet
