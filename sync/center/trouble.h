// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"

#include <algorithm>
#include <string>

namespace sunbooth::center {

/// Something that goes wrong again and again, such as writing on a full disk: it is tried ever more
/// seldom and told once for each change, so that the log is not what fills the rest of the disk.
class Trouble {
public:
    static constexpr milliseconds kWaitMin = std::chrono::seconds{4};
    static constexpr milliseconds kWaitMax = std::chrono::minutes{5};

    /// Whether it may be tried.
    bool is_time(Instant now) const { return why_.empty() || now >= next_; }
    /// @return whether this is to be told: it went well before, or wrong in another way.
    bool failed(const std::string& why, Instant now) {
        const bool changed = why != why_;
        wait_ = why_.empty() ? kWaitMin : std::min(wait_ * 2, kWaitMax);
        why_ = why;
        next_ = now + wait_;
        return changed;
    }
    /// @return whether it had gone wrong before.
    bool went_well() {
        const bool before = !why_.empty();
        why_.clear();
        return before;
    }

private:
    std::string why_{};  ///< Empty: it goes well.
    milliseconds wait_{};
    Instant next_{};
};

}  // namespace sunbooth::center
