// SPDX-License-Identifier: Apache-2.0
#include "app/shell/keeper.h"

#include "app/shell/service.h"
#include "sync/base/mutant.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sunbooth;
using app::shell::keep;
using app::shell::Keeping;
using app::shell::tell_service_manager;
using std::chrono::milliseconds;

namespace {

/// A keeper, what its children leave in a file, and what the service manager heard.
struct Bench {
    test::TempFolder folder;
    std::vector<std::string> told;

    Keeping keeping(int starts, milliseconds patience = {}) {
        return {.libraries = {},
                .patience = patience,
                .starts_max = starts,
                .tell = [this](std::string_view word) { told.emplace_back(word); }};
    }
    /// In a child.
    void leave(const std::string& word) const {
        std::ofstream(folder / "left", std::ios::app) << word << ' ';
    }
    std::string left() const {
        std::ifstream in(folder / "left");
        return {std::istreambuf_iterator<char>(in), {}};
    }
    long heard(std::string_view word) const { return std::count(told.begin(), told.end(), word); }
};

/// std::exit would run what doctest has left to do.
[[noreturn]] int end_child(int status) {
    std::_Exit(status);
}

/// A frame was shown, and then nothing more for two seconds.
int hangs(const Bench& bench) {
    tell_service_manager("READY=1");
    bench.leave("shown");
    std::this_thread::sleep_for(std::chrono::seconds{2});
    bench.leave("woke");
    return end_child(0);
}

}  // namespace

TEST_CASE("keeper: a kiosk that dies is started again, however it died, so many times") {
    Bench bench;
    const Keeping keeping = bench.keeping(3);
    CHECK(keep(keeping, [&] {
              bench.leave("start");
              tell_service_manager("READY=1");
              if (bench.left() == "start ") raise(SIGKILL);
              return end_child(7);
          }) == 0);
    CHECK(bench.left() == "start start start ");
    CHECK(bench.heard("READY=1") == 3);
}

TEST_CASE("keeper: the service manager hears of frames and beats, and of nothing else") {
    Bench bench;
    keep(bench.keeping(1), [&] {
        for (const char* word : {"READY=1", "STOPPING=1", "WATCHDOG=1", "MAINPID=1"}) {
            tell_service_manager(word);
        }
        std::this_thread::sleep_for(milliseconds{200});
        return end_child(0);
    });
    CHECK(bench.told == std::vector<std::string>{"READY=1", "WATCHDOG=1"});
}

TEST_CASE(
    "keeper: a kiosk that showed a frame and hangs is killed before the manager's patience ends") {
    Bench bench;
    keep(bench.keeping(2, milliseconds{600}), [&] { return hangs(bench); });
    CHECK(bench.left() == "shown shown ");
}

TEST_CASE("mutant: a keeper that never kills leaves a hung kiosk on the screen") {
    Bench bench;
    const MutantScope scope("keeper.waits_for_ever");
    keep(bench.keeping(1, milliseconds{600}), [&] { return hangs(bench); });
    CHECK(bench.left() == "shown woke ");
}

TEST_CASE("keeper: until its first frame a kiosk is spoken for, and not killed") {
    Bench bench;
    keep(bench.keeping(1, milliseconds{600}), [&] {
        std::this_thread::sleep_for(milliseconds{1500});
        bench.leave("slow");
        return end_child(0);
    });
    CHECK(bench.left() == "slow ");
    CHECK(bench.heard("WATCHDOG=1") >= 2);
}

TEST_CASE("keeper: its kiosk dies with it") {
    Bench bench;
    const pid_t keeper = fork();
    if (keeper == 0) {
        keep(bench.keeping(1), [&] {
            std::ofstream(bench.folder / "child") << getpid() << std::flush;
            std::this_thread::sleep_for(std::chrono::seconds{30});
            return end_child(0);
        });
        end_child(0);
    }
    const auto wait_until = [](auto so) {
        for (int look = 0; look < 500 && !so(); ++look) {
            std::this_thread::sleep_for(milliseconds{20});
        }
        return so();
    };
    pid_t child = 0;
    CHECK(wait_until([&] { return bool(std::ifstream(bench.folder / "child") >> child); }));
    kill(keeper, SIGKILL);
    waitpid(keeper, nullptr, 0);
    REQUIRE(child > 0);
    // One that nobody has waited for is a zombie until then, and no process any more.
    CHECK(wait_until([&] {
        std::ifstream status("/proc/" + std::to_string(child) + "/stat");
        std::string text((std::istreambuf_iterator<char>(status)), {});
        return text.empty() || text.find(") Z ") != std::string::npos;
    }));
}
