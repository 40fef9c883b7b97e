// SPDX-License-Identifier: Apache-2.0
// The second factor: the code at sign-in, setting one up, and the list of one's sessions.
#include "sync/center/accounts/second_factor.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/pages.h"
#include "sync/center/api/request_text.h"
#include "sync/center/registry/journal.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

seal::SecretKey lock_of(const registry::Keys& keys) {
    return seal::derive_key("sunbooth-totp/1", keys.center.seed.view());
}

Result<std::string> code_of(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 4096);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    std::string code = text_of(in, "code", {6, 6});
    if (in.error()) return *in.error();
    return code;
}

Handler pass_code(const ConsoleServices& services) {
    return [services](Context& context, const wire::Request& request, const PathArgs&,
                      std::any&) -> Result<wire::Response> {
        const auto session = session_of(services.sessions, context, request);
        if (!session.ok()) return session.error();
        if (!session.value().awaits_code) {
            return Error{ErrorCode::Conflict, "no code is awaited", "code"};
        }
        const Result<std::string> code = code_of(request);
        if (!code.ok()) return code.error();
        const seal::SecretKey lock = lock_of(services.keys);
        const Status right = accounts::check_second_factor(
            context.db, {session.value().account.name, lock}, code.value(), context.wall);
        // The refusal is the answer, not an error: the count of wrong tries must stay.
        if (!right.ok()) return problem_response(right.error());
        const auto opened = services.sessions.pass_code(session_token(request), context.now);
        if (!opened.ok()) return opened.error();
        wire::Response response = json_response(200, session_json(opened.value().session));
        response.headers["set-cookie"] = session_cookie(opened.value().token);
        return response;
    };
}

/// Whoever sets up a second factor must know the password: an open page is not enough. May be asked
/// for before anything else is allowed, but not with a one-time password.
Result<accounts::Session> may_enrol(const ConsoleServices& services, const Context& context,
                                    const wire::Request& request) {
    auto session = session_of(services.sessions, context, request);
    if (!session.ok()) return session;
    if (session.value().awaits_code) {
        return Error{ErrorCode::Forbidden, "the code of the second factor is still to come",
                     "code"};
    }
    if (session.value().account.must_change) {
        return Error{ErrorCode::Forbidden, "the one-time password must be changed first",
                     "password"};
    }
    return session;
}

Handler check_owner(const ConsoleServices& services) {
    return [services](Context& context, const wire::Request& request, const PathArgs&,
                      std::any&) -> Result<wire::Response> {
        const auto session = may_enrol(services, context, request);
        if (!session.ok()) return session.error();
        const auto body = wire::parse_json(as_text(request.body), 4096);
        if (!body.ok()) return body.error();
        wire::FieldReader in(body.value());
        const SecretText password(text_of(in, "password", {1, accounts::kPasswordMax}));
        if (in.error()) return *in.error();
        const auto attempt = accounts::begin_sign_in(context.db, session.value().account.name);
        if (!attempt.ok()) return attempt.error();
        const auto good = accounts::check_password(attempt.value().hash, password.view());
        if (!good.ok()) return good.error();
        if (!good.value()) return invalid_input("password", "is not the current password");
        return wire::Response{};
    };
}

Handler offer(const ConsoleServices& services) {
    return [services](Context& context, const wire::Request& request, const PathArgs&,
                      std::any&) -> Result<wire::Response> {
        const auto session = may_enrol(services, context, request);
        if (!session.ok()) return session.error();
        const std::string& name = session.value().account.name;
        const seal::SecretKey lock = lock_of(services.keys);
        const auto secret =
            accounts::offer_second_factor(context.db, {name, lock}, services.random);
        if (!secret.ok()) return secret.error();
        return json_response(
            200, json::serialize(json::object{{"secret", secret.value()},
                                              {"uri", accounts::totp_uri(name, secret.value())}}));
    };
}

Handler confirm(const ConsoleServices& services) {
    return [services](Context& context, const wire::Request& request, const PathArgs&,
                      std::any&) -> Result<wire::Response> {
        const auto session = may_enrol(services, context, request);
        if (!session.ok()) return session.error();
        const Result<std::string> code = code_of(request);
        if (!code.ok()) return code.error();
        const std::string& name = session.value().account.name;
        const seal::SecretKey lock = lock_of(services.keys);
        const Status set =
            accounts::confirm_second_factor(context.db, {name, lock}, code.value(), context.wall);
        if (!set.ok()) return set.error();
        const Status noted =
            registry::note(context.db, {0, context.wall, name, "second_factor_set", name});
        if (!noted.ok()) return noted.error();
        services.sessions.second_factor_set(name);
        services.sessions.close_others(name, session_token(request));
        const auto changed = services.sessions.find(session_token(request), context.now);
        if (!changed.ok()) return changed.error();
        return json_response(200, session_json(changed.value()));
    };
}

/// One's own sessions; an administrator sees everybody's.
std::string seen_by(const accounts::Session& session) {
    const bool all = session.account.role == rules::Role::Administrator;
    return all ? std::string() : session.account.name;
}

StaffHandler list_sessions(accounts::Sessions& sessions) {
    return [&sessions](Context& context, const accounts::Session& session,
                       const wire::Request& request, const PathArgs&) -> Result<wire::Response> {
        const auto minutes = [](milliseconds time) {
            return std::chrono::duration_cast<std::chrono::minutes>(time).count();
        };
        const std::string here = accounts::Sessions::id_of(session_token(request));
        json::array items;
        for (const auto& one : sessions.standings(seen_by(session), context.now)) {
            items.push_back(json::object{{"id", one.id},
                                         {"account", one.account.name},
                                         {"name", one.account.display},
                                         {"opened_min", minutes(one.age)},
                                         {"idle_min", minutes(one.idle)},
                                         {"here", one.id == here}});
        }
        return page_response(request, std::move(items));
    };
}

StaffHandler end_session(accounts::Sessions& sessions) {
    return [&sessions](Context&, const accounts::Session& session, const wire::Request&,
                       const PathArgs& args) -> Result<wire::Response> {
        const Status closed = sessions.close_by_id(args.at("id"), seen_by(session));
        if (!closed.ok()) return closed.error();
        return wire::Response{204, {}, {}};
    };
}

}  // namespace

std::vector<Route> second_factor_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string factor = "/api/v1/session/second-factor";
    return {
        {"POST", "/api/v1/session/code", Lane::Writer, pass_code(services), {}},
        {"POST", factor, Lane::Writer, offer(services), check_owner(services)},
        {"PUT", factor, Lane::Writer, confirm(services), {}},
        {"GET",
         "/api/v1/sessions",
         Lane::Reader,
         staff_only(sessions, list_sessions(sessions)),
         {}},
        {"DELETE",
         "/api/v1/sessions/{id}",
         Lane::Reader,
         staff_only(sessions, end_session(sessions)),
         {}},
    };
}

}  // namespace sunbooth::center::api
