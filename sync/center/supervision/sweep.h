// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/cards.h"
#include "sync/center/tickets/desk.h"
#include "sync/store/database.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sunbooth::center::supervision {

// Clocks are judged on a reader's connection, and only what is to be issued or settled reaches the
// writer. Of thousands of open tickets and cases only those are looked at whose due day is so near
// that they can have earned something; between two whole sweeps only those to which something
// happened.

/// A level that a clock has reached and that was not issued yet. Subject, what it is about, clock
/// and level together are its key: nothing is issued twice, whatever is judged again.
struct Due {
    rules::Subject subject = rules::Subject::Ticket;
    std::int64_t ticket = 0;  ///< 0: about none.
    std::string about;        ///< The ticket's or case's number; of a duty, what and since when.
    std::string clock;
    rules::Level level = rules::Level::Notice;
    std::string unit;  ///< Empty: the center itself, which is late with its own duty.
    domain::Date due_on;
    domain::Date answer_by;  ///< Of a card.
};
/// What a sweep found.
struct Findings {
    std::vector<Due> due;
    std::vector<std::int64_t> settled;  ///< Notices and warnings whose clock has stopped.
    std::int64_t looked_at = 0;
};

/// Every open ticket that can have earned something. @return NotFound until a hall was imported.
Result<Findings> judge(store::Database& db, domain::Date today);
/// Those to which something happened.
Result<Findings> judge_some(store::Database& db, domain::Date today,
                            std::span<const std::int64_t> tickets);
/// Cases of the approval system whose clock runs: against the promised limit as tickets are; past
/// the statutory one the card is red at once (domain.md 6.3).
Result<Findings> judge_cases(store::Database& db, domain::Date today);
/// Units that were given a 整改建议书 on a monitor's report.
Result<Findings> judge_issues(store::Database& db, domain::Date today);
/// What the center owes: to read a unit's answer, to call back, to look into monitors' reports and
/// decide about them, to call and visit the monitoring points, to publish last month's figures. A
/// warning to itself, which settles once it is done.
Result<Findings> judge_own(store::Database& db, domain::Date today);

/// Terminals that are not heard although the hall is open; once a day each.
Result<Findings> judge_kiosks(store::Database& db, WallTime now);
inline constexpr const char* kSilence = "kiosk_silent";

/// Yellow cards that their units left unanswered become red, where the rules say so.
Result<Findings> judge_cards(store::Database& db, domain::Date today);

/// The clock of a ticket that runs on a day.
struct Running {
    std::string clock;
    rules::Limit limit;  ///< That it was given.
    domain::Date due;
    /// Whose it is; until a unit has it, being late is the center's own (empty).
    std::string unit;
};
/// Nothing when none does. While the citizen is asked for something the clock stands, and after the
/// longest time of the rules it runs again by itself: asking is no way of never being late.
std::optional<Running> running(const tickets::Ticket& ticket, domain::Date today);

/// One step of a ticket that the center's own rules set a day for, though the whole is not due
/// (domain.md 3.1): to sign for it, to verify and to answer before the law asks for it. Whoever is
/// late with it is warned.
struct Step {
    std::string clock;  ///< "sign", "sign.1" after a return, "internal_verify", "internal_reply".
    domain::Date due;
    std::string unit;  ///< As in Running.
};
std::vector<Step> steps(const tickets::Ticket& ticket, domain::Date today);

/// Issues and settles, inside the caller's transaction. What was issued meanwhile is not issued
/// again. @return how many were issued.
Result<int> carry_out(store::Database& db, const Findings& findings, WallTime now);

}  // namespace sunbooth::center::supervision
