// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/client/identity.h"
#include "sync/store/database.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace sunbooth::faults {

/// Columns by table.
using Shape = std::map<std::string, std::vector<std::string>>;

/// A database as an earlier version of the program left it, full of what a later one wrote.
struct OldVersion {
    std::size_t version = 0;
    Bytes file;        ///< One whole file, its log folded back.
    Shape stays;       ///< What this version and the last one both have.
    std::string rows;  ///< All rows of that, as text.
};

/// A full database of the last version, taken back to each earlier one: version n has the first n
/// of the migrations, and every row and column that it knows.
std::vector<OldVersion> old_versions(const std::filesystem::path& full,
                                     std::span<const std::string_view> migrations);

/// All rows of these columns as one text. @return what cannot be read.
Result<std::string> rows_of(store::Database& db, const Shape& shape);
/// Every table, index and trigger.
Result<std::string> schema_of(store::Database& db);
/// The schema that the first `count` migrations make.
std::string schema_after(std::span<const std::string_view> migrations, std::size_t count);
Result<std::size_t> version_of(store::Database& db);

/// A center with records, tickets and events in `folder`, closed.
void make_full_center(const std::filesystem::path& folder);
/// A terminal's queue with records in every state in `folder`, closed. @return whose it is.
client::Identity make_full_queue(const std::filesystem::path& folder);
/// The migrations of a queue.
std::vector<std::string_view> queue_schema();

}  // namespace sunbooth::faults
