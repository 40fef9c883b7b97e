// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/log.h"
#include "sync/center/api/router.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace sunbooth::center::api {

// Where handlers run. Many readers, each with a read-only connection; one writer with the only
// connection that writes and checkpoints. A durable commit costs one wait for the disk however much
// is in it, so the writer takes all that waits (up to `batch_max`), runs each job in a savepoint of
// its own inside one transaction, commits once, and only then lets the answers go: nobody is told
// "stored" before it is on disk. A job that fails undoes its own savepoint and nothing else; when
// the COMMIT fails, nothing was stored and every job of the batch is answered 503.

/// What happened so far, for /metrics. Any thread.
struct LanesFigures {
    std::uint64_t accepted = 0;     ///< Requests that reached a lane.
    std::uint64_t turned_away = 0;  ///< Answered 503 because a queue was full or at the end.
    std::uint64_t commits = 0;      ///< Batches that the writer committed.
    std::uint64_t committed = 0;    ///< Jobs in them.
    std::uint64_t failed_commits = 0;
    std::size_t waiting_readers = 0;  ///< Requests that wait for a reader.
    std::size_t waiting_writer = 0;
};

class Lanes {
public:
    struct Options {
        std::size_t readers = 2;      ///< Threads, 1..64.
        std::size_t queue_max = 512;  ///< Requests that may wait in each lane; past it: 503.
        std::size_t batch_max = 64;   ///< Jobs that share one commit.
        /// Called on the writer's thread after each batch that was committed and after each piece
        /// of housekeeping; must be quick.
        std::function<void()> after_write{};
    };
    /// What lanes stand on; clock and log outlive them and may be used by any thread.
    struct Outside {
        Clock& clock;
        Log& log;
    };
    using OpenReader = std::function<Result<store::Database>()>;
    using Answer = std::function<void(wire::Response)>;

    /// `owner` becomes the writer's; `open_reader` is called once for each reader, here.
    /// @return the error of a reader that does not open.
    static Result<std::unique_ptr<Lanes>> start(Router router, store::Database owner,
                                                const OpenReader& open_reader, Outside outside,
                                                Options options);
    static Result<std::unique_ptr<Lanes>> start(Router router, store::Database owner,
                                                const OpenReader& open_reader, Outside outside) {
        return start(std::move(router), std::move(owner), open_reader, outside, Options{});
    }
    /// Stops.
    ~Lanes();
    Lanes(const Lanes&) = delete;
    Lanes& operator=(const Lanes&) = delete;

    /// Finds the route and queues the request; never blocks, never throws. `answer` is called
    /// exactly once, from this thread (no such route, no room) or from a lane's. Any thread.
    void serve(wire::Request request, std::string peer, Answer answer);

    /// Runs a piece of housekeeping on the writer's thread, between batches, outside any
    /// transaction: checkpoints, backups' watermarks, sweeping. Runs even while stopping, if it was
    /// accepted. @return false when the lanes are stopped already: it will not run.
    bool post_to_writer(std::function<void(store::Database&)> job);

    /// Takes nothing more in (503), finishes and answers what was accepted, joins the threads.
    void stop();

    LanesFigures figures() const;

private:
    class Impl;
    explicit Lanes(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace sunbooth::center::api
