// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/supervision/cards.h"

#include <optional>
#include <string>

namespace sunbooth::center::supervision {

// A supervisor's own cards, for what no clock sees (domain.md 3.1, 3.3): about a ticket, a case of
// the approval system, or a monitor's report. Each has the life of a card by rule: notices, the
// unit's answer or objection, a decision; left unanswered, a yellow one becomes red. Its clock
// tells them from those of rules: "manual", "manual.1" .. of a ticket; "manual.off_system" where
// the card names the rule that was broken, once for each rule and level.

struct ByHand {
    /// Yellow or red: warnings settle by themselves. Nothing where `finding` says more.
    std::optional<rules::Level> level{};
    /// That the complaint was found true, wholly or in part: then the rules give the level, by its
    /// category (rules/proven.h). Of tickets alone.
    std::optional<domain::Finding> finding{};
    std::string words;   ///< What was found, and how.
    std::string rule{};  ///< A code of rules/triggers.h; a ticket's card may do without.
};
/// Who issues it, as whom, and when.
struct Supervising {
    std::string account;
    rules::Viewer viewer;
    WallTime now;
};

/// Of a sealed complaint the unit that it is about must not know: the card is the center's own to
/// deal with. @return NotFound; Forbidden, field "role"; Conflict, field "finding" or "rule", when
/// it has that card; InvalidInput ("level", "finding", "words", "rule").
Result<Card> issue_by_hand(store::Database& db, const Supervising& by, std::int64_t ticket,
                           const ByHand& hand);
/// To the unit that has the case; to the center itself where the registry knows no such unit.
/// @return as above; NotFound also when the viewer may not see the case.
Result<Card> issue_about_case(store::Database& db, const Supervising& by,
                              const std::string& case_no, const ByHand& hand);
/// To the unit that was given a 整改建议书, else to the one that it is about. @return as above;
/// Conflict, field "finding", while the report was not found true: until then no unit hears of it.
Result<Card> issue_about_report(store::Database& db, const Supervising& by, std::int64_t report,
                                const ByHand& hand);

/// The rule that a card by hand names, as the rules of the hall call it on the day of the card;
/// nothing for any other card.
Result<std::optional<rules::Coded>> rule_named(store::Database& db, const Card& card);

}  // namespace sunbooth::center::supervision
