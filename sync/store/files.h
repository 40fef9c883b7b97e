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

/// Whether a write waits until the disk has it.
enum class Durable : bool { No, Yes };

/// Overwrites in place; its reader checks what it finds, which may be torn after a power cut.
/// @param durable No: for what may be a little old after one, too. @return Io or Full.
Status write_small_file(const std::filesystem::path& path, const std::string& vfs, ByteView bytes,
                        Durable durable = Durable::No);

/// Durably; no such file is fine.
Status remove_file(const std::filesystem::path& path, const std::string& vfs);

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

/// Moves a closed database with its log to another name in the same folder, durably. The log goes
/// first: a log left alone would be replayed into the next database of the old name. What a cut
/// interrupts goes on when it is called again.
Status move_database(const std::filesystem::path& from, const std::filesystem::path& to,
                     const std::string& vfs);

}  // namespace sunbooth::store
