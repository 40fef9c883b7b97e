// SPDX-License-Identifier: Apache-2.0
#include "app/shell/appliance.h"

#include "app/shell/service.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <vector>

namespace sunbooth::app::shell {
namespace {

namespace fs = std::filesystem;

/// How often /sys is asked for screens: soon enough for who plugs one in, and nothing beside a
/// frame.
constexpr milliseconds kLookEvery = std::chrono::seconds{2};

std::string first_line(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

/// "card0-HDMI-A-1 1080x1920\n" for each connected screen, in order.
std::string connected_screens() {
    std::error_code failed;
    std::vector<std::string> lines;
    for (const auto& entry : fs::directory_iterator("/sys/class/drm", failed)) {
        if (first_line(entry.path() / "status") != "connected") continue;
        lines.push_back(entry.path().filename().string() + " " +
                        first_line(entry.path() / "modes") + "\n");
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const std::string& line : lines) all += line;
    return all;
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

Appliance::Outside Appliance::machine() {
    const long us = std::strtol(variable("WATCHDOG_USEC").c_str(), nullptr, 10);
    return {.tell = [](std::string_view state) { tell_service_manager(state); },
            .screens = connected_screens,
            .runtime = variable("RUNTIME_DIRECTORY"),
            .watchdog = milliseconds{std::max(0L, us / 1000)}};
}

Appliance::Appliance(Outside outside, Clock& clock)
    : outside_(std::move(outside)), clock_(clock), screens_(outside_.screens()) {}

void Appliance::ready() {
    outside_.tell("READY=1");
}

void Appliance::beat() {
    const Instant now = clock_.now();
    if (outside_.watchdog.count() == 0 || now < beat_at_) return;
    outside_.tell("WATCHDOG=1");
    beat_at_ = now + outside_.watchdog / 3;
}

milliseconds Appliance::sleep_max() const {
    if (outside_.watchdog.count() == 0) return milliseconds{-1};
    return std::max(milliseconds{0}, beat_at_ - clock_.now());
}

void Appliance::heard(const client::Standing& standing) {
    if (synced_ || !standing.online || outside_.runtime.empty()) return;
    synced_ = true;
    std::ofstream(outside_.runtime / "synced") << "1\n";
}

bool Appliance::screen_changed() {
    const Instant now = clock_.now();
    if (now < look_at_) return false;
    look_at_ = now + kLookEvery;
    const std::string seen = outside_.screens();
    if (seen.empty()) {
        dark_ = !screens_.empty();
        return false;
    }
    return dark_ || seen != screens_;
}

}  // namespace sunbooth::app::shell
