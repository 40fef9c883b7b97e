// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sunbooth::domain {

/// How a terminal's machine is: what its operator asks first.
struct Machine {
    std::string version{};               ///< Of the image, from os-release; empty on a desk.
    std::string slot{};                  ///< "a" or "b"; empty on a desk.
    std::string screens{};               ///< Connected ones with their first modes.
    std::string printer{};               ///< Device of a receipt printer; empty: none.
    std::string sound{};                 ///< First sound card; empty: none.
    std::optional<int> temperature_c{};  ///< The hottest sensor.
    std::int64_t disk_free_mb = 0;       ///< Where the queue lies.
    std::int64_t memory_free_mb = 0;
    std::int64_t up_minutes = 0;
    int starts = 0;  ///< Of the program, within the last 24 hours.
    bool operator==(const Machine&) const = default;
};

/// What a terminal tells its center of itself, with each round of asking for news. It is told after
/// the records of the same round are gone: a queue that is seen here is one that does not drain,
/// not a form that somebody filed a minute ago. So is its age told in days.
struct TerminalHealth {
    Machine machine{};
    std::int64_t unsent = 0;
    std::int64_t parked = 0;
    std::optional<int> oldest_unsent_days{};  ///< Nothing waits: nothing.
    bool accepting = true;     ///< False: forms are refused, the disk is full or ill.
    bool quarantined = false;  ///< A damaged queue was set aside.
    bool operator==(const TerminalHealth&) const = default;
};

}  // namespace sunbooth::domain
