// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/center/api/lanes.h"
#include "sync/center/registry/calendar.h"

#include <functional>
#include <optional>
#include <thread>

namespace sunbooth::center {

/// Looks every few seconds whether the calendar has changed, and counts every due date again if so;
/// judges every clock at once and then every kEvery. On a thread and a connection of its own: only
/// what is to be written reaches the writer, a piece at a time. Dies before the lanes do.
class SweepClock {
public:
    using OpenReader = std::function<Result<store::Database>()>;
    /// Dates change at midnight; a ticket that changes hands in between loses minutes at most.
    static constexpr std::chrono::minutes kEvery{5};
    static constexpr std::chrono::seconds kLook{2};

    SweepClock(OpenReader open_reader, api::Lanes& lanes, Clock& clock, Log& log);
    /// Waits for the sweep that runs.
    void stop();

private:
    void run(const std::stop_token& stop);
    void sweep();
    void recount();
    store::Database* reader();

    OpenReader open_reader_;
    api::Lanes& lanes_;
    Clock& clock_;
    Log& log_;
    std::optional<store::Database> reader_{};
    std::optional<registry::CalendarVersion> posted_{};  ///< On its way to the writer,
    Instant posted_at_{};                                ///< since then.
    std::jthread thread_;                                ///< Last: it uses all above.
};

}  // namespace sunbooth::center
