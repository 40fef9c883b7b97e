// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/intake/check.h"

#include <cstdint>
#include <vector>

namespace sunbooth::center::intake {

// A record may name what the center does not know: a topic, window or monitor that came after the
// backup to which the center was taken back. Its citizen was thanked; it must not wait for ever. So
// what is parked in its place of a chain is judged once more whenever the center has learnt
// something (registry/known.h), and at its start: the bytes are there, and so are the kiosk's
// clocks of the day on which they came. A kiosk that sends such a record again is answered by the
// same rule (commit.h).

/// Parked records that can be taken now, each as a batch of one, and how far was read.
struct JudgedAgain {
    std::vector<CheckedBatch> good;
    int tried = 0;          ///< How many were judged.
    std::int64_t last = 0;  ///< The id to go on after.
    bool is_end = true;     ///< Nothing comes after it.
};
/// Opens and judges those after `after`, at most `limit`, and keeps the contacts of the good ones
/// in the vault. Writes nothing into the center's database: take_parked() of commit.h does.
Result<JudgedAgain> judge_parked(CheckTools tools, std::int64_t after, int limit);

}  // namespace sunbooth::center::intake
