// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"

#include <filesystem>
#include <vector>

namespace sunbooth::center::registry {

// DIR/keys (0700), each file 0600:
//
//   root.key      base64 of the root's Ed25519 seed. Needed only to sign a key set: an operator may
//                 take it away to a safe after `init`.
//   root.pub      base64 of its public key, as kiosks are provisioned with
//   center.key    base64 of the Ed25519 seed that signs answers and the hall feed
//   intake.key    base64 of the X25519 secret that opens the content of records
//   keyset        keyset/1, base64: the public keys, signed by the root
//   cases.key     base64 of the seed under which cases are filed: the first signing seed. Made by
//                 the first rotation of that; until then center.key is it
//   former/       what was replaced by a rotation, each named after its public half:
//                 intake-<name>.key (secret: opens what was sealed to it), center-<name>.pub,
//                 callback-<name>.pub
//
// The secret of the callback key lives in the vault's folder and is not known here.

/// What a running center holds. It never needs the root's private half.
struct Keys {
    seal::SigningPublicKey root;
    seal::SigningKey center;
    seal::BoxKey intake;
    seal::KeySet set;
    Bytes key_set;              ///< keyset/1
    seal::SigningSeed cases{};  ///< What cases are filed under is derived from it.
    std::vector<seal::BoxKey> former_intake{};
    std::vector<seal::SigningPublicKey> former_center{};
    std::vector<seal::BoxPublicKey> former_callback{};

    /// The key that opens what was sealed to this name, or null.
    const seal::BoxKey* intake_named(const seal::KeyName& name) const;
    bool knows_callback(const seal::KeyName& name) const;
    /// Whose signature is this center's.
    seal::Signers signers() const;
};

/// Makes DIR/keys with all its files. @return Io; Conflict when there are keys already.
Result<Keys> make_keys(const std::filesystem::path& folder, const seal::BoxPublicKey& callback,
                       Random& random);
/// @return InvalidInput naming the file, and how to mend it; Corrupt when the halves do not match.
Result<Keys> load_keys(const std::filesystem::path& folder);

/// Writes a secret file: mode 0600, synced, and never over another. @return Io, Conflict.
Status write_secret_file(const std::filesystem::path& file, std::string_view text);
/// Reads one line of base64. @return InvalidInput naming the file.
Result<Bytes> read_secret_file(const std::filesystem::path& file, std::size_t size_max);
/// Makes a folder with mode 0700 (parents too). @return Io.
Status make_private_folder(const std::filesystem::path& folder);

}  // namespace sunbooth::center::registry
