// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/rules/life.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

/// What happened to a ticket that its clock and its next steps depend on besides its state. It
/// follows from the ticket's events alone, and is kept beside them so that lists need not read all.
struct Course {
    /// The citizen was asked for something: the clock stands from the day after `from` to `to`.
    struct Pause {
        domain::Date from;
        std::optional<domain::Date> to;  ///< Nothing while it lasts.
        domain::TicketState at;          ///< Where the ticket stood, and goes back to.
        bool operator==(const Pause&) const = default;
    };
    std::vector<Pause> pauses;
    int extensions = 0;
    std::vector<domain::Date> reworks;  ///< The days on which the answer was sent back.
    int returns = 0;                    ///< By units whose matter it was not.
    std::vector<domain::Date> urges;    ///< The days on which the citizen asked for haste.
    bool operator==(const Course&) const = default;

    bool is_paused() const { return !pauses.empty() && !pauses.back().to; }
};

/// The course after `action` was done on `day` to a ticket that stood at `from`.
Course after(Course course, Action action, domain::TicketState from, domain::Date day);

/// As text, pauses first: "p2026-11-03:accepted r2026-11-05 e w2026-11-20" (paused,
/// resumed, extended, sent back; u: urged, t: returned); empty for most tickets.
std::string write(const Course& course);
/// @return Corrupt when it is none that write() makes.
Result<Course> read_course(std::string_view text);

/// All that decides what may be done next.
Standing standing_of(domain::TicketState state, bool has_contact, int unreached,
                     const Profile& profile, const Course& course);

}  // namespace sunbooth::center::rules
