// SPDX-License-Identifier: Apache-2.0
// Warnings and cards: who was told what, what the unit said, what a supervisor decided.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/query.h"
#include "sync/center/api/request_text.h"
#include "sync/center/registry/hall.h"
#include "sync/center/rules/triggers.h"
#include "sync/center/supervision/cards_by_hand.h"
#include "sync/domain/text.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using supervision::Card;
using supervision::CardFilter;

constexpr int kPageDefault = 50;
constexpr int kPageMax = 100;
constexpr std::size_t kUnitMax = 32;
constexpr std::size_t kAboutMax = 64;
constexpr std::size_t kRuleMax = 32;

/// One parameter of GET /api/v1/cards.
Status put_parameter(CardFilter& filter, const std::string& name, const std::string& value) {
    if (name == "state") {
        filter.state = rules::card_state_of(value);
        if (!filter.state) return invalid_input(name, "is not a state of a card");
    } else if (name == "level") {
        filter.level = rules::level_of(value);
        if (!filter.level) return invalid_input(name, "is not a level");
    } else if (name == "subject") {
        filter.subject = rules::subject_of(value);
        if (!filter.subject) return invalid_input(name, "must be ticket, case, duty or issue");
    } else if (name == "unit") {
        const auto length = domain::count_code_points(value);
        if (!length || *length > kUnitMax) return invalid_input(name, "is too long");
        filter.unit = value;
    } else if (name == "about") {
        if (value.size() > kAboutMax) return invalid_input(name, "is too long");
        filter.about = value;
    } else if (name == "open") {
        if (value != "true") return invalid_input(name, "must be true");
        filter.wait = supervision::Wait::Open;
    } else if (name == "wait") {
        const auto wait = supervision::wait_of(value);
        if (!wait) return invalid_input(name, "is nothing to wait for");
        filter.wait = *wait;
    } else if (name == "sort") {
        if (value != "newest" && value != "oldest") {
            return invalid_input(name, "must be newest or oldest");
        }
        filter.oldest_first = value == "oldest";
    } else if (name == "ticket" || name == "cursor" || name == "limit") {
        const Result<std::int64_t> number = number_of(value, name);
        if (!number.ok()) return number.error();
        if (name == "limit" && (number.value() < 1 || number.value() > kPageMax)) {
            return invalid_input(name, "must be from 1 to 100");
        }
        if (name == "ticket") filter.ticket = number.value();
        if (name == "cursor") filter.before = number.value();
        if (name == "limit") filter.limit = static_cast<int>(number.value());
    }
    return ok_status();
}

json::object card_row(const Card& card, rules::Role role, domain::Date today) {
    json::array actions;
    for (const rules::CardAction action : rules::allowed(card.standing(today), role)) {
        actions.push_back(json::string(rules::to_string(action)));
    }
    json::value answer_by = nullptr;
    if (card.answer_by) answer_by = json::string(card.answer_by->iso());
    return {{"id", std::to_string(card.id)},
            {"subject", rules::to_string(card.subject)},
            {"ticket", card.ticket == 0 ? std::string() : std::to_string(card.ticket)},
            {"ticket_no", card.about},
            {"clock", card.clock},
            {"level", rules::to_string(card.level)},
            {"unit", card.unit},
            {"due_on", card.due_on.iso()},
            {"issued_on", card.issued_on.iso()},
            {"answer_by", std::move(answer_by)},
            {"state", rules::to_string(card.state)},
            {"version", card.version},
            {"actions", std::move(actions)}};
}

json::object rule_json(const rules::Coded& rule) {
    return {{"code", rule.code}, {"zh", rule.zh}, {"en", rule.en}};
}

Result<std::string> whole_card(store::Database& db, const Card& card, rules::Role role,
                               domain::Date today) {
    const auto events = supervision::events_of(db, card.id);
    if (!events.ok()) return events.error();
    json::array list;
    for (const supervision::CardEvent& event : events.value()) {
        list.push_back(json::object{{"on", event.on.iso()},
                                    {"by", event.by},
                                    {"state", rules::to_string(event.state)},
                                    {"words", event.words},
                                    {"evidence", event.evidence}});
    }
    const auto rule = supervision::rule_named(db, card);
    if (!rule.ok()) return rule.error();
    json::object out = card_row(card, role, today);
    out["events"] = std::move(list);
    if (rule.value()) out["rule"] = rule_json(*rule.value());
    return json::serialize(out);
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    CardFilter filter{.limit = kPageDefault};
    const Status asked =
        each_parameter(request, [&filter](const std::string& name, const std::string& value) {
            return put_parameter(filter, name, value);
        });
    if (!asked.ok()) return asked.error();
    const auto page = supervision::list(context.db, viewer_of(session), filter);
    if (!page.ok()) return page.error();
    json::array items;
    for (const Card& card : page.value().items) {
        items.push_back(card_row(card, session.account.role, domain::date_of(context.wall)));
    }
    json::value next = nullptr;
    if (page.value().next != 0) next = json::string(std::to_string(page.value().next));
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"next", std::move(next)}}));
}

Result<Card> find(Context& context, const accounts::Session& session, const PathArgs& args) {
    const Result<std::int64_t> id = number_of(args.at("id"), "id");
    if (!id.ok()) return Error{ErrorCode::NotFound, "there is no such card", "id"};
    return supervision::find(context.db, viewer_of(session), id.value());
}

