// SPDX-License-Identifier: Apache-2.0
#include "sync/center/documents/subjects.h"

#include "sync/center/documents/bulletin.h"
#include "sync/center/documents/words.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/hall.h"
#include "sync/center/rules/issue_life.h"
#include "sync/center/rules/profile.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/events.h"

#include <algorithm>

namespace sunbooth::center::documents {
namespace {

void put_day(Said& said, const char* name, const std::optional<domain::Date>& day) {
    if (!day) return;
    said.zh[name] = in_chinese(*day);
    said.en[name] = day->iso();
}

void put_coded(Said& said, const char* name, const std::vector<rules::Coded>& list,
               const std::string& code) {
    const auto found = std::ranges::find(list, code, &rules::Coded::code);
    if (found == list.end()) return put(said, name, code, code);
    put(said, name, found->zh, found->en);
}

/// The hall's names of unit and window; codes where the hall has them no more.
Status put_places(store::Database& db, Said& said, const std::string& unit,
                  const std::string& window) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    const domain::Unit* accused = hall.value()->unit(unit);
    put(said, "unit", accused == nullptr ? unit : accused->name.zh,
        accused == nullptr ? unit : accused->name.en);
    const domain::Window* place = hall.value()->window(window);
    put(said, "window", place == nullptr ? window : place->name.zh,
        place == nullptr ? window : place->name.en);
    const domain::Unit* to = hall.value()->unit(said.unit);
    if (to != nullptr) put(said, "addressee", to->name.zh, to->name.en);
    return ok_status();
}

/// A card is for the unit that it was issued to, which need not be the one that has the ticket.
Status put_holder(store::Database& db, Said& said, const std::string& unit) {
    if (unit.empty()) return ok_status();  // The center's own.
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    const domain::Unit* holder = hall.value()->unit(unit);
    said.unit = unit;
    put(said, "addressee", holder == nullptr ? unit : holder->name.zh,
        holder == nullptr ? unit : holder->name.en);
    return ok_status();
}

void put_word(Said& said, const char* name, std::string_view which) {
    put(said, name, word(which).zh, word(which).en);
}

Status put_events(store::Database& db, Said& said, const tickets::Ticket& ticket) {
    const auto events = tickets::events_of(db, ticket.id);
    if (!events.ok()) return events.error();
    std::string zh, en;
    for (const tickets::Event& event : events.value()) {
        said.events.insert(event.type);
        const auto field = [&](const char* name) {
            const auto found = event.fields.find(name);
            return found == event.fields.end() ? std::string() : found->second;
        };
        if (event.type == "refused") {
            put_coded(said, "reason", ticket.rules().refusals, field("reason_code"));
        }
        if (event.type != "callback" && event.type != "closing_call") continue;
        const std::string on = domain::date_of(event.at).iso();
        const Both outcome = word_or_code("call", field("outcome"));
        const Both& after = word("call.after");
        zh += (zh.empty() ? "" : after.zh) + on + " " + outcome.zh;
        en += (en.empty() ? "" : after.en) + on + " " + outcome.en;
    }
    put(said, "calls", zh, en);
    return ok_status();
}

Result<Said> of_ticket(store::Database& db, const tickets::Ticket& ticket, bool to_citizen) {
    Said said;
    said.profile = ticket.profile;
    said.filed_on = ticket.filed_on;
    said.unit = to_citizen ? "" : ticket.handled_by.empty() ? ticket.unit : ticket.handled_by;
    put(said, "ticket_no", ticket.ticket_no, "");
    put_word(said, "matter", "subject.complaint");
    put_coded(said, "category", ticket.rules().categories, ticket.category);
    put_day(said, "filed_on", ticket.filed_on);
    said.due_on = ticket.deadlines.reply_by;
    if (to_citizen) put_word(said, "addressee", "subject.complainant");
    if (Status named = put_places(db, said, ticket.unit, ticket.window); !named.ok()) {
        return named.error();
    }
    if (Status told = put_events(db, said, ticket); !told.ok()) return told.error();
    return said;
}

/// What a card is about. A case of the approval system has no ticket: its number, unit and day
/// stand on the card itself.
Result<Said> of_subject(store::Database& db, const rules::Viewer& viewer,
                        const supervision::Card& card) {
    if (card.ticket != 0) {
        const auto ticket = tickets::find(db, viewer, card.ticket);
        if (!ticket.ok()) return ticket.error();
        return of_ticket(db, ticket.value(), false);
    }
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    Said said;
    said.profile = hall.value()->promises.profile;
    said.filed_on = card.issued_on;
    said.unit = card.unit;
    put(said, "ticket_no", card.about, "");
    const bool is_issue = card.subject == rules::Subject::Issue;
    put_word(said, "matter", is_issue ? "subject.report" : "subject.case");
    if (Status named = put_places(db, said, card.unit, ""); !named.ok()) return named.error();
    return said;
}

Result<Said> of_card(store::Database& db, const rules::Viewer& viewer, std::int64_t id) {
    const auto card = supervision::find(db, viewer, id);
    if (!card.ok()) return card.error();
    Result<Said> said = of_subject(db, viewer, card.value());
    if (!said.ok()) return said;
    if (Status held = put_holder(db, said.value(), card.value().unit); !held.ok()) {
        return held.error();
    }
    const auto events = supervision::events_of(db, id);
    if (!events.ok()) return events.error();
    // What became of the card, not of its ticket.
    said.value().events.clear();
    for (const auto& event : events.value())
        said.value().events.insert(rules::to_string(event.state));
    said.value().level = rules::to_string(card.value().level);
    said.value().due_on = card.value().due_on;
    put_day(said.value(), "answer_by", card.value().answer_by);
    return said;
}

Result<monitoring::IssueFile> find_issue(store::Database& db, const rules::Viewer& viewer,
                                         std::int64_t id) {
    Error hidden{ErrorCode::NotFound, "there is no such report", "subject.id"};
    if (!rules::may_see_issues(viewer.role)) return hidden;
    auto file = monitoring::find(db, id);
    if (file.ok() && !monitoring::is_seen_by(file.value(), viewer)) return hidden;
    return file;
}

Result<Said> of_issue(store::Database& db, const rules::Viewer& viewer, std::int64_t id) {
    const auto file = find_issue(db, viewer, id);
    if (!file.ok()) return file.error();
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    Said said;
    said.profile = hall.value()->promises.profile;
    said.filed_on = file.value().filed_on;
    const auto& of = file.value();
    said.unit = of.sent_to.empty() ? of.unit : of.sent_to;
    if (of.running && of.running->of_unit) said.due_on = of.running->due;
    put(said, "ticket_no", file.value().issue_no, "");
    put_day(said, "filed_on", file.value().filed_on);
    if (Status named = put_places(db, said, said.unit, file.value().window); !named.ok()) {
        return named.error();
    }
    const auto events = monitoring::events_of(db, id);
    if (!events.ok()) return events.error();
    for (const auto& event : events.value()) said.events.insert(event.type);
    // What was found untrue is no ground for a paper.
    const auto& finding = file.value().standing.finding;
    if (finding && *finding != domain::Finding::Untrue) said.events.insert("verified");
    return said;
}

}  // namespace

