// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/log.h"
#include "sync/center/vault/vault.h"

#include <filesystem>
#include <sys/types.h>
#include <vector>

namespace sunbooth::center::vault {

/// Where the vault's process takes questions, one connection after the other side by side.
struct DeskOptions {
    std::filesystem::path socket;
    /// Whom else than root and the vault's own user it answers: the center's user, when the vault
    /// has one of its own. The socket's mode follows.
    std::vector<uid_t> askers{};
    /// The center's folder, whose vault is copied when a backup asks for it (copy_line.h); empty:
    /// no copies are given.
    std::filesystem::path center_folder{};
};

/// Serves until `stop` becomes readable; then finishes the questions that it has begun.
/// @return Io when the socket cannot be made.
Status serve_vault(Vault& vault, const DeskOptions& options, int stop, Log& log);

}  // namespace sunbooth::center::vault
