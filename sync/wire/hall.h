// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/hall.h"
#include "sync/seal/keys.h"

#include <string>
#include <string_view>

namespace sunbooth::wire {

/// hall/1: the one schema of `import hall`, `--hall` and the feed. Public keys travel beside it, in
/// the envelope, so that an unsigned file never brings keys.
Result<domain::Hall> read_hall(std::string_view json);
/// Working days, at most, that a hall may promise until a complaint is verified and answered: what
/// read_hall() takes.
inline constexpr int kVerifyDaysMax = 60;
inline constexpr int kReplyDaysMax = 120;
std::string write_hall(const domain::Hall& hall);

/// The feed's envelope: {"hall":<base64>,"key_set":<base64>,"signature":<base64>}. The signature is
/// the center's over the bytes of hall; the key set carries its own signature by the root.
struct HallEnvelope {
    Bytes hall;
    Bytes key_set;
    seal::Signature signature;
};
std::string write_hall_envelope(const HallEnvelope& envelope);
Result<HallEnvelope> read_hall_envelope(std::string_view json);
/// Checks root, key set and signature, then the hall. @return Corrupt or InvalidInput.
struct TrustedHall {
    domain::Hall hall;
    seal::KeySet keys;
};
Result<TrustedHall> open_hall_envelope(const HallEnvelope& envelope,
                                       const seal::SigningPublicKey& root);

}  // namespace sunbooth::wire
