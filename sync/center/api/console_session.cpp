// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/api/board_routes.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/life_routes.h"
#include "sync/center/api/registry_routes.h"
#include "sync/center/api/request_text.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::string_view kCookie = "__Host-sunbooth";
constexpr std::string_view kSessionPath = "/api/v1/session";
constexpr std::string_view kPasswordPath = "/api/v1/session/password";

std::string cookie(const std::string& token, const char* age) {
    return std::string(kCookie) + "=" + token + "; Path=/; Secure; HttpOnly; SameSite=Strict" + age;
}

std::string header(const wire::Request& request, const char* name) {
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? std::string() : found->second;
}

/// Another site can make a browser send the cookie, but cannot know the token.
Status check_csrf(const wire::Request& request, const accounts::Session& session) {
    if (request.method == "GET" || request.method == "HEAD") return ok_status();
    if (header(request, "x-sunbooth-csrf") == session.csrf) return ok_status();
    if (mutant("api.no_csrf")) return ok_status();
    return Error{ErrorCode::Forbidden, "the CSRF token is missing", "x-sunbooth-csrf"};
}

/// What sign-in works out on a reader thread: Argon2id takes an eighth of a second.
struct Checked {
    accounts::SignInAttempt attempt;
    bool good = false;
};

/// Known, and nothing stands before the work.
Status is_ready(const accounts::Session& session) {
    if (session.awaits_code && !mutant("api.no_second_factor")) {
        return Error{ErrorCode::Forbidden, "the code of the second factor is still to come",
                     "code"};
    }
    if (session.account.must_change) {
        return Error{ErrorCode::Forbidden, "the one-time password must be changed first",
                     "password"};
    }
    if (session.must_enrol) {
        return Error{ErrorCode::Forbidden, "a second factor must be set first", "second_factor"};
    }
    return ok_status();
}

struct Credentials {
    std::string account;
    SecretText password;
};

Result<Credentials> read_credentials(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 4096);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    Credentials read;
    read.account = text_of(in, "account", {1, 32});
    std::string password = text_of(in, "password", {1, accounts::kPasswordMax});
    read.password = SecretText(password);
    wipe_memory(password.data(), password.size());
    if (in.error()) return *in.error();
    return read;
}

Result<wire::Response> check_sign_in(Context& context, const wire::Request& request,
                                     const PathArgs&, std::any& prepared) {
    const Result<Credentials> credentials = read_credentials(request);
    if (!credentials.ok()) return credentials.error();
    const auto attempt = accounts::begin_sign_in(context.db, credentials.value().account);
    if (!attempt.ok()) return attempt.error();
    const Result<bool> good =
        accounts::check_password(attempt.value().hash, credentials.value().password.view());
    if (!good.ok()) return good.error();
    prepared = Checked{attempt.value(), good.value()};
    return wire::Response{};
}

Handler sign_in(accounts::Sessions& sessions) {
    return [&sessions](Context& context, const wire::Request& request, const PathArgs&,
                       std::any& prepared) -> Result<wire::Response> {
        const auto& checked = std::any_cast<const Checked&>(prepared);
        const auto account =
            accounts::finish_sign_in(context.db, checked.attempt, checked.good, context.wall);
        // The refusal is the answer, not an error: the count of wrong tries must stay.
        if (!account.ok()) return problem_response(account.error());
        sessions.close(session_token(request));  // Whoever sat here before is gone.
        const auto opened = sessions.open(account.value(), context.now);
        wire::Response response = json_response(200, session_json(opened.session));
        response.headers["set-cookie"] = session_cookie(opened.token);
        return response;
    };
}

Handler sign_out(accounts::Sessions& sessions) {
    return [&sessions](Context& context, const wire::Request& request, const PathArgs&,
                       std::any&) -> Result<wire::Response> {
        const auto session = session_of(sessions, context, request);
        if (!session.ok()) return session.error();
        sessions.close(session_token(request));
        wire::Response response{204, {}, {}};
        response.headers["set-cookie"] = cookie("", "; Max-Age=0");
        return response;
    };
}

