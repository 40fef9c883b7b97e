// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/vfs.h"

#include "sync/base/assert.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <malloc.h>
#include <new>

namespace sunbooth::sim {
namespace {

Vfs* active = nullptr;

/// What SQLite allocates for an open file.
struct Handle {
    sqlite3_file base;
    Disk* disk;
    std::shared_ptr<File>* file;
    Holder* holder;
};

Handle& of(sqlite3_file* file) {
    return *reinterpret_cast<Handle*>(file);
}
File& file_of(sqlite3_file* file) {
    return **of(file).file;
}

int close_file(sqlite3_file* file) {
    Handle& handle = of(file);
    std::erase(file_of(file).holders, handle.holder);
    delete handle.holder;
    delete handle.file;
    return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    if (!of(file).disk->has_power()) return SQLITE_IOERR_READ;
    const Bytes& bytes = file_of(file).now;
    const auto from = std::min(static_cast<std::size_t>(at), bytes.size());
    const auto got = std::min(static_cast<std::size_t>(size), bytes.size() - from);
    if (got > 0) std::memcpy(to, bytes.data() + from, got);
    if (got == static_cast<std::size_t>(size)) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + got, 0, static_cast<std::size_t>(size) - got);
    return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    const ByteView bytes(static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(size));
    if (!of(file).disk->fits(file_of(file), static_cast<std::uint64_t>(at + size))) {
        return SQLITE_FULL;
    }
    const bool done = of(file).disk->write(file_of(file), static_cast<std::uint64_t>(at), bytes);
    return done ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const bool done = of(file).disk->truncate(file_of(file), static_cast<std::uint64_t>(size));
    return done ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int sync_file(sqlite3_file* file, int) {
    return of(file).disk->sync(file_of(file)) ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(file_of(file).now.size());
    return SQLITE_OK;
}

int lock(sqlite3_file* file, int level) {
    Holder& own = *of(file).holder;
    if (own.level >= level) return SQLITE_OK;
    for (const Holder* other : file_of(file).holders) {
        if (other == &own) continue;
        const bool blocks = level == SQLITE_LOCK_SHARED     ? other->level >= SQLITE_LOCK_PENDING
                            : level == SQLITE_LOCK_RESERVED ? other->level >= SQLITE_LOCK_RESERVED
                                                            : other->level >= SQLITE_LOCK_SHARED;
        if (blocks) return SQLITE_BUSY;
    }
    own.level = level;
    return SQLITE_OK;
}

int unlock(sqlite3_file* file, int level) {
    Holder& own = *of(file).holder;
    own.level = std::min(own.level, level);
    return SQLITE_OK;
}

int check_lock(sqlite3_file* file, int* held) {
    const auto& holders = file_of(file).holders;
    *held = std::any_of(holders.begin(), holders.end(),
                        [](const Holder* one) { return one->level >= SQLITE_LOCK_RESERVED; });
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*) {
    return kSector;
}
int characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// --- shared memory ----------------------------------------------------------------------------

int map_memory(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    auto& memory = file_of(file).memory;
    const auto at = static_cast<std::size_t>(region);
    *out = nullptr;
    if (at >= memory.size() && extend == 0) return SQLITE_OK;
    while (memory.size() <= at) {
        memory.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
    }
    *out = memory[at]->data();
    return SQLITE_OK;
}

bool is_memory_free(const File& file, const Holder& own, int slot, bool exclusive) {
    const auto at = static_cast<std::size_t>(slot);
    return std::none_of(file.holders.begin(), file.holders.end(), [&](const Holder* other) {
        return other != &own && (other->own[at] != 0 || (exclusive && other->shared[at] != 0));
    });
}

int lock_memory(sqlite3_file* file, int first, int count, int flags) {
    Holder& own = *of(file).holder;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (int slot = first; slot < first + count; ++slot) {
        if ((flags & SQLITE_SHM_UNLOCK) != 0) break;
        if (!is_memory_free(file_of(file), own, slot, exclusive)) return SQLITE_BUSY;
    }
    for (int slot = first; slot < first + count; ++slot) {
        auto& held = exclusive ? own.own : own.shared;
        held[static_cast<std::size_t>(slot)] = (flags & SQLITE_SHM_LOCK) != 0 ? 1 : 0;
    }
    return SQLITE_OK;
}

void memory_barrier(sqlite3_file*) {}

int unmap_memory(sqlite3_file* file, int remove) {
    Holder& own = *of(file).holder;
    own.shared.fill(0);
    own.own.fill(0);
    if (remove != 0) file_of(file).memory.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods = {
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    size_of_file,
    lock,
    unlock,
    check_lock,
    control,
    sector_size,
    characteristics,
    map_memory,
    lock_memory,
    memory_barrier,
    unmap_memory,
    nullptr,
    nullptr,
};

// --- the file system --------------------------------------------------------------------------

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* got) {
    file->pMethods = nullptr;
    Disk* disk = path != nullptr ? active->disk_of(path) : &active->scratch();
    if (disk == nullptr || !disk->has_power()) return SQLITE_CANTOPEN;
    std::shared_ptr<File> found = path != nullptr ? disk->find(path) : std::make_shared<File>();
    if (!found && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (!found) found = disk->create(path);
    if (!found) return SQLITE_CANTOPEN;
    Handle& handle = of(file);
    handle.disk = disk;
    handle.file = new std::shared_ptr<File>(found);
    handle.holder = new Holder;
    found->holders.push_back(handle.holder);
    file->pMethods = &kMethods;
    if (got != nullptr) *got = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* path, int sync) {
    Disk* disk = active->disk_of(path);
    if (disk == nullptr || !disk->has_power()) return SQLITE_IOERR_DELETE;
    if (!disk->find(path)) return SQLITE_IOERR_DELETE_NOENT;
    return disk->remove(path, sync != 0) ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int access_file(sqlite3_vfs*, const char* path, int, int* result) {
    const Disk* disk = active->disk_of(path);
    *result = disk != nullptr && disk->find(path) ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
    active->chance().fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
    return size;
}

int no_sleep(sqlite3_vfs*, int microseconds) {
    return microseconds;
}
int no_error(sqlite3_vfs*, int, char*) {
    return 0;
}

/// Noon of 23 November 2026, in milliseconds of Julian days. No statement of ours asks for it.
constexpr sqlite3_int64 kJulianMs = sqlite3_int64{2'461'368} * 86'400'000;

int julian_ms(sqlite3_vfs*, sqlite3_int64* out) {
    *out = kJulianMs;
    return SQLITE_OK;
}
int julian_days(sqlite3_vfs*, double* out) {
    *out = static_cast<double>(kJulianMs) / 86'400'000.0;
    return SQLITE_OK;
}

sqlite3_vfs& vfs() {
    static sqlite3_vfs made = [] {
        sqlite3_vfs one{};
        one.iVersion = 2;
        one.szOsFile = sizeof(Handle);
        one.mxPathname = 512;
        one.zName = "sunbooth-sim";
        one.xOpen = open_file;
        one.xDelete = delete_file;
        one.xAccess = access_file;
        one.xFullPathname = full_path;
        one.xRandomness = randomness;
        one.xSleep = no_sleep;
        one.xCurrentTime = julian_days;
        one.xGetLastError = no_error;
        one.xCurrentTimeInt64 = julian_ms;
        return one;
    }();
    return made;
}

}  // namespace

Vfs::Vfs(Random& chance) : chance_(chance), scratch_("", steady_) {
    SUNBOOTH_ASSERT(active == nullptr);
    active = this;
    sqlite3_vfs_register(&vfs(), 1);
    sqlite3_randomness(0, nullptr);  // The next draw seeds SQLite from this VFS.
}

Vfs::~Vfs() {
    sqlite3_vfs_unregister(&vfs());
    active = nullptr;
}

Disk* Vfs::disk_of(const std::string& path) const {
    for (const auto& [root, disk] : disks_) {
        if (path.starts_with(root + "/")) return disk;
    }
    return nullptr;
}

void use_one_thread() {
    static const bool done = [] {
        mallopt(M_MMAP_THRESHOLD, 1 << 30);
        mallopt(M_TRIM_THRESHOLD, 1 << 30);
        SUNBOOTH_ASSERT(sqlite3_shutdown() == SQLITE_OK);
        SUNBOOTH_ASSERT(sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK);
        SUNBOOTH_ASSERT(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK);
        return sqlite3_initialize() == SQLITE_OK;
    }();
    SUNBOOTH_ASSERT(done);
}

}  // namespace sunbooth::sim
