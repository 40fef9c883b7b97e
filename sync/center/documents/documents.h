// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/documents/texts.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::documents {

/// A paper as it was made.
struct Document {
    std::int64_t id = 0;
    std::string kind, title;
    std::string number;  ///< 效投转〔2026〕12号; empty of a draft.
    SubjectKind of = SubjectKind::Ticket;
    std::int64_t subject = 0;
    std::string issuer, addressee;
    domain::Date made_on;
    std::string made_by;
    std::string due_on;  ///< Empty: none.
    std::vector<std::string> copies;
    std::string basis;
    std::string zh, en;
    bool is_void = false;
    std::string void_reason, void_by, void_on;
};

/// What somebody wants made.
struct Wish {
    std::string kind;
    std::int64_t subject = 0;
    std::string addressee;  ///< Empty: the unit that has it, the citizen, or the center.
    std::optional<domain::Date> due_on{};
    std::string words;
    std::vector<std::string> copies;
};
inline constexpr std::size_t kWordsMax = 2000;  ///< Code points.
inline constexpr std::size_t kCopiesMax = 10;

struct Maker {
    std::string account;
    rules::Viewer viewer;
};
/// Makes it with the next number, inside the caller's transaction.
/// @return InvalidInput, field "kind", "addressee", "words", "due_on"; Forbidden; NotFound (the
/// maker may not see the subject); Conflict, field "kind": what it would say has not happened.
Result<Document> make(store::Database& db, const Maker& maker, const Wish& wish, WallTime now);

/// What make() would write, without a number and kept nowhere. @return as make() does.
Result<Document> draft(store::Database& db, const Maker& maker, const Wish& wish, WallTime now);

/// Marks it void, with the reason; its number is not given again. @return NotFound; Forbidden;
/// InvalidInput, field "reason"; Conflict, field "state": it is void already.
Result<Document> make_void(store::Database& db, const Maker& maker, std::int64_t id,
                           const std::string& reason, WallTime now);

struct Filter {
    std::string kind{};  ///< Empty: any.
    std::optional<SubjectKind> of{};
    std::int64_t subject = 0;  ///< 0: any.
    int year = 0;              ///< 0: any.
    std::int64_t before = 0;   ///< Cursor.
    int limit = 50;            ///< 1..kListMax
};
inline constexpr int kListMax = 200;
struct Page {
    std::vector<Document> items;  ///< Newest first.
    std::int64_t next = 0;
};
/// Those that the viewer may see.
Result<Page> list(store::Database& db, const rules::Viewer& viewer, const Filter& filter);
/// @return NotFound.
Result<Document> find(store::Database& db, const rules::Viewer& viewer, std::int64_t id);

/// That every number from 1 to the last of each kind and year is there once. @return how many;
/// Corrupt, field "document.<kind>.<year>.<n>".
Result<std::int64_t> verify_numbers(store::Database& db);

}  // namespace sunbooth::center::documents
