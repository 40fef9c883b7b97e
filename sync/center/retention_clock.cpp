// SPDX-License-Identifier: Apache-2.0
#include "sync/center/retention_clock.h"

#include "sync/center/restore.h"
#include "sync/center/retention/retention.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <condition_variable>
#include <mutex>

namespace sunbooth::center {
namespace {

constexpr std::chrono::minutes kEvery{1};
constexpr int kMinutesOfHour = 60;

void erase_some(const RetentionClock::Parts& parts, std::atomic<std::int32_t>& done_on,
                store::Database& writer) {
    const auto run = retention::carry_out({writer, parts.keys, parts.vault}, retention::schedule(),
                                          parts.clock.wall(), RetentionClock::kAtOnce);
    if (!run.ok()) return parts.log.error("retention_failed", {{"error", run.error().line()}});
    if (run.value().proved == 0) {
        done_on = domain::date_of(parts.clock.wall()).days;
        return;
    }
    parts.log.info("retention", {{"contacts", std::int64_t{run.value().contacts}},
                                 {"words", std::int64_t{run.value().words}},
                                 {"queues", std::int64_t{run.value().queues}},
                                 {"parked", std::int64_t{run.value().parked}}});
}

}  // namespace

RetentionClock::RetentionClock(Parts parts)
    : parts_(std::move(parts)),
      done_on_(std::make_shared<std::atomic<std::int32_t>>(-1)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void RetentionClock::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

/// What restores kept aside: files, so the writer has no part in it.
void RetentionClock::forget_replaced_of(WallTime now) {
    if (forgot_on_ == domain::date_of(now).days) return;
    forgot_on_ = domain::date_of(now).days;
    const WallTime before = now - std::chrono::hours{24} * retention::schedule().replaced_days;
    const Result<int> gone = forget_replaced(parts_.folder, before);
    if (!gone.ok()) return parts_.log.error("replaced_failed", {{"error", gone.error().line()}});
    if (gone.value() == 0) return;
    parts_.log.info("replaced_forgotten", {{"folders", std::int64_t{gone.value()}}});
}

void RetentionClock::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        const WallTime now = parts_.clock.wall();
        const int hour = domain::minute_of_day(now) / kMinutesOfHour;
        if (hour == retention::schedule().hour) forget_replaced_of(now);
        if (hour == retention::schedule().hour && *done_on_ != domain::date_of(now).days) {
            // Not `this`: the writer may come to it after this clock is gone.
            parts_.lanes.post_to_writer(
                [parts = parts_, done_on = done_on_](store::Database& writer) {
                    erase_some(parts, *done_on, writer);
                });
        }
        wake.wait_for(lock, stop, kEvery, [] { return false; });
    }
}

}  // namespace sunbooth::center
