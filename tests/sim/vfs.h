// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "tests/sim/disk.h"

#include <map>
#include <string>

namespace sunbooth::sim {

/// SQLite's files on simulated disks: a path below a disk's root lies on that disk. Registered as
/// the default, so that the programs' own code opens its databases unchanged. One at a time, one
/// thread; connections of one process share locks and memory as processes would.
class Vfs {
public:
    /// @param chance where SQLite's own randomness (salts, row ids) comes from.
    explicit Vfs(Random& chance);
    ~Vfs();
    Vfs(const Vfs&) = delete;
    Vfs& operator=(const Vfs&) = delete;

    static std::string name() { return "sunbooth-sim"; }
    void mount(Disk& disk) { disks_[disk.root()] = &disk; }

    Disk* disk_of(const std::string& path) const;
    Random& chance() { return chance_; }
    /// For files without a name, which die with their handle.
    Disk& scratch() { return scratch_; }

private:
    Random& chance_;
    Power steady_;
    Disk scratch_;
    std::map<std::string, Disk*> disks_;
};

/// For a process in which one thread alone uses SQLite and the allocator: without their locks,
/// their statistics and pages that go back and forth to the system. No database may be open.
void use_one_thread();

}  // namespace sunbooth::sim
