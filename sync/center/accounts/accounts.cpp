// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/accounts.h"

#include "sync/base/mutant.h"
#include "sync/center/accounts/misses.h"
#include "sync/center/accounts/turnstile.h"
#include "sync/domain/text.h"

#include <sodium.h>

#include <algorithm>

namespace sunbooth::center::accounts {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = std::size_t{64} * 1024 * 1024;
constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";

/// 64 MiB and an eighth of a second each are a lever for a flood of sign-ins.
Turnstile& hashing() {
    static Turnstile turnstile({.at_once = 2, .places = kHashersMax});
    return turnstile;
}

Error busy() {
    Error error{ErrorCode::TooMany, "too many people sign in at once", "password"};
    error.retry_after = std::chrono::seconds{1};
    return error;
}

std::string argon2id(std::string_view password) {
    char hash[crypto_pwhash_STRBYTES] = {};
    const int made =
        crypto_pwhash_str(hash, password.data(), password.size(), kPasses, kMemoryBytes);
    SUNBOOTH_ASSERT(made == 0);  // Only memory can fail it.
    return hash;
}

/// A hash that no password of anybody's fits: compared against for names that do not exist.
const std::string& nobodys_hash() {
    static const std::string hash = argon2id("a name that nobody signs in with");
    return hash;
}

/// 16 characters of Crockford's alphabet, 80 bits, in groups of four.
std::string one_time_password(Random& random) {
    std::string password;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) password += '-';
        password += kCrockford[random.between(0, kCrockford.size() - 1)];
    }
    return password;
}

bool is_name(std::string_view name) {
    return name.size() >= 2 && name.size() <= 32 &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
           });
}

constexpr std::string_view kInsert = R"sql(
    INSERT INTO account (name, display, role, unit, password_hash, must_change, changed_at_ms)
    VALUES (:name, :display, :role, :unit, :hash, 1, :now_ms)
    ON CONFLICT (name) DO NOTHING)sql";

constexpr std::string_view kReset = R"sql(
    UPDATE account SET password_hash = :hash, must_change = 1, changed_at_ms = :now_ms
     WHERE name = :name)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT display, role, unit, must_change, password_hash, disabled_at_ms IS NOT NULL,
           totp_secret IS NOT NULL
      FROM account WHERE name = :name)sql";

constexpr std::string_view kSetPassword = R"sql(
    UPDATE account SET password_hash = :hash, must_change = 0, changed_at_ms = :now_ms
     WHERE name = :name)sql";

constexpr std::string_view kRelations =
    "SELECT unit, reason FROM account_relation WHERE account = :name ORDER BY unit";

Result<Account> relations_into(store::Database& db, Account account) {
    store::Statement select = db.prepare(kRelations);
    select.bind(":name", account.name);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("accounts.relations");
        if (!row.value()) return account;
        account.relations[select.text(0)] = select.text(1);
    }
}

Error wrong() {
    return {ErrorCode::Unauthorized, "account or password is wrong", "password"};
}

}  // namespace

OneTime draw_one_time(Random& random) {
    OneTime drawn;
    drawn.password = one_time_password(random);
    drawn.hash = argon2id(drawn.password);
    return drawn;
}

Status insert_account(store::Database& db, const Account& account, const std::string& hash,
                      WallTime now) {
    if (!is_name(account.name)) {
        return invalid_input("name", "must be 2 to 32 of a-z, 0-9, \".\" and \"-\"");
    }
    if (account.role == rules::Role::Handler && account.unit.empty()) {
        return invalid_input("unit", "is needed for a handler: the code of their unit");
    }
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":name", account.name).bind(":display", account.display);
    insert.bind(":role", rules::to_string(account.role)).bind(":unit", account.unit);
    insert.bind(":hash", hash).bind(":now_ms", to_ms(now));
    if (Status done = insert.run(); !done.ok()) return done.error().in("accounts.create");
    if (db.changes() == 0) {
        return Error{ErrorCode::Conflict, "an account of this name is there already", "name"};
    }
    return ok_status();
}

