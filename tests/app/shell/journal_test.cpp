// SPDX-License-Identifier: Apache-2.0
#include "app/shell/journal.h"

#include "app/shell/machine.h"
#include "app/shell/service_page.h"
#include "tests/client/fakes.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace sunbooth;
using app::shell::Journal;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("journal: warnings, errors and starts are kept, newest first, and outlast the program") {
    const test::TempFolder folder;
    SystemClock clock;
    NullLog quiet;
    {
        Journal journal(folder.path(), clock, quiet);
        journal.started("0.1.7");
        journal.info("nothing_to_keep");
        journal.warn("link_down", {{"tries", 3}});
        journal.error("disk_full", {{"why", "two\nlines"}});
    }
    const auto lines = Journal(folder.path(), clock, quiet).last(10);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].ends_with("error disk_full why=two lines"));
    CHECK(lines[1].ends_with("warn link_down tries=3"));
    CHECK(lines[2].ends_with("info started version=0.1.7"));
    CHECK(Journal(folder.path(), clock, quiet).last(1).size() == 1);
}

TEST_CASE("journal: starts are counted since a time, whatever else was kept") {
    const test::TempFolder folder;
    test::ManualClock clock;
    NullLog quiet;
    Journal journal(folder.path(), clock, quiet);
    journal.started("0.1.6");
    clock.advance(std::chrono::hours{25});
    journal.error("info started version=0.1.6");
    journal.started("0.1.7");
    journal.started("0.1.7");
    CHECK(journal.starts_since(clock.wall() - std::chrono::hours{24}) == 2);
    CHECK(journal.starts_since(clock.wall() - std::chrono::hours{26}) == 3);
}

TEST_CASE("journal: never grows past its bound, and keeps the newest") {
    const test::TempFolder folder;
    SystemClock clock;
    NullLog quiet;
    Journal journal(folder.path(), clock, quiet);
    // As large as it gets, without ten thousand syncs.
    put(folder.path() / "events.log", std::string(Journal::kBytesMax - 10, 'x') + "\n");
    journal.error("first");
    put(folder.path() / "events.log", std::string(Journal::kBytesMax - 10, 'y') + "\n");
    journal.error("second");
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(folder.path())) bytes += entry.file_size();
    CHECK(bytes <= 2 * Journal::kBytesMax);
    CHECK(journal.last(1).front().ends_with("error second"));
}

TEST_CASE("machine: what an operator asks first is read from the machine's own files") {
    const test::TempFolder folder;
    const fs::path root = folder.path();
    put(root / "etc/os-release", "ID=sunbooth\nIMAGE_VERSION=0.1.7\n");
    put(root / "proc/cmdline", "sunbooth.slot=b quiet\n");
    put(root / "proc/uptime", "125.3 80.1\n");
    put(root / "proc/meminfo", "MemTotal: 1000 kB\nMemFree: 10 kB\nMemAvailable: 409600 kB\n");
    put(root / "proc/asound/cards", " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n");
    put(root / "sys/class/drm/card0-HDMI-A-1/status", "connected\n");
    put(root / "sys/class/drm/card0-HDMI-A-1/modes", "1080x1920\n800x600\n");
    put(root / "sys/class/drm/card0-DP-1/status", "disconnected\n");
    put(root / "sys/class/thermal/thermal_zone0/temp", "41500\n");
    put(root / "sys/class/thermal/thermal_zone1/temp", "53000\n");
    put(root / "dev/usb/lp0", "");
    const domain::Machine machine = app::shell::read_machine(root, root);
    CHECK(machine.version == "0.1.7");
    CHECK(machine.slot == "b");
    CHECK(machine.screens == "HDMI-A-1 1080x1920");
    CHECK(machine.printer == "lp0");
    CHECK(machine.sound == "HDA-Intel - HDA Intel PCH");
    CHECK(machine.temperature_c == 53);
    CHECK(machine.memory_free_mb == 400);
    CHECK(machine.up_minutes == 2);
    CHECK(machine.disk_free_mb > 0);
}

TEST_CASE("machine: a desk without any of it is not an error") {
    const test::TempFolder folder;
    const domain::Machine machine = app::shell::read_machine(folder.path() / "none", folder.path());
    CHECK(machine.version.empty());
    CHECK_FALSE(machine.temperature_c.has_value());
}

TEST_CASE("calibration: what is kept is read back, and damage is no matrix") {
    const test::TempFolder folder;
    CHECK_FALSE(app::shell::read_calibration(folder.path()).has_value());
    put(folder.path() / "touch", "1 0 0.05 0 -1 1\n");
    CHECK(app::shell::read_calibration(folder.path())->row[4] == -1);
    put(folder.path() / "touch", "1 0 nan 0 1 0\n");
    CHECK_FALSE(app::shell::read_calibration(folder.path()).has_value());
    put(folder.path() / "touch", "1 0\n");
    CHECK_FALSE(app::shell::read_calibration(folder.path()).has_value());
}
