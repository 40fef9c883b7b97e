// SPDX-License-Identifier: Apache-2.0
#include "sync/center/monitoring/pins.h"

#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/registry/monitors.h"

#include <algorithm>

namespace sunbooth::center::monitoring {
namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT pin_hash, pin_misses, pin_missed_at_ms FROM monitor WHERE code = :code)sql";

constexpr std::string_view kMiss = R"sql(
    UPDATE monitor SET pin_misses = pin_misses + 1, pin_missed_at_ms = :now_ms
     WHERE code = :code)sql";

constexpr std::string_view kClear = R"sql(
    UPDATE monitor SET pin_misses = 0, pin_missed_at_ms = 0 WHERE code = :code)sql";

/// No account can have this name, so its hash is the one that no password fits.
constexpr const char* kNobody = "(nobody)";

Error wrong() {
    return {ErrorCode::NotFound, "code or PIN is wrong", "pin"};
}

/// How long a code rests after so many wrong PINs in a row.
milliseconds lock_after(std::int64_t misses) {
    const std::int64_t fives = misses / kPinTriesMax;
    if (fives == 0 || mutant("monitoring.no_pin_lock")) return milliseconds{0};
    constexpr std::int64_t kDoublingsMax = 12;
    const auto factor = std::int64_t{1} << std::min(fives - 1, kDoublingsMax);
    return std::min(kPinLock * factor, kPinLockMax);
}

Status check_lock(store::Database& db, const std::string& monitor, WallTime now) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":code", monitor).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return ok_status();
    const std::int64_t misses = select.integer(1);
    if (misses % kPinTriesMax != 0) return ok_status();
    const WallTime until = wall_ms(select.integer(2)) + lock_after(misses);
    if (until <= now) return ok_status();
    Error locked{ErrorCode::TooMany, "too many wrong PINs", "pin"};
    locked.retry_after = std::chrono::ceil<std::chrono::seconds>(until - now);
    return locked;
}

}  // namespace

SecretText make_pin(Random& random) {
    SecretText pin;
    for (int i = 0; i < 6; ++i) {
        const char digit = static_cast<char>('0' + random.between(0, 9));
        pin.append({&digit, 1});
    }
    return pin;
}

Result<PinAttempt> begin_pin(store::Database& db, const std::string& monitor) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":code", monitor).step();
    if (!row.ok()) return row.error().in("monitoring.pin");
    if (row.value() && !select.text(0).empty()) return PinAttempt{monitor, select.text(0), true};
    const auto nobody = accounts::begin_sign_in(db, kNobody);
    if (!nobody.ok()) return nobody.error();
    return PinAttempt{monitor, nobody.value().hash, false};
}

Status finish_pin(store::Database& db, const PinAttempt& attempt, bool good, WallTime now) {
    if (const Status open = check_lock(db, attempt.monitor, now); !open.ok()) {
        return open.error().in("monitoring.pin");
    }
    if (!attempt.known) return wrong();
    const auto monitor = registry::find_monitor(db, attempt.monitor);
    if (!monitor.ok()) return monitor.error();
    const domain::Date today = domain::date_of(now);
    const domain::Monitor& who = monitor.value().monitor;
    const bool in_term = who.from <= today && today <= who.until;
    store::Statement note = db.prepare(good ? kClear : kMiss);
    note.bind(":code", attempt.monitor);
    if (!good) note.bind(":now_ms", to_ms(now));
    if (const Status noted = note.run(); !noted.ok()) return noted.error().in("monitoring.pin");
    return good && in_term ? ok_status() : Status(wrong());
}

}  // namespace sunbooth::center::monitoring
