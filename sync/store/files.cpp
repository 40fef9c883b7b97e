// SPDX-License-Identifier: Apache-2.0
#include "sync/store/files.h"

#include "sync/store/database.h"
#include "sync/store/vfs_file.h"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace sunbooth::store {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

Result<sqlite3_vfs*> find_vfs(const std::string& name) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(name.empty() ? nullptr : name.c_str());
    if (vfs == nullptr) return Error{ErrorCode::Internal, "no such VFS: " + name, ""};
    return vfs;
}

std::string full_path(sqlite3_vfs* vfs, const std::filesystem::path& path) {
    std::string full(static_cast<std::size_t>(vfs->mxPathname) + 1, '\0');
    const int code = vfs->xFullPathname(vfs, path.c_str(), vfs->mxPathname, full.data());
    if ((code & 0xff) != SQLITE_OK) return path.string();
    full.resize(full.find('\0'));
    return full;
}

/// Copies in pieces, syncs the copy, then deletes the original: all that a VFS without rename can.
Status copy_away(sqlite3_vfs* vfs, const std::string& from, const std::string& to) {
    {
        VfsFile in(vfs, from, SQLITE_OPEN_READWRITE);
        if (in.code() != SQLITE_OK) return sqlite_error(nullptr, in.code());
        VfsFile out(vfs, to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
        if (out.code() != SQLITE_OK) return sqlite_error(nullptr, out.code());
        sqlite3_int64 size = 0;
        int code = in.size(size);
        std::vector<char> piece(kPiece);
        for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size;) {
            const auto bytes = static_cast<int>(
                std::min<sqlite3_int64>(static_cast<sqlite3_int64>(piece.size()), size - at));
            code = in.read(piece.data(), bytes, at);
            if (code == SQLITE_OK) code = out.write(piece.data(), bytes, at);
            at += bytes;
        }
        if (code == SQLITE_OK) code = out.sync();
        if (code != SQLITE_OK) return sqlite_error(nullptr, code);
    }
    const int code = vfs->xDelete(vfs, from.c_str(), 1);
    if (code != SQLITE_OK) return sqlite_error(nullptr, code);
    return ok_status();
}

Status rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code failed;
    std::filesystem::rename(from, to, failed);
    if (failed) return Error{ErrorCode::Io, from.string() + ": " + failed.message(), ""};
    return ok_status();
}

/// Names in the folder of `path` are on disk, where a folder is one: a VFS of another kind sees to
/// that by itself.
Status sync_names(const std::filesystem::path& path, const std::string& vfs_name) {
    if (!vfs_name.empty()) return ok_status();
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    const int why = errno;
    if (fd >= 0) ::close(fd);
    if (!synced) return Error{ErrorCode::Io, folder.string() + ": " + std::strerror(why), ""};
    return ok_status();
}

/// What `use` makes of a file and its size. @return NotFound.
template <typename Out, typename Use>
Result<Out> with_file(const std::filesystem::path& path, const std::string& vfs_name, Use use) {
    const Result<sqlite3_vfs*> vfs = find_vfs(vfs_name);
    if (!vfs.ok()) return vfs.error();
    const std::string full = full_path(vfs.value(), path);
    if (!exists(vfs.value(), full)) return Error{ErrorCode::NotFound, full, ""};
    VfsFile file(vfs.value(), full, SQLITE_OPEN_READONLY);
    sqlite3_int64 size = 0;
    Out out{};
    int code = file.code();
    if (code == SQLITE_OK) code = file.size(size);
    if (code == SQLITE_OK) code = use(file, static_cast<std::uint64_t>(size), out);
    if (code != SQLITE_OK) return sqlite_error(nullptr, code).in(full);
    return out;
}

}  // namespace

Result<std::optional<Bytes>> read_small_file(const std::filesystem::path& path,
                                             const std::string& vfs_name, std::size_t bytes_max) {
    const Result<sqlite3_vfs*> vfs = find_vfs(vfs_name);
    if (!vfs.ok()) return vfs.error();
    const std::string full = full_path(vfs.value(), path);
    if (!exists(vfs.value(), full)) return std::optional<Bytes>{};
    VfsFile file(vfs.value(), full, SQLITE_OPEN_READONLY);
    sqlite3_int64 size = 0;
    int code = file.code();
    if (code == SQLITE_OK) code = file.size(size);
    if (code != SQLITE_OK) return sqlite_error(nullptr, code).in(full);
    if (static_cast<std::size_t>(size) > bytes_max) {
        return Error{ErrorCode::Corrupt, full + " is too long", ""};
    }
    Bytes bytes(static_cast<std::size_t>(size));
    code = file.read(bytes.data(), static_cast<int>(size), 0);
    if (code != SQLITE_OK) return sqlite_error(nullptr, code).in(full);
    return std::optional<Bytes>{std::move(bytes)};
}

