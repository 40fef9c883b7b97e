// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/registry/journal.h"
#include "sync/store/database.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::registry {

// The registry as the center's people keep it, seven kinds behind one door: every edit names the
// version it was made on, is checked field by field, stands in the journal as "old -> new", and
// takes nothing away: what is no more in use stays, inactive, because old tickets name it.
//
// Units and windows are the hall's (registry/hall.h): an edit makes the next version of the hall in
// force, which kiosks get with their next feed. Points and monitors are those of monitors.h. The
// rest is kept here. An import of a hall's file keeps what was edited here since the last one
// (hall_merge.h).

enum class EntryKind { Division, Unit, Window, Service, Kiosk, Point, Monitor };
const char* to_string(EntryKind kind);  ///< "division" ..; stored: never rename.
std::optional<EntryKind> entry_kind_of(std::string_view name);

/// One field that entries of a kind have.
struct FieldRule {
    std::string_view name;  ///< "name.zh"
    bool required = false;
    std::size_t max = 100;  ///< Code points.
    enum class Form {
        Text,
        Phone,
        Date,
        Days,
        Unit,
        Window,
        Division,
        Point,
        PointKind,
        Language
    } form = Form::Text;
};
/// In the order in which a form shows them.
std::span<const FieldRule> fields_of(EntryKind kind);

struct Entry {
    EntryKind kind = EntryKind::Unit;
    std::string code;
    std::int64_t version = 1;  ///< 1 for what was imported and never edited.
    bool active = true;
    std::map<std::string, std::string> fields{};  ///< Those of fields_of(); a missing one is empty.
};

/// All of a kind by code, after `after`. @param limit 1..200
Result<std::vector<Entry>> entries(store::Database& db, EntryKind kind, const std::string& after,
                                   int limit);
/// Which entries of a kind; what is empty asks for nothing.
struct EntryFilter {
    EntryKind kind = EntryKind::Unit;
    std::optional<bool> active{};
    std::string unit;   ///< That it belongs to.
    std::string words;  ///< What its code begins with, or a name of it contains.
    bool last_first = false;
    std::string cursor;  ///< The last code that was seen.
    int limit = 50;      ///< 1..200
};
Result<std::vector<Entry>> entries(store::Database& db, const EntryFilter& filter);
/// @return NotFound.
Result<Entry> find_entry(store::Database& db, EntryKind kind, const std::string& code);

/// Somebody's edit of one entry: all its fields as they shall be.
struct Edit {
    EntryKind kind = EntryKind::Unit;
    std::string code;
    std::int64_t expected_version = 0;  ///< 0: it shall be made.
    bool active = true;
    std::map<std::string, std::string> fields{};
    std::string by;
};
/// Checks and writes it, inside the caller's transaction.
/// @return InvalidInput naming the field; Conflict: field "expected_version" when somebody else was
/// quicker (the detail says who and what), field "active" when others still hang on it.
Result<Entry> save_entry(store::Database& db, const Edit& edit, WallTime now);

/// What save_entry() would change, as the journal would tell it; nothing is written. @return as
/// save_entry().
Result<std::map<std::string, std::string>> preview_entry(store::Database& db, const Edit& edit);

/// What was done to an entry, newest first. @param before as journal()'s
Result<std::vector<JournalEntry>> entry_history(store::Database& db, EntryKind kind,
                                                const std::string& code, std::int64_t before,
                                                int limit);

/// A division's level by the length of its code (domain.md 7: 4206, 420602, 420602001,
/// 420602002901): "city", "county", "town", "village"; empty: it is no division's code.
std::string division_level(std::string_view code);
/// The code of the division that it belongs to; empty for a city.
std::string division_parent(std::string_view code);

}  // namespace sunbooth::center::registry
