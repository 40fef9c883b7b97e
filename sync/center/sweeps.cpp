// SPDX-License-Identifier: Apache-2.0
#include "sync/center/sweeps.h"

#include "sync/center/monitoring/duties.h"
#include "sync/center/registry/changes.h"
#include "sync/center/supervision/sweep.h"
#include "sync/store/database.h"

#include <condition_variable>
#include <mutex>

namespace sunbooth::center {
namespace {

Result<int> issue_all(store::Database& writer, const supervision::Findings& findings,
                      WallTime now) {
    Result<store::Transaction> transaction = store::Transaction::begin(writer);
    if (!transaction.ok()) return transaction.error();
    const Result<int> issued = supervision::carry_out(writer, findings, now);
    if (!issued.ok()) return issued;
    const Status kept = transaction.value().commit();
    if (!kept.ok()) return kept.error();
    return issued;
}

/// What monitors and the center owe each other: a few rows, so the writer judges them itself.
void judge_duties(store::Database& writer, Clock& clock, Log& log) {
    Result<store::Transaction> transaction = store::Transaction::begin(writer);
    if (!transaction.ok())
        return log.error("duties_failed", {{"error", transaction.error().line()}});
    const Result<int> changed = monitoring::judge_duties(writer, clock.wall());
    if (!changed.ok()) {
        // Before the first hall is imported no rule says how often.
        if (changed.error().code == ErrorCode::NotFound) return;
        return log.error("duties_failed", {{"error", changed.error().line()}});
    }
    const Status kept = transaction.value().commit();
    if (!kept.ok()) return log.error("duties_failed", {{"error", kept.error().line()}});
    if (changed.value() > 0) log.info("duties", {{"changed", std::int64_t{changed.value()}}});
}

/// Those who listen are told once of the filings of a half-day, when it is over.
void tend_changes(store::Database& writer, Clock& clock, Log& log) {
    Result<store::Transaction> transaction = store::Transaction::begin(writer);
    Status done = transaction.ok() ? registry::tend_changes(writer, clock.wall())
                                   : Status(transaction.error());
    if (done.ok()) done = transaction.value().commit();
    if (!done.ok()) log.error("changes_failed", {{"error", done.error().line()}});
}

}  // namespace

SweepClock::SweepClock(OpenReader open_reader, api::Lanes& lanes, Clock& clock, Log& log)
    : open_reader_(std::move(open_reader)),
      lanes_(lanes),
      clock_(clock),
      log_(log),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void SweepClock::stop() {
    thread_.request_stop();
    thread_.join();
}

void SweepClock::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        sweep();
        // Not `this`: the writer may come to it after this clock is gone.
        lanes_.post_to_writer([&clock = clock_, &log = log_](store::Database& writer) {
            judge_duties(writer, clock, log);
            tend_changes(writer, clock, log);
        });
        wake.wait_for(lock, stop, kEvery, [] { return false; });
    }
}

void SweepClock::sweep() {
    Result<store::Database> db = open_reader_();
    if (!db.ok()) return log_.error("sweep_failed", {{"error", db.error().line()}});
    const auto found = supervision::judge(db.value(), domain::date_of(clock_.wall()));
    if (!found.ok()) {
        // Before the first hall is imported there is no calendar to count by.
        if (found.error().code != ErrorCode::NotFound) {
            log_.error("sweep_failed", {{"error", found.error().line()}});
        }
        return;
    }
    if (found.value().due.empty() && found.value().settled.empty()) return;
    // Not `this`: the writer may come to it after this clock is gone.
    lanes_.post_to_writer(
        [findings = found.value(), &clock = clock_, &log = log_](store::Database& writer) {
            const auto issued = issue_all(writer, findings, clock.wall());
            if (!issued.ok()) return log.error("sweep_failed", {{"error", issued.error().line()}});
            log.info("swept", {{"issued", std::int64_t{issued.value()}}});
        });
}

}  // namespace sunbooth::center
