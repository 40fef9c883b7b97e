// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/system.h"

#include "sync/base/assert.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstdarg>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

namespace sunbooth::faults {
namespace {

enum class Kind { Create, Open, Read, Write, Sync, Cut, Name };

Plan plan;
bool armed = false;
bool struck = false;
std::uint64_t passed = 0;
sqlite3_mem_methods real_memory;

bool concerns(Trouble trouble, Kind kind) {
    switch (trouble) {
        case Trouble::Io:
            return true;
        case Trouble::NoRoom:
            return kind == Kind::Create || kind == Kind::Write || kind == Kind::Sync;
        case Trouble::Sync:
            return kind == Kind::Sync;
        case Trouble::Memory:
            return false;
    }
    return false;
}

bool strikes() {
    const std::uint64_t at = passed++;
    const bool hit = at == plan.at || (plan.from_then_on && at > plan.at);
    struck = struck || hit;
    return hit;
}

/// True when this operation fails; errno says how.
bool fails(Kind kind) {
    if (!armed || !concerns(plan.trouble, kind) || !strikes()) return false;
    errno = plan.trouble == Trouble::NoRoom ? ENOSPC : EIO;
    return true;
}

bool memory_fails() {
    return armed && plan.trouble == Trouble::Memory && strikes();
}

void* take_memory(int bytes) {
    return memory_fails() ? nullptr : real_memory.xMalloc(bytes);
}
void* resize_memory(void* old, int bytes) {
    return memory_fails() ? nullptr : real_memory.xRealloc(old, bytes);
}

}  // namespace

std::string to_string(Trouble trouble) {
    switch (trouble) {
        case Trouble::Io:
            return "EIO";
        case Trouble::NoRoom:
            return "ENOSPC";
        case Trouble::Sync:
            return "failed fsync";
        case Trouble::Memory:
            return "no memory";
    }
    return "";
}

void install() {
    static bool done = false;
    if (done) return;
    done = true;
    SUNBOOTH_ASSERT(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory) == SQLITE_OK);
    sqlite3_mem_methods ours = real_memory;
    ours.xMalloc = take_memory;
    ours.xRealloc = resize_memory;
    SUNBOOTH_ASSERT(sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK);
    // Small pieces come from the allocator too, or their failure would go untested.
    SUNBOOTH_ASSERT(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK);
}

void arm(const Plan& wanted) {
    plan = wanted;
    passed = 0;
    struck = false;
    armed = true;
}

bool disarm() {
    armed = false;
    return struck;
}

std::uint64_t operations() {
    return passed;
}

}  // namespace sunbooth::faults

// --- the C library's doors to the disk ----------------------------------------------------------
// Each goes to the kernel itself: whoever stands in between (a sanitizer) is not asked.

namespace {

using sunbooth::faults::fails;
using sunbooth::faults::Kind;

int open_at(int folder, const char* path, int flags, mode_t mode) {
    const bool creates = (flags & O_CREAT) != 0;
    if (fails(creates ? Kind::Create : Kind::Open)) return -1;
    return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

/// A failing write has put half of its bytes there.
ssize_t write_at(int fd, const void* from, std::size_t size, off_t at) {
    const bool bad = fd > STDERR_FILENO && fails(Kind::Write);
    const int why = errno;
    const std::size_t part = bad ? size / 2 : size;
    const long done =
        at < 0 ? ::syscall(SYS_write, fd, from, part) : ::syscall(SYS_pwrite64, fd, from, part, at);
    if (!bad) return done;
    errno = why;
    return -1;
}

mode_t mode_of(int flags, va_list& rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(rest, unsigned)) : 0;
}

}  // namespace

extern "C" {

#define SUNBOOTH_OPEN(name)                          \
    int name(const char* path, int flags, ...) {     \
        va_list rest;                                \
        va_start(rest, flags);                       \
        const mode_t mode = mode_of(flags, rest);    \
        va_end(rest);                                \
        return open_at(AT_FDCWD, path, flags, mode); \
    }
#define SUNBOOTH_OPENAT(name)                                \
    int name(int folder, const char* path, int flags, ...) { \
        va_list rest;                                        \
        va_start(rest, flags);                               \
        const mode_t mode = mode_of(flags, rest);            \
        va_end(rest);                                        \
        return open_at(folder, path, flags, mode);           \
    }
SUNBOOTH_OPEN(open)
SUNBOOTH_OPEN(open64)
SUNBOOTH_OPENAT(openat)
SUNBOOTH_OPENAT(openat64)

ssize_t read(int fd, void* to, std::size_t size) {
    if (fd > STDERR_FILENO && fails(Kind::Read)) return -1;
    return ::syscall(SYS_read, fd, to, size);
}
ssize_t pread(int fd, void* to, std::size_t size, off_t at) {
    if (fails(Kind::Read)) return -1;
    return ::syscall(SYS_pread64, fd, to, size, at);
}
ssize_t pread64(int fd, void* to, std::size_t size, off64_t at) {
    return pread(fd, to, size, at);
}
ssize_t write(int fd, const void* from, std::size_t size) {
    return write_at(fd, from, size, -1);
}
ssize_t pwrite(int fd, const void* from, std::size_t size, off_t at) {
    return write_at(fd, from, size, at);
}
ssize_t pwrite64(int fd, const void* from, std::size_t size, off64_t at) {
    return write_at(fd, from, size, at);
}
ssize_t writev(int fd, const iovec* pieces, int count) {
    if (fd > STDERR_FILENO && fails(Kind::Write)) return -1;
    return ::syscall(SYS_writev, fd, pieces, count);
}
ssize_t copy_file_range(int from, off64_t* at, int to, off64_t* where, std::size_t size,
                        unsigned flags) {
    if (fails(Kind::Write)) return -1;
    return ::syscall(SYS_copy_file_range, from, at, to, where, size, flags);
}
ssize_t sendfile(int to, int from, off_t* at, std::size_t size) noexcept {
    if (fails(Kind::Write)) return -1;
    return ::syscall(SYS_sendfile, to, from, at, size);
}
ssize_t sendfile64(int to, int from, off64_t* at, std::size_t size) noexcept {
    return sendfile(to, from, at, size);
}
int posix_fallocate(int fd, off_t at, off_t size) {
    if (fails(Kind::Write)) return errno;
    return ::syscall(SYS_fallocate, fd, 0, at, size) == 0 ? 0 : errno;
}
int posix_fallocate64(int fd, off64_t at, off64_t size) {
    return posix_fallocate(fd, at, size);
}
int fsync(int) {
    return fails(Kind::Sync) ? -1 : 0;
}
int fdatasync(int) {
    return fails(Kind::Sync) ? -1 : 0;
}
int ftruncate(int fd, off_t size) noexcept {
    if (fails(Kind::Cut)) return -1;
    return static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}
int ftruncate64(int fd, off64_t size) noexcept {
    return ftruncate(fd, size);
}
int rename(const char* from, const char* to) noexcept {
    if (fails(Kind::Name)) return -1;
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int unlink(const char* path) noexcept {
    if (fails(Kind::Name)) return -1;
    return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}
int unlinkat(int folder, const char* path, int flags) noexcept {
    if (fails(Kind::Name)) return -1;
    return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
}
int mkdir(const char* path, mode_t mode) noexcept {
    if (fails(Kind::Create)) return -1;
    return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

}  // extern "C"
