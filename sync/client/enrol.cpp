// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/client/config.h"
#include "sync/wire/routes.h"
#include "sync/wire/signature.h"

#include <boost/asio/io_context.hpp>

#include <chrono>

namespace sunbooth::client {
namespace {

constexpr std::chrono::seconds kEnrolMax{30};

/// The key of an enrolment that was cut short is used again: the center may know it already.
Result<Identity> identity_for(const CheckedConfig& config, Random& random) {
    Result<Identity> identity = load_identity(config.folder, config.kiosk);
    if (identity.ok() || identity.error().code != ErrorCode::NotFound) return identity;
    return make_identity(config.folder, config.kiosk, random);
}

Result<wire::Request> enrol_request(const CheckedConfig& config, const Identity& identity,
                                    const std::string& code, Outside outside) {
    Result<Outbox> outbox = Outbox::open(outbox_of(config), identity, outside.clock.wall(),
                                         outside.random, outside.log);
    if (!outbox.ok()) return outbox.error();
    const Result<std::uint64_t> counter = outbox.value().next_counter();
    if (!counter.ok()) return counter.error();
    const wire::EnrolRequest message{code, identity.kiosk.text(), identity.key.public_key};
    wire::Request request{.method = "POST",
                          .path = std::string(wire::route::kEnrol),
                          .query = {},
                          .headers = {{"content-type", "application/json"}},
                          .body = to_bytes(wire::write(message))};
    wire::sign_request(request, identity.kiosk.text(), counter.value(), identity.key);
    return request;
}

/// Sends one request and waits for its end.
Result<wire::Response> exchange(const Config& config, wire::Request request) {
    boost::asio::io_context io;
    Result<std::unique_ptr<Link>> link = Link::make(io, link_of(config, build_time));
    if (!link.ok()) return link.error();
    Result<wire::Response> got = Error{ErrorCode::Offline, "no answer within 30 s", ""};
    link.value()->send(std::move(request),
                       [&got](Result<wire::Response> response) { got = std::move(response); });
    io.run_for(kEnrolMax);
    return got;
}

/// The center's words, whatever its reason: an operator reads them.
Error refusal(const wire::Response& response) {
    const Error told = wire::read_problem(response.status, as_text(response.body));
    Error refused{ErrorCode::Refused, told.detail, told.field};
    refused.retry_after = told.retry_after;
    return refused;
}

}  // namespace

Status enrol(const Config& config, const std::string& code, Outside outside) {
    const Result<CheckedConfig> checked = check_config(config);
    if (!checked.ok()) return checked.error();
    if (mutant("client.enrols_once") && load_key_set(checked.value()).ok()) {
        return Error{ErrorCode::Conflict, "this kiosk is enrolled already", "kiosk"};
    }
    const Result<Identity> identity = identity_for(checked.value(), outside.random);
    if (!identity.ok()) return identity.error();
    Result<wire::Request> request = enrol_request(checked.value(), identity.value(), code, outside);
    if (!request.ok()) return request.error();
    const Result<wire::Response> response = exchange(config, std::move(request).value());
    if (!response.ok()) {
        Error unheard = response.error().in(config.host + ", port " + std::to_string(config.port));
        unheard.detail += "; start the center, or mend center.host and center.port";
        unheard.field = "center.host";
        return unheard;
    }
    if (response.value().status != 200) return refusal(response.value());
    const Result<wire::EnrolAnswer> answer =
        wire::read_enrol_answer(as_text(response.value().body));
    if (!answer.ok()) return answer.error();
    const Result<seal::KeySet> keys =
        seal::read_key_set(answer.value().key_set, checked.value().root);
    if (!keys.ok()) return keys.error().in("the center's key set, by the root key of this kiosk");
    return keep_key_set(checked.value(), answer.value().key_set);
}

}  // namespace sunbooth::client
