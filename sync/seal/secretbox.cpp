// SPDX-License-Identifier: Apache-2.0
#include "sync/seal/secretbox.h"

#include <sodium.h>

namespace sunbooth::seal {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

SecretKey make_secret_key(Random& random) {
    SecretKey key;
    random.fill(key.bytes);
    return key;
}

Bytes encrypt(const SecretKey& key, ByteView plain, Random& random) {
    Bytes locked(kNonce + plain.size() + kTag);
    random.fill(std::span(locked).first(kNonce));
    crypto_aead_xchacha20poly1305_ietf_encrypt(locked.data() + kNonce, nullptr, plain.data(),
                                               plain.size(), nullptr, 0, nullptr, locked.data(),
                                               key.bytes.data());
    return locked;
}

Result<SecretText> decrypt(const SecretKey& key, ByteView locked) {
    const Error refused{ErrorCode::Corrupt, "a locked text does not open with this key", {}};
    if (locked.size() < kNonce + kTag) return refused;
    Bytes plain(locked.size() - kNonce - kTag);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain.data(), nullptr, nullptr, locked.data() + kNonce, locked.size() - kNonce, nullptr,
            0, locked.data(), key.bytes.data()) != 0) {
        return refused;
    }
    SecretText text(as_text(plain));
    sodium_memzero(plain.data(), plain.size());
    return text;
}

SecretKey derive_key(std::string_view purpose, ByteView material) {
    SUNBOOTH_ASSERT(!purpose.empty() && purpose.size() <= crypto_generichash_KEYBYTES_MAX);
    SecretKey key;
    Bytes under(crypto_generichash_KEYBYTES_MIN, 0);
    under.insert(under.begin(), purpose.begin(), purpose.end());
    under.resize(std::min<std::size_t>(under.size(), crypto_generichash_KEYBYTES_MAX));
    crypto_generichash(key.bytes.data(), key.bytes.size(), material.data(), material.size(),
                       under.data(), under.size());
    return key;
}

}  // namespace sunbooth::seal
