// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/center/api/lanes.h"
#include "sync/center/notice_line.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/notices.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/trouble.h"

#include <functional>
#include <map>
#include <optional>
#include <thread>

namespace sunbooth::center {

/// Looks every few seconds whether the calendar has changed, and counts every due date again if so;
/// hands out the notices whose time has come;
/// judges every clock at once and then every kWhole, and every
/// kEvery those of tickets to which something happened, on a thread and a connection of its own;
/// only what is to be issued reaches the writer. Dies before the lanes do.
class SweepClock {
public:
    using OpenReader = std::function<Result<store::Database>()>;
    /// Dates change at midnight; a ticket that changes hands in between loses minutes at most.
    static constexpr std::chrono::minutes kEvery{5};
    static constexpr std::chrono::hours kWhole{1};
    static constexpr std::chrono::seconds kLook{2};

    SweepClock(OpenReader open_reader, NoticeLine& line, api::Lanes& lanes, Clock& clock, Log& log);
    /// Waits for the sweep that runs.
    void stop();

private:
    void run(const std::stop_token& stop);
    void sweep(Instant now);
    void post(const Result<supervision::Findings>& found);
    void recount();
    using Sent = std::map<std::int64_t, Instant>;  ///< Out, on the way to be marked so.
    using Mark = Status (*)(store::Database&, std::span<const std::int64_t>, WallTime);
    void send_notices();
    void send_reminders();
    void hand_out(const std::vector<supervision::Line>& lines, Sent& sent, Mark mark, WallTime now);
    /// @return whether all went out; those that did are in `out`.
    bool send_lines(const std::vector<supervision::Line>& lines, const Sent& sent, WallTime now,
                    std::vector<std::int64_t>& out);
    void notices_failed(const Error& error);
    void forget_spool(domain::Date today);
    store::Database* reader();

    OpenReader open_reader_;
    NoticeLine& line_;
    api::Lanes& lanes_;
    Clock& clock_;
    Log& log_;
    std::optional<store::Database> reader_{};
    Sent sent_{}, reminded_{};
    Trouble notices_trouble_{}, recount_trouble_{};
    domain::Date forgot_on_{};                           ///< When the spool was looked through.
    std::optional<Instant> whole_at_{};                  ///< When every clock was judged,
    domain::Date whole_on_{};                            ///< on which day.
    std::int64_t place_ = 0;                             ///< The newest event that was judged.
    std::optional<registry::CalendarVersion> posted_{};  ///< On its way to the writer,
    Instant posted_at_{};                                ///< since then.
    std::jthread thread_;                                ///< Last: it uses all above.
};

}  // namespace sunbooth::center
