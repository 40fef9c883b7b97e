// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <filesystem>

namespace sunbooth::center::vault {

// A backup of a vault that has a user, and perhaps a disk, of its own: the center may not read its
// file, so the vault makes the copy and lends it, opened for reading, through the socket:
//
//   question = 5                     told = 1, then one byte with the file's descriptor
//   (SCM_RIGHTS)
//
// The boxes in it are as sealed as they lie in the vault: no key goes with them.

inline constexpr std::uint8_t kCopyCall = 5;

/// The vault's end: makes a copy in `folder`, takes its name away and sends it. Any thread: over a
/// connection to the database of its own.
Status send_copy(int fd, const std::filesystem::path& center_folder);

/// The center's end: asks at `socket`, and writes a durable file that must not exist.
/// @return Offline; Conflict; Io; what the vault said.
Status fetch_copy(const std::filesystem::path& socket, const std::filesystem::path& to);

}  // namespace sunbooth::center::vault
