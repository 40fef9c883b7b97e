// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace sunbooth::center::cases {

/// What an import tells of a case, whatever its form.
inline constexpr std::array kCaseColumns = {
    "case_no",     "service",      "unit",       "window",    "applicant_surname",
    "id_last4",    "phone_last4",  "query_code", "stage",     "accepted_on",
    "promised_wd", "statutory_wd", "due_on",     "updated_at"};

/// Two that need not be there: the whole number of the id card (proof.h), and for how many working
/// days the clock has stood.
inline constexpr const char* kPersonColumn = "id_no";
inline constexpr const char* kSuspendedColumn = "suspended_wd";

}  // namespace sunbooth::center::cases
