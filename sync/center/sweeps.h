// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/center/api/lanes.h"

#include <functional>
#include <thread>

namespace sunbooth::center {

/// Judges every clock at once and then every kEvery, on a thread and a connection of its own; only
/// what is to be issued reaches the writer. Dies before the lanes do.
class SweepClock {
public:
    using OpenReader = std::function<Result<store::Database>()>;
    /// Dates change at midnight; a ticket that changes hands in between loses minutes at most.
    static constexpr std::chrono::minutes kEvery{5};

    SweepClock(OpenReader open_reader, api::Lanes& lanes, Clock& clock, Log& log);
    /// Waits for the sweep that runs.
    void stop();

private:
    void run(const std::stop_token& stop);
    void sweep();

    OpenReader open_reader_;
    api::Lanes& lanes_;
    Clock& clock_;
    Log& log_;
    std::jthread thread_;  ///< Last: it uses all above.
};

}  // namespace sunbooth::center
