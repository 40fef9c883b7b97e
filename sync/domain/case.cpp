// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/case.h"

#include <array>

namespace sunbooth::domain {
namespace {

constexpr std::array kStages = {
    CaseStage::Received, CaseStage::Accepted,  CaseStage::Supplement, CaseStage::Reviewing,
    CaseStage::Decided,  CaseStage::Completed, CaseStage::Returned,
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// What was typed without blanks, in capitals.
std::string squeezed(std::string_view typed) {
    std::string text;
    for (const char c : typed) {
        if (c != ' ') text += upper(c);
    }
    return text;
}

}  // namespace

const char* to_string(CaseStage stage) {
    switch (stage) {
        case CaseStage::Received:
            return "received";
        case CaseStage::Accepted:
            return "accepted";
        case CaseStage::Supplement:
            return "supplement";
        case CaseStage::Reviewing:
            return "reviewing";
        case CaseStage::Decided:
            return "decided";
        case CaseStage::Completed:
            return "completed";
        case CaseStage::Returned:
            return "returned";
    }
    return "received";
}

std::optional<CaseStage> case_stage_of(std::string_view name) {
    for (const CaseStage stage : kStages) {
        if (name == to_string(stage)) return stage;
    }
    return std::nullopt;
}

Result<std::string> checked_case_no(std::string_view typed) {
    std::string text = squeezed(typed);
    if (text.size() < 6 || text.size() > 50) {
        return invalid_input("case_no", "must have 6 to 50 characters");
    }
    for (const char c : text) {
        if (!is_digit(c) && !(c >= 'A' && c <= 'Z') && c != '-') {
            return invalid_input("case_no", "may hold only letters, digits and the hyphen");
        }
    }
    return text;
}

Result<std::string> checked_last4(std::string_view typed) {
    std::string text = squeezed(typed);
    const bool whole = text.size() == 4 && is_digit(text[0]) && is_digit(text[1]) &&
                       is_digit(text[2]) && (is_digit(text[3]) || text[3] == 'X');
    if (!whole) return invalid_input("last4", "must be four digits, the last may be X");
    return text;
}

}  // namespace sunbooth::domain
