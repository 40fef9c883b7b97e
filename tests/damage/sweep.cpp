// SPDX-License-Identifier: Apache-2.0
#include "sync/base/assert.h"
#include "tests/damage/damage.h"
#include "tests/sim/vfs.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace sunbooth::damage {
namespace {

/// What a worker tells its parent, in memory that both see: it survives the worker.
struct Report {
    std::array<std::uint64_t, 4> kinds{};  ///< By Finding::Kind.
    std::uint64_t next = 0;                ///< The first case not yet begun.
    std::array<char, 200> doing{};
    std::array<char, 400> first{};
    bool stops = false;  ///< Nothing more is begun.
};

template <std::size_t N>
void write_text(std::array<char, N>& to, const std::string& text) {
    to.fill(0);
    std::memcpy(to.data(), text.data(), std::min(text.size(), N - 1));
}

/// What every worker is told.
struct Order {
    std::uint64_t times = 0;
    unsigned stride = 1;
    Until until = Until::End;
};

void work(Report& report, const Order& order, const Look& look) {
    while (report.next < order.times && !report.stops) {
        const std::uint64_t number = report.next;
        report.next += order.stride;
        write_text(report.doing, "case " + std::to_string(number));
        std::string done;
        const Finding finding = look(number, done);
        ++report.kinds.at(static_cast<std::size_t>(finding.kind));
        if (finding.kind == Finding::Kind::Broken && report.first[0] == 0) {
            write_text(report.first,
                       "case " + std::to_string(number) + ", " + done + ": " + finding.what);
        }
        report.stops = order.until == Until::Broken && finding.kind == Finding::Kind::Broken;
    }
}

pid_t start(Report& report, const Order& order, const std::function<Look()>& make_look) {
    const pid_t child = ::fork();
    SUNBOOTH_ASSERT(child >= 0);
    if (child != 0) return child;
    sim::use_one_thread();
    work(report, order, make_look());
    ::_exit(0);
}

}  // namespace

Count sweep(std::uint64_t times, unsigned workers, const std::function<Look()>& make_look,
            Until until) {
    const Order order{times, workers, until};
    const std::size_t size = sizeof(Report) * workers;
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    SUNBOOTH_ASSERT(memory != MAP_FAILED);
    auto* reports = new (memory) Report[workers];
    std::vector<pid_t> children;
    for (unsigned i = 0; i < workers; ++i) {
        reports[i].next = i;
        children.push_back(start(reports[i], order, make_look));
    }
    Count count;
    for (unsigned i = 0; i < workers; ++i) {
        Report& report = reports[i];
        for (int status = 0; ::waitpid(children[i], &status, 0) == children[i];) {
            if (WIFEXITED(status) && WEXITSTATUS(status) == 0) break;
            ++count.crashed;
            count.first += std::string(report.doing.data()) + " crashed; ";
            children[i] = start(report, order, make_look);
        }
        count.harmless += report.kinds[0];
        count.detected += report.kinds[1];
        count.refused += report.kinds[2];
        count.broken += report.kinds[3];
        if (report.first[0] != 0) count.first = report.first.data();
    }
    count.images = count.harmless + count.detected + count.refused + count.broken + count.crashed;
    ::munmap(memory, size);
    return count;
}

std::uint64_t wanted_images(double share) {
    const char* text = std::getenv("SUNBOOTH_DAMAGES");
    const double all = text != nullptr ? std::strtod(text, nullptr) : 100'000.0;
    return static_cast<std::uint64_t>(all * share);
}

unsigned cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace sunbooth::damage
