// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/second_factor.h"

#include "sync/base/mutant.h"
#include "sync/center/accounts/misses.h"

#include <fmt/format.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace sunbooth::center::accounts {
namespace {

constexpr std::string_view kSelect =
    "SELECT totp_secret, totp_offered, totp_step FROM account WHERE name = :name";
constexpr std::string_view kOffer =
    "UPDATE account SET totp_offered = :secret WHERE name = :name AND totp_secret IS NULL";
constexpr std::string_view kConfirm = R"sql(
    UPDATE account SET totp_secret = totp_offered, totp_offered = NULL, totp_step = :step
     WHERE name = :name)sql";
constexpr std::string_view kUsed = "UPDATE account SET totp_step = :step WHERE name = :name";
constexpr std::string_view kDrop =
    "UPDATE account SET totp_secret = NULL, totp_offered = NULL WHERE name = :name";

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

struct Kept {
    Bytes secret, offered;
    std::int64_t step = 0;  ///< Of the last code that was taken.
};

Result<Kept> read_kept(store::Database& db, const std::string& account) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":name", account).step();
    if (!row.ok()) return row.error().in("accounts.second_factor");
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such account", "name"};
    return Kept{select.blob(0), select.blob(1), select.integer(2)};
}

Result<TotpSecret> unlock(const Bytes& locked, const seal::SecretKey& key) {
    const Result<SecretText> plain = seal::decrypt(key, locked);
    if (!plain.ok()) return plain.error().in("accounts.second_factor");
    const auto secret = TotpSecret::from(as_bytes(plain.value().view()));
    if (!secret) return Error{ErrorCode::Corrupt, "a second factor has another length", "code"};
    return *secret;
}

/// The step that this is the code of, after `used`; 0: of none.
std::int64_t step_of(const TotpSecret& secret, const std::string& code, std::int64_t used,
                     WallTime now) {
    std::int64_t found = 0;
    for (std::int64_t off = -kTotpStepsOff; off <= kTotpStepsOff; ++off) {
        const std::int64_t step = totp_step(now) + off;
        const std::string right = totp_code(secret, step);
        // Every step is compared, and each in the same time, whatever came before.
        const bool same =
            code.size() == right.size() && sodium_memcmp(code.data(), right.data(), 6) == 0;
        if (same && (step > used || mutant("accounts.code_twice"))) found = step;
    }
    return found;
}

Error wrong_code() {
    return {ErrorCode::Unauthorized, "the code is not the one of this half minute", "code"};
}

}  // namespace

std::int64_t totp_step(WallTime at) {
    return to_ms(at) / std::chrono::milliseconds(kTotpStep).count();
}

std::string totp_code(const TotpSecret& secret, std::int64_t step) {
    const Bytes counter = ByteWriter{}.u64(static_cast<std::uint64_t>(step)).take();
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    HMAC(EVP_sha1(), secret.bytes.data(), static_cast<int>(secret.bytes.size()), counter.data(),
         counter.size(), mac.data(), &size);
    SUNBOOTH_ASSERT(size == 20);
    const std::size_t at = mac[19] & 0x0FU;
    ByteReader cut(ByteView(mac).subspan(at, 4));
    return fmt::format("{:06}", (cut.u32() & 0x7FFF'FFFFU) % 1'000'000);
}

std::string to_base32(ByteView bytes) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const std::uint8_t byte : bytes) {
        held = (held << 8U) | byte;
        for (bits += 8; bits >= 5; bits -= 5) text += kBase32[(held >> (bits - 5)) & 31U];
    }
    if (bits > 0) text += kBase32[(held << (5 - bits)) & 31U];
    return text;
}

std::string totp_uri(const std::string& account, const std::string& base32) {
    return "otpauth://totp/Sunbooth:" + account + "?secret=" + base32 + "&issuer=Sunbooth";
}

Result<std::string> offer_second_factor(store::Database& db, const FactorOwner& owner,
                                        Random& random) {
    TotpSecret secret;
    random.fill(secret.bytes);
    store::Statement offer = db.prepare(kOffer);
    offer.bind(":secret", seal::encrypt(owner.lock, secret.view(), random));
    const Status done = offer.bind(":name", owner.account).run();
    if (!done.ok()) return done.error().in("accounts.second_factor");
    if (db.changes() == 0) {
        return Error{ErrorCode::Conflict, "there is a second factor already", "second_factor"};
    }
    return to_base32(secret.view());
}

Status confirm_second_factor(store::Database& db, const FactorOwner& owner, const std::string& code,
                             WallTime now) {
    const Result<Kept> kept = read_kept(db, owner.account);
    if (!kept.ok()) return kept.error();
    if (kept.value().offered.empty()) {
        return Error{ErrorCode::Conflict, "no second factor was offered", "second_factor"};
    }
    const Result<TotpSecret> secret = unlock(kept.value().offered, owner.lock);
    if (!secret.ok()) return secret.error();
    const std::int64_t step = step_of(secret.value(), code, 0, now);
    if (step == 0) return invalid_input("code", "is not the one that the app shows now");
    store::Statement confirm = db.prepare(kConfirm);
    return confirm.bind(":step", step).bind(":name", owner.account).run();
}

Status check_second_factor(store::Database& db, const FactorOwner& owner, const std::string& code,
                           WallTime now) {
    if (Status open = check_lock(db, owner.account, now); !open.ok()) return open;
    const Result<Kept> kept = read_kept(db, owner.account);
    if (!kept.ok()) return kept.error();
    if (kept.value().secret.empty()) return ok_status();  // It was taken away meanwhile.
    const Result<TotpSecret> secret = unlock(kept.value().secret, owner.lock);
    if (!secret.ok()) return secret.error();
    const std::int64_t step = step_of(secret.value(), code, kept.value().step, now);
    if (step == 0) {
        const Status counted = count_miss(db, owner.account, now);
        return counted.ok() ? Status(wrong_code()) : counted;
    }
    store::Statement used = db.prepare(kUsed);
    const Status done = used.bind(":step", step).bind(":name", owner.account).run();
    if (!done.ok()) return done;
    return forget_misses(db, owner.account);
}

Status drop_second_factor(store::Database& db, const std::string& account) {
    store::Statement drop = db.prepare(kDrop);
    if (Status done = drop.bind(":name", account).run(); !done.ok()) return done;
    if (db.changes() == 0) return Error{ErrorCode::NotFound, "there is no such account", "name"};
    return ok_status();
}

}  // namespace sunbooth::center::accounts
