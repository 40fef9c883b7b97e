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
    /// By number; each bears a right signature. More than one: a record that was taken back, whose
    /// number the next one got, still lies in the bytes.
    std::map<std::uint64_t, std::vector<Record>> records;
    std::map<std::string, Bytes> memory;  ///< What bears a signature, or names a file.
};

/// Reads from both ends up to the damage. @pre the schema was checked.
void salvage_tables(store::Database& db, const Identity& identity, Salvage& into);

/// Searches the bytes of a closed file, log or database, for records that no table leads to, and
/// adds those that were not found otherwise. A record larger than a page lies in pieces
/// and is not found so. @param day stands in for the day of filing, which is in the table only.
Status salvage_bytes(const std::filesystem::path& file, const std::string& vfs,
                     const Identity& identity, domain::Date day, Salvage& into);

/// Leaves one record a number: the one that its successor, or the head, names as the one before;
/// where nothing does, the one that was found first.
void settle(Salvage& found, const std::optional<ChainEnd>& head);

/// Puts salvaged records back, settled, all as unsent: the center knows those that it has.
Status restore(store::Database& db, const Salvage& salvage);

}  // namespace sunbooth::client
