// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/client/outbox.h"

#include <map>

namespace sunbooth::client {

/// Walks the whole chain: numbers without gaps, each record's digest and signature its own, each
/// link the digest before. SQLite does not see bit rot (reliability.md 0.5); this does.
/// @param start where the chain of this database begins; rows up to it were salvaged one by one.
/// @return the end of the chain; Corrupt naming the first bad record.
Result<ChainEnd> check_chain(store::Database& db, const Identity& identity, const ChainEnd& start);

/// What a damaged database still gives.
struct Salvage {
    struct Record {
        Bytes record;
        domain::Date day;
    };
    std::map<std::uint64_t, Record> records;  ///< By number; each bears a right signature.
    std::map<std::string, Bytes> memory;      ///< Only what bears a signature of its own.
};

/// Reads from both ends up to the damage. @pre the schema was checked.
Salvage salvage(store::Database& db, const Identity& identity);

/// Puts salvaged records back, all as unsent: the center knows those that it has.
Status restore(store::Database& db, const Salvage& salvage);

}  // namespace sunbooth::client
