// SPDX-License-Identifier: Apache-2.0
#include "sync/seal/keys.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace sunbooth::seal {
namespace {

/// Size classes of a padded box (reliability.md 4.1).
constexpr std::array<std::size_t, 5> kPaddedSizes = {256, 512, 1024, 2048, 4096};
constexpr std::string_view kKeySetMagic = "SBK1";

KeyName short_digest(ByteView bytes) {
    const Digest whole = digest(bytes);
    return *KeyName::from(ByteView(whole.bytes).first(KeyName::kSize));
}

/// libsodium's 64-byte secret key is the seed followed by the public key.
std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> sodium_key(const SigningKey& key) {
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> both{};
    std::copy(key.seed.bytes.begin(), key.seed.bytes.end(), both.begin());
    std::copy(key.public_key.bytes.begin(), key.public_key.bytes.end(), both.begin() + 32);
    return both;
}

Bytes key_set_body(const KeySet& keys) {
    return ByteWriter{}
        .raw(as_bytes(kKeySetMagic))
        .u32(keys.version)
        .raw(keys.intake.view())
        .raw(keys.callback.view())
        .raw(keys.center.view())
        .take();
}

}  // namespace

Status start() {
    if (sodium_init() < 0) return Error{ErrorCode::Internal, "libsodium cannot start", {}};
    return ok_status();
}

SigningKey signing_key_of(const SigningSeed& seed) {
    SigningKey key{{}, seed};
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> both{};
    crypto_sign_seed_keypair(key.public_key.bytes.data(), both.data(), seed.bytes.data());
    sodium_memzero(both.data(), both.size());
    return key;
}

SigningKey make_signing_key(Random& random) {
    SigningSeed seed;
    random.fill(seed.bytes);
    return signing_key_of(seed);
}

BoxKey box_key_of(const BoxSecretKey& secret) {
    BoxKey key{{}, secret};
    crypto_scalarmult_base(key.public_key.bytes.data(), secret.bytes.data());
    return key;
}

BoxKey make_box_key(Random& random) {
    BoxSecretKey secret;
    random.fill(secret.bytes);
    return box_key_of(secret);
}

KeyName name_of(const SigningPublicKey& key) {
    return short_digest(key.view());
}
KeyName name_of(const BoxPublicKey& key) {
    return short_digest(key.view());
}

Signature sign(const SigningKey& key, ByteView message) {
    Signature signature;
    auto both = sodium_key(key);
    crypto_sign_detached(signature.bytes.data(), nullptr, message.data(), message.size(),
                         both.data());
    sodium_memzero(both.data(), both.size());
    return signature;
}

bool verify(const SigningPublicKey& key, ByteView message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(),
                                       key.bytes.data()) == 0;
}

bool Signers::verify(ByteView message, const Signature& signature) const {
    return std::any_of(keys_.begin(), keys_.end(), [&](const SigningPublicKey& key) {
        return seal::verify(key, message, signature);
    });
}

Digest digest(ByteView message) {
    Digest out;
    crypto_generichash(out.bytes.data(), out.bytes.size(), message.data(), message.size(), nullptr,
                       0);
    return out;
}

Envelope::Envelope(const BoxPublicKey& to) : to_(to) {
    BoxSecretKey secret;
    crypto_box_keypair(from_.bytes.data(), secret.bytes.data());
    const int agreed =
        crypto_box_beforenm(shared_.bytes.data(), to.bytes.data(), secret.bytes.data());
    sodium_memzero(secret.bytes.data(), secret.bytes.size());
    SUNBOOTH_ASSERT(agreed == 0);
}

Envelope::Envelope(Envelope&& other) noexcept
    : to_(other.to_), from_(other.from_), shared_(other.shared_) {
    sodium_memzero(other.shared_.bytes.data(), other.shared_.bytes.size());
}

Envelope& Envelope::operator=(Envelope&& other) noexcept {
    std::swap(to_, other.to_);
    std::swap(from_, other.from_);
    std::swap(shared_, other.shared_);
    return *this;
}

Envelope::~Envelope() {
    sodium_memzero(shared_.bytes.data(), shared_.bytes.size());
}

