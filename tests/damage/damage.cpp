// SPDX-License-Identifier: Apache-2.0
#include "tests/damage/damage.h"

#include "sync/base/assert.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sunbooth::damage {
namespace {

using sim::kSector;

constexpr std::size_t kPage = 4096;  ///< SQLite's default.

std::uint64_t below(Random& chance, std::uint64_t end) {
    return chance.between(0, end - 1);
}

/// Any file that has bytes; the small ones as often as the large ones would be too often.
std::string choose(const Image& image, Random& chance) {
    std::uint64_t sum = 0;
    const auto weight = [](const Bytes& bytes) {
        return bytes.empty() ? std::uint64_t{0} : bytes.size() + 4096;
    };
    for (const auto& [path, bytes] : image) sum += weight(bytes);
    std::uint64_t at = below(chance, sum);
    for (const auto& [path, bytes] : image) {
        if (at < weight(bytes)) return path;
        at -= weight(bytes);
    }
    return image.begin()->first;
}

struct Sector {
    std::size_t from = 0, size = 0;
};

Sector any_sector(const Bytes& bytes, Random& chance) {
    const auto from = static_cast<std::size_t>(below(chance, bytes.size())) / kSector * kSector;
    return {from, std::min(kSector, bytes.size() - from)};
}

std::string flip(Bytes& bytes, Random& chance) {
    const auto at = static_cast<std::size_t>(below(chance, bytes.size()));
    const auto bit = static_cast<unsigned>(below(chance, 8));
    bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1U << bit));
    return fmt::format("bit {} of byte {} flipped", bit, at);
}

std::string disturb(Bytes& bytes, Random& chance) {
    const Sector one = any_sector(bytes, chance);
    const Sector two = any_sector(bytes, chance);
    const std::size_t size = std::min(one.size, two.size);
    const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(one.from);
    const auto second = bytes.begin() + static_cast<std::ptrdiff_t>(two.from);
    switch (below(chance, 3)) {
        case 0:
            std::fill_n(first, one.size, std::uint8_t{0});
            return fmt::format("sector at {} zeroed", one.from);
        case 1:
            std::swap_ranges(first, first + static_cast<std::ptrdiff_t>(size), second);
            return fmt::format("sectors at {} and {} swapped", one.from, two.from);
        default:
            std::copy_n(Bytes(first, first + static_cast<std::ptrdiff_t>(size)).begin(), size,
                        second);
            return fmt::format("sector at {} written over {}", one.from, two.from);
    }
}

}  // namespace

void put(sim::Disk& disk, const Image& image) {
    disk.wipe();
    for (const auto& [path, bytes] : image) {
        sim::File file;
        file.now = bytes;
        disk.receive(path, file);
    }
}

Image take(const sim::Disk& disk, const std::vector<std::string>& paths) {
    Image image;
    for (const std::string& path : paths) {
        const auto file = disk.find(path);
        if (file) image[path] = file->now;
    }
    return image;
}

std::string injure(Image& image, Random& chance) {
    while (true) {
        const std::string path = choose(image, chance);
        Bytes& bytes = image.at(path);
        const Bytes before = bytes;
        const std::string done =
            below(chance, 10) < 7 ? flip(bytes, chance) : disturb(bytes, chance);
        if (bytes != before) return path.substr(path.rfind('/') + 1) + ": " + done;
    }
}

std::string injure_page(Image& image, const std::vector<std::size_t>& pages, Random& chance) {
    Bytes& file = image.begin()->second;
    const std::size_t at = pages.at(static_cast<std::size_t>(below(chance, pages.size())));
    const auto begin = file.begin() + static_cast<std::ptrdiff_t>(at);
    Image page{{"page at " + std::to_string(at), Bytes(begin, begin + std::ptrdiff_t{kPage})}};
    const std::string done = injure(page, chance);
    std::copy_n(page.begin()->second.begin(), kPage, begin);
    return done;
}

std::vector<std::size_t> pages_with(const Bytes& file, const std::vector<Bytes>& needles) {
    std::vector<std::size_t> pages;
    for (std::size_t at = 0; at + kPage <= file.size(); at += kPage) {
        const auto begin = file.begin() + static_cast<std::ptrdiff_t>(at);
        const bool any = std::ranges::any_of(needles, [&](const Bytes& needle) {
            return std::search(begin, begin + std::ptrdiff_t{kPage}, needle.begin(),
                               needle.end()) != begin + std::ptrdiff_t{kPage};
        });
        if (any) pages.push_back(at);
    }
    return pages;
}

std::string Count::line() const {
    return fmt::format("{} images: {} harmless, {} detected, {} refused; {} silent, {} crashed{}",
                       images, harmless, detected, refused, broken, crashed,
                       first.empty() ? "" : "; first: " + first);
}

}  // namespace sunbooth::damage
