// SPDX-License-Identifier: Apache-2.0
#include "app/text/atlas.h"

#include "sync/base/secret.h"

#include <unordered_map>
#include <vector>

namespace sunbooth::app::text {
namespace {

constexpr int kSide = 2048;
constexpr int kGap = 1;  ///< Keeps linear filtering from reading the neighbour.

using GlyphKey = std::uint64_t;
GlyphKey key_of(std::uint16_t font, std::uint32_t glyph, int px) {
    return std::uint64_t{font} << 48U | std::uint64_t{static_cast<std::uint16_t>(px)} << 32U |
           glyph;
}

struct Shelf {
    int y = 0, height = 0, used = 0;
};

struct Page {
    std::uintptr_t texture = 0;
    std::vector<Shelf> shelves;
    int used_height = 0;
    std::uint64_t last_used = 0;

    /// A place for w × h, or nothing. Shelves are taken when at most a quarter too high.
    std::optional<std::pair<int, int>> place(int w, int h) {
        for (Shelf& shelf : shelves) {
            if (shelf.height < h || shelf.height > h + h / 4 + 4 || shelf.used + w > kSide)
                continue;
            shelf.used += w;
            return std::pair{shelf.used - w, shelf.y};
        }
        if (used_height + h > kSide) return std::nullopt;
        shelves.push_back({used_height, h, w});
        used_height += h;
        return std::pair{0, shelves.back().y};
    }
};

struct Stored {
    Slot slot;
    std::size_t page = 0;
    bool blank = false;
};

using Slots = std::unordered_map<GlyphKey, Stored, std::hash<GlyphKey>, std::equal_to<>,
                                 WipingAllocator<std::pair<const GlyphKey, Stored>>>;

}  // namespace

struct GlyphAtlas::Impl {
    FontLibrary& fonts;
    TextureSink& sink;
    std::size_t pages_max;
    std::vector<Page> pages;
    Slots stored;
    std::size_t filling = 0;
    std::uint64_t frame = 1;
    int refused = 0;

    /// One page is filled at a time: leftovers on the others would be used in the same frame as it,
    /// and then no page could be emptied.
    std::optional<std::pair<std::size_t, std::pair<int, int>>> room(int w, int h) {
        if (!pages.empty()) {
            if (const auto at = pages[filling].place(w, h)) return std::pair{filling, *at};
        }
        const auto fresh = fresh_page();
        if (!fresh) return std::nullopt;
        filling = *fresh;
        const auto at = pages[filling].place(w, h);
        if (!at) return std::nullopt;
        return std::pair{filling, *at};
    }

    std::optional<std::size_t> fresh_page() {
        if (pages.size() < pages_max) {
            pages.push_back({sink.make_page(kSide), {}, 0, frame});
            return pages.size() - 1;
        }
        std::size_t oldest = 0;
        for (std::size_t i = 1; i < pages.size(); ++i) {
            if (pages[i].last_used < pages[oldest].last_used) oldest = i;
        }
        if (pages[oldest].last_used == frame) return std::nullopt;
        empty(pages[oldest]);
        std::erase_if(stored, [&](const auto& entry) { return entry.second.page == oldest; });
        return oldest;
    }

    void empty(Page& page) {
        sink.clear(page.texture, kSide);
        page = {page.texture, {}, 0, frame};
    }

    std::optional<Stored> add(std::uint16_t font, std::uint32_t glyph, int px) {
        const Bitmap bitmap = fonts.rasterise(font, glyph, px);
        if (bitmap.width == 0 || bitmap.height == 0) return Stored{{}, 0, true};
        const auto found = room(bitmap.width + kGap, bitmap.height + kGap);
        if (!found) {
            ++refused;
            return std::nullopt;
        }
        const auto [page, at] = *found;
        sink.upload(pages[page].texture, at.first, at.second, bitmap);
        const auto side = static_cast<float>(kSide);
        const Slot slot{pages[page].texture,
                        static_cast<float>(at.first) / side,
                        static_cast<float>(at.second) / side,
                        static_cast<float>(at.first + bitmap.width) / side,
                        static_cast<float>(at.second + bitmap.height) / side,
                        bitmap.left,
                        bitmap.top,
                        bitmap.width,
                        bitmap.height};
        return Stored{slot, page, false};
    }
};

GlyphAtlas::GlyphAtlas(FontLibrary& fonts, TextureSink& sink, int pages_max)
    : impl_(new Impl{fonts, sink, static_cast<std::size_t>(pages_max), {}, {}, 0, 1, 0}) {}
GlyphAtlas::~GlyphAtlas() = default;

void GlyphAtlas::begin_frame() {
    ++impl_->frame;
}
void GlyphAtlas::wipe() {
    for (Page& page : impl_->pages) impl_->empty(page);
    impl_->stored.clear();
    impl_->filling = 0;
}
int GlyphAtlas::page_count() const {
    return static_cast<int>(impl_->pages.size());
}
int GlyphAtlas::refused() const {
    return impl_->refused;
}

std::optional<Slot> GlyphAtlas::slot(std::uint16_t font, std::uint32_t glyph, int px) {
    const GlyphKey key = key_of(font, glyph, px);
    auto found = impl_->stored.find(key);
    if (found == impl_->stored.end()) {
        const std::optional<Stored> added = impl_->add(font, glyph, px);
        if (!added) return std::nullopt;
        found = impl_->stored.emplace(key, *added).first;
    }
    if (found->second.blank) return std::nullopt;
    impl_->pages[found->second.page].last_used = impl_->frame;
    return found->second.slot;
}

}  // namespace sunbooth::app::text
