// SPDX-License-Identifier: Apache-2.0
// The rule profiles: every edition with its day and source, what another one would mean for what is
// open, and the edition itself.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/moves_json.h"
#include "sync/center/registry/editions.h"
#include "sync/center/registry/hall.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request&, const PathArgs&) {
    const auto hall = registry::hall_in_force(context.db);
    if (!hall.ok()) return hall.error();
    const rules::Profile& in_force =
        rules::profile_on(hall.value()->promises.profile, domain::date_of(context.wall));
    json::array editions;
    for (const rules::Profile* one : rules::editions()) {
        editions.push_back(json::object{{"id", one->id},
                                        {"name", one->name},
                                        {"from", one->from.iso()},
                                        {"source", one->source},
                                        {"issuer", one->issuer},
                                        {"in_force", one == &in_force},
                                        {"toml", one->toml}});
    }
    return json_response(
        200, json::serialize(json::object{{"profile", hall.value()->promises.profile},
                                          {"may_change", may_change_rules(session.account.role)},
                                          {"editions", std::move(editions)}}));
}

/// An edition as it was sent, and what it would move.
struct Wish {
    std::string toml;
    std::string id;
    domain::Date from;
    tickets::Moves moves;
};

Result<Wish> judged(Context& context, const accounts::Session& session,
                    const wire::Request& request) {
    if (const Status may = check_may_change_rules(session); !may.ok()) return may.error();
    const auto body = wire::parse_json(as_text(request.body), kRuleFileMax * 2);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    Wish wish;
    wish.toml = in.text("toml", kRuleFileMax);
    if (in.error()) return *in.error();
    const auto edition = registry::read_edition(wish.toml, context.wall);
    if (!edition.ok()) return edition.error();
    wish.id = edition.value().id;
    wish.from = edition.value().from;
    auto moves = tickets::moves_under(context.db, viewer_of(session), edition.value());
    if (!moves.ok()) return moves.error();
    wish.moves = std::move(moves).value();
    return wish;
}

json::object wish_json(const Wish& wish) {
    return {{"id", wish.id}, {"from", wish.from.iso()}, {"moves", moves_json(wish.moves)}};
}

Result<wire::Response> preview(Context& context, const accounts::Session& session,
                               const wire::Request& request, const PathArgs&) {
    const Result<Wish> wish = judged(context, session, request);
    if (!wish.ok()) return wish.error();
    return json_response(200, json::serialize(wish_json(wish.value())));
}

Result<std::any> prepare(Context& context, const accounts::Session& session,
                         const wire::Request& request, const PathArgs&) {
    Result<Wish> wish = judged(context, session, request);
    if (!wish.ok()) return wish.error();
    return std::any(std::move(wish).value());
}

Result<wire::Response> change(Context& context, const accounts::Session& session,
                              const wire::Request&, const PathArgs&, std::any& prepared) {
    const auto& wish = std::any_cast<const Wish&>(prepared);
    const Status put =
        registry::put_edition(context.db, wish.toml, session.account.name, context.wall);
    if (!put.ok()) return put.error();
    return json_response(200, json::serialize(wish_json(wish)));
}

}  // namespace

json::object move_json(const tickets::DueMove& move) {
    return {{"ticket", std::to_string(move.ticket)},
            {"ticket_no", move.ticket_no},
            {"unit", move.unit},
            {"before", move.before.iso()},
            {"after", move.after.iso()}};
}

json::object moves_json(const tickets::Moves& moves) {
    json::array items;
    for (const tickets::DueMove& one : moves.list) items.push_back(move_json(one));
    return {{"open", moves.open},
            {"moved", moves.moved},
            {"settled", moves.settled},
            {"provisional", moves.provisional},
            {"items", std::move(items)}};
}

bool may_change_rules(rules::Role role) {
    return role == rules::Role::Supervisor || role == rules::Role::Administrator;
}

Status check_may_change_rules(const accounts::Session& session) {
    if (may_change_rules(session.account.role)) return ok_status();
    return Error{ErrorCode::Forbidden, "this role does not change calendars and rules", "role"};
}

std::vector<Route> rule_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string path = "/api/v1/rules";
    return {
        {"GET", path, Lane::Reader, staff_only(sessions, list), {}},
        {"POST", path + "/preview", Lane::Reader, staff_only(sessions, preview), {}},
        {"POST", path, Lane::Writer, prepared_staff(sessions, change),
         prepare_staff(sessions, prepare)},
    };
}

}  // namespace sunbooth::center::api
