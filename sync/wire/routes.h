// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace sunbooth::wire {

/// Version 1 of what kiosks and the center say to each other: routes and limits, for both ends.
namespace route {
inline constexpr std::string_view kEnrol = "/kiosk/v1/enrol";                     ///< POST
inline constexpr std::string_view kRecords = "/kiosk/v1/records";                 ///< POST
inline constexpr std::string_view kHall = "/kiosk/v1/hall";                       ///< GET, ETag
inline constexpr std::string_view kLookUpReceipt = "/kiosk/v1/look-ups/receipt";  ///< POST
inline constexpr std::string_view kLookUpCase = "/kiosk/v1/look-ups/case";        ///< POST
inline constexpr std::string_view kLookUpPerson = "/kiosk/v1/look-ups/person";    ///< POST
inline constexpr std::string_view kWish = "/kiosk/v1/wishes";                     ///< POST
inline constexpr std::string_view kStaffSignIn = "/kiosk/v1/staff/sign-in";       ///< POST
inline constexpr std::string_view kStaffRecords = "/kiosk/v1/staff/records";      ///< POST
inline constexpr std::string_view kCallStaff = "/kiosk/v1/staff/calls";           ///< POST
inline constexpr std::string_view kHealth = "/kiosk/v1/health";                   ///< POST
inline constexpr std::string_view kUpdate = "/kiosk/v1/update";                   ///< POST
inline constexpr std::string_view kUpdateParts = "/kiosk/v1/update/parts";        ///< POST
inline constexpr std::string_view kQuarantine = "/kiosk/v1/quarantine";           ///< POST
inline constexpr std::string_view kSnapshot = "/kiosk/v1/cases";                  ///< GET, ETag
}  // namespace route

inline constexpr std::size_t kBatchMax = 20;              ///< Records a batch (reliability.md 4.3).
inline constexpr std::size_t kBodyBytesMax = 512 * 1024;  ///< 20 records of 16 KiB in base64 fit.
inline constexpr std::size_t kHallBytesMax = 1024 * 1024;
inline constexpr std::size_t kHeaderBytesMax = 8 * 1024;

}  // namespace sunbooth::wire
