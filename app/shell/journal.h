// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace sunbooth::app::shell {

/// The kiosk's own event journal: starts, warnings and errors, on the disk before the call returns,
/// because the machine's journal lies in memory and the plug may be pulled right after. Two files
/// that take turns, so that it never grows past 2 x kBytesMax. Holds what Log may hold: never a
/// word of a visitor. Any thread.
class Journal final : public Log {
public:
    static constexpr std::size_t kBytesMax = std::size_t{256} * 1024;

    /// @param folder must be there; a journal that cannot be written drops its lines.
    Journal(std::filesystem::path folder, Clock& clock, Log& also);

    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields) override;
    /// That the program started, which is kept too: how often it does is a sign of health.
    void started(std::string_view version);
    /// How often the program started since then, as far as the journal goes back.
    int starts_since(WallTime from) const;
    /// The newest lines, newest first.
    std::vector<std::string> last(std::size_t lines_max) const;

private:
    std::vector<std::string> lines() const;
    void keep(const std::string& line);

    std::filesystem::path file_, former_;
    Clock& clock_;
    Log& also_;
    mutable std::mutex mutex_;
};

}  // namespace sunbooth::app::shell
