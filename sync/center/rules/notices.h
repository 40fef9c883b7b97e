// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/center/rules/cards.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/language.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

// Who is told of a warning or a card, and when (domain.md 3.3). A pure function of the rule
// profile.

/// Who is told of a warning or a card. Names are stored: never rename.
enum class Recipient {
    Handler,     ///< Who handles the matter.
    WindowHead,  ///< 窗口负责人
    UnitLeader,  ///< 单位分管领导
    Center,      ///< The complaint center's own people.
};
const char* to_string(Recipient recipient);  ///< "handler" ..
std::optional<Recipient> recipient_of(std::string_view name);

/// What an edition says of telling people: its tables [notices] and [publication], or those of the
/// national profile of its day. read_profile() has checked them.
struct NoticeRules {
    std::array<std::vector<Recipient>, 4> to;  ///< By level: notice, warning, yellow, red.
    std::array<domain::LocalText, 4> text;     ///< With {about}, {clock}, {due_on}, {answer_by}.
    domain::LocalText moved;                   ///< That so many due dates moved: {n}.
    domain::LocalText remind;                  ///< To a monitor who owes a report: {week}.
    std::map<std::string, domain::LocalText, std::less<>> clocks;  ///< What {clock} is called.
    int publish_day = 0;  ///< Of each month: by then the figures of the one before are public.
};
/// Read from the edition's own text, the last one kept for each thread.
NoticeRules notice_rules(const Profile& profile);

/// @return by the profile's table; whatever concerns the center itself is told to the center alone.
std::vector<Recipient> recipients_of(Level level, bool has_unit, const NoticeRules& rules);

/// Whether nobody is to be told of it at this minute of the day. Quiet hours may lie across
/// midnight.
bool is_quiet(int minute, const Quiet& quiet);

/// When a notice may go out: at once, or with the digest after the quiet hours. What is red cannot
/// wait.
struct SendAt {
    WallTime at{};
    bool held = false;
};
SendAt send_at(WallTime now, Level level, const Quiet& quiet);

/// A notice's words by the profile, with all of it filled in, in each language.
struct NoticeFacts {
    std::string about;
    std::string clock;  ///< "reply.1": rules/cards.h, or a duty.
    std::string due_on;
    std::string answer_by;
};
domain::LocalText notice_text(Level level, const NoticeFacts& facts, const NoticeRules& rules);
/// That so many due dates have moved.
domain::LocalText moved_text(std::int64_t count, const NoticeRules& rules);

}  // namespace sunbooth::center::rules
