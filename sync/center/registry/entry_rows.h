// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/registry/entries.h"

namespace sunbooth::center::registry {

// Where entries are read from and written to: the part of entries.h that knows the tables.

/// What registry_entry holds of it; nothing when it was never edited.
Result<std::optional<Entry>> kept_entry(store::Database& db, EntryKind kind,
                                        const std::string& code);
/// All of a kind, from wherever they stand, by code.
Result<std::vector<Entry>> all_entries(store::Database& db, EntryKind kind);
/// Keeps its fields and its version.
Status keep_entry(store::Database& db, const Entry& entry);
/// Carries it into the hall, or into the points and monitors.
Status carry_out(store::Database& db, const Entry& entry, WallTime now);

}  // namespace sunbooth::center::registry
