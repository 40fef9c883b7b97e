// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/domain/case.h"
#include "sync/seal/secretbox.h"

#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::wire {

// cases/1: what a kiosk may answer about cases without the network. Each entry is filed under, and
// locked with, keys derived from case number and query code together. Query codes are random with
// 60 bits or more, so a fast derivation suffices: who steals the disk must guess 2^60 codes for
// each case number, and cannot even list the numbers.

struct SnapshotEntry {
    Fixed<struct FiledUnderTag, 16> filed_under;
    Bytes box;
};
struct Snapshot {
    std::int64_t made_at_ms = 0;
    std::vector<SnapshotEntry> entries;
};

SnapshotEntry lock_case(const domain::CaseView& view, std::string_view query_code, Random& random);
/// @return NotFound when no entry fits number and code.
Result<domain::CaseView> find_case(const Snapshot& snapshot, std::string_view case_no,
                                   std::string_view query_code);

inline constexpr std::size_t kSnapshotEntriesMax = 20'000;
inline constexpr std::size_t kSnapshotBytesMax = 16 * 1024 * 1024;
std::string write_snapshot(const Snapshot& snapshot);
Result<Snapshot> read_snapshot(std::string_view json);

}  // namespace sunbooth::wire
