// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/seal/keys.h"

#include <memory>

namespace sunbooth::seal {

/// digest() of what is too large to be held at once.
class DigestStream {
public:
    DigestStream();
    DigestStream(DigestStream&&) noexcept;
    DigestStream& operator=(DigestStream&&) noexcept;
    ~DigestStream();

    void add(ByteView bytes);
    /// Of all that was added so far; more may follow.
    Digest digest() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace sunbooth::seal
