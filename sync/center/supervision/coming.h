// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/cards.h"
#include "sync/center/rules/life.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::supervision {

// What the rules will say next, from the same judgement as sweep.h.

/// What a clock earns next.
struct Coming {
    rules::Subject subject = rules::Subject::Ticket;
    std::int64_t ticket = 0;  ///< 0: about none.
    std::string about;        ///< The ticket's, the case's or the report's number.
    std::string unit;         ///< As a card's: empty is the center itself.
    std::string clock;
    domain::Date due_on;
    int days_left = 0;                    ///< Working days; negative past the due one.
    std::optional<rules::Level> reached;  ///< What it stands at today.
    rules::Ahead next;
};
/// A second yellow card is none.
Status raise_next(store::Database& db, const rules::CardRules& rules, Coming& coming);

/// Of cases only what comes within so many working days is told: a hall has tens of thousands of
/// them, most of which will be done in time.
inline constexpr int kCaseDaysAhead = 10;
/// Adds what running cases earn within kCaseDaysAhead, as far as `viewer` may see them.
/// @return NotFound until a hall was imported.
Status add_cases(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                 const domain::WorkingCalendar& calendar, std::vector<Coming>& all);
/// Adds what units earn that were given a 整改建议书 on a monitor's report.
Status add_issues(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                  const domain::WorkingCalendar& calendar, std::vector<Coming>& all);

}  // namespace sunbooth::center::supervision