Handler who_am_i(accounts::Sessions& sessions) {
    return [&sessions](Context& context, const wire::Request& request, const PathArgs&,
                       std::any&) -> Result<wire::Response> {
        const auto session = sessions.find(session_token(request), context.now);
        if (!session.ok()) return session.error();
        return json_response(200, session_json(session.value()));
    };
}

/// The old password is checked and the new one hashed where there is time for it.
Handler prepare_password(accounts::Sessions& sessions) {
    return [&sessions](Context& context, const wire::Request& request, const PathArgs&,
                       std::any& prepared) -> Result<wire::Response> {
        const auto session = session_of(sessions, context, request);
        if (!session.ok()) return session.error();
        if (session.value().awaits_code) return is_ready(session.value()).error();
        const auto body = wire::parse_json(as_text(request.body), 4096);
        if (!body.ok()) return body.error();
        wire::FieldReader in(body.value());
        const SecretText old(text_of(in, "old", {1, accounts::kPasswordMax}));
        const SecretText fresh(
            text_of(in, "new", {accounts::kPasswordMin, accounts::kPasswordMax}));
        if (in.error()) return *in.error();
        if (old == fresh) return invalid_input("new", "must differ from the current password");
        const auto attempt = accounts::begin_sign_in(context.db, session.value().account.name);
        if (!attempt.ok()) return attempt.error();
        const Result<bool> good = accounts::check_password(attempt.value().hash, old.view());
        if (!good.ok()) return good.error();
        if (!good.value()) {
            return invalid_input("old", "is not the current password");
        }
        const auto hash = accounts::hash_password(fresh.view());
        if (!hash.ok()) return hash.error();
        prepared = std::pair(session.value().account.name, hash.value());
        return wire::Response{};
    };
}

Handler change_password(accounts::Sessions& sessions) {
    return [&sessions](Context& context, const wire::Request& request, const PathArgs&,
                       std::any& prepared) -> Result<wire::Response> {
        const auto& [name, hash] =
            std::any_cast<const std::pair<std::string, std::string>&>(prepared);
        const Status done = accounts::set_password(context.db, name, hash, context.wall);
        if (!done.ok()) return done.error();
        const std::string token = session_token(request);
        sessions.close_others(name, token);
        sessions.password_changed(token);
        const auto session = sessions.find(token, context.now);
        if (!session.ok()) return session.error();
        return json_response(200, session_json(session.value()));
    };
}

}  // namespace

std::string session_token(const wire::Request& request) {
    const std::string cookies = header(request, "cookie");
    const std::string start = std::string(kCookie) + "=";
    std::size_t at = 0;
    while (at < cookies.size()) {
        while (at < cookies.size() && (cookies[at] == ' ' || cookies[at] == ';')) ++at;
        const std::size_t end = std::min(cookies.find(';', at), cookies.size());
        const std::string_view one = std::string_view(cookies).substr(at, end - at);
        if (one.starts_with(start)) return std::string(one.substr(start.size()));
        at = end;
    }
    return {};
}

std::string session_json(const accounts::Session& session) {
    const accounts::Account& account = session.account;
    return json::serialize(json::object{{"account", account.name},
                                        {"name", account.display},
                                        {"role", rules::to_string(account.role)},
                                        {"unit", account.unit},
                                        {"csrf", session.csrf},
                                        {"must_change_password", account.must_change},
                                        {"awaits_code", session.awaits_code},
                                        {"must_set_second_factor", session.must_enrol},
                                        {"has_second_factor", account.has_second_factor}});
}

std::string session_cookie(const std::string& token) {
    return cookie(token, "");
}

Result<accounts::Session> session_of(accounts::Sessions& sessions, const Context& context,
                                     const wire::Request& request) {
    auto session = sessions.find(session_token(request), context.now);
    if (!session.ok()) return session;
    if (const Status meant = check_csrf(request, session.value()); !meant.ok()) {
        return meant.error();
    }
    return session;
}

Handler staff_only(accounts::Sessions& sessions, StaffHandler handle) {
    return prepared_staff(
        sessions,
        [handle = std::move(handle)](
            Context& context, const accounts::Session& session, const wire::Request& request,
            const PathArgs& args, std::any&) { return handle(context, session, request, args); });
}