void put(Said& said, const char* name, const std::string& zh, const std::string& en) {
    said.zh[name] = zh;
    said.en[name] = en.empty() ? zh : en;
}

std::string in_chinese(domain::Date day) {
    return word_of("subject.day", day).zh;
}

Result<Said> said_of(store::Database& db, const rules::Viewer& viewer, const Asked& asked) {
    switch (asked.kind) {
        case SubjectKind::Ticket: {
            const auto ticket = tickets::find(db, viewer, asked.id);
            if (!ticket.ok()) return ticket.error();
            return of_ticket(db, ticket.value(), asked.to_citizen);
        }
        case SubjectKind::Issue:
            return of_issue(db, viewer, asked.id);
        case SubjectKind::Card:
            return of_card(db, viewer, asked.id);
        case SubjectKind::Month:
            return said_of_month(db, asked.id, asked.today);
    }
    return Error{ErrorCode::Internal, "no such kind of subject", ""};
}

Status check_seen(store::Database& db, const rules::Viewer& viewer, SubjectKind kind,
                  std::int64_t id) {
    const auto status = [](const auto& found) {
        return found.ok() ? ok_status() : Status(found.error());
    };
    switch (kind) {
        case SubjectKind::Ticket:
            return status(tickets::find(db, viewer, id));
        case SubjectKind::Issue:
            return status(find_issue(db, viewer, id));
        case SubjectKind::Card:
            return status(supervision::find(db, viewer, id));
        case SubjectKind::Month:
            // What it tells is for everybody; what is too small to be shown it does not tell.
            return ok_status();
    }
    return ok_status();
}

}  // namespace sunbooth::center::documents
