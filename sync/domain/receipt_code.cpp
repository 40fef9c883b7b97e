// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/receipt_code.h"

// The check character. Sums modulo 32 cannot do it: a weight must be odd to catch every wrong
// character, and the difference of two neighbouring weights must be odd to catch every swap, which
// odd weights never give. Modulo 37 (Crockford's own) needs five more signs that people do not
// have on a keypad. In the field of 32 elements, GF(2)[x] / (x^5 + x^2 + 1), every weight but zero
// can be divided by, so eleven different powers of x as weights, and 1 for the check character
// itself, see every single wrong character and every swap of any two.

namespace sunbooth::domain {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kFromId = ReceiptCode::kLength - 1;

/// Times x in the field.
constexpr unsigned times_x(unsigned value) {
    const unsigned shifted = value << 1U;
    return (shifted & 32U) != 0 ? (shifted ^ 0b100101U) : shifted;
}

/// The check value of eleven symbols by Horner's rule: the first weighs x^11, the last x.
unsigned check_value(std::string_view eleven) {
    unsigned sum = 0;
    for (const char c : eleven) sum = times_x(sum ^ static_cast<unsigned>(kAlphabet.find(c)));
    return sum;
}

bool is_skipped(char c) {
    return c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r';
}

/// The one spelling of what a person may write for it.
char canonical(char c) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper == 'O') return '0';
    if (upper == 'I' || upper == 'L') return '1';
    return upper;
}

bool all_in_alphabet(std::string_view text) {
    return text.find_first_not_of(kAlphabet) == std::string_view::npos;
}

}  // namespace

ReceiptCode ReceiptCode::of(const RecordId& id) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 7; ++i) bits = bits << 8U | id.bytes[i];
    bits >>= 1U;  // 55 of the 56.
    std::string text(kFromId, '0');
    for (std::size_t i = kFromId; i-- > 0; bits >>= 5U) text[i] = kAlphabet[bits & 31U];
    text += kAlphabet[check_value(text)];
    return ReceiptCode(std::move(text));
}

std::pair<RecordId, RecordId> ReceiptCode::id_bounds() const {
    std::uint64_t bits = 0;
    for (const char c : text_.substr(0, kFromId)) bits = bits << 5U | kAlphabet.find(c);
    RecordId low;
    RecordId high;
    high.bytes.fill(0xFF);
    for (std::size_t i = 0; i < 7; ++i) {
        low.bytes[i] = static_cast<std::uint8_t>((bits << 1U) >> (48U - 8U * i) & 0xFFU);
        high.bytes[i] = low.bytes[i];
    }
    high.bytes[6] |= 1U;  // The 56th bit is not in the code.
    return {low, high};
}

Result<ReceiptCode> ReceiptCode::of_eleven(std::string_view eleven) {
    if (eleven.size() != kFromId || !all_in_alphabet(eleven)) {
        return invalid_input("code", "is not eleven characters of a receipt code");
    }
    return ReceiptCode(std::string(eleven) + kAlphabet[check_value(eleven)]);
}

Result<ReceiptCode> ReceiptCode::parse(std::string_view typed) {
    std::string text;
    for (const char c : typed) {
        if (!is_skipped(c)) text += canonical(c);
        if (text.size() > kLength) break;
    }
    if (text.size() != kLength) return invalid_input("code", "has another length than 12");
    if (!all_in_alphabet(text)) return invalid_input("code", "holds a foreign character");
    if (kAlphabet[check_value(std::string_view(text).substr(0, kFromId))] != text.back()) {
        return invalid_input("code", "does not agree with its check character");
    }
    return ReceiptCode(std::move(text));
}

std::string ReceiptCode::grouped() const {
    return text_.substr(0, 4) + "-" + text_.substr(4, 4) + "-" + text_.substr(8, 4);
}

}  // namespace sunbooth::domain
