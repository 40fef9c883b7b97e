// SPDX-License-Identifier: Apache-2.0
#include "tests/store/fault_vfs.h"

#include "sync/base/assert.h"

#include <sqlite3.h>

#include <cstddef>

namespace sunbooth::test {
namespace {

FaultVfs* active = nullptr;

/// Ours in front, the system's file behind it in the same memory.
struct alignas(std::max_align_t) File {
    sqlite3_file base;
};

sqlite3_vfs* real() {
    return sqlite3_vfs_find("unix");
}
sqlite3_file* inner(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}
const sqlite3_io_methods* inner_methods(sqlite3_file* file) {
    return inner(file)->pMethods;
}

int close_file(sqlite3_file* file) {
    return inner_methods(file)->xClose(inner(file));
}
int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    return inner_methods(file)->xRead(inner(file), to, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    const int fault = active->next();
    return fault != SQLITE_OK ? fault : inner_methods(file)->xWrite(inner(file), from, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const int fault = active->next();
    return fault != SQLITE_OK ? fault : inner_methods(file)->xTruncate(inner(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    const int fault = active->next();
    return fault != SQLITE_OK ? fault : inner_methods(file)->xSync(inner(file), flags);
}
int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return inner_methods(file)->xFileSize(inner(file), size);
}
int lock(sqlite3_file* file, int level) {
    return inner_methods(file)->xLock(inner(file), level);
}
int unlock(sqlite3_file* file, int level) {
    return inner_methods(file)->xUnlock(inner(file), level);
}
int check_lock(sqlite3_file* file, int* held) {
    return inner_methods(file)->xCheckReservedLock(inner(file), held);
}
int control(sqlite3_file* file, int what, void* argument) {
    return inner_methods(file)->xFileControl(inner(file), what, argument);
}
int sector_size(sqlite3_file* file) {
    return inner_methods(file)->xSectorSize(inner(file));
}
int characteristics(sqlite3_file* file) {
    return inner_methods(file)->xDeviceCharacteristics(inner(file));
}

constexpr sqlite3_io_methods kMethods = {
    1,       close_file, read_file,  write_file, truncate_file, sync_file,       size_of_file,
    lock,    unlock,     check_lock, control,    sector_size,   characteristics, nullptr,
    nullptr, nullptr,    nullptr,    nullptr,    nullptr,
};

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* got) {
    file->pMethods = nullptr;
    const bool creates = (flags & SQLITE_OPEN_CREATE) != 0;
    const int fault = creates ? active->next() : SQLITE_OK;
    if (fault != SQLITE_OK) return SQLITE_CANTOPEN;
    const int code = real()->xOpen(real(), path, inner(file), flags, got);
    if (code == SQLITE_OK) file->pMethods = &kMethods;
    return code;
}

int delete_file(sqlite3_vfs*, const char* path, int sync) {
    return real()->xDelete(real(), path, sync);
}
int access_file(sqlite3_vfs*, const char* path, int flags, int* result) {
    return real()->xAccess(real(), path, flags, result);
}
int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    return real()->xFullPathname(real(), path, size, out);
}

sqlite3_vfs& vfs() {
    static sqlite3_vfs shim = [] {
        sqlite3_vfs made = *real();
        made.iVersion = 1;
        made.pNext = nullptr;
        made.zName = "sunbooth-fault";
        made.szOsFile = static_cast<int>(sizeof(File)) + real()->szOsFile;
        made.xOpen = open_file;
        made.xDelete = delete_file;
        made.xAccess = access_file;
        made.xFullPathname = full_path;
        return made;
    }();
    return shim;
}

}  // namespace

FaultVfs::FaultVfs() {
    SUNBOOTH_ASSERT(active == nullptr);
    active = this;
    sqlite3_vfs_register(&vfs(), 0);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&vfs());
    active = nullptr;
}

int FaultVfs::next() {
    const std::uint64_t at = operations++;
    if (at == fail_at || (from_then_on && at > fail_at)) return code;
    return SQLITE_OK;
}

}  // namespace sunbooth::test
