// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace sunbooth {

using std::chrono::milliseconds;

/// A point on a clock that never jumps. Its clock type has no now(): logic is handed `Instant now`
/// and cannot read a clock by itself.
struct MonotonicClock {
    using rep = std::int64_t;
    using period = std::milli;
    using duration = milliseconds;
    using time_point = std::chrono::time_point<MonotonicClock>;
    static constexpr bool is_steady = true;
};
using Instant = MonotonicClock::time_point;

/// UTC by the wall clock of a machine, which may be wrong by years.
struct WallClock {
    using rep = std::int64_t;
    using period = std::milli;
    using duration = milliseconds;
    using time_point = std::chrono::time_point<WallClock>;
    static constexpr bool is_steady = false;
};
using WallTime = WallClock::time_point;

inline std::int64_t to_ms(Instant at) {
    return at.time_since_epoch().count();
}
inline std::int64_t to_ms(WallTime at) {
    return at.time_since_epoch().count();
}
inline Instant instant_ms(std::int64_t ms) {
    return Instant{milliseconds{ms}};
}
inline WallTime wall_ms(std::int64_t ms) {
    return WallTime{milliseconds{ms}};
}

/// Where a program reads the time. Real programs own one SystemClock; tests and the simulator own a
/// clock of their own. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
    virtual WallTime wall() = 0;
};

/// The machine's clocks: CLOCK_BOOTTIME (so that suspend counts) and CLOCK_REALTIME.
class SystemClock final : public Clock {
public:
    Instant now() override;
    WallTime wall() override;
};

}  // namespace sunbooth
