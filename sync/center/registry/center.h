// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/store/database.h"
#include "sync/wire/messages.h"

#include <optional>

namespace sunbooth::center::registry {

/// Which center this is and how far its backups reach.
struct CenterState {
    wire::Generation generation;
    std::uint64_t backed_up_row = 0;         ///< Rows up to this one are in a finished backup.
    std::optional<WallTime> backed_up_at{};  ///< When that backup was finished.
};

/// Opens DIR/center.db for writing and brings it to the last migration.
/// @return Io, Full, Corrupt, Unsupported.
Result<store::Database> open_center(const std::filesystem::path& folder);
/// Opens it for reading only. @return Io when `init` was never run.
Result<store::Database> open_center_reader(const std::filesystem::path& folder);

/// Gives a fresh database its generation. @return Conflict when it has one.
Status found_center(store::Database& db, Random& random);
/// Another generation, no watermark: what a restore does, so that every kiosk sends again what it
/// still holds. Inside the caller's transaction.
Status begin_generation(store::Database& db, Random& random);

/// @return NotFound when `init` was never run on this database.
Result<CenterState> center_state(store::Database& db);

/// Moves the watermark forward; a lower row than it has changes only the time.
Status set_backed_up(store::Database& db, std::uint64_t row, WallTime at);

}  // namespace sunbooth::center::registry
