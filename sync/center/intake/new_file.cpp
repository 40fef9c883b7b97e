// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/new_file.h"

#include "sync/base/assert.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace sunbooth::center::intake {
namespace {

/// Never over a file that is there. Where the file system knows no such rename, a name that came up
/// in the last moment would be lost: it was looked for just before.
int rename_to_free_name(const char* from, const char* to) {
    if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    if (::access(to, F_OK) == 0) return EEXIST;
    return ::rename(from, to) == 0 ? 0 : errno;
}

}  // namespace

NewFile::NewFile(std::filesystem::path path) : path_(std::move(path)), unfinished_(path_) {
    unfinished_ += ".unfinished";
    if (::access(path_.c_str(), F_OK) == 0) {
        failed_ = EEXIST;
        return;
    }
    file_ = ::open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file_ < 0) failed_ = errno;
}

NewFile::~NewFile() {
    if (file_ < 0) return;
    ::close(file_);
    if (!published_) ::unlink(unfinished_.c_str());
}

Status NewFile::write(ByteView bytes) {
    while (failed_ == 0 && !bytes.empty()) {
        const ssize_t written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0) failed_ = errno;
        if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return standing();
}

Status NewFile::finish() {
    if (failed_ == 0 && ::fsync(file_) != 0) failed_ = errno;
    return standing();
}

Status NewFile::publish() {
    SUNBOOTH_ASSERT(failed_ == 0);
    failed_ = rename_to_free_name(unfinished_.c_str(), path_.c_str());
    published_ = failed_ == 0;
    return standing();
}

Status NewFile::standing() const {
    if (failed_ == 0) return ok_status();
    const ErrorCode code = failed_ == EEXIST   ? ErrorCode::Conflict
                           : failed_ == ENOSPC ? ErrorCode::Full
                                               : ErrorCode::Io;
    const bool begun = failed_ == EEXIST && ::access(path_.c_str(), F_OK) != 0;
    return Error{code, (begun ? unfinished_ : path_).string() + ": " + std::strerror(failed_),
                 "--to"};
}

}  // namespace sunbooth::center::intake