Result<std::string> create_account(store::Database& db, const Account& account, Random& random,
                                   WallTime now) {
    const OneTime drawn = draw_one_time(random);
    const Status made = insert_account(db, account, drawn.hash, now);
    if (!made.ok()) return made.error();
    return drawn.password;
}

Status put_one_time(store::Database& db, const std::string& name, const std::string& hash,
                    WallTime now) {
    store::Statement update = db.prepare(kReset);
    update.bind(":hash", hash).bind(":name", name).bind(":now_ms", to_ms(now));
    if (Status done = update.run(); !done.ok()) return done.error().in("accounts.reset");
    if (db.changes() == 0) return Error{ErrorCode::NotFound, "there is no such account", "name"};
    return forget_misses(db, name);
}

Result<std::string> reset_password(store::Database& db, const std::string& name, Random& random,
                                   WallTime now) {
    const OneTime drawn = draw_one_time(random);
    const Status put = put_one_time(db, name, drawn.hash, now);
    if (!put.ok()) return put.error();
    return drawn.password;
}

Result<Account> find_account(store::Database& db, const std::string& name) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":name", name);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("accounts.find");
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such account", "name"};
    const auto role = rules::role_of(select.text(1));
    if (!role) return Error{ErrorCode::Corrupt, "an account has an unknown role", "role"};
    Account account{name, select.text(0), *role, select.text(2), select.integer(3) != 0};
    account.disabled = select.integer(5) != 0;
    account.has_second_factor = select.integer(6) != 0;
    return relations_into(db, std::move(account));
}

Result<SignInAttempt> begin_sign_in(store::Database& db, const std::string& name) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":name", name);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("accounts.sign_in");
    if (!row.value() && mutant("accounts.early_return")) return SignInAttempt{name, "", false};
    if (!row.value()) return SignInAttempt{name, nobodys_hash(), false};
    // A disabled account fails like one that is not there, in words and in time.
    if (select.integer(5) != 0) return SignInAttempt{name, nobodys_hash(), false};
    return SignInAttempt{name, select.text(4), true};
}

Result<bool> check_password(const std::string& hash, std::string_view password) {
    const auto pass = hashing().enter();
    if (!pass) return busy();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Result<Account> finish_sign_in(store::Database& db, const SignInAttempt& attempt, bool good,
                               WallTime now) {
    if (Status open = check_lock(db, attempt.name, now); !open.ok()) {
        return open.error().in("accounts.sign_in");
    }
    // The password may have been reset while it was looked at.
    const Result<SignInAttempt> fresh = begin_sign_in(db, attempt.name);
    if (!fresh.ok()) return fresh.error();
    if (!attempt.known || !good || fresh.value().hash != attempt.hash) {
        const Status counted = count_miss(db, attempt.name, now);
        return counted.ok() ? wrong() : counted.error().in("accounts.sign_in");
    }
    Result<Account> account = find_account(db, attempt.name);
    // Whoever knows the password must not be able to guess codes for ever by typing it in between.
    if (!account.ok() || account.value().has_second_factor) return account;
    if (Status cleared = forget_misses(db, attempt.name); !cleared.ok()) {
        return cleared.error().in("accounts.sign_in");
    }
    return account;
}

Result<std::string> hash_password(std::string_view password) {
    const auto length = domain::count_code_points(password);
    if (!length || *length < kPasswordMin || *length > kPasswordMax) {
        return invalid_input("new", "must have 12 to 256 characters");
    }
    const auto pass = hashing().enter();
    if (!pass) return busy();
    return argon2id(password);
}

Result<std::string> hash_secret(std::string_view secret) {
    const auto pass = hashing().enter();
    if (!pass) return busy();
    return argon2id(secret);
}

Status set_password(store::Database& db, const std::string& name, const std::string& hash,
                    WallTime now) {
    store::Statement update = db.prepare(kSetPassword);
    update.bind(":hash", hash).bind(":name", name).bind(":now_ms", to_ms(now));
    return update.run();
}

}  // namespace sunbooth::center::accounts
