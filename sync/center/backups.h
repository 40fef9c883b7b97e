// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/config.h"

#include <cstdint>
#include <filesystem>

namespace sunbooth::center {

/// One finished backup: every record up to `row` is in it.
struct Backup {
    std::filesystem::path folder;
    std::uint64_t row = 0;
};

/// Copies center.db and vault.db into a folder that is there and empty, checks the copies and makes
/// them durable. The row number is read before the copy begins, and the vault is copied after that:
/// whatever row is promised, its contact is there too.
/// @return the row up to which every record is in the copy; Io, Full, Corrupt.
/// @param vault_socket of a vault that has a user of its own, which makes its copy itself; empty:
/// the vault's file lies in `folder`.
Result<std::uint64_t> copy_center(const std::filesystem::path& folder,
                                  const std::filesystem::path& to,
                                  const std::filesystem::path& vault_socket = {});

/// Makes a copy in a folder of its own below the backup folder, and only then gives the
/// folder its name. Oldest backups beyond `backup_keep` are removed. Keys are not in it: they are
/// escrowed apart (reliability.md 5.4 #32). Over connections of its own; any thread.
Result<Backup> make_backup(const std::filesystem::path& folder, const Config& config, WallTime now);

}  // namespace sunbooth::center
