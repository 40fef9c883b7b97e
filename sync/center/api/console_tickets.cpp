// SPDX-License-Identifier: Apache-2.0
// Tickets as the console sees them: lists, one ticket, what is done with it, the contact.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/contact_shown.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/query.h"
#include "sync/center/api/ticket_deed.h"
#include "sync/center/api/ticket_json.h"
#include "sync/center/api/ticket_question.h"
#include "sync/center/cases/list.h"
#include "sync/center/intake/rating_count.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/agreed.h"
#include "sync/center/tickets/case_link.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/events.h"
#include "sync/center/tickets/marks.h"
#include "sync/domain/text.h"
#include "sync/seal/record.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

tickets::WorkFilter work_filter_of(const TicketQuestion& asked, WallTime now) {
    const tickets::Filter& of = asked.filter;
    return {asked.view.value_or(tickets::View::Open),
            of.state,
            of.kind,
            of.unit,
            of.handler,
            of.window,
            of.topic,
            of.filed_from,
            of.filed_to,
            asked.latest_first,
            asked.cursor,
            now,
            of.limit};
}

/// The page that was asked for: of the open tickets by when they are due, of all so, or by number.
Result<tickets::WorkPage> page_of(Context& context, const accounts::Session& session,
                                  const TicketQuestion& asked) {
    const rules::Viewer viewer = viewer_of(session);
    const domain::Date today = domain::date_of(context.wall);
    const tickets::WorkFilter open = work_filter_of(asked, context.wall);
    if (asked.view) return tickets::work_list(context.db, viewer, open, today);
    if (asked.by_due) return tickets::list_by_due(context.db, viewer, asked.filter, open, today);
    tickets::Filter filter = asked.filter;
    if (!asked.cursor.empty()) {
        const Result<std::int64_t> before = number_of(asked.cursor, "cursor");
        if (!before.ok()) return before.error();
        filter.before = before.value();
    }
    auto page = tickets::list(context.db, viewer, filter);
    if (!page.ok()) return page.error();
    const std::int64_t next = page.value().next;
    return tickets::WorkPage{std::move(page.value().items), next == 0 ? "" : std::to_string(next)};
}

Result<std::optional<tickets::Total>> total_of(Context& context, const accounts::Session& session,
                                               const TicketQuestion& asked) {
    if (!asked.total) return std::optional<tickets::Total>{};
    const rules::Viewer viewer = viewer_of(session);
    const auto total =
        asked.view ? tickets::count_work(context.db, viewer, work_filter_of(asked, context.wall),
                                         domain::date_of(context.wall))
                   : tickets::count(context.db, viewer, asked.filter);
    if (!total.ok()) return total.error();
    return std::optional(total.value());
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    const Result<TicketQuestion> asked = ticket_question_of(request, domain::date_of(context.wall));
    if (!asked.ok()) return asked.error();
    const auto page = page_of(context, session, asked.value());
    if (!page.ok()) return page.error();
    const auto total = total_of(context, session, asked.value());
    if (!total.ok()) return total.error();
    return json_response(
        200, work_list_json(page.value(), total.value(), domain::date_of(context.wall)));
}

/// The case that it is about; its number alone is told to those who may see the case.
Result<tickets::CaseLink> link_of(Context& context, const accounts::Session& session,
                                  const tickets::Ticket& ticket) {
    Result<tickets::CaseLink> link = tickets::case_of(context.db, ticket.id);
    if (!link.ok() || link.value().case_no.empty()) return link;
    const auto found = cases::find(context.db, link.value().case_no);
    if (!found.ok() && found.error().code != ErrorCode::NotFound) return found.error();
    const rules::Viewer viewer = viewer_of(session);
    const bool seen = found.ok() ? cases::is_seen_by(found.value().listed.view, viewer)
                                 : viewer.role != rules::Role::Handler;
    if (!seen) link.value().case_no.clear();
    return link;
}

/// How the record was accepted, and by which of the center's keys.
Result<std::optional<SealedOriginal>> original_of(const registry::Keys& keys, store::Database& db,
                                                  const domain::RecordId& record) {
    const auto stored = intake::find_stored(db, record);
    if (!stored.ok()) return stored.error();
    if (!stored.value()) return std::optional<SealedOriginal>{};
    const intake::Stored& it = *stored.value();
    SealedOriginal original{to_hex(it.digest.view()), {}};
    std::vector<seal::SigningPublicKey> ours{keys.center.public_key};
    ours.insert(ours.end(), keys.former_center.begin(), keys.former_center.end());
    for (const seal::SigningPublicKey& key : ours) {
        if (!seal::verify_countersign(record, it.digest, it.row, it.countersignature, key)) {
            continue;
        }
        original.countersigned_by = to_hex(seal::name_of(key).view());
        break;
    }
    return std::optional(original);
}

