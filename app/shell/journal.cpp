// SPDX-License-Identifier: Apache-2.0
#include "app/shell/journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace sunbooth::app::shell {
namespace {

constexpr std::size_t kLineMax = 500;
constexpr std::string_view kStarted = " info started version=";

std::string stamp(WallTime at) {
    const std::time_t seconds = to_ms(at) / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

/// One line stays one line, whatever a value holds.
std::string flat(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return line;
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace

Journal::Journal(std::filesystem::path folder, Clock& clock, Log& also)
    : file_(folder / "events.log"), former_(folder / "events.1.log"), clock_(clock), also_(also) {}

void Journal::write(LogLevel level, std::string_view event,
                    std::initializer_list<LogField> fields) {
    also_.write(level, event, fields);
    if (level == LogLevel::Info) return;
    std::string line = stamp(clock_.wall()) + (level == LogLevel::Warn ? " warn " : " error ");
    line += event;
    for (const LogField& field : fields) {
        const auto* number = std::get_if<std::int64_t>(&field.value);
        line +=
            fmt::format(" {}={}", field.name,
                        number != nullptr ? std::to_string(*number)
                                          : std::string(std::get<std::string_view>(field.value)));
    }
    keep(line);
}

void Journal::started(std::string_view version) {
    keep(stamp(clock_.wall()) + std::string(kStarted) + std::string(version));
}

void Journal::keep(const std::string& line) {
    const std::string text = flat(std::string_view(line).substr(0, kLineMax)) + "\n";
    const std::lock_guard lock(mutex_);
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file_, ignored);
    if (!ignored && size + text.size() > kBytesMax) {
        std::filesystem::rename(file_, former_, ignored);
    }
    const int out = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out < 0) return;
    const ssize_t written = ::write(out, text.data(), text.size());
    if (written > 0) ::fdatasync(out);
    ::close(out);
}

/// Oldest first.
std::vector<std::string> Journal::lines() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> lines = lines_of(former_);
    for (std::string& line : lines_of(file_)) lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> Journal::last(std::size_t lines_max) const {
    std::vector<std::string> newest = lines();
    std::reverse(newest.begin(), newest.end());
    if (newest.size() > lines_max) newest.resize(lines_max);
    return newest;
}

int Journal::starts_since(WallTime from) const {
    const std::string begin = stamp(from);
    const std::vector<std::string> all = lines();
    // Stamps of one form are in the order of their letters.
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const std::string& line) {
        return line >= begin && line.find(kStarted) == begin.size();
    }));
}

}  // namespace sunbooth::app::shell