Handler staff_listens(accounts::Sessions& sessions, StaffHandler handle) {
    return [&sessions, handle = std::move(handle)](Context& context, const wire::Request& request,
                                                   const PathArgs& args,
                                                   std::any&) -> Result<wire::Response> {
        const auto session = sessions.peek(session_token(request), context.now);
        if (!session.ok()) return session.error();
        if (const Status ready = is_ready(session.value()); !ready.ok()) return ready.error();
        return handle(context, session.value(), request, args);
    };
}

Handler prepared_staff(accounts::Sessions& sessions, PreparedHandler handle) {
    return [&sessions, handle = std::move(handle)](Context& context, const wire::Request& request,
                                                   const PathArgs& args,
                                                   std::any& prepared) -> Result<wire::Response> {
        const auto session = session_of(sessions, context, request);
        if (!session.ok()) return session.error();
        if (const Status ready = is_ready(session.value()); !ready.ok()) return ready.error();
        return handle(context, session.value(), request, args, prepared);
    };
}

Handler prepare_staff(accounts::Sessions& sessions, StaffPreparation prepare) {
    return prepared_staff(
        sessions,
        [prepare = std::move(prepare)](Context& context, const accounts::Session& session,
                                       const wire::Request& request, const PathArgs& args,
                                       std::any& prepared) -> Result<wire::Response> {
            Result<std::any> work = prepare(context, session, request, args);
            if (!work.ok()) return work.error();
            prepared = std::move(work).value();
            return wire::Response{};
        });
}

namespace {

Status check_role(const std::set<rules::Role>& roles, const accounts::Session& session) {
    if (roles.contains(session.account.role) || mutant("api.no_role_check")) return ok_status();
    return Error{ErrorCode::Forbidden, "this role may not do that", "role"};
}

}  // namespace

StaffHandler for_roles(std::set<rules::Role> roles, StaffHandler handle) {
    return [roles = std::move(roles), handle = std::move(handle)](
               Context& context, const accounts::Session& session, const wire::Request& request,
               const PathArgs& args) -> Result<wire::Response> {
        if (const Status may = check_role(roles, session); !may.ok()) return may.error();
        return handle(context, session, request, args);
    };
}

StaffPreparation prepare_for_roles(std::set<rules::Role> roles, StaffPreparation prepare) {
    return [roles = std::move(roles), prepare = std::move(prepare)](
               Context& context, const accounts::Session& session, const wire::Request& request,
               const PathArgs& args) -> Result<std::any> {
        if (const Status may = check_role(roles, session); !may.ok()) return may.error();
        return prepare(context, session, request, args);
    };
}

std::vector<Route> session_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string path(kSessionPath);
    return {
        {"POST", path, Lane::Writer, sign_in(sessions), check_sign_in},
        {"GET", path, Lane::Reader, who_am_i(sessions), {}},
        {"DELETE", path, Lane::Reader, sign_out(sessions), {}},
        {"POST", std::string(kPasswordPath), Lane::Writer, change_password(sessions),
         prepare_password(sessions)},
    };
}

std::vector<Route> console_routes(const ConsoleServices& services) {
    std::vector<Route> routes = session_routes(services);
    for (const auto& part : {day_routes(services),         ticket_routes(services),
                             card_routes(services),        board_routes(services),
                             monitoring_routes(services),  issue_routes(services),
                             office_routes(services),      second_factor_routes(services),
                             account_routes(services),     view_routes(services),
                             bulk_routes(services),        audit_routes(services),
                             statistics_routes(services),  stream_routes(services),
                             registry_routes(services),    document_routes(services),
                             retention_routes(services),   calendar_routes(services),
                             rule_routes(services),        notice_routes(services),
                             sample_routes(services),      case_import_routes(services),
                             parked_routes(services),      case_routes(services),
                             kiosk_deed_routes(services),  rating_routes(services),
                             ticket_case_routes(services), account_history_routes(services)}) {
        routes.insert(routes.end(), part.begin(), part.end());
    }
    for (const auto& part : {many_routes(services, routes), export_routes(services, routes)}) {
        routes.insert(routes.end(), part.begin(), part.end());
    }
    for (Route& route : routes) {
        if (heeds_idempotency(route)) route = with_idempotency(services, std::move(route));
    }
    return routes;
}

}  // namespace sunbooth::center::api
