// SPDX-License-Identifier: Apache-2.0
#include "sync/base/assert.h"
#include "tests/explorer/story.h"

#include <array>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

namespace sunbooth::explorer {
namespace {

/// What a worker tells its parent.
struct Report {
    std::uint64_t images = 0;
    std::uint64_t opened = 0;
    std::uint64_t broken = 0;
    std::array<char, 400> first{};
};

/// One worker's share: every `stride`-th moment.
class Worker {
public:
    Worker(const Story& story, Drive drive)
        : story_(story), live_(story.root, power_), image_(story.root, power_), vfs_(draws_) {
        if (drive == Drive::Lying) live_.lie();
        image_.expect_no_cut();
        vfs_.mount(image_);
    }

    Report run(std::uint64_t images, unsigned first, unsigned stride) {
        const Moment end = story_.operations.size();
        const std::uint64_t moments = end - story_.from + 1;
        for (Moment moment = 0; moment <= end; ++moment) {
            if (moment >= story_.from && moment % stride == first) {
                const std::uint64_t n = moment - story_.from;
                cut_at(moment, (n + 1) * images / moments - n * images / moments);
            }
            if (moment < end) live_.repeat(story_.operations[moment]);
        }
        return report_;
    }

private:
    void cut_at(Moment moment, std::uint64_t times) {
        for (std::uint64_t seed = 0; seed < times; ++seed) {
            SeededRandom chance(moment * 1'000'003 + seed);
            const bool open = live_.copy_after_cut(image_, chance);
            look(moment);
            if (!open) return;  // Whatever the seed, the image is the same.
        }
    }

    void look(Moment moment) {
        ++report_.images;
        const bool own = report_.images % story_.open_every == 0;
        std::optional<std::string> broken = story_.check(moment);
        if (!broken && own) broken = story_.open(moment);
        if (own) ++report_.opened;
        if (!broken) return;
        if (report_.broken++ == 0) {
            const std::string line = "cut at " + std::to_string(moment) + ": " + *broken;
            std::strncpy(report_.first.data(), line.c_str(), report_.first.size() - 1);
        }
    }

    const Story& story_;
    sim::Power power_;
    sim::Disk live_;
    sim::Disk image_;
    SeededRandom draws_{7};
    sim::Vfs vfs_;
    Report report_;
};

/// A process of its own: SQLite's and the allocator's locks would halve two threads.
int start_worker(const Story& story, std::uint64_t images, unsigned first, unsigned stride,
                 Drive drive, pid_t& child) {
    int ends[2];
    SUNBOOTH_ASSERT(::pipe(ends) == 0);
    child = ::fork();
    SUNBOOTH_ASSERT(child >= 0);
    if (child != 0) {
        ::close(ends[1]);
        return ends[0];
    }
    sim::use_one_thread();
    const Report report = Worker(story, drive).run(images, first, stride);
    const ssize_t written = ::write(ends[1], &report, sizeof report);
    ::_exit(written == sizeof report ? 0 : 1);
}

}  // namespace

Count explore(const Story& story, std::uint64_t images, unsigned workers, Drive drive) {
    std::vector<std::pair<pid_t, int>> started;
    for (unsigned i = 0; i < workers; ++i) {
        pid_t child = 0;
        const int end = start_worker(story, images, i, workers, drive, child);
        started.emplace_back(child, end);
    }
    Count count;
    for (const auto& [child, end] : started) {
        Report report;
        const ssize_t got = ::read(end, &report, sizeof report);
        ::close(end);
        int status = 0;
        ::waitpid(child, &status, 0);
        const bool whole = got == sizeof report && WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (!whole) ++count.crashed;
        count.images += report.images;
        count.opened += report.opened;
        count.broken += report.broken;
        if (count.first.empty()) count.first = report.first.data();
    }
    return count;
}

}  // namespace sunbooth::explorer
