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
    std::map<std::string, Bytes> memory;      ///< What bears a signature, or names a file.
};

/// Reads from both ends up to the damage. @pre the schema was checked.
Salvage salvage(store::Database& db, const Identity& identity);

/// Searches the bytes of a closed file, log or database, for records that no table leads to, and
/// adds those whose numbers were not found otherwise. A record larger than a page lies in pieces
/// and is not found so. @param day stands in for the day of filing, which is in the table only.
Status salvage_bytes(const std::filesystem::path& file, const std::string& vfs,
                     const Identity& identity, domain::Date day, Salvage& into);

/// Puts salvaged records back, all as unsent: the center knows those that it has.
Status restore(store::Database& db, const Salvage& salvage);

}  // namespace sunbooth::client
