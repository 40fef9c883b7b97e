// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/disk.h"

#include "sync/base/assert.h"

#include <algorithm>

namespace sunbooth::sim {
namespace {

void replay(Bytes& to, const File::Change& change) {
    if (change.truncates) {
        to.resize(static_cast<std::size_t>(change.at));
        return;
    }
    const auto at = static_cast<std::size_t>(change.at);
    if (to.size() < at + change.bytes.size()) to.resize(at + change.bytes.size());
    std::copy(change.bytes.begin(), change.bytes.end(),
              to.begin() + static_cast<std::ptrdiff_t>(at));
}

/// The sectors of a write that `keeps` says yes to.
template <class Keeps>
void replay_sectors(Bytes& to, const File::Change& change, const Keeps& keeps) {
    if (change.truncates) {
        if (keeps()) replay(to, change);
        return;
    }
    std::size_t done = 0;
    while (done < change.bytes.size()) {
        const std::size_t at = static_cast<std::size_t>(change.at) + done;
        const std::size_t room = kSector - at % kSector;
        const std::size_t size = std::min(room, change.bytes.size() - done);
        if (keeps()) {
            const auto from = change.bytes.begin() + static_cast<std::ptrdiff_t>(done);
            replay(to, {at, Bytes(from, from + static_cast<std::ptrdiff_t>(size)), false});
        }
        done += size;
    }
}

bool coin(Random& chance) {
    return chance.between(0, 1) == 1;
}

}  // namespace

std::shared_ptr<File> Disk::find(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<File> Disk::create(const std::string& path) {
    if (power_.spend() == Power::Spent::Off) return nullptr;
    auto file = std::make_shared<File>();
    files_[path] = file;
    return file;
}

bool Disk::write(File& file, std::uint64_t at, ByteView bytes) {
    const Power::Spent spent = power_.spend();
    if (spent == Power::Spent::Off) return false;
    File::Change change{at, Bytes(bytes.begin(), bytes.end()), false};
    replay(file.now, change);
    file.unsynced.push_back(std::move(change));
    return spent == Power::Spent::Whole;
}

bool Disk::truncate(File& file, std::uint64_t size) {
    const Power::Spent spent = power_.spend();
    if (spent == Power::Spent::Off) return false;
    file.unsynced.push_back({size, {}, true});
    replay(file.now, file.unsynced.back());
    return spent == Power::Spent::Whole;
}

bool Disk::sync(File& file) {
    if (power_.spend() != Power::Spent::Whole) return false;
    for (const File::Change& change : file.unsynced) replay(file.durable, change);
    file.unsynced.clear();
    for (auto& [path, any] : files_) any->named = true;
    removed_.clear();
    return true;
}

bool Disk::remove(const std::string& path, bool durably) {
    const Power::Spent spent = power_.spend();
    if (spent == Power::Spent::Off) return false;
    auto node = files_.extract(path);
    if (!node.empty() && node.mapped()->named && !durably) removed_[path] = node.mapped();
    return spent == Power::Spent::Whole;
}

/// What the drive got to: nothing, everything, the first writes with the next one torn, or any
/// sectors in any order.
void Disk::keep_some(File& file, Random& chance) const {
    Bytes image = std::move(file.durable);
    const std::uint64_t way = chance.between(0, 3);
    const std::size_t whole =
        way == 0   ? 0
        : way == 1 ? file.unsynced.size()
                   : static_cast<std::size_t>(chance.between(0, file.unsynced.size()));
    for (std::size_t i = 0; i < file.unsynced.size(); ++i) {
        const File::Change& change = file.unsynced[i];
        if (way == 3) {
            replay_sectors(image, change, [&] { return coin(chance); });
        } else if (i < whole) {
            replay(image, change);
        } else if (way == 2 && i == whole) {
            bool torn = false;
            replay_sectors(image, change, [&] { return !(torn = torn || coin(chance)); });
        }
    }
    file.unsynced.clear();
    file.durable = image;
    file.now = std::move(image);
}

void Disk::stop(Loss loss, Random& chance) {
    for (auto& [path, file] : files_) {
        SUNBOOTH_ASSERT(file->holders.empty());
        file->memory.clear();
    }
    if (loss == Loss::Nothing) return;
    for (auto& [path, file] : removed_) {
        if (!files_.contains(path) && coin(chance)) files_[path] = file;
    }
    removed_.clear();
    for (auto at = files_.begin(); at != files_.end();) {
        keep_some(*at->second, chance);
        const bool there = at->second->named || coin(chance);
        at->second->named = true;
        at = there ? std::next(at) : files_.erase(at);
    }
}

void Disk::wipe() {
    files_.clear();
    removed_.clear();
}

void Disk::receive(const std::string& path, const File& from) {
    auto file = std::make_shared<File>();
    file->now = from.now;
    file->durable = from.now;
    file->named = true;
    files_[path] = std::move(file);
}

std::uint64_t Disk::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& [path, file] : files_) sum += file->now.size();
    return sum;
}

}  // namespace sunbooth::sim
