// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/mutate.h"

#include "sync/base/result.h"

#include <algorithm>
#include <array>
#include <sys/mman.h>
#include <unistd.h>

namespace sunbooth::fuzz {
namespace {

using Offset = Bytes::difference_type;

std::size_t below(Random& random, std::size_t end) {
    return end == 0 ? 0 : static_cast<std::size_t>(random.between(0, end - 1));
}

/// A piece of `from`, at most 64 bytes long.
Bytes piece(const Bytes& from, Random& random) {
    const std::size_t at = below(random, from.size());
    const std::size_t size = std::min(from.size() - at, 1 + below(random, 64));
    return {from.begin() + static_cast<Offset>(at), from.begin() + static_cast<Offset>(at + size)};
}

void insert(Bytes& bytes, const Bytes& what, Random& random) {
    const std::size_t at = below(random, bytes.size() + 1);
    bytes.insert(bytes.begin() + static_cast<Offset>(at), what.begin(), what.end());
}

void change(Bytes& bytes, const Target& target, Random& random) {
    static constexpr std::array<std::uint8_t, 8> kOfInterest = {0,    1,   0x7f, 0x80,
                                                                0xff, '"', '\\', 0xe4};
    if (bytes.empty()) return insert(bytes, to_bytes("{"), random);
    const std::size_t at = below(random, bytes.size());
    switch (random.between(0, 6)) {
        case 0:
            bytes[at] ^= static_cast<std::uint8_t>(1U << random.between(0, 7));
            break;
        case 1:
            bytes[at] = kOfInterest[below(random, kOfInterest.size())];
            break;
        case 2: {
            const std::size_t size = std::min(bytes.size() - at, 1 + below(random, 32));
            bytes.erase(bytes.begin() + static_cast<Offset>(at),
                        bytes.begin() + static_cast<Offset>(at + size));
            break;
        }
        case 3:
            insert(bytes, piece(bytes, random), random);
            break;
        case 4:
            insert(bytes, piece(target.seeds[below(random, target.seeds.size())], random), random);
            break;
        case 5:
            insert(bytes, to_bytes(dictionary()[below(random, dictionary().size())]), random);
            break;
        default:
            bytes.resize(at);
            break;
    }
}

}  // namespace

Bytes mutate(const Target& target, Random& random) {
    Bytes bytes = target.seeds[below(random, target.seeds.size())];
    const std::size_t changes = 1 + below(random, 5);
    for (std::size_t i = 0; i < changes; ++i) change(bytes, target, random);
    if (bytes.size() > GuardedInput::kBytesMax) bytes.resize(GuardedInput::kBytesMax);
    return bytes;
}

GuardedInput::GuardedInput() : page_(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))) {
    void* made = ::mmap(nullptr, kBytesMax + page_, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    SUNBOOTH_ASSERT(made != MAP_FAILED);
    start_ = static_cast<std::uint8_t*>(made);
    SUNBOOTH_ASSERT(::mprotect(start_ + kBytesMax, page_, PROT_NONE) == 0);
}

GuardedInput::~GuardedInput() {
    ::munmap(start_, kBytesMax + page_);
}

ByteView GuardedInput::put(ByteView bytes) {
    SUNBOOTH_ASSERT(bytes.size() <= kBytesMax);
    std::uint8_t* at = start_ + (kBytesMax - bytes.size());
    std::ranges::copy(bytes, at);
    return {at, bytes.size()};
}

}  // namespace sunbooth::fuzz