Status write_small_file(const std::filesystem::path& path, const std::string& vfs_name,
                        ByteView bytes, Durable durable) {
    const Result<sqlite3_vfs*> vfs = find_vfs(vfs_name);
    if (!vfs.ok()) return vfs.error();
    const std::string full = full_path(vfs.value(), path);
    VfsFile file(vfs.value(), full, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    int code = file.code();
    if (code == SQLITE_OK) code = file.write(bytes.data(), static_cast<int>(bytes.size()), 0);
    if (code == SQLITE_OK) code = file.truncate(static_cast<sqlite3_int64>(bytes.size()));
    if (code == SQLITE_OK && durable == Durable::Yes) code = file.sync();
    if (code != SQLITE_OK) return sqlite_error(nullptr, code).in(full);
    return durable == Durable::Yes ? sync_names(path, vfs_name) : ok_status();
}

Status remove_file(const std::filesystem::path& path, const std::string& vfs_name) {
    const Result<sqlite3_vfs*> vfs = find_vfs(vfs_name);
    if (!vfs.ok()) return vfs.error();
    const std::string full = full_path(vfs.value(), path);
    if (!exists(vfs.value(), full)) return ok_status();
    const int code = vfs.value()->xDelete(vfs.value(), full.c_str(), 1);
    if ((code & 0xff) != SQLITE_OK) return sqlite_error(nullptr, code).in(full);
    return ok_status();
}

Status scan_file(const std::filesystem::path& path, const std::string& vfs_name,
                 std::size_t overlap, const std::function<void(ByteView)>& look) {
    const Result<sqlite3_vfs*> vfs = find_vfs(vfs_name);
    if (!vfs.ok()) return vfs.error();
    const std::string full = full_path(vfs.value(), path);
    if (!exists(vfs.value(), full)) return ok_status();
    VfsFile file(vfs.value(), full, SQLITE_OPEN_READONLY);
    sqlite3_int64 size = 0;
    int code = file.code();
    if (code == SQLITE_OK) code = file.size(size);
    Bytes piece(overlap + kPiece);
    std::size_t kept = 0;
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size;) {
        const auto bytes = static_cast<int>(std::min<sqlite3_int64>(kPiece, size - at));
        code = file.read(piece.data() + kept, bytes, at);
        if (code != SQLITE_OK) break;
        at += bytes;
        const std::size_t end = kept + static_cast<std::size_t>(bytes);
        look(ByteView(piece).first(end));
        kept = std::min(overlap, end);
        std::copy(piece.begin() + static_cast<std::ptrdiff_t>(end - kept),
                  piece.begin() + static_cast<std::ptrdiff_t>(end), piece.begin());
    }
    if (code != SQLITE_OK) return sqlite_error(nullptr, code).in(full);
    return ok_status();
}

Result<Bytes> read_part(const std::filesystem::path& path, const std::string& vfs,
                        std::uint64_t offset, std::size_t bytes_max) {
    return with_file<Bytes>(path, vfs, [&](VfsFile& file, std::uint64_t size, Bytes& part) {
        part.resize(static_cast<std::size_t>(
            std::min<std::uint64_t>(bytes_max, size - std::min(offset, size))));
        return part.empty() ? SQLITE_OK
                            : file.read(part.data(), static_cast<int>(part.size()),
                                        static_cast<sqlite3_int64>(offset));
    });
}

Result<std::uint64_t> file_size(const std::filesystem::path& path, const std::string& vfs) {
    return with_file<std::uint64_t>(path, vfs,
                                    [](VfsFile&, std::uint64_t size, std::uint64_t& out) {
                                        out = size;
                                        return SQLITE_OK;
                                    });
}

bool file_exists(const std::filesystem::path& path, const std::string& vfs_name) {
    const Result<sqlite3_vfs*> vfs = find_vfs(vfs_name);
    return vfs.ok() && exists(vfs.value(), full_path(vfs.value(), path));
}

Status move_database(const std::filesystem::path& from, const std::filesystem::path& to,
                     const std::string& vfs_name) {
    const Result<sqlite3_vfs*> vfs = find_vfs(vfs_name);
    if (!vfs.ok()) return vfs.error();
    for (const char* part : {"-wal", "-journal", ""}) {
        const std::string old_name = full_path(vfs.value(), from) + part;
        const std::string new_name = full_path(vfs.value(), to) + part;
        if (!exists(vfs.value(), old_name)) continue;
        const Status moved = vfs_name.empty() ? rename_file(old_name, new_name)
                                              : copy_away(vfs.value(), old_name, new_name);
        if (!moved.ok()) return moved.error().in("move " + old_name);
    }
    return sync_names(to, vfs_name);
}

}  // namespace sunbooth::store
