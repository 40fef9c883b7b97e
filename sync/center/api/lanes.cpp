// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/lanes.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"
#include "sync/center/api/job.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace sunbooth::center::api {
namespace {

using Housekeeping = std::function<void(store::Database&)>;

/// What the threads share. The mutex guards the fields below it and nothing that waits.
struct Queues {
    std::mutex mutex;
    std::condition_variable reader_wakes;
    std::condition_variable writer_wakes;
    std::deque<Job> for_readers;
    std::deque<std::variant<Job, Housekeeping>> for_writer;
    bool taking = true;         ///< New work is let in.
    bool readers_done = false;  ///< No reader runs, so nothing more can reach the writer.
    std::size_t writer_jobs = 0;
};

}  // namespace

class Lanes::Impl {
public:
    Impl(Router router, store::Database owner, Outside outside, Options options)
        : router_(std::move(router)),
          owner_(std::move(owner)),
          outside_(outside),
          options_(options) {
        SUNBOOTH_ASSERT(options.readers >= 1 && options.readers <= 64);
        SUNBOOTH_ASSERT(options.queue_max >= 1 && options.batch_max >= 1);
    }

    void start(std::vector<store::Database> readers) {
        readers_ = std::move(readers);
        for (store::Database& db : readers_) {
            threads_.emplace_back([this, &db] { read_on(db); });
        }
        writer_ = std::thread([this] { write_on(); });
    }

    void serve(wire::Request request, std::string peer, Answer answer) {
        auto found = router_.find(request.method, request.path);
        Job job{std::move(request), std::move(peer), {nullptr, {}}, {}, std::move(answer)};
        if (auto* refusal = std::get_if<wire::Response>(&found)) {
            return send(job, std::move(*refusal), outside_.log);
        }
        job.match = std::get<Router::Match>(std::move(found));
        const bool to_writer = job.match.route->lane == Lane::Writer && !job.match.route->prepare;
        std::optional<Job> over = to_writer ? queue_for_writer(std::move(job), From::Outside)
                                            : queue_for_readers(std::move(job));
        if (over) turn_away(*over);
    }

    bool post_to_writer(Housekeeping job) {
        const std::lock_guard lock(queues_.mutex);
        if (!queues_.taking) return false;
        queues_.for_writer.emplace_back(std::move(job));
        queues_.writer_wakes.notify_one();
        return true;
    }

    /// First the readers run dry, because they feed the writer, then the writer.
    void stop() {
        {
            const std::lock_guard lock(queues_.mutex);
            queues_.taking = false;
            queues_.reader_wakes.notify_all();
        }
        for (std::thread& thread : threads_) {
            if (thread.joinable()) thread.join();
        }
        {
            const std::lock_guard lock(queues_.mutex);
            queues_.readers_done = true;
            queues_.writer_wakes.notify_all();
        }
        if (writer_.joinable()) writer_.join();
    }

    LanesFigures figures() {
        LanesFigures figures;
        figures.accepted = accepted_;
        figures.turned_away = turned_away_;
        figures.commits = commits_;
        figures.committed = committed_;
        figures.failed_commits = failed_commits_;
        std::unique_lock lock(queues_.mutex, std::defer_lock);
        if (!mutant("lanes.counts_unlocked")) lock.lock();
        figures.waiting_readers = queues_.for_readers.size();
        figures.waiting_writer = queues_.for_writer.size();
        return figures;
    }

private:
    enum class From { Outside, Reader };

    /// @return the job back when there is no room.
    std::optional<Job> queue_for_readers(Job job) {
        const std::lock_guard lock(queues_.mutex);
        if (!queues_.taking || queues_.for_readers.size() >= options_.queue_max) return job;
        queues_.for_readers.push_back(std::move(job));
        queues_.reader_wakes.notify_one();
        ++accepted_;
        return std::nullopt;
    }

    /// A reader's half-done job is let in while stopping: it was accepted.
    std::optional<Job> queue_for_writer(Job job, From from) {
        const std::lock_guard lock(queues_.mutex);
        if (from == From::Outside && !queues_.taking) return job;
        if (queues_.writer_jobs >= options_.queue_max) return job;
        queues_.for_writer.emplace_back(std::move(job));
        ++queues_.writer_jobs;
        queues_.writer_wakes.notify_one();
        if (from == From::Outside) ++accepted_;
        return std::nullopt;
    }

    void turn_away(Job& job) {
        ++turned_away_;
        send(job, busy_response("the center is busy"), outside_.log);
    }

