// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace sunbooth::store {

// Files that stand beside a database, through the same VFS, so that a simulated disk holds them
// too. `vfs` is the name of a registered VFS; empty is the system's.

/// Whole contents; nothing when there is no such file. @param bytes_max longer is Corrupt.
Result<std::optional<Bytes>> read_small_file(const std::filesystem::path& path,
                                             const std::string& vfs, std::size_t bytes_max);

/// Overwrites in place, without waiting for the disk: for what may be a little old after a power
/// cut, and whose reader checks it. @return Io or Full.
Status write_small_file(const std::filesystem::path& path, const std::string& vfs, ByteView bytes);

/// Shows a whole file in pieces, the last `overlap` bytes of each again at the beginning of the
/// next, so that nothing of up to that length lies in two pieces only. No file: no pieces.
Status scan_file(const std::filesystem::path& path, const std::string& vfs, std::size_t overlap,
                 const std::function<void(ByteView)>& look);

/// Bytes from `offset` on, fewer at the end. @return NotFound.
Result<Bytes> read_part(const std::filesystem::path& path, const std::string& vfs,
                        std::uint64_t offset, std::size_t bytes_max);
/// @return NotFound.
Result<std::uint64_t> file_size(const std::filesystem::path& path, const std::string& vfs);

bool file_exists(const std::filesystem::path& path, const std::string& vfs);

/// Moves a closed database with its log to another name in the same folder. The log goes first: a
/// log left alone would be replayed into the next database of the old name.
Status move_database(const std::filesystem::path& from, const std::filesystem::path& to,
                     const std::string& vfs);

}  // namespace sunbooth::store
