// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "sync/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace sunbooth::seal {

/// Call once before anything else in this room. @return Internal when libsodium cannot start.
Status start();

using SigningPublicKey = Fixed<struct SigningPublicTag, 32>;  ///< Ed25519
using SigningSeed = Fixed<struct SigningSeedTag, 32>;         ///< Ed25519 seed: the private half
using Signature = Fixed<struct SignatureTag, 64>;
using BoxPublicKey = Fixed<struct BoxPublicTag, 32>;  ///< X25519
using BoxSecretKey = Fixed<struct BoxSecretTag, 32>;
using Digest = Fixed<struct DigestTag, 32>;   ///< BLAKE2b-256
using KeyName = Fixed<struct KeyNameTag, 8>;  ///< First 8 bytes of the BLAKE2b of a public key.

struct SigningKey {
    SigningPublicKey public_key;
    SigningSeed seed;
};
struct BoxKey {
    BoxPublicKey public_key;
    BoxSecretKey secret;
};

SigningKey make_signing_key(Random& random);
SigningKey signing_key_of(const SigningSeed& seed);
BoxKey make_box_key(Random& random);
BoxKey box_key_of(const BoxSecretKey& secret);

KeyName name_of(const SigningPublicKey& key);
KeyName name_of(const BoxPublicKey& key);

Signature sign(const SigningKey& key, ByteView message);
bool verify(const SigningPublicKey& key, ByteView message, const Signature& signature);
Digest digest(ByteView message);

/// Keys any of which may have signed: a center's own, and those that it had before.
class Signers {
public:
    Signers(const SigningPublicKey& only) : keys_{only} {}  // NOLINT: one is a list of one.
    explicit Signers(std::vector<SigningPublicKey> keys) : keys_(std::move(keys)) {}
    bool verify(ByteView message, const Signature& signature) const;
    const std::vector<SigningPublicKey>& keys() const { return keys_; }

private:
    std::vector<SigningPublicKey> keys_;
};

/// The half of a sealed box that does not depend on what is sealed: an ephemeral key pair and what
/// it agrees on with the receiver (X25519: most of a box's cost). It can be made ahead of the
/// words; it seals one box and is wiped. Drawn by libsodium.
class Envelope {
public:
    explicit Envelope(const BoxPublicKey& to);
    Envelope(Envelope&& other) noexcept;
    Envelope& operator=(Envelope&& other) noexcept;
    ~Envelope();

    const BoxPublicKey& to() const { return to_; }
    /// The box, byte for byte in the layout of crypto_box_seal. Once only.
    Bytes seal(ByteView plain);
    /// @return as seal_padded below; the envelope is used up only by success.
    Result<Bytes> seal_padded(ByteView plain);

private:
    BoxPublicKey to_;
    BoxPublicKey from_;
    Fixed<struct SharedTag, 32> shared_;  ///< Zeros once used.
};

/// Pads to the next of 256, 512, 1024, 2048, 4096 bytes (length prefix of four bytes, then the
/// plain text, then zeros), so that a box tells no more than a size class, and seals to `to` with
/// crypto_box_seal. The sealing side cannot open its own box.
/// @return InvalidInput when the plain text is longer than 4092 bytes.
Result<Bytes> seal_padded(ByteView plain, const BoxPublicKey& to);
/// @return Corrupt when the box was not made for this key or any bit of it was changed.
Result<Bytes> open_padded(ByteView box, const BoxKey& with);

/// The same without padding, for what always has one length, such as a wrapped key.
Bytes seal_bytes(ByteView plain, const BoxPublicKey& to);
Result<Bytes> open_bytes(ByteView box, const BoxKey& with);

/// The public keys of a deployment, each named; signed by the root key of the provisioning file.
struct KeySet {
    BoxPublicKey intake;        ///< Opens the content of records.
    BoxPublicKey callback;      ///< Opens contacts; only the vault has the other half.
    SigningPublicKey center;    ///< Signs answers and the hall feed.
    std::uint32_t version = 0;  ///< Higher replaces lower.
    bool operator==(const KeySet&) const = default;
};
/// keyset/1 = "SBK1" version:u32 intake:32 callback:32 center:32 signature:64 (root, over all
/// before)
Bytes write_key_set(const KeySet& keys, const SigningKey& root);
/// @return Corrupt when the layout or the root's signature is wrong.
Result<KeySet> read_key_set(ByteView bytes, const SigningPublicKey& root);

}  // namespace sunbooth::seal
