// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/number.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center::tickets;

TEST_CASE("tickets: the check digit is that of ISO 7064 MOD 11,10") {
    CHECK(check_digit("0794") == '5');  // The standard's own example: 07945.
    CHECK(ticket_number("420600", domain::Date::of(2026, 11, 26), 1).substr(0, 20) ==
          "TS420600202611260001");
    CHECK(is_ticket_number(ticket_number("420600", domain::Date::of(2026, 11, 26), 12'345)));
}

TEST_CASE("tickets: every single wrong digit of a number is seen") {
    const std::string good = ticket_number("420600", domain::Date::of(2026, 11, 26), 42);
    REQUIRE(is_ticket_number(good));
    for (std::size_t at = 2; at < good.size(); ++at) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string wrong = good;
            wrong[at] = digit;
            CAPTURE(wrong);
            CHECK(is_ticket_number(wrong) == (wrong == good));
        }
    }
    CHECK_FALSE(is_ticket_number("TS12"));
    CHECK_FALSE(is_ticket_number(good + "x"));
}