    // [reader threads]
    void read_on(store::Database& db) {
        while (std::optional<Job> job = next_for_reader()) {
            if (job->match.route->lane == Lane::Reader) {
                answer(*job, run_handler(job->match.route->handle, *job, db, outside_));
            } else {
                prepare(std::move(*job), db);
            }
        }
    }

    std::optional<Job> next_for_reader() {
        std::unique_lock lock(queues_.mutex);
        queues_.reader_wakes.wait(lock,
                                  [&] { return !queues_.for_readers.empty() || !queues_.taking; });
        if (queues_.for_readers.empty()) return std::nullopt;
        Job job = std::move(queues_.for_readers.front());
        queues_.for_readers.pop_front();
        return job;
    }

    void prepare(Job job, store::Database& db) {
        Result<wire::Response> ready = run_handler(job.match.route->prepare, job, db, outside_);
        if (!ready.ok()) return answer(job, ready);
        if (std::optional<Job> over = queue_for_writer(std::move(job), From::Reader)) {
            turn_away(*over);
        }
    }

    void answer(Job& job, Result<wire::Response> done) {
        send(job, done.ok() ? std::move(done).value() : problem_response(done.error()),
             outside_.log);
    }

    // [writer thread]
    void write_on() {
        while (true) {
            std::vector<Job> batch;
            Housekeeping housekeeping;
            if (!next_for_writer(batch, housekeeping)) return;
            if (housekeeping) keep_house(housekeeping);
            if (!batch.empty()) commit(batch);
        }
    }

    /// Takes either one piece of housekeeping or all jobs before the next one.
    /// @return false at the end.
    bool next_for_writer(std::vector<Job>& batch, Housekeeping& housekeeping) {
        std::unique_lock lock(queues_.mutex);
        queues_.writer_wakes.wait(
            lock, [&] { return !queues_.for_writer.empty() || queues_.readers_done; });
        auto& queue = queues_.for_writer;
        if (queue.empty()) return false;
        if (auto* alone = std::get_if<Housekeeping>(&queue.front())) {
            housekeeping = std::move(*alone);
            queue.pop_front();
            return true;
        }
        while (!queue.empty() && batch.size() < options_.batch_max) {
            Job* job = std::get_if<Job>(&queue.front());
            if (job == nullptr) break;
            batch.push_back(std::move(*job));
            queue.pop_front();
            --queues_.writer_jobs;
        }
        return true;
    }

    void commit(std::vector<Job>& batch) {
        if (!run_batch(batch, owner_, outside_)) {
            ++failed_commits_;
            return;
        }
        ++commits_;
        committed_ += batch.size();
        if (options_.after_write) options_.after_write();
    }

    void keep_house(const Housekeeping& job) {
        try {
            job(owner_);
        } catch (const std::exception& failed) {
            outside_.log.error("housekeeping_threw", {{"what", failed.what()}});
        }
        if (options_.after_write) options_.after_write();
    }

    const Router router_;
    store::Database owner_;
    std::vector<store::Database> readers_;
    const Outside outside_;
    const Options options_;
    Queues queues_;
    std::atomic<std::uint64_t> accepted_{0}, turned_away_{0}, commits_{0}, committed_{0},
        failed_commits_{0};
    std::vector<std::thread> threads_;
    std::thread writer_;
};

Result<std::unique_ptr<Lanes>> Lanes::start(Router router, store::Database owner,
                                            const OpenReader& open_reader, Outside outside,
                                            Options options) {
    std::vector<store::Database> readers;
    for (std::size_t i = 0; i < options.readers; ++i) {
        Result<store::Database> reader = open_reader();
        if (!reader.ok()) return reader.error().in("reader");
        readers.push_back(std::move(reader).value());
    }
    auto impl = std::make_unique<Impl>(std::move(router), std::move(owner), outside, options);
    impl->start(std::move(readers));
    return std::unique_ptr<Lanes>(new Lanes(std::move(impl)));
}

Lanes::Lanes(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Lanes::~Lanes() {
    stop();
}
void Lanes::serve(wire::Request request, std::string peer, Answer answer) {
    impl_->serve(std::move(request), std::move(peer), std::move(answer));
}
bool Lanes::post_to_writer(std::function<void(store::Database&)> job) {
    return impl_->post_to_writer(std::move(job));
}
void Lanes::stop() {
    impl_->stop();
}
LanesFigures Lanes::figures() const {
    return impl_->figures();
}

}  // namespace sunbooth::center::api
