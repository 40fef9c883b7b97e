// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/filing_time.h"

#include <doctest/doctest.h>

#include <limits>

using namespace sunbooth;
using namespace sunbooth::center::intake;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const WallTime kNow = wall_ms(1'793'590'620'000);  // 2026-11-02 in the morning
const BatchClocks kBatch{kNow - hours{5}, instant_ms(1'000'000'000), "boot-2"};

struct Row {
    const char* what;
    domain::FiledAt filed;
    FilingTime expected;
};

}  // namespace

TEST_CASE("filing time: counted back within a boot, believed within a year, else the arrival") {
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const Row rows[] = {
        {"same boot, a minute ago, whatever the wall clock says",
         {wall_ms(0), kBatch.monotonic - minutes{1}, "boot-2"},
         {kNow - minutes{1}, Doubt::None}},
        {"same boot, the same moment", {kNow, kBatch.monotonic, "boot-2"}, {kNow, Doubt::None}},
        {"same boot id, but the clock ran backwards: as told",
         {kNow - hours{3}, kBatch.monotonic + minutes{1}, "boot-2"},
         {kNow - hours{3}, Doubt::AsTold}},
        {"another boot: as told",
         {kNow - hours{30}, kBatch.monotonic, "boot-1"},
         {kNow - hours{30}, Doubt::AsTold}},
        {"another boot, at the edge of what is believed",
         {kNow - kFiledAgeMax, instant_ms(5), "boot-1"},
         {kNow - kFiledAgeMax, Doubt::AsTold}},
        {"another boot, a millisecond older",
         {kNow - kFiledAgeMax - milliseconds{1}, instant_ms(5), "boot-1"},
         {kNow, Doubt::Unbelievable}},
        {"another boot, in the future",
         {kNow + milliseconds{1}, instant_ms(5), "boot-1"},
         {kNow, Doubt::Unbelievable}},
        {"a dead battery: 1970",
         {wall_ms(0), instant_ms(5), "boot-1"},
         {kNow, Doubt::Unbelievable}},
        {"numbers at the end of their range",
         {wall_ms(most), instant_ms(-most), "boot-2"},
         {kNow, Doubt::Unbelievable}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(correct_filing_time(row.filed, kBatch, kNow) == row.expected);
    }
}

TEST_CASE("filing time: a kiosk up for longer than a year is not believed either") {
    const BatchClocks batch{kNow, Instant{} + kFiledAgeMax + hours{1}, "boot-1"};
    CHECK(correct_filing_time({kNow, Instant{}, "boot-1"}, batch, kNow) ==
          FilingTime{kNow, Doubt::Unbelievable});
}
