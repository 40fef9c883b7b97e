// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace sunbooth::test {

/// The system's VFS with faults at chosen operations (writes, syncs, truncations, creations). One
/// at a time; no shared memory, so only exclusive databases open.
class FaultVfs {
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    static std::string name() { return "sunbooth-fault"; }

    static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t operations = 0;    ///< So far.
    std::uint64_t fail_at = kNever;  ///< The operation that fails; the first is 0.
    bool from_then_on = false;       ///< All after it fail too.
    int code = 0;                    ///< SQLite's, e.g. SQLITE_FULL.

    /// The code of the operation at hand.
    int next();
};

}  // namespace sunbooth::test
