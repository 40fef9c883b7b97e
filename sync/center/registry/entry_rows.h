// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/registry/entries.h"

namespace sunbooth::center::registry {

// Where entries are read from and written to: the part of entries.h that knows the tables.

using Fields = std::map<std::string, std::string>;
/// Empty when it is not there.
std::string text_in(const Fields& fields, std::string_view name);
/// All of a kind, from wherever they stand, by code.
Result<std::vector<Entry>> all_entries(store::Database& db, EntryKind kind);
/// Keeps its fields and its version.
Status keep_entry(store::Database& db, const Entry& entry);
/// Carries it into the hall, or into the points and monitors.
Status carry_out(store::Database& db, const Entry& entry, WallTime now);

}  // namespace sunbooth::center::registry
