// SPDX-License-Identifier: Apache-2.0
#include "app/text/shaper.h"

#include "app/text/typeset.h"
#include "app/text/walk.h"

#include <algorithm>
#include <list>
#include <unordered_map>

namespace sunbooth::app::text {
namespace {

/// Layouts held at once. A page has about 60 texts; languages and pages differ, so a few thousand
/// cover a whole visit in about this many bytes.
constexpr std::size_t kBytesMax = 4 * 1024 * 1024;

struct Key {
    SecretText text;
    Style style;
    bool operator==(const Key&) const = default;
};

struct KeyHash {
    std::size_t operator()(const Key& key) const {
        std::size_t hash = std::hash<std::string_view>{}(key.text.view());
        const auto mix = [&](std::size_t value) { hash = (hash ^ value) * 0x9e3779b97f4a7c15U; };
        mix(std::hash<float>{}(key.style.em_px));
        mix(std::hash<float>{}(key.style.wrap_px));
        mix(static_cast<std::size_t>(key.style.face) << 8U |
            static_cast<std::size_t>(key.style.language) << 4U |
            static_cast<std::size_t>(key.style.align));
        return hash;
    }
};

}  // namespace

class Shaper::Impl {
public:
    explicit Impl(FontLibrary& fonts) : fonts_(fonts) {}

    std::shared_ptr<const Layout> layout(std::string_view utf8, const Style& style) {
        Key key{SecretText(utf8), style};
        const auto found = index_.find(key);
        if (found != index_.end()) {
            used_.splice(used_.begin(), used_, found->second);
            return found->second->layout;
        }
        std::shared_ptr<const SetText> made = typeset(fonts_, tools_, utf8, style);
        bytes_ += made->bytes_held() + utf8.size();
        used_.push_front({key, made});
        index_.emplace(std::move(key), used_.begin());
        while (bytes_ > kBytesMax && used_.size() > 1) drop_oldest();
        return made;
    }

    void wipe() {
        index_.clear();
        used_.clear();
        bytes_ = 0;
        tools_.wipe();
    }

private:
    struct Entry {
        Key key;
        std::shared_ptr<const SetText> layout;
    };

    void drop_oldest() {
        const Entry& oldest = used_.back();
        bytes_ -= oldest.layout->bytes_held() + oldest.key.text.size();
        index_.erase(oldest.key);
        used_.pop_back();
    }

    FontLibrary& fonts_;
    Tools tools_;
    std::list<Entry> used_;  ///< Most recent first.
    std::unordered_map<Key, std::list<Entry>::iterator, KeyHash> index_;
    std::size_t bytes_ = 0;
};

Shaper::Shaper(FontLibrary& fonts) : impl_(std::make_unique<Impl>(fonts)) {}
Shaper::~Shaper() = default;

std::shared_ptr<const Layout> Shaper::layout(std::string_view utf8, const Style& style) {
    return impl_->layout(utf8, style);
}

void Shaper::wipe() {
    impl_->wipe();
}

std::string isolate(std::string_view value) {
    // U+2068 … U+2069, spelled out: as text they would turn the editor's own line around.
    constexpr char kFirstStrongIsolate[] = {'\xE2', '\x81', '\xA8', '\0'};
    constexpr char kPopIsolate[] = {'\xE2', '\x81', '\xA9', '\0'};
    return kFirstStrongIsolate + std::string(value) + kPopIsolate;
}

}  // namespace sunbooth::app::text
