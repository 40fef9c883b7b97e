// SPDX-License-Identifier: Apache-2.0
// A caller whose answer was lost on the way asks again under the same key. The row is written in
// the savepoint of the deed, so that one is there exactly when the other is.
#include "sync/base/mutant.h"
#include "sync/center/api/registry_routes.h"
#include "sync/seal/keys.h"
#include "sync/seal/secretbox.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kKeyMax = 64;
constexpr milliseconds kKept = std::chrono::hours{24};
constexpr std::size_t kAnswerMax = 1024 * 1024;
constexpr int kGone = 0;  ///< Instead of a status: the answer itself was not kept.

constexpr std::string_view kSelect = R"sql(
    SELECT request, answer FROM idempotency WHERE id = :id AND at_ms >= :since)sql";
constexpr std::string_view kForget = "DELETE FROM idempotency WHERE at_ms < :since";
constexpr std::string_view kInsert = R"sql(
    INSERT OR REPLACE INTO idempotency (id, request, answer, at_ms)
    VALUES (:id, :request, :answer, :at_ms))sql";

seal::SecretKey lock_of(const registry::Keys& keys) {
    return seal::derive_key("sunbooth-idempotency/1", keys.center.seed.view());
}

struct Asked {
    seal::Digest id, request;
};

Asked asked_of(const accounts::Session& session, const wire::Request& request,
               const std::string& key) {
    const std::string place =
        session.account.name + "\n" + request.method + " " + request.path + "\n" + key;
    const std::string said = request.query + "\n" + std::string(as_text(request.body));
    return {seal::digest(as_bytes(place)), seal::digest(as_bytes(said))};
}

/// The answer without a password in it: that is told once, and then made anew.
Bytes without_password(const Bytes& body) {
    const auto parsed = wire::parse_json(as_text(body), kAnswerMax);
    if (!parsed.ok() || !parsed.value().is_object()) return body;
    json::object object = parsed.value().get_object();
    const auto* const password = object.if_contains("password");
    if (password == nullptr || password->is_null()) return body;
    object["password"] = nullptr;
    return to_bytes(json::serialize(object));
}

/// Of one that is too long to be kept only that it was given.
std::string write_answer(const wire::Response& response) {
    if (response.body.size() > kAnswerMax) return json::serialize(json::object{{"status", kGone}});
    json::object headers;
    for (const auto& [name, value] : response.headers) headers[name] = value;
    return json::serialize(json::object{{"status", response.status},
                                        {"headers", std::move(headers)},
                                        {"bytes", to_base64(without_password(response.body))}});
}

Result<wire::Response> read_answer(std::string_view text) {
    const auto parsed = wire::parse_json(text, kAnswerMax * 2);
    if (!parsed.ok()) return Error{ErrorCode::Corrupt, "a kept answer cannot be read", ""};
    wire::Response response;
    response.status = static_cast<int>(parsed.value().at("status").as_int64());
    if (response.status == kGone) {
        return Error{ErrorCode::Refused,
                     "this was done, and its answer is too long to be kept: draw another key",
                     "idempotency-key"};
    }
    for (const auto& [name, value] : parsed.value().at("headers").as_object()) {
        response.headers[std::string(name)] = std::string(value.as_string());
    }
    const auto body = from_base64(std::string_view(parsed.value().at("bytes").as_string()));
    if (!body) return Error{ErrorCode::Corrupt, "a kept answer cannot be read", ""};
    response.body = *body;
    response.headers["idempotency-replayed"] = "true";
    return response;
}

