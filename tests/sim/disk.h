// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "tests/sim/power.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::sim {

inline constexpr std::size_t kSector = 512;
inline constexpr int kLockSlots = 8;  ///< SQLite's, of one shared-memory file.

/// One connection's view of a file's locks.
struct Holder {
    int level = 0;                         ///< SQLITE_LOCK_*
    std::array<int, kLockSlots> shared{};  ///< 1: held shared.
    std::array<int, kLockSlots> own{};     ///< 1: held exclusively.
};

/// A file as the running machine sees it, and what is certain of it after a cut.
struct File {
    /// A write or, without bytes, a truncation to `at`.
    struct Change {
        std::uint64_t at = 0;
        Bytes bytes;
        bool truncates = false;
    };
    std::string path;
    Bytes now;
    Bytes durable;
    std::vector<Change> unsynced;
    bool named = false;  ///< Its name survives a cut.

    // What dies with the processes that have it open.
    std::vector<Holder*> holders;
    std::vector<std::unique_ptr<Bytes>> memory;  ///< SQLite's shared memory, by region.
};

/// What a machine loses when it stops.
enum class Loss {
    Nothing,   ///< Only the program was killed.
    Unsynced,  ///< The power went: of what was not synced anything may be there or not.
};

/// One operation of a disk, as it can be done again on another.
struct Operation {
    enum class Kind { Create, Write, Truncate, Sync, Remove, RemoveDurably } kind = Kind::Sync;
    std::string path;
    std::uint64_t at = 0;  ///< Where it writes; the size to truncate to.
    Bytes bytes;
};

/// One disk: files by full path. A name and a deletion become durable with any later sync, as a
/// journalling file system does it.
class Disk {
public:
    Disk(std::string root, Power& power) : root_(std::move(root)), power_(power) {}

    const std::string& root() const { return root_; }
    bool has_power() const { return power_.on(); }
    std::shared_ptr<File> find(const std::string& path) const;

    // Each is one operation of the disk. @return false when the power went.
    std::shared_ptr<File> create(const std::string& path);  ///< Null when the power went.
    bool write(File& file, std::uint64_t at, ByteView bytes);
    bool truncate(File& file, std::uint64_t size);
    bool sync(File& file);
    bool remove(const std::string& path, bool durably);

    /// Everything from here on is written down there too.
    void record(std::vector<Operation>* into) { record_ = into; }
    /// Does what another disk did. Nothing may be open.
    void repeat(const Operation& operation);
    /// What a cut at this instant could leave, as files of another disk below the same root.
    /// @return false when a cut leaves nothing to chance: everything is synced.
    bool copy_after_cut(Disk& to, Random& chance) const;

    /// The machine stops; no file may be open.
    void stop(Loss loss, Random& chance);
    /// Everything is gone: the disk burnt.
    void wipe();
    /// A whole file from another disk, at once and durably, as an operator copies one.
    void receive(const std::string& path, const File& from);
    std::uint64_t bytes() const;

    /// How many bytes fit; nothing: no limit.
    void limit(std::uint64_t bytes) { room_ = bytes; }
    /// Whether a write up to this size of a file still fits.
    bool fits(const File& file, std::uint64_t size) const {
        return !room_ || size <= file.now.size() || bytes() + size - file.now.size() <= *room_;
    }

    /// A drive that says "synced" and is not: a mutant of the world.
    void lie() { lies_ = true; }
    /// No cut will come: only what the running machine sees is kept, which is a third of the work.
    void expect_no_cut() { expects_cut_ = false; }

private:
    void note(Operation::Kind kind, const File& file, std::uint64_t at, ByteView bytes);

    std::string root_;
    Power& power_;
    std::map<std::string, std::shared_ptr<File>> files_;
    std::map<std::string, std::shared_ptr<File>> removed_;  ///< Since the last sync.
    std::vector<Operation>* record_ = nullptr;
    bool lies_ = false;
    bool expects_cut_ = true;
    std::optional<std::uint64_t> room_;
};

}  // namespace sunbooth::sim
