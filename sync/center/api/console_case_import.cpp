// SPDX-License-Identifier: Apache-2.0
// Cases as an approval system tells them: put in or renewed, the good rows beside the bad ones.
#include "sync/center/api/life_routes.h"
#include "sync/center/api/problem_words.h"
#include "sync/center/cases/cases.h"
#include "sync/center/registry/journal.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

Result<std::any> prepare(Context&, const accounts::Session&, const wire::Request& request,
                         const PathArgs&) {
    Result<cases::CaseTable> table =
        cases::read_json_cases(as_text(request.body), cases::kRequestCases);
    if (!table.ok()) return table.error();
    return std::any(std::move(table).value());
}

json::object report_json(const cases::ImportReport& report) {
    json::array errors;
    for (const cases::ImportError& wrong : report.errors) {
        errors.push_back(json::object{{"row", wrong.line},
                                      {"column", wrong.column},
                                      {"why", wrong.why},
                                      {"why_zh", in_chinese(wrong.why)}});
    }
    return {{"added", report.added},
            {"updated", report.updated},
            {"errors", std::move(errors)},
            {"errors_more", report.errors_more}};
}

PreparedHandler put(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session, const wire::Request&,
                      const PathArgs&, std::any& prepared) -> Result<wire::Response> {
        const auto& table = std::any_cast<const cases::CaseTable&>(prepared);
        const seal::SecretKey key = cases::case_key(services.keys);
        const auto report =
            cases::upsert_cases(context.db, table, {key, services.random, context.wall});
        if (!report.ok()) return report.error();
        const Status noted = registry::note(
            context.db,
            {0,
             context.wall,
             session.account.name,
             "cases_imported",
             "cases",
             {{"added", std::to_string(report.value().added)},
              {"updated", std::to_string(report.value().updated)},
              {"errors", std::to_string(report.value().errors.size() +
                                        static_cast<std::size_t>(report.value().errors_more))}}});
        if (!noted.ok()) return noted.error();
        return json_response(200, json::serialize(report_json(report.value())));
    };
}

}  // namespace

std::vector<Route> case_import_routes(const ConsoleServices& services) {
    using rules::Role;
    const std::set<Role> importers{Role::Supervisor, Role::Administrator};
    const StaffPreparation checked = [importers](Context& context, const accounts::Session& session,
                                                 const wire::Request& request,
                                                 const PathArgs& args) -> Result<std::any> {
        if (importers.contains(session.account.role)) {
            return prepare(context, session, request, args);
        }
        return Error{ErrorCode::Forbidden, "this role does not bring cases in", "role"};
    };
    return {{"POST", "/api/v1/cases", Lane::Writer,
             prepared_staff(services.sessions, put(services)),
             prepare_staff(services.sessions, checked)}};
}

}  // namespace sunbooth::center::api
