// SPDX-License-Identifier: Apache-2.0
#include "sync/center/stream_pump.h"

#include "sync/store/database.h"

namespace sunbooth::center {

StreamPump::StreamPump(OpenReader open_reader, api::Streams& streams, Clock& clock, Log& log)
    : open_reader_(std::move(open_reader)),
      streams_(streams),
      clock_(clock),
      log_(log),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void StreamPump::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    streams_.end_all();
}

void StreamPump::run(const std::stop_token& stop) {
    Result<store::Database> db = open_reader_();
    if (!db.ok()) return log_.error("streams_failed", {{"error", db.error().line()}});
    while (!stop.stop_requested()) {
        streams_.wait(stop);
        bool more = true;
        while (more && !stop.stop_requested()) {
            const Result<bool> told = streams_.pass(db.value(), clock_.now());
            if (!told.ok()) log_.error("stream_failed", {{"error", told.error().line()}});
            more = told.ok() && told.value();
        }
    }
}

}  // namespace sunbooth::center
