// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sunbooth::test {

/// Waits for a client's news on one thread; any other may wake it.
class Listener {
public:
    void wake() {
        const std::lock_guard lock(mutex_);
        woken_ = true;
        changed_.notify_one();
    }
    /// @return false when nothing came within this time.
    bool wait(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        const bool came = changed_.wait_for(lock, patience, [this] { return woken_; });
        woken_ = false;
        return came;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_ = false;
};

}  // namespace sunbooth::test
