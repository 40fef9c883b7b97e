// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sunbooth::app::shell {

/// How the machine is: what its operator asks first.
struct Machine {
    std::string version;               ///< Of the image, from os-release; empty on a desk.
    std::string slot;                  ///< "a" or "b"; empty on a desk.
    std::string screens;               ///< Connected ones with their first modes.
    std::string printer;               ///< Device of a receipt printer; empty: none.
    std::string sound;                 ///< First sound card; empty: none.
    std::optional<int> temperature_c;  ///< The hottest sensor.
    std::int64_t disk_free_mb = 0;     ///< Where the queue lies.
    std::int64_t memory_free_mb = 0;
    std::int64_t up_minutes = 0;
};

/// Reads it from a root folder ("/" for the machine itself) and the disk under `folder`. What
/// cannot be read stays empty.
Machine read_machine(const std::filesystem::path& root, const std::filesystem::path& folder);

}  // namespace sunbooth::app::shell
