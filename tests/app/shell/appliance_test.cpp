// SPDX-License-Identifier: Apache-2.0
#include "app/shell/appliance.h"

#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <vector>

using namespace sunbooth;
using app::shell::Appliance;
using std::chrono::seconds;

namespace {

class HandClock final : public Clock {
public:
    Instant now() override { return at; }
    WallTime wall() override { return {}; }
    Instant at{};
};

/// An appliance whose surroundings the test holds.
struct Bench {
    explicit Bench(milliseconds watchdog, const std::filesystem::path& runtime = {})
        : appliance({.tell = [this](std::string_view state) { told.emplace_back(state); },
                     .screens = [this] { return screens; },
                     .runtime = runtime,
                     .watchdog = watchdog},
                    clock) {}
    HandClock clock;
    std::string screens = "card0-HDMI-A-1 1080x1920\n";
    std::vector<std::string> told;
    Appliance appliance;
};

}  // namespace

TEST_CASE(
    "appliance: the watchdog hears from the loop at a third of its patience, not at every frame") {
    Bench bench(seconds{15});
    bench.appliance.ready();
    for (int ms = 0; ms < 15000; ms += 10) {
        bench.appliance.beat();
        bench.clock.at += milliseconds{10};
    }
    CHECK(bench.told.front() == "READY=1");
    CHECK(bench.told.size() == 1 + 3);
    CHECK(bench.appliance.sleep_max() <= seconds{5});
}

TEST_CASE("appliance: without a watchdog nothing is told and nobody is woken") {
    Bench bench(milliseconds{0});
    bench.appliance.beat();
    CHECK(bench.told.empty());
    CHECK(bench.appliance.sleep_max().count() < 0);
}

TEST_CASE("appliance: only the center's own answer marks a sync") {
    const test::TempFolder folder;
    Bench bench(milliseconds{0}, folder.path());
    client::Standing standing;
    bench.appliance.heard(standing);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "synced"));
    standing.online = true;
    bench.appliance.heard(standing);
    CHECK(std::filesystem::exists(folder.path() / "synced"));
}

TEST_CASE("appliance: another screen or one that came back is noticed, one that is off is not") {
    Bench bench(milliseconds{0});
    const auto later = [&](const std::string& screens) {
        bench.clock.at += seconds{3};
        bench.screens = screens;
        return bench.appliance.screen_changed();
    };
    const std::string first = bench.screens;
    CHECK_FALSE(later(first));
    CHECK_FALSE(later(""));  // Switched off for the night.
    CHECK(later(first));     // Back in the morning: it shows nothing until its mode is set again.
}

TEST_CASE("appliance: a larger screen in the place of another is noticed") {
    Bench bench(milliseconds{0});
    bench.clock.at += seconds{3};
    bench.screens = "card0-HDMI-A-1 2160x3840\n";
    CHECK(bench.appliance.screen_changed());
}
