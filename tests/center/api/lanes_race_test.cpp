// SPDX-License-Identifier: Apache-2.0
// whether the thread checker would see a lock that is missing. It ends a program that has a
// race, so that the mutant runs in a process of its own: this program again, with the one test
// below.
#include "sync/base/mutant.h"
#include "sync/center/api/lanes.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <utility>

using namespace sunbooth;
using namespace sunbooth::center::api;

namespace {

constexpr const char* kMutantVariable = "SUNBOOTH_LANES_MUTANT";
constexpr int kRequests = 400;

/// Lanes whose only route answers at once.
std::unique_ptr<Lanes> start(const std::filesystem::path& path, Clock& clock, Log& log) {
    Route route{"GET", "/words", Lane::Reader,
                [](Context&, const wire::Request&, const PathArgs&,
                   std::any&) -> Result<wire::Response> { return json_response(200, "{}"); },
                nullptr};
    const auto open_reader = [path] {
        return store::Database::open(path, {.access = store::Access::Reader});
    };
    return std::move(Lanes::start(Router({std::move(route)}),
                                  store::Database::open(path, {}).value(), open_reader,
                                  {clock, log}, {}))
        .value();
}

}  // namespace

TEST_CASE("lanes: they may be counted while they serve") {
    const char* name = std::getenv(kMutantVariable);
    std::optional<MutantScope> scope;
    if (name != nullptr) scope.emplace(name);
    const test::TempFolder folder;
    SystemClock clock;
    NullLog log;
    auto lanes = start(folder / "words.db", clock, log);
    std::atomic<int> answered = 0;
    std::size_t waiting_max = 0;
    std::thread asks([&] {
        for (int i = 0; i < kRequests; ++i) {
            lanes->serve({"GET", "/words", "", {}, {}}, "127.0.0.1",
                         [&](const wire::Response&) { ++answered; });
        }
    });
    while (answered < kRequests) {
        waiting_max = std::max(waiting_max, lanes->figures().waiting_readers);
    }
    asks.join();
    lanes->stop();
    CHECK(waiting_max <= std::size_t{kRequests});
}

#ifdef __SANITIZE_THREAD__
TEST_CASE("R-15 lanes: the mutant lanes.counts_unlocked is named by the thread checker") {
    // Both kinds of run, so that it is the missing lock that ends the second.
    const std::string program = std::filesystem::read_symlink("/proc/self/exe");
    const auto status_of = [&](const std::string& environment) {
        const std::string command = environment + " TSAN_OPTIONS=halt_on_error=1:exitcode=66 '" +
                                    program + "' -tc='lanes: they may be counted*' 2>&1";
        std::string said;
        std::FILE* pipe = popen(command.c_str(), "r");
        REQUIRE(pipe != nullptr);
        std::array<char, 4096> part{};
        while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe)) {
            said.append(part.data(), size);
        }
        const int status = pclose(pipe);
        return std::pair(WEXITSTATUS(status), said);
    };
    CHECK(status_of("").first == 0);
    const auto [status, said] = status_of(std::string(kMutantVariable) + "=lanes.counts_unlocked");
    CHECK(status == 66);
    CHECK(said.find("data race") != std::string::npos);
    if (status == 66) MESSAGE("R-15 mutant lanes.counts_unlocked: caught");
}
#endif
