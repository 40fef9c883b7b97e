// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/check.h"
#include "sync/store/database.h"
#include "sync/wire/messages.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::intake {

/// A record that could not be taken. Its sealed bytes wait here for an auditor.
struct Parking {
    wire::Verdict verdict = wire::Verdict::Refused;  ///< Refused or Conflict.
    std::string reason;
    bool in_chain = false;  ///< It took its place in the kiosk's chain.
};

Status park(store::Database& db, const fleet::Kiosk& kiosk, const CheckedRecord& record,
            const Parking& parking, WallTime now);

/// How exactly these bytes were judged before, so that they are judged the same again.
Result<std::optional<Parking>> find_parked(store::Database& db, const seal::Digest& digest);

/// The auditor's list, newest first, without the bytes.
struct ParkedLine {
    std::int64_t id = 0;
    domain::RecordId record;
    std::string kiosk;
    std::uint64_t seq = 0;
    Parking parking;
};
Result<std::vector<ParkedLine>> parked(store::Database& db, int limit);

}  // namespace sunbooth::center::intake
