// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/life.h"
#include "sync/center/rules/notices.h"
#include "sync/center/supervision/cards.h"
#include "sync/store/database.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sunbooth::center::supervision {

// Notices: to the handler of a ticket a prompt, to the head of the window a warning, to the leader
// of the unit a card, to the center a red one. Each is a row, and goes out as a line of a spool
// that the operator's own gateway reads; whoever it concerns acknowledges it here.

struct Notice {
    std::int64_t id = 0;
    std::string what;       ///< "card", "moved": due dates that a calendar moved.
    std::int64_t card = 0;  ///< 0: about none.
    std::string about;
    rules::Recipient recipient = rules::Recipient::Center;
    std::string unit;
    rules::Level level = rules::Level::Notice;
    domain::LocalText text;  ///< Of older programs the Chinese alone, or with the English.
    domain::Language language = domain::Language::Zh;  ///< In which it goes out: the unit's.
    domain::Date made_on;
    bool held = false;  ///< Went, or will go, with a digest.
    bool is_sent = false;
    std::optional<domain::Date> acked_on{};
    std::string acked_by{};
    std::string accused{};  ///< The unit that the card's ticket complains of.
};
/// Handlers their own unit's, administrators none, the center's people all but those about a unit
/// that they are related to.
bool is_seen_by(const Notice& notice, const rules::Viewer& viewer);

/// Makes the notices of a card that was just issued, once for each recipient. Inside the caller's
/// transaction.
Status make_notices(store::Database& db, std::int64_t card, const Due& due,
                    const rules::Profile& profile, WallTime now);
/// Tells each unit, once, that a change of the calendar has moved so many of its due dates.
struct Moved {
    std::string edition;
    std::map<std::string, std::int64_t> by_unit;
};
Status tell_moved(store::Database& db, const Moved& moved, const rules::Profile& profile,
                  WallTime now);

struct NoticeFilter {
    bool open = false;   ///< Only those that nobody has acknowledged.
    bool held = false;   ///< Only those that go, or went, with a digest.
    std::string unit{};  ///< Empty: of all that the viewer may see.
    std::string what{};  ///< "card", "moved"; empty: both.
    std::optional<rules::Level> level{};
    std::optional<rules::Recipient> to{};
    std::int64_t before = 0;  ///< Cursor; 0: from the first.
    bool oldest_first = false;
    int limit = 50;  ///< 1..kNoticesMax
};
inline constexpr int kNoticesMax = 200;
struct NoticePage {
    std::vector<Notice> items;
    std::int64_t next = 0;
};
/// As is_seen_by().
Result<NoticePage> notices(store::Database& db, const rules::Viewer& viewer,
                           const NoticeFilter& filter);
/// @return NotFound also when it is not the viewer's to see.
Result<Notice> find_notice(store::Database& db, const rules::Viewer& viewer, std::int64_t id);
/// Who has read it. The first one counts; a second time is no change. Inside the caller's
/// transaction. @return NotFound also when it is not the viewer's to see; Forbidden, field "role",
/// for who is told nothing.
Result<Notice> acknowledge(store::Database& db, const std::string& account,
                           const rules::Viewer& viewer, std::int64_t id, WallTime now);

/// A line for the spool, and the notices in it: one, or all that waited for the same recipient's
/// digest.
struct Line {
    std::string json;
    std::vector<std::int64_t> notices;
};
/// Everything that may go out now. For a reader's connection.
Result<std::vector<Line>> due_lines(store::Database& db, WallTime now);
/// Inside the caller's transaction.
Status mark_sent(store::Database& db, std::span<const std::int64_t> notices, WallTime now);

}  // namespace sunbooth::center::supervision
