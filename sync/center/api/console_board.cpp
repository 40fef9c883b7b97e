// SPDX-License-Identifier: Apache-2.0
// The supervisor's board: units by level, and what the rules will say next.
#include "sync/center/api/board_routes.h"
#include "sync/center/supervision/board.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr int kDecidedDays = 90;  ///< A quarter: that far back decided cards are counted.

json::object tally_json(const supervision::Tally& tally) {
    return {{"level", rules::to_string(tally.level)},
            {"standing", tally.standing},
            {"answered", tally.answered},
            {"upheld", tally.upheld},
            {"removed", tally.removed},
            {"settled", tally.settled}};
}

json::object unit_json(const supervision::UnitLine& line) {
    json::array levels;
    for (const auto& tally : line.levels) levels.push_back(tally_json(tally));
    return {{"unit", line.unit}, {"running", line.running}, {"levels", std::move(levels)}};
}

json::object coming_json(const supervision::Coming& coming) {
    json::value reached = nullptr;
    if (coming.reached) reached = json::string(rules::to_string(*coming.reached));
    return {{"subject", rules::to_string(coming.subject)},
            {"ticket", coming.ticket == 0 ? "" : std::to_string(coming.ticket)},
            {"ticket_no", coming.about},
            {"unit", coming.unit},
            {"clock", coming.clock},
            {"due_on", coming.due_on.iso()},
            {"days_left", coming.days_left},
            {"reached", std::move(reached)},
            {"next", rules::to_string(coming.next.level)},
            {"on", coming.next.on.iso()}};
}

Result<wire::Response> read(Context& context, const accounts::Session& session,
                            const wire::Request&, const PathArgs&) {
    const domain::Date today = domain::date_of(context.wall);
    const domain::Date from = today.plus(-kDecidedDays);
    const auto board = supervision::board(context.db, viewer_of(session), {today, from});
    if (!board.ok()) return board.error();
    json::array units, coming;
    for (const auto& line : board.value().units) units.push_back(unit_json(line));
    for (const auto& one : board.value().coming) coming.push_back(coming_json(one));
    return json_response(200, json::serialize(json::object{{"date", today.iso()},
                                                           {"decided_from", from.iso()},
                                                           {"units", std::move(units)},
                                                           {"coming", std::move(coming)},
                                                           {"further", board.value().further}}));
}

}  // namespace

std::vector<Route> board_routes(const ConsoleServices& services) {
    using rules::Role;
    const std::set<Role> readers{Role::Intake, Role::Callback, Role::Handler, Role::Supervisor,
                                 Role::Auditor};
    return {{"GET",
             "/api/v1/supervision",
             Lane::Reader,
             staff_only(services.sessions, for_roles(readers, read)),
             {}}};
}

}  // namespace sunbooth::center::api
