// SPDX-License-Identifier: Apache-2.0
// Which case of the approval system a ticket is about, said by somebody of the center.
#include "sync/center/api/board_routes.h"
#include "sync/center/api/etag.h"
#include "sync/center/api/query.h"
#include "sync/center/api/request_text.h"
#include "sync/center/cases/list.h"
#include "sync/center/registry/journal.h"
#include "sync/center/tickets/case_link.h"
#include "sync/domain/case.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kNumberMax = 50;

Result<tickets::CaseLinking> linking_of(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 4096);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    tickets::CaseLinking wanted;
    wanted.version = version_meant(request, in);
    wanted.case_no = in.text("case_no", kNumberMax);
    if (in.error()) return *in.error();
    return wanted;
}

/// Empty, or a case that the approval system has told of, in the one spelling of its number.
Result<std::string> known_case(store::Database& db, const std::string& typed) {
    if (typed.empty()) return std::string();
    Result<std::string> number = domain::checked_case_no(typed);
    if (!number.ok()) return invalid_input("case_no", number.error().detail);
    const auto found = cases::find(db, number.value());
    if (found.ok()) return number;
    if (found.error().code != ErrorCode::NotFound) return found.error();
    return invalid_input("case_no", "is no case that the approval system has told of");
}

Result<wire::Response> link(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs& args) {
    const Result<std::int64_t> id = number_of(args.at("id"), "id");
    if (!id.ok()) return Error{ErrorCode::NotFound, "there is no such ticket", "id"};
    const auto ticket = tickets::find(context.db, viewer_of(session), id.value());
    if (!ticket.ok()) return ticket.error();
    Result<tickets::CaseLinking> wanted = linking_of(request);
    if (!wanted.ok()) return wanted.error();
    Result<std::string> case_no = known_case(context.db, wanted.value().case_no);
    if (!case_no.ok()) return case_no.error();
    wanted.value().ticket = ticket.value().id;
    wanted.value().case_no = case_no.value();
    wanted.value().by = session.account.name;
    const auto before = tickets::set_case(context.db, wanted.value());
    if (!before.ok()) return before.error();
    const bool changed = before.value().case_no != case_no.value();
    if (changed) {
        const Status noted = registry::note(
            context.db,
            {.at = context.wall,
             .by = session.account.name,
             .what = "case_linked",
             .about = ticket.value().ticket_no,
             .fields = {{"case_no", before.value().case_no + " -> " + case_no.value()}}});
        if (!noted.ok()) return noted.error();
    }
    const std::int64_t version = before.value().version + (changed ? 1 : 0);
    const json::object out{{"case_no", case_no.value()}, {"version", version}};
    return with_tag(json_response(200, json::serialize(out)), version);
}

}  // namespace

std::vector<Route> ticket_case_routes(const ConsoleServices& services) {
    using rules::Role;
    const std::set<Role> linkers{Role::Intake, Role::Callback, Role::Supervisor};
    return {{"POST",
             "/api/v1/tickets/{id}/case",
             Lane::Writer,
             staff_only(services.sessions, for_roles(linkers, link)),
             {}}};
}

}  // namespace sunbooth::center::api
