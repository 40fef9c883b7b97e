// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/seal/secretbox.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::accounts {

// The second factor: six digits of a clock and a secret that only the center and a staff member's
// telephone know (RFC 6238: HMAC-SHA-1 over the number of half minutes since 1970, cut to 31 bits
// as RFC 4226 5.3 says, modulo a million). SHA-1, because authenticator apps ignore the parameter
// that would ask for another hash; HMAC does not lean on collisions. A stolen database does not
// surrender the secrets: they are locked under a key derived from one that is in no table.

using TotpSecret = Fixed<struct TotpSecretTag, 20>;  ///< 160 bits, RFC 4226 section 4, R6.
inline constexpr std::chrono::seconds kTotpStep{30};
/// A code of the step before and of the step after is taken too: telephones are wrong by seconds.
inline constexpr std::int64_t kTotpStepsOff = 1;

std::int64_t totp_step(WallTime at);
std::string totp_code(const TotpSecret& secret, std::int64_t step);
/// RFC 4648 without padding, as authenticator apps take it.
std::string to_base32(ByteView bytes);
/// What the QR code holds that an authenticator app reads.
std::string totp_uri(const std::string& account, const std::string& base32);

/// Whose second factor, and the key that its secret is locked under.
struct FactorOwner {
    const std::string& account;
    const seal::SecretKey& lock;
};

/// Draws a secret and keeps it as offered: it counts once a code of it was shown.
/// @return it in base 32; Conflict when there is a second factor already.
Result<std::string> offer_second_factor(store::Database& db, const FactorOwner& owner,
                                        Random& random);
/// The first code of what was offered. @return InvalidInput, field "code"; Conflict when nothing
/// was.
Status confirm_second_factor(store::Database& db, const FactorOwner& owner, const std::string& code,
                             WallTime now);
/// A code at sign-in. Each is taken once; wrong ones count and lock as wrong passwords do, so that
/// what this wrote must be kept even when it returns an error.
/// @return Unauthorized, field "code"; TooMany.
Status check_second_factor(store::Database& db, const FactorOwner& owner, const std::string& code,
                           WallTime now);
/// A lost telephone: the next sign-in needs the password alone. @return NotFound.
Status drop_second_factor(store::Database& db, const std::string& account);

}  // namespace sunbooth::center::accounts
