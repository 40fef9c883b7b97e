// SPDX-License-Identifier: Apache-2.0
#include "sync/center/parked_clock.h"

#include "sync/center/intake/again.h"
#include "sync/center/intake/commit.h"
#include "sync/center/registry/known.h"
#include "sync/store/in_transaction.h"

#include <condition_variable>
#include <mutex>

namespace sunbooth::center {

ParkedClock::ParkedClock(Parts parts)
    : parts_(std::move(parts)),
      again_(std::make_shared<std::atomic<bool>>(true)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void ParkedClock::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void ParkedClock::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        wake.wait_for(lock, stop, parts_.look, [] { return false; });
        if (stop.stop_requested() || !trouble_.is_time(parts_.clock.now())) continue;
        Status looked = ok_status();
        if (!reader_) {
            Result<store::Database> opened = parts_.open_reader();
            if (opened.ok()) {
                reader_.emplace(std::move(opened).value());
            } else {
                looked = opened.error();
            }
        }
        if (reader_) looked = look(*reader_);
        if (looked.ok()) {
            if (trouble_.went_well()) parts_.log.info("parked_goes_on", {});
            continue;
        }
        reader_.reset();
        if (trouble_.failed(looked.error().line(), parts_.clock.now())) {
            parts_.log.error("parked_failed", {{"error", looked.error().line()}});
        }
    }
}

/// All of it, in pieces, if there is a reason to: what fails half way has its reason still.
Status ParkedClock::look(store::Database& reader) {
    const Result<std::int64_t> known = registry::count_known(reader);
    if (!known.ok()) return known.error();
    const bool again = again_->exchange(false) || parts_.clock.now() - judged_at_ >= kWhole;
    if (!again && known.value() == known_) return ok_status();
    known_ = -1;
    std::int64_t after = 0;
    while (true) {
        auto judged = intake::judge_parked({reader, parts_.keys, parts_.vault, parts_.random},
                                           after, kAtOnce);
        if (!judged.ok()) return judged.error();
        if (!judged.value().good.empty()) post(std::move(judged.value().good));
        after = judged.value().last;
        if (judged.value().is_end) break;
    }
    known_ = known.value();
    judged_at_ = parts_.clock.now();
    return ok_status();
}

void ParkedClock::post(std::vector<intake::CheckedBatch> good) {
    const auto all = std::make_shared<const std::vector<intake::CheckedBatch>>(std::move(good));
    // Not `this`: the writer may come to it after this clock is gone.
    parts_.lanes.post_to_writer([all, again = again_, &keys = parts_.keys, &clock = parts_.clock,
                                 &log = parts_.log](store::Database& writer) {
        const auto taken = store::in_transaction(
            writer, [&] { return intake::take_parked(writer, keys, *all, clock.wall()); });
        if (taken.ok()) return log.info("parked_taken", {{"records", std::int64_t{taken.value()}}});
        *again = true;
        log.error("parked_failed", {{"error", taken.error().line()}});
    });
}

}  // namespace sunbooth::center
