// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/turnstile.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using sunbooth::center::accounts::Turnstile;

TEST_CASE("accounts: who finds every place taken is turned away at once, and may come again") {
    Turnstile turnstile({.at_once = 2, .places = 2});
    auto first = turnstile.enter();
    const auto second = turnstile.enter();
    CHECK(first);
    CHECK(second);
    CHECK_FALSE(turnstile.enter());
    first.reset();
    CHECK(turnstile.enter());
}

TEST_CASE("accounts: who waits has a place, and gets in when somebody leaves") {
    Turnstile turnstile({.at_once = 1, .places = 2});
    auto first = turnstile.enter();
    REQUIRE(first);
    std::atomic<bool> is_in = false;
    std::thread second([&] {
        const auto pass = turnstile.enter();
        is_in = pass.has_value();
    });
    while (turnstile.taken() < 2) std::this_thread::yield();
    CHECK_FALSE(turnstile.enter());
    CHECK_FALSE(is_in);
    first.reset();
    second.join();
    CHECK(is_in);
    CHECK(turnstile.taken() == 0);
}
