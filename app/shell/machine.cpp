// SPDX-License-Identifier: Apache-2.0
#include "app/shell/machine.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

namespace sunbooth::app::shell {
namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

/// What follows "NAME=" in a line or among words.
std::string value_of(const fs::path& file, const std::string& name) {
    std::ifstream in(file);
    for (std::string word; in >> word;) {
        if (word.starts_with(name + "=")) return word.substr(name.size() + 1);
    }
    return "";
}

std::vector<fs::path> sorted(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

std::string screens_of(const fs::path& root) {
    std::string all;
    for (const fs::path& screen : sorted(root / "sys/class/drm")) {
        if (first_line(screen / "status") != "connected") continue;
        const std::string name = screen.filename().string();
        if (!all.empty()) all += ", ";
        all += name.substr(name.find('-') + 1) + " " + first_line(screen / "modes");
    }
    return all;
}

std::optional<int> temperature_of(const fs::path& root) {
    std::optional<int> hottest;
    for (const fs::path& zone : sorted(root / "sys/class/thermal")) {
        std::istringstream text(first_line(zone / "temp"));
        int thousandths = 0;
        if (!(text >> thousandths)) continue;
        hottest = std::max(hottest.value_or(-273), thousandths / 1000);
    }
    return hottest;
}

std::int64_t memory_free_mb(const fs::path& root) {
    std::ifstream in(root / "proc/meminfo");
    std::string name;
    std::int64_t kb = 0;
    std::string rest;
    while (in >> name >> kb && std::getline(in, rest)) {
        if (name == "MemAvailable:") return kb / 1024;
    }
    return 0;
}

}  // namespace

domain::Machine read_machine(const fs::path& root, const fs::path& folder) {
    domain::Machine machine;
    machine.version = value_of(root / "etc/os-release", "IMAGE_VERSION");
    machine.slot = value_of(root / "proc/cmdline", "sunbooth.slot");
    machine.screens = screens_of(root);
    for (const fs::path& device : sorted(root / "dev/usb")) {
        if (device.filename().string().starts_with("lp")) machine.printer = device.filename();
    }
    const std::string card = first_line(root / "proc/asound/cards");
    machine.sound = card.find(':') == std::string::npos ? "" : card.substr(card.find(':') + 2);
    machine.temperature_c = temperature_of(root);
    std::error_code failed;
    const fs::space_info space = fs::space(folder, failed);
    if (!failed) machine.disk_free_mb = static_cast<std::int64_t>(space.available / 1000000);
    machine.memory_free_mb = memory_free_mb(root);
    double seconds = 0;
    std::ifstream(root / "proc/uptime") >> seconds;
    machine.up_minutes = static_cast<std::int64_t>(seconds / 60);
    return machine;
}

}  // namespace sunbooth::app::shell
