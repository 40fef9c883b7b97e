// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/number.h"

#include <fmt/format.h>

#include <algorithm>

namespace sunbooth::center::tickets {

char check_digit(std::string_view digits) {
    int product = 10;
    for (const char c : digits) {
        int sum = (product + (c - '0')) % 10;
        if (sum == 0) sum = 10;
        product = sum * 2 % 11;
    }
    return static_cast<char>('0' + (11 - product) % 10);
}

std::string ticket_number(std::string_view division, domain::Date day, std::int64_t serial) {
    const std::string digits =
        fmt::format("{}{:04}{:02}{:02}{:04}", division, day.year(), day.month(), day.day(), serial);
    return "TS" + digits + check_digit(digits);
}

bool is_ticket_number(std::string_view text) {
    constexpr std::size_t kDigitsMin = 6 + 8 + 4 + 1;
    if (!text.starts_with("TS") || text.size() < 2 + kDigitsMin) return false;
    const std::string_view digits = text.substr(2);
    if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return false;
    return check_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

}  // namespace sunbooth::center::tickets