/// A ticket with everything around it; `db` may be a reader's or the writer's.
Result<std::string> whole_ticket(const ConsoleServices& services, Context& context,
                                 const tickets::Ticket& ticket, const accounts::Session& session) {
    TicketParts parts{ticket, {}, false, {}, {}, {}, {}, {}, {}, {}};
    parts.today = domain::date_of(context.wall);
    const auto words = intake::read_words(context.db, services.keys, ticket.record);
    if (words.ok()) {
        parts.text = words.value();
    } else if (words.error().code != ErrorCode::Refused) {  // Erased words are no failure.
        return words.error().in("ticket");
    }
    parts.original_verified =
        intake::verify_original(context.db, services.keys, ticket.record).ok();
    if (session.account.role != rules::Role::Handler) {
        auto original = original_of(services.keys, context.db, ticket.record);
        if (!original.ok()) return original.error();
        parts.original = std::move(original).value();
    }
    if (ticket.has_contact) {
        const auto mask = services.vault.mask(ticket.record);
        if (mask.ok()) parts.masked_contact = mask.value();
    }
    auto events = tickets::events_of(context.db, ticket.id);
    if (!events.ok()) return events.error();
    parts.events = std::move(events).value();
    auto clock = tickets::clock_of(context.db, ticket);
    if (!clock.ok()) return clock.error();
    parts.clock = std::move(clock).value();
    auto about = link_of(context, session, ticket);
    if (!about.ok()) return about.error();
    parts.about = std::move(about).value();
    auto tags = intake::tags_of(context.db, ticket.record);
    if (!tags.ok()) return tags.error();
    parts.tags = std::move(tags).value();
    return ticket_json(parts, ticket.allowed(session.account.role, context.wall));
}

Result<tickets::Ticket> find(Context& context, const accounts::Session& session,
                             const PathArgs& args) {
    const Result<std::int64_t> id = number_of(args.at("id"), "id");
    if (!id.ok()) return Error{ErrorCode::NotFound, "there is no such ticket", "id"};
    return tickets::find(context.db, viewer_of(session), id.value());
}

StaffHandler read(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session, const wire::Request&,
                      const PathArgs& args) -> Result<wire::Response> {
        const auto ticket = find(context, session, args);
        if (!ticket.ok()) return ticket.error();
        const auto body = whole_ticket(services, context, ticket.value(), session);
        if (!body.ok()) return body.error();
        return with_tag(json_response(200, body.value()), ticket.value().version);
    };
}

Result<wire::Response> explain(Context& context, const accounts::Session& session,
                               const wire::Request&, const PathArgs& args) {
    const auto ticket = find(context, session, args);
    if (!ticket.ok()) return ticket.error();
    const auto calendar = registry::calendar_in_force(context.db);
    if (!calendar.ok()) return calendar.error();
    const auto clocks = tickets::explain(context.db, ticket.value());
    if (!clocks.ok()) return clocks.error();
    return json_response(
        200, explanation_json(ticket.value(), clocks.value(), calendar.value()->known_until));
}

Result<std::pair<tickets::Deed, std::int64_t>> deed_of(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 32 * 1024);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    tickets::Deed deed;
    const auto action = rules::action_of(in.text("action", 20));
    if (!action) in.fail("action", "is not one of this version");
    const std::int64_t version = version_meant(request, in);
    const std::string outcome = in.text_or_empty("outcome", 32);
    deed.outcome = rules::outcome_of(outcome);
    if (!outcome.empty() && !deed.outcome) in.fail("outcome", "is not one of this version");
    deed.reason_code = in.text_or_empty("reason_code", 4);
    const std::string words = in.text_or_empty("words", 8000);
    const std::string text = in.text_or_empty("text", 8000);
    deed.words = text.empty() ? words : text;
    deed.unit = in.text_or_empty("unit", 32);
    deed.into = in.text_or_empty("into", 40);
    const std::string found = in.text_or_empty("class", 16);
    deed.found = rules::rating_class_of(found);
    if (!found.empty() && !deed.found) in.fail("class", "is not one of this version");
    deed.satisfaction = static_cast<int>(in.integer_or("satisfaction", 1, 5, 0));
    deed.solved = in.text_or_empty("solved", 8);
    deed.was_contacted = in.boolean_or("contacted", false);
    deed.was_told = in.boolean_or("told", false);
    deed.was_pressed = in.boolean_or("pressed", false);
    const std::string finding = in.text_or_empty("finding", 16);
    deed.finding = domain::finding_of(finding);
    if (!finding.empty() && !deed.finding) {
        in.fail("finding", "must be true, partly, untrue or unclear");
    }
    deed.result = in.text_or_empty("result", 32);
    deed.note = in.text_or_empty("note", 4000);
    const std::int64_t lasted_max = tickets::kCallMax.count();
    const std::int64_t lasted = in.integer_or("duration_s", 0, lasted_max, -1);
    if (lasted >= 0) deed.lasted = std::chrono::seconds{lasted};
    deed.recording = in.text_or_empty("recording", 256);
    const std::string agreed = in.text_or_empty("agreed_at", 32);
    deed.agreed_at = tickets::agreed_at(agreed);
    if (!agreed.empty() && !deed.agreed_at) {
        in.fail("agreed_at", "must be a time to the minute at the hall");
    }
    if (in.error()) return *in.error();
    deed.action = *action;
    return std::pair(deed, version);
}

