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

std::string write_answer(const wire::Response& response) {
    json::object headers;
    for (const auto& [name, value] : response.headers) headers[name] = value;
    return json::serialize(json::object{{"status", response.status},
                                        {"headers", std::move(headers)},
                                        {"body", std::string(as_text(response.body))}});
}

Result<wire::Response> read_answer(std::string_view text) {
    const auto parsed = wire::parse_json(text, kAnswerMax * 2);
    if (!parsed.ok()) return Error{ErrorCode::Corrupt, "a kept answer cannot be read", ""};
    wire::Response response;
    response.status = static_cast<int>(parsed.value().at("status").as_int64());
    for (const auto& [name, value] : parsed.value().at("headers").as_object()) {
        response.headers[std::string(name)] = std::string(value.as_string());
    }
    response.body = to_bytes(std::string_view(parsed.value().at("body").as_string()));
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

}  // namespace

Route with_idempotency(const ConsoleServices& services, Route route) {
    Handler inner = std::move(route.handle);
    route.handle = [services, inner = std::move(inner)](
                       Context& context, const wire::Request& request, const PathArgs& args,
                       std::any& prepared) -> Result<wire::Response> {
        const auto key = request.headers.find("idempotency-key");
        if (key == request.headers.end()) return inner(context, request, args, prepared);
        if (key->second.empty() || key->second.size() > kKeyMax) {
            return invalid_input("idempotency-key", "must have 1 to 64 characters");
        }
        const auto session = session_of(services.sessions, context, request);
        if (!session.ok()) return session.error();
        const Asked asked = asked_of(session.value(), request, key->second);
        auto before = answered(services, context, asked);
        if (!before.ok()) return before.error();
        if (before.value() && !mutant("api.no_idempotency")) return *std::move(before).value();
        Result<wire::Response> done = inner(context, request, args, prepared);
        if (!done.ok() || done.value().status >= 400) return done;
        if (done.value().body.size() > kAnswerMax) return done;
        const Status kept = keep(services, context, asked, done.value());
        if (!kept.ok()) return kept.error();
        return done;
    };
    return route;
}

}  // namespace sunbooth::center::api
