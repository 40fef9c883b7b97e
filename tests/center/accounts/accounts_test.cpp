// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/accounts.h"

#include "sync/base/mutant.h"
#include "tests/center/accounts/desk.h"

#include <sqlite3.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

ErrorCode after_five_wrong(Desk& desk, const std::string& name) {
    for (int i = 0; i < accounts::kWrongTriesMax; ++i) {
        const auto wrong = desk.finish(name, false);
        REQUIRE_FALSE(wrong.ok());
        CHECK(wrong.error().code == ErrorCode::Unauthorized);
    }
    const auto sixth = desk.finish(name, false);
    REQUIRE_FALSE(sixth.ok());
    return sixth.error().code;
}

}  // namespace

TEST_CASE("accounts: the one-time password signs in once it is typed, and must be changed") {
    Desk desk;
    CHECK(desk.password.size() == 19);
    const auto account = desk.sign_in("li", desk.password);
    REQUIRE(account.ok());
    CHECK(account.value().must_change);
    CHECK(account.value().role == rules::Role::Supervisor);
    CHECK(account.value().display == "李明");
    CHECK(desk.sign_in("li", desk.password + "x").error().code == ErrorCode::Unauthorized);
    const auto hash = accounts::hash_password("a password of my own");
    REQUIRE(hash.ok());
    REQUIRE(accounts::set_password(desk.center.db(), "li", hash.value(), desk.now).ok());
    CHECK_FALSE(desk.sign_in("li", desk.password).ok());
    const auto again = desk.sign_in("li", "a password of my own");
    REQUIRE(again.ok());
    CHECK_FALSE(again.value().must_change);
}

TEST_CASE("accounts: a password that is reset while it is looked at opens nothing any more") {
    Desk desk;
    const auto attempt = accounts::begin_sign_in(desk.center.db(), "li");
    REQUIRE(attempt.ok());
    REQUIRE(accounts::reset_password(desk.center.db(), "li", desk.random, desk.now).ok());
    const auto late = accounts::finish_sign_in(desk.center.db(), attempt.value(), true, desk.now);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().code == ErrorCode::Unauthorized);
}

TEST_CASE("accounts: passwords are Argon2id with 64 MiB and two passes, and never stored clear") {
    Desk desk;
    const auto attempt = accounts::begin_sign_in(desk.center.db(), "li");
    REQUIRE(attempt.ok());
    CHECK(attempt.value().hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(attempt.value().hash.find(desk.password) == std::string::npos);
}

TEST_CASE("accounts: a name that nobody has is answered as a wrong password is, in every step") {
    Desk desk;
    const auto attempt = accounts::begin_sign_in(desk.center.db(), "nobody");
    REQUIRE(attempt.ok());
    CHECK(attempt.value().hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    const auto unknown = desk.finish("nobody", false);
    const auto wrong = desk.finish("li", false);
    CHECK(unknown.error().line() == wrong.error().line());
    // Even if somebody typed the very password whose hash stands in for a missing account.
    CHECK(desk.finish("nobody", true).error().code == ErrorCode::Unauthorized);
}

TEST_CASE("accounts: five wrong passwords lock a quarter of an hour, the right one included") {
    Desk desk;
    CHECK(after_five_wrong(desk, "li") == ErrorCode::TooMany);
    CHECK(desk.finish("li", true).error().code == ErrorCode::TooMany);
    desk.center.reopen();
    const auto locked = desk.finish("li", true);
    REQUIRE_FALSE(locked.ok());
    CHECK(locked.error().retry_after == std::chrono::minutes{15});
    desk.now += accounts::kLockTime;
    CHECK(desk.finish("li", true).ok());
}

TEST_CASE("accounts: a lock does not tell whether the account exists") {
    Desk desk;
    CHECK(after_five_wrong(desk, "nobody") == after_five_wrong(desk, "li"));
    CHECK(desk.finish("nobody", false).error().line() == desk.finish("li", false).error().line());
}

TEST_CASE("accounts: the mutant accounts.no_lockout is caught") {
    const MutantScope mutant("accounts.no_lockout");
    Desk desk;
    CHECK(after_five_wrong(desk, "li") != ErrorCode::TooMany);
}

TEST_CASE("accounts: a right password clears the count, and old misses are forgotten") {
    Desk desk;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) CHECK_FALSE(desk.finish("li", false).ok());
        CHECK(desk.finish("li", true).ok());
    }
    for (int i = 0; i < 4; ++i) CHECK_FALSE(desk.finish("li", false).ok());
    desk.now += accounts::kLockTime;
    CHECK(desk.finish("li", false).error().code == ErrorCode::Unauthorized);
    CHECK(desk.finish("li", true).ok());
}

TEST_CASE("accounts: guesses in flight when the lock fell count too") {
    Desk desk;
    const auto early = accounts::begin_sign_in(desk.center.db(), "li");
    REQUIRE(early.ok());
    after_five_wrong(desk, "li");
    CHECK(accounts::finish_sign_in(desk.center.db(), early.value(), true, desk.now).error().code ==
          ErrorCode::TooMany);
}

TEST_CASE("accounts: a reset gives another one-time password and unlocks") {
    Desk desk;
    after_five_wrong(desk, "li");
    const auto fresh = accounts::reset_password(desk.center.db(), "li", desk.random, desk.now);
    REQUIRE(fresh.ok());
    CHECK(fresh.value() != desk.password);
    const auto account = desk.sign_in("li", fresh.value());
    REQUIRE(account.ok());
    CHECK(account.value().must_change);
    CHECK(accounts::reset_password(desk.center.db(), "wang", desk.random, desk.now).error().code ==
          ErrorCode::NotFound);
}

TEST_CASE("accounts: names, units and passwords that cannot be are refused by field") {
    Desk desk;
    const auto field = [&](const accounts::Account& account) {
        const auto made =
            accounts::create_account(desk.center.db(), account, desk.random, desk.now);
        REQUIRE_FALSE(made.ok());
        return made.error().field;
    };
    CHECK(field({"L i", "x", rules::Role::Auditor, {}, true}) == "name");
    CHECK(field({"l", "x", rules::Role::Auditor, {}, true}) == "name");
    CHECK(field({"he", "x", rules::Role::Handler, {}, true}) == "unit");
    CHECK(field({"li", "x", rules::Role::Auditor, {}, true}) == "name");  // Taken.
    CHECK(accounts::hash_password("short").error().field == "new");
    CHECK(accounts::hash_password("四个汉字").error().field == "new");  // Four, though 12 bytes.
    CHECK(accounts::hash_password("十二个字的密码也是可以的").ok());
    CHECK(accounts::hash_password(std::string(257, 'x')).error().field == "new");
}
