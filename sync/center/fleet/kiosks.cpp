// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/kiosks.h"

#include "sync/base/mutant.h"

#include <limits>

namespace sunbooth::center::fleet {
namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT epoch, public_key, revoked_at_ms, head_seq, head_digest, enrolled_at_ms
      FROM kiosk WHERE name = :name)sql";

constexpr std::string_view kRevoke = R"sql(
    UPDATE kiosk SET revoked_at_ms = coalesce(revoked_at_ms, :now_ms) WHERE name = :name)sql";

/// A code lives 15 minutes and is repeated to the key that used it: beyond a revocation it would
/// bring the kiosk back.
constexpr std::string_view kKillCode = "DELETE FROM enrolment WHERE kiosk = :name";

constexpr std::string_view kSelectCounters = R"sql(
    SELECT counter_max, counters_seen FROM kiosk WHERE name = :name)sql";

constexpr std::string_view kUpdateCounters = R"sql(
    UPDATE kiosk
       SET counter_max = :max, counters_seen = :seen, last_seen_at_ms = :now_ms
     WHERE name = :name)sql";

constexpr std::string_view kAdvance = R"sql(
    UPDATE kiosk SET head_seq = :seq, head_digest = :head
     WHERE name = :name AND head_seq < :seq)sql";

constexpr std::string_view kNoteClock = R"sql(
    UPDATE kiosk SET clock_off_ms = :off_ms WHERE name = :name)sql";

constexpr std::string_view kNoteHall = R"sql(
    UPDATE kiosk SET hall_version = :version WHERE name = :name)sql";

constexpr std::string_view kSelectKeys = R"sql(
    SELECT public_key FROM kiosk_key WHERE kiosk = :name ORDER BY epoch DESC)sql";

constexpr std::string_view kSelectAll = R"sql(
    SELECT name, epoch, revoked_at_ms, enrolled_at_ms, last_seen_at_ms, head_seq, hall_version,
           clock_off_ms
      FROM kiosk ORDER BY name)sql";

constexpr std::uint64_t kCounterMax = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t kWindow = 64;  ///< Bits in counters_seen.

/// The counters that a kiosk has used: the highest, and one bit for each of the last 64.
struct Counters {
    std::uint64_t max = 0;
    std::uint64_t seen = 0;

    bool use(std::uint64_t counter) {
        if (counter > max) {
            const std::uint64_t ahead = counter - max;
            seen = ahead >= kWindow ? 1 : (seen << ahead) | 1;
            max = counter;
            return true;
        }
        const std::uint64_t behind = max - counter;
        if (behind >= kWindow) return false;
        const std::uint64_t bit = std::uint64_t{1} << behind;
        if ((seen & bit) != 0) return false;
        seen |= bit;
        return true;
    }
};

Error unknown(const std::string& name) {
    return {ErrorCode::NotFound, "no kiosk \"" + name + "\" is enrolled", "kiosk"};
}

}  // namespace

Result<Kiosk> find_kiosk(store::Database& db, const std::string& name) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":name", name);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("fleet.find_kiosk");
    if (!row.value()) return unknown(name);
    Kiosk kiosk;
    kiosk.name = name;
    kiosk.epoch = select.integer(0);
    kiosk.key = select.fixed<seal::SigningPublicKey>(1);
    kiosk.revoked = !select.is_null(2);
    kiosk.head_seq = static_cast<std::uint64_t>(select.integer(3));
    kiosk.head = select.fixed<seal::Digest>(4);
    kiosk.enrolled_at = wall_ms(select.integer(5));
    return kiosk;
}

Status revoke(store::Database& db, const std::string& name, WallTime now) {
    store::Statement update = db.prepare(kRevoke);
    update.bind(":name", name).bind(":now_ms", to_ms(now));
    const Status done = update.run();
    if (done.ok() && db.changes() == 0) return unknown(name);
    if (!done.ok() || mutant("fleet.code_outlives_revocation")) return done;
    return db.prepare(kKillCode).bind(":name", name).run();
}

Status use_counter(store::Database& db, const std::string& name, std::uint64_t counter,
                   WallTime now) {
    if (counter > kCounterMax) return invalid_input("sunbooth-counter", "is too large");
    store::Statement select = db.prepare(kSelectCounters);
    select.bind(":name", name);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("fleet.use_counter");
    if (!row.value()) return unknown(name);
    Counters counters{static_cast<std::uint64_t>(select.integer(0)),
                      static_cast<std::uint64_t>(select.integer(1))};
    if (!counters.use(counter)) {
        return Error{ErrorCode::Conflict, "this counter was used before", "sunbooth-counter"};
    }
    store::Statement update = db.prepare(kUpdateCounters);
    update.bind(":max", counters.max)
        .bind(":seen", static_cast<std::int64_t>(counters.seen))
        .bind(":now_ms", to_ms(now))
        .bind(":name", name);
    return update.run();
}

Status advance_head(store::Database& db, const std::string& name, std::uint64_t seq,
                    const seal::Digest& head) {
    store::Statement update = db.prepare(kAdvance);
    update.bind(":seq", seq).bind(":head", head.view()).bind(":name", name);
    const Status done = update.run();
    SUNBOOTH_ASSERT(!done.ok() || db.changes() == 1);
    return done;
}

Status note_clock(store::Database& db, const std::string& name, milliseconds ahead) {
    store::Statement update = db.prepare(kNoteClock);
    update.bind(":off_ms", std::int64_t{ahead.count()}).bind(":name", name);
    return update.run();
}

Status note_hall(store::Database& db, const std::string& name, int version) {
    store::Statement update = db.prepare(kNoteHall);
    update.bind(":version", version).bind(":name", name);
    return update.run();
}

Result<std::vector<seal::SigningPublicKey>> keys_of(store::Database& db, const std::string& name) {
    store::Statement select = db.prepare(kSelectKeys);
    select.bind(":name", name);
    std::vector<seal::SigningPublicKey> keys;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.keys_of");
        if (!row.value()) return keys;
        keys.push_back(select.fixed<seal::SigningPublicKey>(0));
    }
}

Result<std::vector<Standing>> standings(store::Database& db) {
    store::Statement select = db.prepare(kSelectAll);
    std::vector<Standing> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.standings");
        if (!row.value()) return all;
        Standing one;
        one.name = select.text(0);
        one.epoch = select.integer(1);
        one.revoked = !select.is_null(2);
        one.enrolled_at = wall_ms(select.integer(3));
        if (!select.is_null(4)) one.seen_at = wall_ms(select.integer(4));
        one.head_seq = static_cast<std::uint64_t>(select.integer(5));
        if (!select.is_null(6)) one.hall_version = static_cast<int>(select.integer(6));
        if (!select.is_null(7)) one.clock_ahead = milliseconds{select.integer(7)};
        all.push_back(std::move(one));
    }
}

const char* to_string(Health health) {
    switch (health) {
        case Health::Revoked:
            return "revoked";
        case Health::Unheard:
            return "unheard";
        case Health::Silent:
            return "silent";
        case Health::Online:
            return "online";
    }
    return "";
}

Health health_of(const Standing& kiosk, WallTime now) {
    if (kiosk.revoked) return Health::Revoked;
    if (!kiosk.seen_at) return Health::Unheard;
    return now - *kiosk.seen_at >= kSilentAfter ? Health::Silent : Health::Online;
}

}  // namespace sunbooth::center::fleet
