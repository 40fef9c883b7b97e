// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/agreed.h"

#include "sync/domain/date.h"

#include <fmt/format.h>

#include <charconv>

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kZone = ":00+08:00";  // domain::kHallOffset
constexpr std::size_t kDateLength = 10;
constexpr std::size_t kMinuteLength = 16;  // "2026-11-25T10:00"

std::optional<int> two_digits(std::string_view digits, int max) {
    int value = 0;
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = failed == std::errc{} && stop == digits.data() + digits.size();
    if (!whole || value < 0 || value > max) return std::nullopt;
    return value;
}

}  // namespace

std::string agreed_text(WallTime at) {
    const int minute = domain::minute_of_day(at);
    return fmt::format("{}T{:02}:{:02}{}", domain::date_of(at).iso(), minute / 60, minute % 60,
                       kZone);
}

std::optional<WallTime> agreed_at(std::string_view text) {
    if (text.size() != kMinuteLength + kZone.size() || !text.ends_with(kZone)) return std::nullopt;
    if (text[kDateLength] != 'T' || text[kDateLength + 3] != ':') return std::nullopt;
    const auto date = domain::Date::parse(text.substr(0, kDateLength));
    const auto hour = two_digits(text.substr(kDateLength + 1, 2), 23);
    const auto minute = two_digits(text.substr(kDateLength + 4, 2), 59);
    if (!date.ok() || !hour || !minute) return std::nullopt;
    const auto day = std::chrono::hours{24} * date.value().days;
    return wall_ms(0) + day + std::chrono::hours{*hour} + std::chrono::minutes{*minute} -
           domain::kHallOffset;
}

std::optional<WallTime> agreed_in(const Event& event) {
    const auto found = event.fields.find("agreed_at");
    const bool is_call = event.type == "callback" || event.type == "closing_call";
    if (!is_call || found == event.fields.end()) return std::nullopt;
    return agreed_at(found->second);
}

}  // namespace sunbooth::center::tickets
