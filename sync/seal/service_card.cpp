// SPDX-License-Identifier: Apache-2.0
#include "sync/seal/service_card.h"

#include "sync/base/mutant.h"

namespace sunbooth::seal {
namespace {

constexpr std::string_view kPrefix = "SBS1.";
constexpr std::string_view kPurpose = "sunbooth-service-card/1\n";
constexpr std::size_t kCardMax = 300;

std::string signed_text(std::string_view payload) {
    return std::string(kPurpose) + std::string(payload);
}

Error no_card() {
    return invalid_input("card", "is no service card");
}

Error not_ours(const char* why) {
    return {ErrorCode::Unauthorized, why, "card"};
}

}  // namespace

std::string write_service_card(std::string_view kiosk, domain::Date last_day,
                               const SigningKey& root) {
    const std::string payload = std::string(kiosk) + "\n" + last_day.iso();
    const Signature signature = sign(root, as_bytes(signed_text(payload)));
    return std::string(kPrefix) + to_base64url(as_bytes(payload)) + "." +
           to_base64url(signature.view());
}

bool is_service_card(std::string_view text) {
    return text.starts_with(kPrefix);
}

Status check_service_card(std::string_view text, std::string_view kiosk, domain::Date today,
                          const SigningPublicKey& root) {
    if (!is_service_card(text) || text.size() > kCardMax) return no_card();
    const std::string_view rest = text.substr(kPrefix.size());
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos) return no_card();
    const auto payload = from_base64url(rest.substr(0, dot));
    const auto bytes = from_base64url(rest.substr(dot + 1));
    const auto signature = bytes ? Signature::from(*bytes) : std::nullopt;
    if (!payload || !signature) return no_card();
    const std::string_view words = as_text(*payload);
    if (!verify(root, as_bytes(signed_text(words)), *signature) &&
        !mutant("service_card_takes_any_signature")) {
        return not_ours("is not signed by this deployment's root key");
    }
    const std::size_t line = words.find('\n');
    if (line == std::string_view::npos) return no_card();
    const Result<domain::Date> last_day = domain::Date::parse(words.substr(line + 1));
    if (!last_day.ok()) return no_card();
    const std::string_view whose = words.substr(0, line);
    if (whose != "*" && whose != kiosk) return not_ours("is another terminal's");
    if (today > last_day.value()) return not_ours("is past its last day");
    return ok_status();
}

}  // namespace sunbooth::seal