/// The answer that was given before; nothing when there was none.
Result<std::optional<wire::Response>> answered(const ConsoleServices& services, Context& context,
                                               const Asked& asked) {
    store::Statement select = context.db.prepare(kSelect);
    select.bind(":id", asked.id.view()).bind(":since", to_ms(context.wall - kKept));
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error();
    if (!row.value()) return std::optional<wire::Response>{};
    if (select.fixed<seal::Digest>(0) != asked.request) {
        return Error{ErrorCode::Refused, "this key was used for another request: draw another one",
                     "idempotency-key"};
    }
    const auto text = seal::decrypt(lock_of(services.keys), select.blob(1));
    if (!text.ok()) return text.error();
    Result<wire::Response> response = read_answer(text.value().view());
    if (!response.ok()) return response.error();
    return std::optional(std::move(response).value());
}

Status keep(const ConsoleServices& services, Context& context, const Asked& asked,
            const wire::Response& response) {
    store::Statement forget = context.db.prepare(kForget);
    forget.bind(":since", to_ms(context.wall - kKept));
    if (const Status done = forget.run(); !done.ok()) return done;
    const std::string text = write_answer(response);
    store::Statement insert = context.db.prepare(kInsert);
    insert.bind(":id", asked.id.view()).bind(":request", asked.request.view());
    insert.bind(":answer", seal::encrypt(lock_of(services.keys), as_bytes(text), services.random));
    return insert.bind(":at_ms", to_ms(context.wall)).run();
}

/// What the preparation of a request under a key left: also that it was refused, because what the
/// first request did may be why.
struct Prepared {
    std::optional<Error> refused;
    std::any made;
};

bool has_key(const wire::Request& request) {
    return request.headers.contains("idempotency-key");
}

Handler deferring(Handler prepare) {
    return [prepare = std::move(prepare)](Context& context, const wire::Request& request,
                                          const PathArgs& args,
                                          std::any& prepared) -> Result<wire::Response> {
        if (!has_key(request)) return prepare(context, request, args, prepared);
        Prepared kept;
        const Result<wire::Response> done = prepare(context, request, args, kept.made);
        if (!done.ok()) kept.refused = done.error();
        prepared = std::move(kept);
        return wire::Response{};
    };
}

Result<wire::Response> carry_out(const Handler& inner, Context& context,
                                 const wire::Request& request, const PathArgs& args,
                                 std::any& prepared) {
    auto* const kept = std::any_cast<Prepared>(&prepared);
    if (kept == nullptr) return inner(context, request, args, prepared);
    if (kept->refused) return *kept->refused;
    return inner(context, request, args, kept->made);
}

}  // namespace

bool heeds_idempotency(const Route& route) {
    const bool changes = route.method == "POST" || route.method == "PUT";
    if (!changes || route.lane != Lane::Writer) return false;
    for (const char* not_this : {"/session", "/badge", "/pin", "/contact"}) {
        if (route.pattern.ends_with(not_this)) return false;
    }
    return route.pattern.find("/session/") == std::string::npos;
}

Route with_idempotency(const ConsoleServices& services, Route route) {
    Handler inner = std::move(route.handle);
    if (route.prepare) route.prepare = deferring(std::move(route.prepare));
    route.handle = [services, inner = std::move(inner)](
                       Context& context, const wire::Request& request, const PathArgs& args,
                       std::any& prepared) -> Result<wire::Response> {
        if (!has_key(request)) return inner(context, request, args, prepared);
        const std::string& key = request.headers.at("idempotency-key");
        if (key.empty() || key.size() > kKeyMax) {
            return invalid_input("idempotency-key", "must have 1 to 64 characters");
        }
        const auto session = session_of(services.sessions, context, request);
        if (!session.ok()) return session.error();
        const Asked asked = asked_of(session.value(), request, key);
        auto before = answered(services, context, asked);
        if (!before.ok()) return before.error();
        if (before.value() && !mutant("api.no_idempotency")) return *std::move(before).value();
        Result<wire::Response> done = carry_out(inner, context, request, args, prepared);
        if (!done.ok() || done.value().status >= 400) return done;
        const Status kept = keep(services, context, asked, done.value());
        if (!kept.ok()) return kept.error();
        return done;
    };
    return route;
}

}  // namespace sunbooth::center::api
