// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace sunbooth::store {

// A full disk is a trap: in WAL mode even DELETE and the checkpoint fail, so a full queue could not
// drain itself. A ballast file is kept that can be let go to make that room; it must be larger than
// the largest WAL (reliability.md 3.8: 0.6 MB was not enough, 6 MB was; rule 4.6).

inline constexpr std::uint64_t kBallastBytes = 16ULL * 1024 * 1024;
/// Below this much free space visitors' forms are refused, before typing starts.
inline constexpr std::uint64_t kFreeBytesMin = 64ULL * 1024 * 1024;

/// What the owner of a database asks of its disk besides the files of SQLite. Tests and the
/// simulator bring their own. One thread.
class DiskSpace {
public:
    virtual ~DiskSpace() = default;
    /// Bytes that may still be written; the ballast is not counted. @return Io.
    virtual Result<std::uint64_t> free_bytes() = 0;
    /// Makes the ballast where it is missing. @return Full or Io.
    virtual Status hold_ballast() = 0;
    /// Gives the ballast's room back. @return Io.
    virtual Status drop_ballast() = 0;
};

/// True when visitors' forms may be accepted: there is room, and it can be measured.
bool has_room(DiskSpace& disk);

/// Free bytes of the file system that holds a folder, for a process without privileges.
Result<std::uint64_t> free_bytes_of(const std::filesystem::path& folder);

/// The disk under a folder; the ballast is the file "ballast" in it.
class FolderSpace final : public DiskSpace {
public:
    using Probe = std::function<Result<std::uint64_t>(const std::filesystem::path&)>;
    explicit FolderSpace(std::filesystem::path folder, Probe probe = free_bytes_of)
        : folder_(std::move(folder)), probe_(std::move(probe)) {}

    Result<std::uint64_t> free_bytes() override { return probe_(folder_); }
    Status hold_ballast() override;
    Status drop_ballast() override;

private:
    std::filesystem::path ballast() const { return folder_ / "ballast"; }
    std::filesystem::path folder_;
    Probe probe_;
};

}  // namespace sunbooth::store
