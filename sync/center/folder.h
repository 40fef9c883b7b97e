// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/config.h"

#include <filesystem>
#include <string>

namespace sunbooth::center {

/// Holds DIR/lock for as long as it lives, so that two processes never write one database.
class FolderLock {
public:
    /// @return Conflict when the center runs; InvalidInput when there is no center in `folder`.
    static Result<FolderLock> take(const std::filesystem::path& folder);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int fd) : fd_(fd) {}
    int fd_;
};

/// Takes the lock and brings a restore that power cut short to its end: how every verb that opens
/// the databases for writing enters. @return as take(); Io.
Result<FolderLock> enter_folder(const std::filesystem::path& folder);

/// A whole text file. @return InvalidInput naming `field` and the file.
Result<std::string> read_file(const std::filesystem::path& file, std::string field,
                              std::size_t bytes_max);
/// Writes a text beside its place, syncs it, and moves it there. @return Io, Full.
Status write_file(const std::filesystem::path& file, std::string_view text);
/// Makes a file's bytes durable. @return Io.
Status sync_file(const std::filesystem::path& file);
/// Makes the names in a folder durable. @return Io.
Status sync_folder(const std::filesystem::path& folder);

}  // namespace sunbooth::center
