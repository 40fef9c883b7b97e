// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/documents/texts.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <optional>

namespace sunbooth::center::documents {

/// What a paper says of its subject, in both languages; never a citizen's words.
struct Said {
    std::map<std::string, std::string> zh, en;
    std::string unit;  ///< Code of the unit that it would be addressed to; empty: the citizen.
    std::string profile;
    domain::Date filed_on;
    std::set<std::string> events;  ///< Types of what has happened to it.
    std::string level;             ///< Of a card: "yellow"
    std::optional<domain::Date> due_on{};
};

/// Puts in a value under a name, as both languages say it; what has no English stands as it is.
void put(Said& said, const char* name, const std::string& zh, const std::string& en);

/// "2026年11月2日"
std::string in_chinese(domain::Date day);
struct Asked {
    SubjectKind kind = SubjectKind::Ticket;
    std::int64_t id = 0;
    bool to_citizen = false;
    domain::Date today;
};
/// @return NotFound also when `viewer` may not see it.
Result<Said> said_of(store::Database& db, const rules::Viewer& viewer, const Asked& asked);
/// Whether it is there for this viewer. @return NotFound otherwise.
Status check_seen(store::Database& db, const rules::Viewer& viewer, SubjectKind kind,
                  std::int64_t id);

}  // namespace sunbooth::center::documents
