// SPDX-License-Identifier: Apache-2.0
#include "sync/base/clock.h"

#include <ctime>

namespace sunbooth {
namespace {

std::int64_t read_ms(clockid_t id) {
    timespec at{};
    clock_gettime(id, &at);
    return std::int64_t{at.tv_sec} * 1000 + at.tv_nsec / 1'000'000;
}

}  // namespace

Instant SystemClock::now() {
    return instant_ms(read_ms(CLOCK_BOOTTIME));
}
WallTime SystemClock::wall() {
    return wall_ms(read_ms(CLOCK_REALTIME));
}

}  // namespace sunbooth
