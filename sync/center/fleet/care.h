// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/store/database.h"

#include <cstdint>
#include <map>
#include <string>

namespace sunbooth::center::fleet {

/// What staff arranged about a kiosk.
struct Care {
    std::string point;         ///< The monitoring point that looks after it; empty: none.
    std::int64_t version = 1;  ///< Rises with everything that staff do with the kiosk.
};
/// By kiosk; those with whom nothing was done are left out: a plain Care{} holds for them.
Result<std::map<std::string, Care>> cares(store::Database& db);

/// Something that staff do with a kiosk, on the version that was read.
struct CareDeed {
    std::string kiosk;
    std::int64_t version = 0;
    std::string by;
};
/// Counts the deed. Inside the caller's transaction, before the deed itself. @return the care as
/// it was; NotFound; Conflict, field "expected_version", when somebody else was quicker.
Result<Care> begin_care(store::Database& db, const CareDeed& deed);
/// Gives a kiosk to a monitoring point (empty: to none). Inside the caller's transaction, after
/// begin_care().
Status put_point(store::Database& db, const CareDeed& deed, const std::string& point);

}  // namespace sunbooth::center::fleet
