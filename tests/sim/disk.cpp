// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/disk.h"

#include "sync/base/assert.h"

#include <algorithm>

namespace sunbooth::sim {
namespace {

void put(Bytes& to, std::uint64_t where, ByteView bytes) {
    const auto at = static_cast<std::size_t>(where);
    if (to.size() < at + bytes.size()) to.resize(at + bytes.size());
    std::copy(bytes.begin(), bytes.end(), to.begin() + static_cast<std::ptrdiff_t>(at));
}

void replay(Bytes& to, const File::Change& change) {
    if (change.truncates) return to.resize(static_cast<std::size_t>(change.at));
    put(to, change.at, change.bytes);
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

/// A sector that was being written when the power went may hold anything; what the write did not
/// touch stays (powersafe overwrite).
void spoil_one(Bytes& image, const File::Change& change, Random& chance) {
    if (change.truncates || change.bytes.empty()) return;
    const std::uint64_t end = change.at + change.bytes.size();
    const std::uint64_t sector = chance.between(change.at, end - 1) / kSector * kSector;
    const auto from = static_cast<std::size_t>(std::max(sector, change.at));
    const auto to =
        std::min(static_cast<std::size_t>(std::min(sector + kSector, end)), image.size());
    if (from < to) chance.fill({image.data() + from, to - from});
}

/// What the drive got to of a file: nothing, everything, the first writes with the next one torn,
/// any sectors in any order, or those with garbage in one.
Bytes remains(const File& file, Random& chance) {
    Bytes image = file.durable;
    if (file.unsynced.empty()) return image;
    const std::uint64_t way = chance.between(0, 4);
    const std::size_t whole =
        way == 0   ? 0
        : way == 1 ? file.unsynced.size()
                   : static_cast<std::size_t>(chance.between(0, file.unsynced.size()));
    for (std::size_t i = 0; i < file.unsynced.size(); ++i) {
        const File::Change& change = file.unsynced[i];
        if (way >= 3) {
            replay_sectors(image, change, [&] { return coin(chance); });
        } else if (i < whole) {
            replay(image, change);
        } else if (way == 2 && i == whole) {
            bool torn = false;
            replay_sectors(image, change, [&] { return !(torn = torn || coin(chance)); });
        }
    }
    if (way == 4) {
        const auto last = chance.between(0, file.unsynced.size() - 1);
        spoil_one(image, file.unsynced[static_cast<std::size_t>(last)], chance);
    }
    return image;
}

void settle(File& file, Bytes image) {
    file.unsynced.clear();
    file.durable = image;
    file.now = std::move(image);
    file.named = true;
}

}  // namespace

std::shared_ptr<File> Disk::find(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<File> Disk::create(const std::string& path) {
    if (power_.spend() == Power::Spent::Off) return nullptr;
    auto file = std::make_shared<File>();
    file->path = path;
    files_[path] = file;
    note(Operation::Kind::Create, *file, 0, {});
    return file;
}

/// Files without a name belong to no story.
void Disk::note(Operation::Kind kind, const File& file, std::uint64_t at, ByteView bytes) {
    if (record_ == nullptr || file.path.empty()) return;
    record_->push_back({kind, file.path, at, Bytes(bytes.begin(), bytes.end())});
}

bool Disk::write(File& file, std::uint64_t at, ByteView bytes) {
    const Power::Spent spent = power_.spend();
    if (spent == Power::Spent::Off) return false;
    note(Operation::Kind::Write, file, at, bytes);
    if (!expects_cut_) {
        put(file.now, at, bytes);
        return spent == Power::Spent::Whole;
    }
    File::Change change{at, Bytes(bytes.begin(), bytes.end()), false};
    replay(file.now, change);
    file.unsynced.push_back(std::move(change));
    return spent == Power::Spent::Whole;
}

bool Disk::truncate(File& file, std::uint64_t size) {
    const Power::Spent spent = power_.spend();
    if (spent == Power::Spent::Off) return false;
    note(Operation::Kind::Truncate, file, size, {});
    file.now.resize(static_cast<std::size_t>(size));
    if (expects_cut_) file.unsynced.push_back({size, {}, true});
    return spent == Power::Spent::Whole;
}

bool Disk::sync(File& file) {
    if (power_.spend() != Power::Spent::Whole) return false;
    note(Operation::Kind::Sync, file, 0, {});
    if (lies_) return true;
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
    if (!node.empty()) {
        using Kind = Operation::Kind;
        note(durably ? Kind::RemoveDurably : Kind::Remove, *node.mapped(), 0, {});
    }
    if (!node.empty() && node.mapped()->named && !durably) removed_[path] = node.mapped();
    return spent == Power::Spent::Whole;
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
        const bool there = at->second->named || coin(chance);
        settle(*at->second, remains(*at->second, chance));
        at = there ? std::next(at) : files_.erase(at);
    }
}

void Disk::repeat(const Operation& operation) {
    const std::shared_ptr<File> file = find(operation.path);
    switch (operation.kind) {
        case Operation::Kind::Create:
            (void)create(operation.path);
            return;
        case Operation::Kind::Write:
            (void)write(*file, operation.at, operation.bytes);
            return;
        case Operation::Kind::Truncate:
            (void)truncate(*file, operation.at);
            return;
        case Operation::Kind::Sync:
            (void)sync(*file);
            return;
        case Operation::Kind::Remove:
        case Operation::Kind::RemoveDurably:
            (void)remove(operation.path, operation.kind == Operation::Kind::RemoveDurably);
            return;
    }
}

bool Disk::copy_after_cut(Disk& to, Random& chance) const {
    bool open = false;
    to.files_.clear();
    const auto copy = [&](const std::string& path, const File& file) {
        auto left = std::make_shared<File>();
        left->path = path;
        if (to.expects_cut_) {
            settle(*left, remains(file, chance));
        } else {
            left->now = remains(file, chance);
        }
        to.files_[path] = std::move(left);
    };
    for (const auto& [path, file] : removed_) {
        if (files_.contains(path)) continue;
        open = true;
        if (coin(chance)) copy(path, *file);
    }
    for (const auto& [path, file] : files_) {
        open = open || !file->unsynced.empty() || !file->named;
        if (file->named || coin(chance)) copy(path, *file);
    }
    return open;
}

void Disk::wipe() {
    files_.clear();
    removed_.clear();
}

void Disk::receive(const std::string& path, const File& from) {
    auto file = std::make_shared<File>();
    file->path = path;
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
