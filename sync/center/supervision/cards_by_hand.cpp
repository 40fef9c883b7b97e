// SPDX-License-Identifier: Apache-2.0
// Cards that no clock earns: for a complaint that was found true, and a supervisor's own.
#include "sync/center/supervision/cards_by_hand.h"

#include "sync/base/mutant.h"
#include "sync/center/cases/list.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"
#include "sync/center/rules/proven.h"
#include "sync/center/rules/triggers.h"
#include "sync/center/tickets/finding.h"
#include "sync/domain/text.h"

#include <algorithm>

namespace sunbooth::center::supervision {
namespace {

constexpr std::string_view kCount = R"sql(
    SELECT count(*) FROM card
     WHERE subject = 'ticket' AND about = :about AND level = :level
       AND (clock = 'manual' OR clock LIKE 'manual.%'))sql";

constexpr std::string_view kManual = "manual";

/// As of today: the unit has the days of its rules to answer.
Status put_days(store::Database& db, const rules::Profile& profile, domain::Date today, Due& due) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    if (rules::is_card(due.level)) {
        due.answer_by = calendar.value()->after(today, profile.cards.answer.n).date;
    }
    return ok_status();
}

/// A card about a ticket as of today.
Result<Due> due_about(store::Database& db, const tickets::Ticket& ticket, rules::Level level,
                      domain::Date today) {
    Due due{rules::Subject::Ticket, ticket.id, ticket.ticket_no, {}, level, {}, today, {}};
    if (Status put = put_days(db, ticket.rules(), today, due); !put.ok()) return put.error();
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

std::string naming(const std::string& rule) {
    return std::string(kManual) + "." + rule;
}

/// "proven" and a rule that is named are one for each level; what a supervisor saw may come again.
Result<std::string> clock_of(store::Database& db, const Due& due, const ByHand& hand) {
    if (hand.finding) return std::string("proven");
    if (!hand.rule.empty()) return naming(hand.rule);
    const Result<std::int64_t> before = count_by_hand(db, due);
    if (!before.ok()) return before.error();
    return before.value() == 0 ? std::string(kManual) : naming(std::to_string(before.value()));
}

/// Yellow or red about what is no ticket: no category gives its level.
Result<rules::Level> level_said(const ByHand& hand) {
    if (hand.finding) return invalid_input("finding", "belongs to the card of a complaint");
    if (hand.level && rules::is_card(*hand.level)) return *hand.level;
    return invalid_input("level", "must be yellow or red");
}

Status check_supervisor(const Supervising& by) {
    if (by.viewer.role == rules::Role::Supervisor) return ok_status();
    return Error{ErrorCode::Forbidden, "this role issues no cards", "role"};
}

bool was_found_true(const monitoring::IssueFile& file) {
    const auto& finding = file.standing.finding;
    return file.standing.kind == domain::IssueKind::Problem && finding &&
           (*finding == domain::Finding::True || *finding == domain::Finding::Partly);
}

/// Required of what is no ticket, known in any case.
Status check_rule(const rules::Profile& profile, const ByHand& hand, bool required) {
    if (hand.rule.empty() && !required) return ok_status();
    const auto all = rules::triggers(profile);
    if (std::ranges::find(all, hand.rule, &rules::Coded::code) != all.end()) return ok_status();
    return invalid_input("rule", "names none of the rules that a card may be for");
}

/// Issues it with its words, once. @return Conflict, naming the field that makes it another.
Result<Card> hand_out(store::Database& db, const Supervising& by, const Due& due,
                      const ByHand& hand) {
    const auto words = domain::checked_text(hand.words, kCardWordsMax, "words");
    if (!words.ok()) return words.error();
    if (words.value().empty()) return invalid_input("words", "must say what was found, and how");
    const Result<bool> issued =
        issue(db, due, by.now, {by.account, std::string(words.value().view())});
    if (!issued.ok()) return issued.error();
    const bool again = !issued.value() && !mutant("supervision.hands_out_again");
    if (again) {
        return Error{ErrorCode::Conflict, "it has its card for that already",
                     hand.finding ? "finding" : "rule"};
    }
    const auto page =
        list(db, by.viewer, {.subject = due.subject, .about = due.about, .limit = kCardsMax});
    if (!page.ok()) return page.error();
    const auto found = std::ranges::find_if(page.value().items, [&due](const Card& card) {
        return card.clock == due.clock && card.level == due.level;
    });
    if (found != page.value().items.end()) return *found;
    return Error{ErrorCode::NotFound, "there is no such card", "id"};
}

/// A card about what is no ticket, by these rules; the second yellow one on a matter may be red.
Result<Card> issue_about(store::Database& db, const Supervising& by, const rules::Profile& profile,
                         Due due, const ByHand& hand) {
    const auto level = level_said(hand);
    if (!level.ok()) return level.error();
    if (Status known = check_rule(profile, hand, true); !known.ok()) return known.error();
    due.clock = naming(hand.rule);
    due.level = level.value();
    due.due_on = domain::date_of(by.now);
    if (Status raised = raise_second(db, profile.cards, due); !raised.ok()) return raised.error();
    const Status put = put_days(db, profile, due.due_on, due);
    if (!put.ok()) return put.error().in("supervision.issue_about");
    return hand_out(db, by, due, hand);
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

Result<Card> issue_by_hand(store::Database& db, const Supervising& by, std::int64_t ticket,
                           const ByHand& hand) {
    const auto found = tickets::find(db, by.viewer, ticket);
    if (!found.ok()) return found.error();
    if (Status may = check_supervisor(by); !may.ok()) return may.error();
    const auto level = level_of(found.value(), hand);
    if (!level.ok()) return level.error();
    if (Status known = check_rule(found.value().rules(), hand, false); !known.ok()) {
        return known.error();
    }
    Result<Due> due = due_about(db, found.value(), level.value(), domain::date_of(by.now));
    if (!due.ok()) return due.error().in("supervision.issue_by_hand");
    due.value().unit = unit_of(found.value(), hand.finding.has_value());
    const auto clock = clock_of(db, due.value(), hand);
    if (!clock.ok()) return clock.error().in("supervision.issue_by_hand");
    due.value().clock = clock.value();
    return hand_out(db, by, due.value(), hand);
}

Result<Card> issue_about_case(store::Database& db, const Supervising& by,
                              const std::string& case_no, const ByHand& hand) {
    const auto found = cases::find(db, case_no);
    if (!found.ok()) return found.error();
    const domain::CaseView& one = found.value().listed.view;
    if (!cases::is_seen_by(one, by.viewer)) {
        return Error{ErrorCode::NotFound, "there is no such case", "case_no"};
    }
    if (Status may = check_supervisor(by); !may.ok()) return may.error();
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.issue_about_case");
    const rules::Profile& profile = rules::profile_on(
        hall.value()->promises.profile, one.accepted_on.value_or(domain::date_of(by.now)));
    const auto unit = registry::known_code(db, registry::CodeKind::Unit, one.unit);
    if (!unit.ok() && unit.error().code != ErrorCode::NotFound) return unit.error();
    Due due;
    due.subject = rules::Subject::Case;
    due.about = one.case_no;
    if (unit.ok()) due.unit = one.unit;
    return issue_about(db, by, profile, std::move(due), hand);
}

Result<Card> issue_about_report(store::Database& db, const Supervising& by, std::int64_t report,
                                const ByHand& hand) {
    const auto found = monitoring::find(db, report);
    if (!found.ok()) return found.error();
    const monitoring::IssueFile& file = found.value();
    if (!monitoring::is_seen_by(file, by.viewer)) {
        return Error{ErrorCode::NotFound, "there is no such report", "id"};
    }
    if (Status may = check_supervisor(by); !may.ok()) return may.error();
    if (!was_found_true(file) && !mutant("supervision.tells_of_unproved_reports")) {
        return Error{ErrorCode::Conflict, "the report was not found true", "finding"};
    }
    Due due;
    due.subject = rules::Subject::Issue;
    due.about = file.issue_no;
    due.unit = file.sent_to.empty() ? file.unit : file.sent_to;
    return issue_about(db, by, file.rules(), std::move(due), hand);
}

Result<std::optional<rules::Coded>> rule_named(store::Database& db, const Card& card) {
    const std::string before = naming("");
    if (!card.clock.starts_with(before)) return std::optional<rules::Coded>{};
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.rule_named");
    const std::string code = card.clock.substr(before.size());
    for (const rules::Coded& one :
         rules::triggers(rules::profile_on(hall.value()->promises.profile, card.issued_on))) {
        if (one.code == code) return std::optional(one);
    }
    return std::optional<rules::Coded>{};  // "manual.1", or a rule that is no more.
}

}  // namespace sunbooth::center::supervision
