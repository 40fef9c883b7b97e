// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/filing_time.h"

namespace sunbooth::center::intake {

FilingTime correct_filing_time(const domain::FiledAt& filed, const BatchClocks& batch,
                               WallTime center_now) {
    const bool same_boot = filed.boot_id == batch.boot_id && filed.monotonic >= Instant{} &&
                           batch.monotonic >= filed.monotonic;
    const WallTime earliest = center_now - kFiledAgeMax;
    const WallTime at = same_boot ? center_now - (batch.monotonic - filed.monotonic) : filed.wall;
    if (at < earliest || at > center_now) return {center_now, Doubt::Unbelievable};
    return {at, same_boot ? Doubt::None : Doubt::AsTold};
}

}  // namespace sunbooth::center::intake
