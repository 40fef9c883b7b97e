// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace sunbooth::sim {

/// The mains of one machine. A cut planned in operations comes in the middle of a write.
class Power {
public:
    enum class Spent {
        Whole,  ///< The operation was done.
        Torn,   ///< The power went during it: any part of it may have been done.
        Off,    ///< There is no power: nothing was done.
    };

    bool on() const { return on_; }
    void cut() { on_ = false; }
    void restore() {
        on_ = true;
        left_.reset();
    }
    /// Plans a cut during the operation (write, sync, truncation, naming) after `operations` more.
    void cut_after(std::uint64_t operations) { left_ = operations; }
    bool is_cut_planned() const { return left_.has_value(); }

    Spent spend() {
        if (!on_) return Spent::Off;
        if (!left_) return Spent::Whole;
        if (*left_ > 0) {
            --*left_;
            return Spent::Whole;
        }
        on_ = false;
        return Spent::Torn;
    }

private:
    bool on_ = true;
    std::optional<std::uint64_t> left_;
};

}  // namespace sunbooth::sim
