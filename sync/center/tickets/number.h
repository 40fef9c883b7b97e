// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/date.h"

#include <string>
#include <string_view>

namespace sunbooth::center::tickets {

/// The check digit of ISO/IEC 7064 MOD 11,10: finds every wrong digit and nearly every swap.
/// @pre only digits.
char check_digit(std::string_view digits);

/// "TS" division:6 yyyymmdd serial:4+ check:1, e.g. "TS4206002026112600012". The serial counts the
/// tickets of a day from 1 and grows past four digits rather than running over.
std::string ticket_number(std::string_view division, domain::Date day, std::int64_t serial);
/// Whether a number has this shape and its check digit is right.
bool is_ticket_number(std::string_view text);

}  // namespace sunbooth::center::tickets
