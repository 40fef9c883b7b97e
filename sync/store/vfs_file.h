// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <string>
#include <vector>

namespace sunbooth::store {

/// One open file of a VFS, closed with its scope; not a database to SQLite. For this room only.
class VfsFile {
public:
    VfsFile(sqlite3_vfs* vfs, const std::string& path, int flags)
        : memory_(static_cast<std::size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1),
          name_(sqlite3_create_filename(path.c_str(), "", "", 0, nullptr)) {
        int got = 0;
        code_ = SQLITE_NOMEM;
        if (name_ == nullptr) return;
        code_ = vfs->xOpen(vfs, name_, file(), flags | SQLITE_OPEN_MAIN_DB, &got);
    }
    ~VfsFile() {
        if (file()->pMethods != nullptr) file()->pMethods->xClose(file());
        sqlite3_free_filename(const_cast<char*>(name_));
    }
    VfsFile(const VfsFile&) = delete;
    VfsFile& operator=(const VfsFile&) = delete;

    int code() const { return code_; }
    int size(sqlite3_int64& bytes) { return file()->pMethods->xFileSize(file(), &bytes); }
    int read(void* to, int bytes, sqlite3_int64 at) {
        return file()->pMethods->xRead(file(), to, bytes, at);
    }
    int write(const void* from, int bytes, sqlite3_int64 at) {
        return file()->pMethods->xWrite(file(), from, bytes, at);
    }
    int truncate(sqlite3_int64 bytes) { return file()->pMethods->xTruncate(file(), bytes); }
    int sync() { return file()->pMethods->xSync(file(), SQLITE_SYNC_FULL); }

private:
    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }
    std::vector<std::max_align_t> memory_;
    const char* name_;
    int code_ = SQLITE_OK;
};

/// Whether the VFS has a file of this full path.
inline bool exists(sqlite3_vfs* vfs, const std::string& path) {
    int found = 0;
    vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_EXISTS, &found);
    return found != 0;
}

}  // namespace sunbooth::store
