// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/enrolment.h"

#include "sync/base/mutant.h"
#include "sync/domain/ids.h"

#include <array>

namespace sunbooth::center::fleet {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeLength = 16;

constexpr std::string_view kInsertCode = R"sql(
    INSERT INTO enrolment (kiosk, code_hash, expires_at_ms) VALUES (:kiosk, :hash, :expires_ms)
        ON CONFLICT (kiosk) DO UPDATE
           SET code_hash = excluded.code_hash, expires_at_ms = excluded.expires_at_ms,
               wrong_tries = 0, used_by = NULL)sql";

constexpr std::string_view kSelectCode = R"sql(
    SELECT code_hash, expires_at_ms, wrong_tries, used_by
      FROM enrolment WHERE kiosk = :kiosk)sql";

constexpr std::string_view kCountWrong = R"sql(
    UPDATE enrolment SET wrong_tries = wrong_tries + 1 WHERE kiosk = :kiosk)sql";

constexpr std::string_view kConsume = R"sql(
    UPDATE enrolment SET used_by = :key WHERE kiosk = :kiosk)sql";

constexpr std::string_view kInsertKiosk = R"sql(
    INSERT INTO kiosk (name, epoch, public_key, enrolled_at_ms, counter_max, counters_seen)
    VALUES (:name, 1, :key, :now_ms, :counter, 1)
        ON CONFLICT (name) DO UPDATE
           SET epoch = epoch + 1, public_key = excluded.public_key,
               enrolled_at_ms = excluded.enrolled_at_ms, revoked_at_ms = NULL,
               counter_max = excluded.counter_max, counters_seen = 1,
               head_seq = 0, head_digest = zeroblob(32))sql";

constexpr std::string_view kInsertKey = R"sql(
    INSERT INTO kiosk_key (kiosk, epoch, public_key, from_ms)
    SELECT name, epoch, public_key, :now_ms FROM kiosk WHERE name = :name)sql";

constexpr std::string_view kWelcomeBack = R"sql(
    UPDATE kiosk SET revoked_at_ms = NULL WHERE name = :name)sql";

constexpr std::string_view kForgetAnswers = "DELETE FROM answered WHERE kiosk = :name";

/// Capitals without blanks; O reads as 0, I and L as 1.
std::string normal(std::string_view typed) {
    std::string code;
    for (char c : typed.substr(0, 64)) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        code += c;
    }
    return code;
}

seal::Digest hash_of(std::string_view code, const std::string& kiosk) {
    return seal::digest(as_bytes("sunbooth-enrol/1 " + kiosk + " " + normal(code)));
}

/// One answer for every reason, so that guessing teaches nothing.
Error wrong_code() {
    return {ErrorCode::Unauthorized, "the code is wrong, used or older than 15 minutes", "code"};
}

struct StoredCode {
    seal::Digest hash;
    WallTime expires;
    std::int64_t wrong_tries = 0;
    std::optional<seal::SigningPublicKey> used_by;
};

Result<StoredCode> find_code(store::Database& db, const std::string& kiosk) {
    store::Statement select = db.prepare(kSelectCode);
    select.bind(":kiosk", kiosk);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("fleet.enrol");
    if (!row.value()) return wrong_code();
    StoredCode code{select.fixed<seal::Digest>(0), wall_ms(select.integer(1)), select.integer(2),
                    std::nullopt};
    if (!select.is_null(3)) code.used_by = select.fixed<seal::SigningPublicKey>(3);
    return code;
}

/// Ok when the code may be used by this key, for the first time or again.
Status check_code(store::Database& db, const StoredCode& code, const Enrolment& by, WallTime now) {
    if (code.wrong_tries >= kWrongTriesMax && !mutant("fleet.no_guess_lock")) {
        return Error{ErrorCode::TooMany,
                     "too many wrong tries: make another code with `sunbooth-center enrol`", "code",
                     std::chrono::duration_cast<std::chrono::seconds>(kCodeLife)};
    }
    if (code.hash != hash_of(by.code, by.kiosk)) {
        store::Statement update = db.prepare(kCountWrong);
        const Status counted = update.bind(":kiosk", by.kiosk).run();
        return counted.ok() ? Status(wrong_code()) : counted;
    }
    if (now >= code.expires) return wrong_code();
    if (code.used_by && *code.used_by != by.key && !mutant("fleet.code_not_consumed")) {
        return wrong_code();
    }
    return ok_status();
}

Status insert_kiosk(store::Database& db, const Enrolment& by, WallTime now) {
    store::Statement insert = db.prepare(kInsertKiosk);
    insert.bind(":name", by.kiosk)
        .bind(":key", by.key.view())
        .bind(":now_ms", to_ms(now))
        .bind(":counter", by.counter);
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted;
    store::Statement key = db.prepare(kInsertKey);
    const Status kept = key.bind(":name", by.kiosk).bind(":now_ms", to_ms(now)).run();
    if (!kept.ok()) return kept;
    return db.prepare(kForgetAnswers).bind(":name", by.kiosk).run();
}

}  // namespace

Result<std::string> make_code(store::Database& db, const std::string& kiosk, Random& random,
                              WallTime now, milliseconds life) {
    const Result<domain::KioskId> name = domain::KioskId::parse(kiosk);
    if (!name.ok()) return name.error();
    std::array<std::uint8_t, kCodeLength> draws{};
    random.fill(draws);
    std::string shown;
    for (std::size_t i = 0; i < kCodeLength; ++i) {
        if (i > 0 && i % 4 == 0) shown += '-';
        shown += kAlphabet[draws[i] % 32];  // 256 is a multiple of 32: no bias.
    }
    store::Statement insert = db.prepare(kInsertCode);
    insert.bind(":kiosk", kiosk)
        .bind(":hash", hash_of(shown, kiosk).view())
        .bind(":expires_ms", to_ms(now + life));
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted.error().in("fleet.make_code");
    return shown;
}

Result<Kiosk> enrol(store::Database& db, const Enrolment& by, WallTime now) {
    const Result<StoredCode> code = find_code(db, by.kiosk);
    if (!code.ok()) return code.error();
    const Status usable = check_code(db, code.value(), by, now);
    if (!usable.ok()) return usable.error();

    const Result<Kiosk> known = find_kiosk(db, by.kiosk);
    if (!known.ok() && known.error().code != ErrorCode::NotFound) return known;
    const bool same_key = known.ok() && known.value().key == by.key;
    const Status entered = same_key ? db.prepare(kWelcomeBack).bind(":name", by.kiosk).run()
                                    : insert_kiosk(db, by, now);
    if (!entered.ok()) return entered.error().in("fleet.enrol");

    store::Statement consume = db.prepare(kConsume);
    const Status consumed = consume.bind(":key", by.key.view()).bind(":kiosk", by.kiosk).run();
    if (!consumed.ok()) return consumed.error().in("fleet.enrol");
    return find_kiosk(db, by.kiosk);
}

}  // namespace sunbooth::center::fleet
