// SPDX-License-Identifier: Apache-2.0
#include "sync/seal/digest_stream.h"

#include <sodium.h>

namespace sunbooth::seal {

struct DigestStream::State {
    crypto_generichash_state hash;
};

DigestStream::DigestStream() : state_(std::make_unique<State>()) {
    crypto_generichash_init(&state_->hash, nullptr, 0, Digest::kSize);
}
DigestStream::DigestStream(DigestStream&&) noexcept = default;
DigestStream& DigestStream::operator=(DigestStream&&) noexcept = default;
DigestStream::~DigestStream() = default;

void DigestStream::add(ByteView bytes) {
    crypto_generichash_update(&state_->hash, bytes.data(), bytes.size());
}

Digest DigestStream::digest() const {
    crypto_generichash_state copy = state_->hash;
    Digest out;
    crypto_generichash_final(&copy, out.bytes.data(), out.bytes.size());
    return out;
}

}  // namespace sunbooth::seal
