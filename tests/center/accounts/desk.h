// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/accounts/accounts.h"
#include "sync/center/accounts/staff.h"
#include "tests/center/fresh_center.h"

namespace sunbooth::tests {

/// A center with one account, li. Hashing takes a moment, so that most tests tell the outcome of
/// the comparison themselves.
struct Desk {
    using Account = sunbooth::center::accounts::Account;

    FreshCenter center;
    SeededRandom random{9};
    WallTime now = at_hall(domain::Date::of(2026, 11, 23), 540);
    std::string password;

    Desk() {
        using sunbooth::center::rules::Role;
        const auto made = sunbooth::center::accounts::create_account(
            center.db(), {"li", "李明", Role::Supervisor, {}, true}, random, now);
        REQUIRE(made.ok());
        password = made.value();
    }
    /// What the last step says to a guess whose comparison came out so.
    Result<Account> finish(const std::string& name, bool good) {
        const auto attempt = sunbooth::center::accounts::begin_sign_in(center.db(), name);
        REQUIRE(attempt.ok());
        return sunbooth::center::accounts::finish_sign_in(center.db(), attempt.value(), good, now);
    }
    /// All three steps.
    Result<Account> sign_in(const std::string& name, const std::string& typed) {
        const auto attempt = sunbooth::center::accounts::begin_sign_in(center.db(), name);
        REQUIRE(attempt.ok());
        const auto good = sunbooth::center::accounts::check_password(attempt.value().hash, typed);
        REQUIRE(good.ok());
        return sunbooth::center::accounts::finish_sign_in(center.db(), attempt.value(),
                                                          good.value(), now);
    }
};

}  // namespace sunbooth::tests
