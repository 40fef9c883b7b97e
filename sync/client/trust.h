// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/client/outbox.h"
#include "sync/domain/hall.h"
#include "sync/seal/keys.h"

#include <memory>

namespace sunbooth::client {

/// Whom this kiosk believes: the root key of its provisioning, the key set that the root signed,
/// and the hall feed that the key set's center signed. Thread: sync.
class Trust {
public:
    /// Takes the newest of the enrolment's key set and the remembered one, and the remembered hall
    /// when it still bears a right signature. @return Corrupt when no key set bears the root's.
    static Result<Trust> open(Outbox& outbox, const seal::SigningPublicKey& root,
                              ByteView enrolled_key_set);

    const seal::KeySet& keys() const { return keys_; }
    /// Null until a feed was received.
    const std::shared_ptr<const domain::Hall>& hall() const { return hall_; }

    /// Checks a feed and keeps it whole. Key sets never go back to a lower version.
    /// @return Corrupt, InvalidInput, Io, Full.
    Status take_feed(Outbox& outbox, ByteView envelope, std::string_view tag);

private:
    explicit Trust(const seal::SigningPublicKey& root) : root_(root) {}
    Status adopt(ByteView envelope, Bytes* key_set);

    seal::SigningPublicKey root_;
    seal::KeySet keys_;
    std::shared_ptr<const domain::Hall> hall_;
};

}  // namespace sunbooth::client
