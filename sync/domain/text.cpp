// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/text.h"

namespace sunbooth::domain {
namespace {

/// The code point at `at`, which moves behind it; nothing when the bytes are not UTF-8 there.
std::optional<char32_t> next_code_point(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    const std::size_t tail = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || at + tail >= utf8.size()) return std::nullopt;
    char32_t point = lead & (0x3fU >> tail);
    for (std::size_t i = 1; i <= tail; ++i) {
        if ((byte(at + i) & 0xc0U) != 0x80U) return std::nullopt;
        point = point << 6U | (byte(at + i) & 0x3fU);
    }
    constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < kLeast[tail] || surrogate || point > 0x10ffff) return std::nullopt;
    at += tail + 1;
    return point;
}

bool is_control(char32_t point) {
    return (point < 0x20 && point != '\n') || (point >= 0x7f && point <= 0x9f);
}

/// Blank, line feed and the ideographic blank that Chinese keyboards give.
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks[] = {" ", "\n", "\xe3\x80\x80"};
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string_view blank : kBlanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                cut = true;
            } else if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                cut = true;
            }
        }
    }
    return text;
}

bool is_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_mobile(std::string_view text) {
    return text.size() == 11 && is_digits(text) && text[0] == '1' && text[1] >= '3';
}

/// 0 and two or three more digits of area code, then seven or eight; one hyphen between them.
bool is_landline(std::string_view text) {
    if (text.empty() || text[0] != '0') return false;
    const std::size_t hyphen = text.find('-');
    if (hyphen == std::string_view::npos) {
        return text.size() >= 10 && text.size() <= 12 && is_digits(text);
    }
    const std::string_view area = text.substr(0, hyphen);
    const std::string_view local = text.substr(hyphen + 1);
    return (area.size() == 3 || area.size() == 4) && (local.size() == 7 || local.size() == 8) &&
           is_digits(area) && is_digits(local);
}

}  // namespace

std::optional<std::size_t> count_code_points(std::string_view utf8) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); ++count) {
        if (!next_code_point(utf8, at)) return std::nullopt;
    }
    return count;
}

Result<SecretText> checked_text(std::string_view typed, std::size_t max, std::string field) {
    const std::string_view words = trimmed(typed);
    std::size_t count = 0;
    for (std::size_t at = 0; at < words.size(); ++count) {
        const std::optional<char32_t> point = next_code_point(words, at);
        if (!point) return invalid_input(std::move(field), "is not UTF-8");
        if (is_control(*point)) return invalid_input(std::move(field), "holds a control character");
    }
    if (count > max) return invalid_input(std::move(field), "is too long");
    return SecretText(words);
}

Result<SecretText> checked_phone(std::string_view typed) {
    SecretText phone;
    for (const char& c : typed) {
        if (c != ' ') phone.append({&c, 1});
        if (phone.size() > 13) break;
    }
    if (!is_mobile(phone.view()) && !is_landline(phone.view())) {
        return invalid_input("phone", "is neither a mobile number nor a landline with area code");
    }
    return phone;
}

}  // namespace sunbooth::domain
