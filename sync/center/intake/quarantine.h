// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/new_file.h"
#include "sync/center/registry/keys.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"
#include "sync/wire/quarantine.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::intake {

/// A piece that opens, and how long it is.
struct CheckedPiece {
    wire::QuarantinePiece piece;
    std::uint64_t bytes = 0;
};

/// @return InvalidInput when it is sealed to another key, or does not open, or reaches beyond the
/// file.
Result<CheckedPiece> check_piece(const registry::Keys& keys, wire::QuarantinePiece piece);

/// Of all files of one terminal: two queues of the greatest size.
inline constexpr std::uint64_t kKioskBytesMax = 2 * wire::kQuarantineBytesMax;

/// Keeps the piece if it is the next of its file; any other changes nothing. A file is its
/// terminal's: the same name from another one is another file.
/// @return how far the center has the file, without a gap; Full beyond kKioskBytesMax.
Result<std::uint64_t> keep_piece(store::Database& db, const fleet::Kiosk& kiosk,
                                 const CheckedPiece& checked, WallTime now);

/// One file, as an operator sees it.
struct Quarantine {
    std::int64_t id = 0;
    std::string kiosk;
    std::string file;
    std::uint64_t size = 0;
    std::uint64_t have = 0;
    WallTime begun_at;
    std::optional<WallTime> whole_at{};
    std::optional<domain::Date> erased_on{};
};
/// Newest first; those that were erased as well.
Result<std::vector<Quarantine>> quarantines(store::Database& db);
/// @return NotFound, field "--id".
Result<Quarantine> quarantine_of(store::Database& db, std::int64_t id);

/// Refused, with the day. @pre it was erased.
Error already_erased(const Quarantine& one);

/// Lets go of all pieces of a file, inside the caller's transaction; the log may still hold them
/// until it is folded back. The row stays: a terminal that asks again is told that a whole file
/// came, and begins one anew that never did.
/// @return NotFound, field "--id"; Refused when it was erased before.
Status erase_quarantine(store::Database& db, std::int64_t id, domain::Date today);
/// How many pieces of it are kept.
Result<std::int64_t> count_pieces(store::Database& db, std::int64_t id);

/// Writes what the center has of a file, opened, to its end; it has no name yet.
/// @return NotFound; Refused once erased; Corrupt when a piece does not open; as NewFile.
Status write_quarantine(store::Database& db, const registry::Keys& keys, std::int64_t id,
                        NewFile& to);

}  // namespace sunbooth::center::intake
