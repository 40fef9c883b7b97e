// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/misses.h"

#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/seal/keys.h"

namespace sunbooth::center::accounts {
namespace {

constexpr std::string_view kSelectMisses =
    "SELECT misses, last_ms FROM sign_in_miss WHERE name_digest = :name";

// A count begins again when the last miss is as old as a lock is long.
constexpr std::string_view kCountMiss = R"sql(
    INSERT INTO sign_in_miss (name_digest, misses, last_ms) VALUES (:name, 1, :now_ms)
        ON CONFLICT (name_digest) DO UPDATE
           SET misses = CASE WHEN last_ms > :old_ms THEN misses + 1 ELSE 1 END,
               last_ms = :now_ms)sql";

// Keeps the table small, whatever names somebody tries.
constexpr std::string_view kForgetOld = "DELETE FROM sign_in_miss WHERE last_ms <= :old_ms";
constexpr std::string_view kForget = "DELETE FROM sign_in_miss WHERE name_digest = :name";

seal::Digest digest_of(const std::string& name) {
    return seal::digest(as_bytes(name));
}

}  // namespace

Status forget_misses(store::Database& db, const std::string& name) {
    store::Statement forget = db.prepare(kForget);
    return forget.bind(":name", digest_of(name).view()).run();
}

Status count_miss(store::Database& db, const std::string& name, WallTime now) {
    const std::int64_t old_ms = to_ms(now - kLockTime);
    store::Statement old = db.prepare(kForgetOld);
    if (Status swept = old.bind(":old_ms", old_ms).run(); !swept.ok()) return swept;
    store::Statement count = db.prepare(kCountMiss);
    count.bind(":name", digest_of(name).view()).bind(":now_ms", to_ms(now));
    return count.bind(":old_ms", old_ms).run();
}

Status check_lock(store::Database& db, const std::string& name, WallTime now) {
    if (mutant("accounts.no_lockout")) return ok_status();
    store::Statement select = db.prepare(kSelectMisses);
    const Result<bool> row = select.bind(":name", digest_of(name).view()).step();
    if (!row.ok()) return row.error();
    if (!row.value() || select.integer(0) < kWrongTriesMax) return ok_status();
    const WallTime until = wall_ms(select.integer(1)) + kLockTime;
    if (until <= now) return ok_status();
    // A lock has words of its own: a clerk who is locked out must not guess for ever.
    Error locked{ErrorCode::TooMany, "too many wrong passwords", "password"};
    locked.retry_after = std::chrono::ceil<std::chrono::seconds>(until - now);
    return locked;
}

}  // namespace sunbooth::center::accounts
