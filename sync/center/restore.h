// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"

#include <cstdint>
#include <filesystem>

namespace sunbooth::center {

// Going back to a backup replaces two databases and must begin another generation: a center that
// came back under its old one would never ask the kiosks for what it lost. Power may fail between
// any two of these steps. So everything is first made ready beside the live files, the generation
// included, and gets its final folder name only when it is whole; the moves into place can then be
// done again from any point, and are, by whoever opens the center next. What was replaced is kept.
//
//   DIR/restoring            being made ready; worthless after a crash
//   DIR/restored-<ms>        ready: center.db, vault.db
//   DIR/replaced-<ms>        what was live before; forgotten by the schedule of retention
//
// A vault with a folder of its own may lie on another disk. Its file is copied there first, under a
// name beside the live one, and moved from there; DIR/restored-<ms>/vault-folder says where.

/// Begins another generation in the center.db of `folder`, which nobody has open, and forgets the
/// answers of the old one. Leaves no log beside the file. @return Io, Full, Corrupt.
Status renew_center(const std::filesystem::path& folder, Random& random);

/// Makes a checked copy of a backup ready in `folder`, in a new generation. The live databases are
/// not touched. @return Corrupt when the backup is damaged; Io, Full.
/// @param vault_folder the folder that the vault was started with, when it is another one.
Status stage_restore(const std::filesystem::path& folder, const std::filesystem::path& from,
                     Random& random, WallTime now, const std::filesystem::path& vault_folder = {});

/// Moves what is ready into place; does nothing when nothing is. The folder's lock must be held.
/// @return Conflict while the vault runs, which would go on in the file that was replaced.
Status finish_restore(const std::filesystem::path& folder);

/// Forgets what restores replaced before `before`: in it is what was erased since. @return how
/// many.
Result<int> forget_replaced(const std::filesystem::path& folder, WallTime before);

/// The newest row of a center.db that passes its check. @return Corrupt, Io.
Result<std::uint64_t> newest_row_in(const std::filesystem::path& center_db);

}  // namespace sunbooth::center
