// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/issue.h"

#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::wire {

/// POST /kiosk/v1/staff/sign-in: a monitor's code and PIN. 200 with an empty object when they
/// belong together and the term runs; else not_found, or too_many with the time to wait.
struct StaffSignIn {
    std::string monitor;
    std::string pin;
};

/// POST /kiosk/v1/staff/records: what a monitor filed, at whatever terminal. Never the words.
struct StaffRecordsQuestion {
    std::string monitor;
};
struct StaffRecord {
    std::string code;  ///< Receipt code, compact.
    domain::IssueKind kind = domain::IssueKind::Problem;
    domain::Date day;
    std::string state;  ///< Of the center's file on it: "registered" ..
};
struct StaffRecords {
    int this_week = 0;                 ///< Filed since Monday.
    std::vector<StaffRecord> records;  ///< Newest first, at most kStaffRecordsMax.
};
inline constexpr std::size_t kStaffRecordsMax = 100;

/// POST /kiosk/v1/staff/calls: a citizen asks for a person, asks how that stands, or no longer
/// does.
struct StaffCall {
    enum class What { Ring, Ask, Cancel } what = What::Ring;
};
enum class StaffCallState {
    Nobody,  ///< No console is looked at: nobody would come.
    Ringing,
    Coming,   ///< Somebody said so.
    Unheard,  ///< Nobody did for too long.
};
const char* to_string(StaffCallState state);  ///< "nobody" ..

std::string write(const StaffSignIn& message);
std::string write(const StaffRecordsQuestion& message);
std::string write(const StaffRecords& message);
std::string write(const StaffCall& message);
std::string write_call_state(StaffCallState state);

Result<StaffSignIn> read_staff_sign_in(std::string_view json);
Result<StaffRecordsQuestion> read_staff_records_question(std::string_view json);
Result<StaffRecords> read_staff_records(std::string_view json);
Result<StaffCall> read_staff_call(std::string_view json);
Result<StaffCallState> read_call_state(std::string_view json);

}  // namespace sunbooth::wire