/// A refusal of act() that came before it wrote anything; a conflict inside the database is another
/// matter and must undo the savepoint.
bool is_overtaken(const Error& error) {
    return error.code == ErrorCode::Conflict &&
           (error.field == "expected_version" || error.field == "action");
}

/// Somebody else was quicker: the problem carries the ticket as it is, so that the page can show
/// what has changed beside the words that were not sent.
Result<wire::Response> overtaken(const ConsoleServices& services, Context& context,
                                 const tickets::Ticket& ticket, const accounts::Session& session,
                                 const Error& error) {
    const auto body = whole_ticket(services, context, ticket, session);
    if (!body.ok()) return body.error();
    return with_current(problem_response(error), body.value());
}

StaffHandler act(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request,
                      const PathArgs& args) -> Result<wire::Response> {
        const auto deed = deed_of(request);
        if (!deed.ok()) return deed.error();
        const auto ticket = find(context, session, args);
        if (!ticket.ok()) return ticket.error();
        const tickets::Actor actor{session.account.name, viewer_of(session)};
        const auto done = tickets::act(context.db, actor, ticket.value().id, deed.value().second,
                                       deed.value().first, context.wall);
        if (!done.ok() && is_overtaken(done.error())) {
            return overtaken(services, context, ticket.value(), session, done.error());
        }
        if (!done.ok()) return done.error();
        for (const std::int64_t touched : done.value().touched) {
            const Status marked = tickets::mark_events(context.db, touched, services.keys.center);
            if (!marked.ok()) return marked.error();
        }
        const auto body = whole_ticket(services, context, done.value().ticket, session);
        if (!body.ok()) return body.error();
        return with_tag(json_response(200, body.value()), done.value().ticket.version);
    };
}

/// Who calls citizens may see a number; an auditor and an administrator may not.
bool may_reveal(rules::Role role) {
    switch (role) {
        case rules::Role::Intake:
        case rules::Role::Callback:
        case rules::Role::Supervisor:
            return true;
        case rules::Role::Handler:
        case rules::Role::Auditor:
        case rules::Role::Administrator:
            return false;
    }
    return false;
}

StaffPreparation reveal(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request, const PathArgs& args) -> Result<std::any> {
        if (!may_reveal(session.account.role)) {
            return Error{ErrorCode::Forbidden, "this role does not call citizens", "role"};
        }
        const Result<std::string> reason = reason_of(request);
        if (!reason.ok()) return reason.error();
        const auto ticket = find(context, session, args);
        if (!ticket.ok()) return ticket.error();
        const std::string& account = session.account.name;
        const bool calls = services.desk.is_held_by(ticket.value().id, account, context.now);
        const auto occasion = calls ? vault::Occasion::Call : vault::Occasion::LookUp;
        return ask_vault(services, context,
                         {ticket.value().record, account, reason.value(), occasion},
                         ticket.value().ticket_no);
    };
}

}  // namespace

Result<tickets::WorkPage> tickets_asked_for(Context& context, const accounts::Session& session,
                                            const wire::Request& request) {
    const Result<TicketQuestion> asked = ticket_question_of(request, domain::date_of(context.wall));
    if (!asked.ok()) return asked.error();
    return page_of(context, session, asked.value());
}

Result<std::pair<tickets::Deed, std::int64_t>> ticket_deed_of(const wire::Request& request) {
    return deed_of(request);
}

std::vector<Route> ticket_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string one = "/api/v1/tickets/{id}";
    return {
        {"GET", "/api/v1/tickets", Lane::Reader, staff_only(sessions, list), {}},
        {"GET", one, Lane::Reader, staff_only(sessions, read(services)), {}},
        {"GET", one + "/explain", Lane::Reader, staff_only(sessions, explain), {}},
        {"POST", one + "/actions", Lane::Writer, staff_only(sessions, act(services)), {}},
        {"POST", one + "/contact", Lane::Writer, prepared_staff(sessions, show_contact),
         prepare_staff(sessions, reveal(services))},
    };
}

}  // namespace sunbooth::center::api
