// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/signature.h"

#include "sync/domain/ids.h"

#include <openssl/sha.h>

#include <charconv>

namespace sunbooth::wire {
namespace {

constexpr std::string_view kParametersStart =
    R"(("@method" "@path" "content-digest" "sunbooth-counter");alg="ed25519";keyid=")";
constexpr std::string_view kLabel = "sig1=";

Error unauthorized(std::string field, std::string why) {
    return {ErrorCode::Unauthorized, std::move(why), std::move(field)};
}

std::string content_digest(const Bytes& body) {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> hash{};
    SHA256(body.data(), body.size(), hash.data());
    return "sha-256=:" + to_base64(hash) + ":";
}

std::string parameters(const std::string& kiosk) {
    return std::string(kParametersStart) + kiosk + "\"";
}

std::string header(const Request& request, const char* name) {
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? std::string() : found->second;
}

/// RFC 9421 section 2.5: one line a component, then the parameters, no line feed at the end.
std::string signature_base(const Request& request, const std::string& kiosk) {
    return "\"@method\": " + request.method + "\n\"@path\": " + request.path +
           "\n\"content-digest\": " + header(request, "content-digest") +
           "\n\"sunbooth-counter\": " + header(request, "sunbooth-counter") +
           "\n\"@signature-params\": " + parameters(kiosk);
}

Result<std::string> claimed_kiosk(const Request& request) {
    const std::string input = header(request, "signature-input");
    const std::string start = std::string(kLabel) + std::string(kParametersStart);
    if (!input.starts_with(start) || !input.ends_with('"') || input.size() <= start.size()) {
        return unauthorized("signature-input", "is not the profile of this interface");
    }
    const std::string name = input.substr(start.size(), input.size() - start.size() - 1);
    if (!domain::KioskId::parse(name).ok()) {
        return unauthorized("signature-input", "has a keyid that is no kiosk's name");
    }
    return name;
}

}  // namespace

void sign_request(Request& request, const std::string& kiosk, std::uint64_t counter,
                  const seal::SigningKey& key) {
    request.headers["content-digest"] = content_digest(request.body);
    request.headers["sunbooth-counter"] = std::to_string(counter);
    request.headers["signature-input"] = std::string(kLabel) + parameters(kiosk);
    const seal::Signature signature = seal::sign(key, as_bytes(signature_base(request, kiosk)));
    request.headers["signature"] = std::string(kLabel) + ":" + to_base64(signature.view()) + ":";
}

Result<SignatureClaim> read_signature_claim(const Request& request) {
    const Result<std::string> kiosk = claimed_kiosk(request);
    if (!kiosk.ok()) return kiosk.error();
    const std::string digits = header(request, "sunbooth-counter");
    std::uint64_t counter = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, failed] = std::from_chars(digits.data(), end, counter);
    if (failed != std::errc{} || stop != end || digits != std::to_string(counter)) {
        return unauthorized("sunbooth-counter", "must be a decimal number");
    }
    return SignatureClaim{kiosk.value(), counter};
}

Status verify_request(const Request& request, const seal::SigningPublicKey& key) {
    const Result<std::string> kiosk = claimed_kiosk(request);
    if (!kiosk.ok()) return kiosk.error();
    if (header(request, "content-digest") != content_digest(request.body)) {
        return unauthorized("content-digest", "is not the SHA-256 of the body");
    }
    std::string coded = header(request, "signature");
    const std::string start = std::string(kLabel) + ":";
    if (!coded.starts_with(start) || !coded.ends_with(':') || coded.size() <= start.size()) {
        return unauthorized("signature", "is not the profile of this interface");
    }
    const auto bytes =
        from_base64(std::string_view(coded).substr(start.size(), coded.size() - start.size() - 1));
    const auto signature = bytes ? seal::Signature::from(*bytes) : std::nullopt;
    if (!signature) return unauthorized("signature", "is not 64 bytes in base64");
    if (!seal::verify(key, as_bytes(signature_base(request, kiosk.value())), *signature)) {
        return unauthorized("signature", "does not fit the request and the kiosk's key");
    }
    return ok_status();
}

}  // namespace sunbooth::wire
