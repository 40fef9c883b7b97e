// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/hall.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <memory>
#include <string>
#include <string_view>

namespace sunbooth::center::registry {

/// Checks a hall/1 file and makes it the hall in force, with what was edited in the registry since
/// the last import (hall_merge.h); what it kept against the file stands in the journal. Importing
/// the same bytes again is no change. Runs in a transaction of its own.
/// @return InvalidInput naming the field; Conflict when the version is not higher than that of the
/// file imported before, the file is of another hall, or (field "units.scjg.phone") says otherwise
/// than an edit.
Result<domain::Hall> import_hall(store::Database& db, std::string_view json, WallTime now);

/// Makes bytes of a hall the one in force, as an edit of it: inside the caller's transaction, and
/// without taking points and monitors over, which are kept apart (monitors.h).
/// @return InvalidInput naming the field, Conflict as above.
Status put_hall(store::Database& db, std::string_view json, WallTime now);

/// The hall in force, parsed once a thread and version.
/// @return NotFound until one was imported.
Result<std::shared_ptr<const domain::Hall>> hall_in_force(store::Database& db);

/// The hall in force as bytes, for the signed feed. @return NotFound until one was imported.
struct HallBytes {
    Bytes json;
    seal::Digest digest;
    int version = 0;
};
Result<HallBytes> hall_bytes(store::Database& db);
/// Its digest alone, to answer "not changed" cheaply. @return NotFound.
Result<seal::Digest> hall_digest(store::Database& db);

enum class CodeKind { Unit, Window, Topic, Level, Tag };
/// What a code of any hall ever imported belongs to: a window's unit, a topic's first category,
/// else an empty text. A level is written "<scale>/<level>". @return NotFound.
Result<std::string> known_code(store::Database& db, CodeKind kind, std::string_view code);

}  // namespace sunbooth::center::registry
