// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/base/secret.h"

#include <string_view>

namespace sunbooth::seal {

/// A key for one secret at rest. Destroying it erases what it locks.
using SecretKey = Fixed<struct SecretKeyTag, 32>;

SecretKey make_secret_key(Random& random);

/// XChaCha20-Poly1305: nonce:24 then the cipher text. The nonce is drawn from `random`; 192 bits
/// make chance good enough.
Bytes encrypt(const SecretKey& key, ByteView plain, Random& random);
/// @return Corrupt when the key is another one or any bit was changed.
Result<SecretText> decrypt(const SecretKey& key, ByteView locked);

/// A key bound to a purpose and to what somebody knows: keyed BLAKE2b-256 of `material` under
/// `purpose` (1..64 bytes). Fast: the material must have its own 60 bits of chance or more.
SecretKey derive_key(std::string_view purpose, ByteView material);

}  // namespace sunbooth::seal
