// SPDX-License-Identifier: Apache-2.0
#include "sync/store/disk_space.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace sunbooth::store {
namespace {

Error system_error(int number, const std::filesystem::path& path) {
    const bool full = number == ENOSPC || number == EDQUOT;
    return {full ? ErrorCode::Full : ErrorCode::Io, path.string() + ": " + std::strerror(number),
            ""};
}

/// Reserves real blocks: a sparse file would give no room back.
int reserve(const std::filesystem::path& path, std::uint64_t bytes) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return errno;
    int failed = ::posix_fallocate(fd, 0, static_cast<off_t>(bytes));
    if (failed == 0 && ::fsync(fd) != 0) failed = errno;
    ::close(fd);
    return failed;
}

}  // namespace

bool has_room(DiskSpace& disk) {
    const Result<std::uint64_t> free = disk.free_bytes();
    return free.ok() && free.value() >= kFreeBytesMin;
}

Result<std::uint64_t> free_bytes_of(const std::filesystem::path& folder) {
    struct statvfs about {};
    if (::statvfs(folder.c_str(), &about) != 0) return system_error(errno, folder);
    return std::uint64_t{about.f_bavail} * about.f_frsize;
}

Status FolderSpace::hold_ballast() {
    std::error_code missing;
    const std::uint64_t size = std::filesystem::file_size(ballast(), missing);
    if (!missing && size == kBallastBytes) return ok_status();
    const int failed = reserve(ballast(), kBallastBytes);
    if (failed == 0) return ok_status();
    // Half a ballast would only eat the room that is missing.
    (void)::unlink(ballast().c_str());
    return system_error(failed, ballast());
}

Status FolderSpace::drop_ballast() {
    if (::unlink(ballast().c_str()) != 0 && errno != ENOENT) return system_error(errno, ballast());
    return ok_status();
}

}  // namespace sunbooth::store