/// crypto_box_seal: the ephemeral key, then a box whose nonce is the BLAKE2b of both public keys.
Bytes Envelope::seal(ByteView plain) {
    SUNBOOTH_ASSERT(!shared_.is_zero());
    std::array<std::uint8_t, crypto_box_NONCEBYTES> nonce{};
    const Bytes keys = ByteWriter{}.raw(from_.view()).raw(to_.view()).take();
    crypto_generichash(nonce.data(), nonce.size(), keys.data(), keys.size(), nullptr, 0);
    Bytes box(plain.size() + crypto_box_SEALBYTES);
    std::copy(from_.bytes.begin(), from_.bytes.end(), box.begin());
    const int sealed = crypto_box_easy_afternm(box.data() + from_.bytes.size(), plain.data(),
                                               plain.size(), nonce.data(), shared_.bytes.data());
    sodium_memzero(shared_.bytes.data(), shared_.bytes.size());
    SUNBOOTH_ASSERT(sealed == 0);
    return box;
}

Result<Bytes> Envelope::seal_padded(ByteView plain) {
    const std::size_t needed = plain.size() + 4;
    const auto fits = std::find_if(kPaddedSizes.begin(), kPaddedSizes.end(),
                                   [&](std::size_t size) { return size >= needed; });
    if (fits == kPaddedSizes.end()) {
        return invalid_input("record", "is longer than the largest sealed box");
    }
    // At its full size from the start: a buffer that grows leaves plain text behind.
    const Bytes length = ByteWriter{}.u32(static_cast<std::uint32_t>(plain.size())).take();
    Bytes padded(*fits, 0);
    const auto after = std::copy(length.begin(), length.end(), padded.begin());
    std::copy(plain.begin(), plain.end(), after);
    Bytes box = seal(padded);
    sodium_memzero(padded.data(), padded.size());
    return box;
}

Result<Bytes> seal_padded(ByteView plain, const BoxPublicKey& to) {
    return Envelope(to).seal_padded(plain);
}

Bytes seal_bytes(ByteView plain, const BoxPublicKey& to) {
    return Envelope(to).seal(plain);
}

Result<Bytes> open_bytes(ByteView box, const BoxKey& with) {
    const Error refused{ErrorCode::Corrupt, "a sealed box does not open with this key", {}};
    if (box.size() < crypto_box_SEALBYTES) return refused;
    Bytes plain(box.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(plain.data(), box.data(), box.size(), with.public_key.bytes.data(),
                             with.secret.bytes.data()) != 0) {
        return refused;
    }
    return plain;
}

Result<Bytes> open_padded(ByteView box, const BoxKey& with) {
    Result<Bytes> opened = open_bytes(box, with);
    if (!opened.ok()) return opened.error();
    ByteReader in(opened.value());
    const std::uint32_t length = in.u32();
    const ByteView plain = in.raw(length);
    if (!in.ok()) return Error{ErrorCode::Corrupt, "a sealed box has a wrong length inside", {}};
    return Bytes(plain.begin(), plain.end());
}

Bytes write_key_set(const KeySet& keys, const SigningKey& root) {
    const Bytes body = key_set_body(keys);
    return ByteWriter{}.raw(body).raw(sign(root, body).view()).take();
}

Result<KeySet> read_key_set(ByteView bytes, const SigningPublicKey& root) {
    ByteReader in(bytes);
    const bool magic = as_text(in.raw(kKeySetMagic.size())) == kKeySetMagic;
    KeySet keys;
    keys.version = in.u32();
    keys.intake = in.fixed<BoxPublicKey>();
    keys.callback = in.fixed<BoxPublicKey>();
    keys.center = in.fixed<SigningPublicKey>();
    const auto signature = in.fixed<Signature>();
    if (!magic || !in.ok() || in.left() != 0) {
        return Error{ErrorCode::Corrupt, "the key set has another layout", "key_set"};
    }
    if (!verify(root, bytes.first(bytes.size() - Signature::kSize), signature)) {
        return Error{ErrorCode::Corrupt, "the key set is not signed by the root key", "key_set"};
    }
    return keys;
}

}  // namespace sunbooth::seal
