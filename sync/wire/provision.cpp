// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/provision.h"

#include "sync/base/mutant.h"

namespace sunbooth::wire {
namespace {

constexpr std::string_view kFamily = "sunbooth-provision/";
constexpr std::string_view kHead = "sunbooth-provision/1\n";
constexpr std::string_view kSignature = "signature = ";

std::string signed_text(std::string_view body) {
    return std::string(kHead) + std::string(body);
}

Error malformed(const std::string& why) {
    return invalid_input(
        "setup file", why + "; make it again with `sunbooth-center provision` and copy it whole");
}

}  // namespace

std::string write_provision(std::string_view body, const seal::SigningKey& root) {
    const seal::Signature signature = seal::sign(root, as_bytes(signed_text(body)));
    return std::string(kHead) + std::string(kSignature) + to_base64(signature.view()) + "\n\n" +
           std::string(body);
}

Result<std::string> read_provision(std::string_view file, const seal::SigningPublicKey& root) {
    if (file.size() > kProvisionBytesMax) return malformed("is larger than 64 KB");
    if (!file.starts_with(kHead)) {
        if (!file.starts_with(kFamily)) return malformed("is no setup file");
        return Error{ErrorCode::Unsupported,
                     "is of a later version than this terminal knows; update the terminal's image",
                     "setup file"};
    }
    std::string_view rest = file.substr(kHead.size());
    const std::size_t line = rest.find("\n\n");
    if (!rest.starts_with(kSignature) || line == std::string_view::npos) {
        return malformed("has no signature");
    }
    const auto bytes = from_base64(rest.substr(kSignature.size(), line - kSignature.size()));
    const auto signature = bytes ? seal::Signature::from(*bytes) : std::nullopt;
    if (!signature) return malformed("has a damaged signature");
    const std::string_view body = rest.substr(line + 2);
    if (!seal::verify(root, as_bytes(signed_text(body)), *signature) &&
        !mutant("provision_takes_any_signature")) {
        return Error{
            ErrorCode::Unauthorized,
            "is not signed by this deployment's root key, or was changed; make it with the "
            "center that this terminal's image was built for",
            "setup file"};
    }
    return std::string(body);
}

}  // namespace sunbooth::wire