Result<wire::Response> read(Context& context, const accounts::Session& session,
                            const wire::Request&, const PathArgs& args) {
    const Result<Card> card = find(context, session, args);
    if (!card.ok()) return card.error();
    const auto body =
        whole_card(context.db, card.value(), session.account.role, domain::date_of(context.wall));
    if (!body.ok()) return body.error();
    return with_tag(json_response(200, body.value()), card.value().version);
}

Result<wire::Response> act(Context& context, const accounts::Session& session,
                           const wire::Request& request, const PathArgs& args) {
    const auto body = wire::parse_json(as_text(request.body), 16 * 1024);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    const auto action = rules::card_action_of(in.text("action", 16));
    if (!action) in.fail("action", "is not one of this version");
    const std::int64_t version = version_meant(request, in);
    const std::string words = text_of(in, "words", {1, supervision::kCardWordsMax});
    const std::string evidence = in.text_or_empty("evidence", supervision::kEvidenceMax * 4);
    if (in.error()) return *in.error();
    const Result<Card> card = find(context, session, args);
    if (!card.ok()) return card.error();
    const Result<Card> done =
        supervision::act(context.db, session.account.name, viewer_of(session), card.value().id,
                         version, {*action, words, evidence}, context.wall);
    if (!done.ok()) return done.error();
    const auto whole =
        whole_card(context.db, done.value(), session.account.role, domain::date_of(context.wall));
    if (!whole.ok()) return whole.error();
    return with_tag(json_response(200, whole.value()), done.value().version);
}

Result<supervision::ByHand> hand_of(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 16 * 1024);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    supervision::ByHand hand;
    hand.level = rules::level_of(in.text_or_empty("level", 16));
    const std::string finding = in.text_or_empty("finding", 16);
    hand.finding = domain::finding_of(finding);
    if (!finding.empty() && !hand.finding) in.fail("finding", "must be true, partly or untrue");
    hand.words = text_of(in, "words", {1, supervision::kCardWordsMax});
    hand.rule = in.text_or_empty("rule", kRuleMax);
    if (in.error()) return *in.error();
    return hand;
}

/// Issues a card about what stands in the path.
using Issuing = Result<Card> (*)(store::Database& db, const supervision::Supervising& by,
                                 const PathArgs& args, const supervision::ByHand& hand);

Result<Card> about_ticket(store::Database& db, const supervision::Supervising& by,
                          const PathArgs& args, const supervision::ByHand& hand) {
    const Result<std::int64_t> ticket = number_of(args.at("id"), "id");
    if (!ticket.ok()) return Error{ErrorCode::NotFound, "there is no such ticket", "id"};
    return supervision::issue_by_hand(db, by, ticket.value(), hand);
}

Result<Card> about_case(store::Database& db, const supervision::Supervising& by,
                        const PathArgs& args, const supervision::ByHand& hand) {
    return supervision::issue_about_case(db, by, args.at("case_no"), hand);
}

Result<Card> about_report(store::Database& db, const supervision::Supervising& by,
                          const PathArgs& args, const supervision::ByHand& hand) {
    const Result<std::int64_t> report = number_of(args.at("id"), "id");
    if (!report.ok()) return Error{ErrorCode::NotFound, "there is no such report", "id"};
    return supervision::issue_about_report(db, by, report.value(), hand);
}

/// A supervisor's own card.
StaffHandler issue(Issuing issuing) {
    return [issuing](Context& context, const accounts::Session& session,
                     const wire::Request& request, const PathArgs& args) -> Result<wire::Response> {
        const auto hand = hand_of(request);
        if (!hand.ok()) return hand.error();
        const Result<Card> card =
            issuing(context.db, {session.account.name, viewer_of(session), context.wall}, args,
                    hand.value());
        if (!card.ok()) return card.error();
        const auto whole = whole_card(context.db, card.value(), session.account.role,
                                      domain::date_of(context.wall));
        if (!whole.ok()) return whole.error();
        return with_tag(json_response(201, whole.value()), card.value().version);
    };
}

/// What such a card may name, by the rules of the hall today.
Result<wire::Response> named(Context& context, const accounts::Session&, const wire::Request&,
                             const PathArgs&) {
    const auto hall = registry::hall_in_force(context.db);
    if (!hall.ok()) return hall.error();
    json::array items;
    for (const rules::Coded& one : rules::triggers(
             rules::profile_on(hall.value()->promises.profile, domain::date_of(context.wall)))) {
        items.push_back(rule_json(one));
    }
    return json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

}  // namespace

std::vector<Route> card_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string one = "/api/v1/cards/{id}";
    return {
        {"GET", "/api/v1/cards", Lane::Reader, staff_only(sessions, list), {}},
        {"GET", one, Lane::Reader, staff_only(sessions, read), {}},
        {"POST", one + "/actions", Lane::Writer, staff_only(sessions, act), {}},
        {"GET",
         "/api/v1/triggers",
         Lane::Reader,
         staff_only(sessions, for_roles({rules::Role::Supervisor}, named)),
         {}},
        {"POST",
         "/api/v1/tickets/{id}/cards",
         Lane::Writer,
         staff_only(sessions, issue(about_ticket)),
         {}},
        {"POST",
         "/api/v1/cases/{case_no}/cards",
         Lane::Writer,
         staff_only(sessions, issue(about_case)),
         {}},
        {"POST",
         "/api/v1/issues/{id}/cards",
         Lane::Writer,
         staff_only(sessions, issue(about_report)),
         {}},
    };
}

}  // namespace sunbooth::center::api
