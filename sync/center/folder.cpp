// SPDX-License-Identifier: Apache-2.0
#include "sync/center/folder.h"

#include "sync/center/registry/keys.h"
#include "sync/center/restore.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

Error system_error(const fs::path& at) {
    const ErrorCode code = errno == ENOSPC ? ErrorCode::Full : ErrorCode::Io;
    return {code, at.string() + ": " + std::strerror(errno), ""};
}

Status sync_opened(const fs::path& path, int flags) {
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
    if (fd < 0) return system_error(path);
    const int synced = ::fsync(fd);
    const Status status = synced == 0 ? ok_status() : Status(system_error(path));
    ::close(fd);
    return status;
}

}  // namespace

Result<FolderLock> FolderLock::take(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_regular_file(folder / "center.toml", error)) {
        return invalid_input("--folder", folder.string() +
                                             ": holds no center.toml; make a center there with "
                                             "`init`, or give the folder of one");
    }
    const fs::path file = folder / "lock";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return system_error(file);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const Error failed =
            errno == EWOULDBLOCK
                ? Error{ErrorCode::Conflict,
                        folder.string() + ": the center is running: stop it first", "--folder"}
                : system_error(file);
        ::close(fd);
        return failed;
    }
    return FolderLock(fd);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FolderLock::~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
}

Result<FolderLock> enter_folder(const fs::path& folder) {
    Result<FolderLock> lock = FolderLock::take(folder);
    if (!lock.ok()) return lock;
    const Status finished = finish_restore(folder);
    if (!finished.ok()) return finished.error();
    return lock;
}

Result<std::string> read_file(const fs::path& file, std::string field, std::size_t bytes_max) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!error && size > bytes_max) {
        return invalid_input(std::move(field), file.string() + ": is larger than " +
                                                   std::to_string(bytes_max) + " bytes");
    }
    std::ifstream in(file, std::ios::binary);
    std::ostringstream words;
    if (error || !in || (size > 0 && !(words << in.rdbuf()))) {
        return invalid_input(std::move(field),
                             file.string() + ": cannot be read; give the path of a file");
    }
    return words.str();
}

Status write_file(const fs::path& file, std::string_view text) {
    fs::path beside = file;
    beside += ".partial";
    std::error_code error;
    fs::remove(beside, error);
    const Status written = registry::write_secret_file(beside, text);
    if (!written.ok()) return written;
    if (::rename(beside.c_str(), file.c_str()) != 0) return system_error(file);
    return sync_folder(file.has_parent_path() ? file.parent_path() : fs::path{"."});
}

Status sync_file(const fs::path& file) {
    return sync_opened(file, O_RDONLY);
}

Status sync_folder(const fs::path& folder) {
    return sync_opened(folder, O_RDONLY | O_DIRECTORY);
}

}  // namespace sunbooth::center
