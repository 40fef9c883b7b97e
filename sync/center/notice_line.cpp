// SPDX-License-Identifier: Apache-2.0
#include "sync/center/notice_line.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace sunbooth::center {
namespace {

Status failed(int code) {
    return Error{code == ENOSPC || code == EDQUOT ? ErrorCode::Full : ErrorCode::Io,
                 std::strerror(code), "notices"};
}

Status write_whole(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failed(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(fd) == 0 ? ok_status() : failed(errno);
}

/// Whether a file's last byte ends a line: a crash may have cut one off.
bool ends_with_line(int fd) {
    const off_t size = ::lseek(fd, 0, SEEK_END);
    char last = '\n';
    return size == 0 || (::pread(fd, &last, 1, size - 1) == 1 && last == '\n');
}

}  // namespace

Status NoticeSpool::send(std::string_view line, WallTime now) {
    std::error_code failure;
    const std::filesystem::path folder = folder_ / "notices";
    std::filesystem::create_directories(folder, failure);
    if (failure) return failed(failure.value());
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
    const std::string file = (folder / (domain::date_of(now).iso() + ".jsonl")).string();
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) return failed(errno);
    const std::string whole =
        (ends_with_line(fd) ? std::string() : std::string("\n")) + std::string(line) + "\n";
    const Status written = write_whole(fd, whole);
    ::close(fd);
    return written;
}

Result<int> NoticeSpool::forget_before(domain::Date day) {
    std::error_code failure;
    const std::filesystem::path folder = folder_ / "notices";
    if (!std::filesystem::is_directory(folder, failure)) return 0;
    int gone = 0;
    std::filesystem::directory_iterator at(folder, failure);
    for (const std::filesystem::directory_iterator end; !failure && at != end;
         at.increment(failure)) {
        const std::filesystem::path file = at->path();
        const auto named = domain::Date::parse(file.stem().string());
        if (file.extension() != ".jsonl" || !named.ok() || named.value() >= day) continue;
        if (std::filesystem::remove(file, failure)) ++gone;
        if (failure) break;
    }
    if (failure) return failed(failure.value()).error();
    return gone;
}

}  // namespace sunbooth::center
