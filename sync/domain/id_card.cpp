// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/id_card.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sunbooth::domain {
namespace {

constexpr std::size_t kLength = 18;

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Capitals without blanks; bounded, so that a flood of characters costs nothing.
SecretText compact(std::string_view typed) {
    SecretText kept;
    for (const char c : typed) {
        const char put = upper(c);
        if (c != ' ' && kept.size() <= kLength) kept.append({&put, 1});
    }
    return kept;
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

/// ISO 7064 MOD 11-2: the weights are powers of 2 modulo 11.
char check_of(std::string_view first17) {
    constexpr std::array kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * (first17[i] - '0');
    return "10X98765432"[sum % 11];
}

/// The day that eight digits name, if there is one.
std::optional<Date> day_of(std::string_view digits) {
    SecretText iso(digits.substr(0, 4));
    iso.append("-");
    iso.append(digits.substr(4, 2));
    iso.append("-");
    iso.append(digits.substr(6, 2));
    const Result<Date> day = Date::parse(iso.view());
    return day.ok() ? std::optional(day.value()) : std::nullopt;
}

constexpr std::string_view kOrgSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // No I O S V Z.

/// GB 11714: eight characters and the ninth that checks them; here letters count from A = 10.
char organisation_check(std::string_view first8) {
    constexpr std::array kWeights = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) {
        const char c = first8[i];
        sum += kWeights[i] * (c >= 'A' ? c - 'A' + 10 : c - '0');
    }
    const int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

/// GB 32100: the weights are powers of 3 modulo 31.
char org_code_check(std::string_view first17) {
    int sum = 0;
    int weight = 1;
    for (const char c : first17) {
        sum += weight * static_cast<int>(kOrgSigns.find(c));
        weight = weight * 3 % 31;
    }
    return kOrgSigns[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

}  // namespace

IdCardFault id_card_fault(std::string_view typed, Date today) {
    const SecretText card = compact(typed);
    const std::string_view all = card.view();
    if (all.size() != kLength) return IdCardFault::Length;
    const std::string_view body = all.substr(0, kLength - 1);
    if (!is_digits(body)) return IdCardFault::Sign;
    const int province = number(all.substr(0, 2));
    if (province < 11 || province > 91) return IdCardFault::Division;
    const std::optional<Date> born = day_of(all.substr(6, 8));
    if (!born || *born > today || number(all.substr(6, 4)) < 1850) return IdCardFault::Day;
    return all.back() == check_of(body) ? IdCardFault::None : IdCardFault::Check;
}

Result<SecretText> checked_id_card(std::string_view typed, Date today) {
    const auto refuse = [](const char* why) { return invalid_input("id_card", why); };
    switch (id_card_fault(typed, today)) {
        case IdCardFault::None:
            return compact(typed);
        case IdCardFault::Length:
            return refuse("has not 18 characters");
        case IdCardFault::Sign:
            return refuse("holds another character than digits and a last X");
        case IdCardFault::Division:
            return refuse("begins with no division");
        case IdCardFault::Day:
            return refuse("names no day");
        case IdCardFault::Check:
            return refuse("does not check");
    }
    return refuse("does not check");
}

Result<std::string> checked_org_code(std::string_view typed) {
    const auto refuse = [](const char* why) { return invalid_input("org_code", why); };
    const SecretText code = compact(typed);
    const std::string_view all = code.view();
    if (all.size() != kLength) return refuse("has not 18 characters");
    if (all.find_first_not_of(kOrgSigns) != std::string_view::npos) {
        return refuse("holds a character that such codes do not have");
    }
    if (!is_digits(all.substr(2, 6))) return refuse("names no division");
    if (all[16] != organisation_check(all.substr(8, 8))) return refuse("does not check");
    if (all.back() != org_code_check(all.substr(0, kLength - 1))) return refuse("does not check");
    return std::string(all);
}

}  // namespace sunbooth::domain
