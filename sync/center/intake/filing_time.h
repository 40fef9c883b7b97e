// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/domain/record.h"

#include <string>

namespace sunbooth::center::intake {

// When was a record filed? A kiosk's wall clock may be wrong by years, its monotonic clock is right
// but starts anywhere at each boot. Trusting the wall clock lets a dead battery back-date every
// deadline; trusting the arrival alone forgives the hall every day without a network. So each batch
// carries both clocks and the boot id. A record filed in the same boot as the batch is exactly as
// old as the monotonic clock says, counted back from the center's own time. A record of an earlier
// boot has only the kiosk's word: it is taken while it is believable, and the doubt is kept.

enum class Doubt {
    None = 0,          ///< Counted back by the monotonic clock.
    AsTold = 1,        ///< Another boot: the kiosk's wall clock was believed.
    Unbelievable = 2,  ///< In the future or older than a year: the arrival stands in.
};

/// The oldest filing that is believed; longer than any limit of any rule profile.
inline constexpr milliseconds kFiledAgeMax = std::chrono::hours{24 * 366};

/// The clocks of a kiosk at the moment when it sent a batch.
struct BatchClocks {
    WallTime wall;
    Instant monotonic;
    std::string boot_id;
};

struct FilingTime {
    WallTime at;
    Doubt doubt = Doubt::None;
    bool operator==(const FilingTime&) const = default;
};

FilingTime correct_filing_time(const domain::FiledAt& filed, const BatchClocks& batch,
                               WallTime center_now);

}  // namespace sunbooth::center::intake
