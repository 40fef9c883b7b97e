// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/terminal.h"

#include <filesystem>

namespace sunbooth::app::shell {

/// Reads it from a root folder ("/" for the machine itself) and the disk under `folder`. What
/// cannot be read stays empty; `starts` is the journal's to tell.
domain::Machine read_machine(const std::filesystem::path& root,
                             const std::filesystem::path& folder);

}  // namespace sunbooth::app::shell
