// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "tests/fuzz/targets.h"

namespace sunbooth::fuzz {

/// One of the seeds after a few changes of the kinds that break parsers: flipped bits, bytes of
/// interest, pieces cut out, doubled, moved in from another seed, words of the format.
Bytes mutate(const Target& target, Random& random);

/// Memory whose last byte is followed by a page that cannot be touched, so that reading one byte
/// too many ends the process in any build, not only under a sanitizer.
class GuardedInput {
public:
    GuardedInput();
    ~GuardedInput();
    GuardedInput(const GuardedInput&) = delete;
    GuardedInput& operator=(const GuardedInput&) = delete;

    /// The same bytes against the guard. @pre at most kBytesMax.
    ByteView put(ByteView bytes);
    static constexpr std::size_t kBytesMax = 64 * 1024;

private:
    std::uint8_t* start_ = nullptr;
    std::size_t page_ = 0;
};

}  // namespace sunbooth::fuzz
