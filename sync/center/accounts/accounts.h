// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/base/secret.h"
#include "sync/center/rules/life.h"
#include "sync/store/database.h"

#include <map>
#include <string>
#include <string_view>

namespace sunbooth::center::accounts {

/// Somebody who works at the center.
struct Account {
    std::string name;     ///< What one signs in with: 2..32 of a-z, 0-9, "." and "-".
    std::string display;  ///< What colleagues see.
    rules::Role role = rules::Role::Auditor;
    std::string unit;  ///< Unit code, for a handler; else empty.
    bool must_change = false;
    bool disabled = false;
    bool has_second_factor = false;
    std::map<std::string, std::string> relations{};  ///< Unit that they are related to, and how.
};

/// Makes an account with a one-time password, which is returned and kept nowhere: 80 random bits,
/// grouped. It must be changed at the first sign-in.
/// @return InvalidInput naming "name", "role" or "unit"; Conflict when the name is taken.
Result<std::string> create_account(store::Database& db, const Account& account, Random& random,
                                   WallTime now);
/// A one-time password and its hash, which takes an eighth of a second: any thread.
struct OneTime {
    std::string password, hash;
};
OneTime draw_one_time(Random& random);
/// As create_account(), with a hash that was made before.
Status insert_account(store::Database& db, const Account& account, const std::string& hash,
                      WallTime now);
/// As reset_password(), with a hash that was made before.
Status put_one_time(store::Database& db, const std::string& name, const std::string& hash,
                    WallTime now);
/// Another one-time password for an account; unlocks it too. @return NotFound.
Result<std::string> reset_password(store::Database& db, const std::string& name, Random& random,
                                   WallTime now);
Result<Account> find_account(store::Database& db, const std::string& name);

// Signing in takes three steps, because only the second is slow and only the third writes. An
// unknown name goes through all of them, so that neither words nor time tell whether it exists.

/// What is known before the password is looked at.
struct SignInAttempt {
    std::string name;
    std::string hash;  ///< The account's, or that of a password that nobody has.
    bool known = false;
};
Result<SignInAttempt> begin_sign_in(store::Database& db, const std::string& name);

/// How many callers of the two functions that hash may be in them: two hash, one waits. A center
/// with more reader threads than this cannot be brought to a stand by a flood of sign-ins.
inline constexpr int kHashersMax = 3;

/// Argon2id, 64 MiB and two passes (OWASP's minimum is 19 MiB), about 120 ms. Any thread.
/// @return TooMany, to come again in a second, when kHashersMax others are at it.
Result<bool> check_password(const std::string& hash, std::string_view password);

inline constexpr int kWrongTriesMax = 5;
inline constexpr milliseconds kLockTime = std::chrono::minutes{15};

/// Counts a wrong try or clears the count. Five wrong ones lock a name for a quarter of an hour, a
/// name that nobody has as well. Writes: inside the caller's transaction, which must be kept even
/// when this returns an error.
/// @return Unauthorized; TooMany with the time to wait while the name is locked.
Result<Account> finish_sign_in(store::Database& db, const SignInAttempt& attempt, bool good,
                               WallTime now);

inline constexpr std::size_t kPasswordMin = 12;  ///< Characters (NIST SP 800-63B asks for 8).
inline constexpr std::size_t kPasswordMax = 256;
/// The hash of a password that somebody chose. @return InvalidInput naming "new"; TooMany as
/// check_password() does.
Result<std::string> hash_password(std::string_view password);
/// The hash of a secret that no person chose, of any length: a monitor's PIN. @return TooMany as
/// check_password() does.
Result<std::string> hash_secret(std::string_view secret);
Status set_password(store::Database& db, const std::string& name, const std::string& hash,
                    WallTime now);

}  // namespace sunbooth::center::accounts
