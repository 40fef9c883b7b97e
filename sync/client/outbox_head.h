// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/seal/keys.h"

#include <optional>

namespace sunbooth::client {

/// The small file beside the outbox:
///   "SBH1" seq:u64 digest:32 counter:u64 check:8     check = first 8 bytes of BLAKE2b of the rest
struct HeadFile {
    std::uint64_t seq = 0;      ///< Of the last record; 0: none yet.
    seal::Digest digest;        ///< Its digest.
    std::uint64_t counter = 0;  ///< End of the reserved block of request numbers.
};
inline constexpr std::size_t kHeadFileBytes = 60;

Bytes write_head_file(const HeadFile& head);
/// Nothing when the bytes are not such a file or were torn.
std::optional<HeadFile> read_head_file(ByteView bytes);

}  // namespace sunbooth::client
