// SPDX-License-Identifier: Apache-2.0
// Cards that no clock earns: for a complaint that was found true, and a supervisor's own.
#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/rules/proven.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/tickets/finding.h"
#include "sync/domain/text.h"

namespace sunbooth::center::supervision {
namespace {

constexpr std::string_view kCount = R"sql(
    SELECT count(*) FROM card
     WHERE subject = 'ticket' AND about = :about AND level = :level
       AND (clock = 'manual' OR clock LIKE 'manual.%'))sql";

/// A card about a ticket as of today.
Result<Due> due_about(store::Database& db, const tickets::Ticket& ticket, rules::Level level,
                      domain::Date today) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    Due due{rules::Subject::Ticket, ticket.id, ticket.ticket_no, {}, level, {}, today, {}};
    if (rules::is_card(level)) {
        due.answer_by = calendar.value()->after(today, ticket.rules().cards.answer.n).date;
    }
    return due;
}

Result<std::int64_t> count_by_hand(store::Database& db, const Due& due) {
    store::Statement select = db.prepare(kCount);
    select.bind(":about", due.about).bind(":level", rules::to_string(due.level));
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error();
    return select.integer(0);
}

/// Yellow or red, as the supervisor says or as the rules do of what was found true.
Result<rules::Level> level_of(const tickets::Ticket& ticket, const ByHand& hand) {
    if (!hand.finding) {
        if (hand.level && rules::is_card(*hand.level)) return *hand.level;
        return invalid_input("level", "must be yellow or red");
    }
    const bool is_complaint = ticket.kind == domain::RecordKind::Complaint;
    const auto level =
        rules::proven_level(rules::proven_rules(ticket.rules()), ticket.category, *hand.finding);
    if (level && is_complaint) return *level;
    return invalid_input("finding", "earns no card by the rules of its category");
}

/// Whom a card about a ticket goes to: for what was found true the unit that it is about, else the
/// one that has the matter. Nobody of a unit hears of a sealed complaint against it.
std::string unit_of(const tickets::Ticket& ticket, bool is_proven) {
    const bool handled = !is_proven && !ticket.handled_by.empty();
    const std::string& unit = handled ? ticket.handled_by : ticket.unit;
    const bool hides = ticket.sealed && unit == ticket.unit;
    return hides && !mutant("supervision.proven_unseals") ? std::string() : unit;
}

/// "proven" is one for each level; what a supervisor saw may come again.
Result<std::string> clock_of(store::Database& db, const Due& due, bool is_proven) {
    if (is_proven) return std::string("proven");
    const Result<std::int64_t> before = count_by_hand(db, due);
    if (!before.ok()) return before.error();
    return before.value() == 0 ? std::string("manual") : "manual." + std::to_string(before.value());
}

}  // namespace

Result<std::optional<Due>> proven_card(store::Database& db, const tickets::Ticket& ticket,
                                       domain::Date today) {
    using enum domain::TicketState;
    const bool is_answered =
        ticket.state == Replied || ticket.state == Closed || ticket.state == Rechecking;
    if (ticket.kind != domain::RecordKind::Complaint || !is_answered) return std::optional<Due>{};
    const auto events = tickets::events_of(db, ticket.id);
    if (!events.ok()) return events.error().in("supervision.proven_card");
    const auto finding = tickets::finding_in(events.value());
    if (!finding) return std::optional<Due>{};
    const auto level =
        rules::proven_level(rules::proven_rules(ticket.rules()), ticket.category, *finding);
    if (!level) return std::optional<Due>{};
    Result<Due> due = due_about(db, ticket, *level, today);
    if (!due.ok()) return due.error().in("supervision.proven_card");
    due.value().unit = unit_of(ticket, true);
    due.value().clock = "proven";
    return std::optional(std::move(due).value());
}

Result<Card> issue_by_hand(store::Database& db, const std::string& account,
                           const rules::Viewer& viewer, std::int64_t ticket, const ByHand& hand,
                           WallTime now) {
    const auto found = tickets::find(db, viewer, ticket);
    if (!found.ok()) return found.error();
    if (viewer.role != rules::Role::Supervisor) {
        return Error{ErrorCode::Forbidden, "this role issues no cards", "role"};
    }
    const auto level = level_of(found.value(), hand);
    if (!level.ok()) return level.error();
    const auto words = domain::checked_text(hand.words, kCardWordsMax, "words");
    if (!words.ok()) return words.error();
    if (words.value().empty()) return invalid_input("words", "must say what was found, and how");
    Result<Due> due = due_about(db, found.value(), level.value(), domain::date_of(now));
    if (!due.ok()) return due.error().in("supervision.issue_by_hand");
    due.value().unit = unit_of(found.value(), hand.finding.has_value());
    const auto clock = clock_of(db, due.value(), hand.finding.has_value());
    if (!clock.ok()) return clock.error().in("supervision.issue_by_hand");
    due.value().clock = clock.value();
    const Result<bool> issued =
        issue(db, due.value(), now, {account, std::string(words.value().view())});
    if (!issued.ok()) return issued.error();
    if (!issued.value()) {
        return Error{ErrorCode::Conflict, "it has its card for that already", "finding"};
    }
    const auto page = list(db, viewer, {.ticket = ticket, .limit = 1});
    if (!page.ok()) return page.error();
    return page.value().items.front();
}

}  // namespace sunbooth::center::supervision
