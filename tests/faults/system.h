// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

// The system under the programs, failing on order. The calls of the C library that reach a disk
// (open, read, write, fsync, rename …) are defined by the test program itself, so that SQLite, the
// standard library and our own code all go through them; SQLite's allocator is replaced the same
// way. The real files are written, half of what a failing write was given included; fsync does not
// wait for the drive, whose own crimes are the explorer's matter.

namespace sunbooth::faults {

/// What goes wrong.
enum class Trouble {
    Io,      ///< EIO from anything that opens, reads, writes, syncs, cuts, names or removes.
    NoRoom,  ///< ENOSPC from what needs room: creating, writing, reserving, syncing.
    Sync,    ///< EIO from fsync and fdatasync alone.
    Memory,  ///< SQLite gets no memory.
};
inline constexpr Trouble kTroubles[] = {Trouble::Io, Trouble::NoRoom, Trouble::Sync,
                                        Trouble::Memory};
std::string to_string(Trouble trouble);

/// Which operation of those that the trouble concerns.
struct Plan {
    Trouble trouble = Trouble::Io;
    std::uint64_t at = 0;       ///< Counted from arming.
    bool from_then_on = false;  ///< All after it fail too.
};

/// Replaces SQLite's allocator. Before its first use in the process.
void install();

/// From now on operations of the calling process count and fail.
void arm(const Plan& plan);
/// All is well again. @return whether any operation failed since arm().
bool disarm();
/// Operations that the plan's trouble concerned since arm().
std::uint64_t operations();

}  // namespace sunbooth::faults
