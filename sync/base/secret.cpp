// SPDX-License-Identifier: Apache-2.0
#include "sync/base/secret.h"

#include "sync/base/assert.h"

#include <cstring>

namespace sunbooth {

void wipe_memory(void* at, std::size_t size) {
    if (size > 0) explicit_bzero(at, size);  // An empty vector's data may be null.
}

void SecretText::insert(std::size_t at, std::string_view text) {
    SUNBOOTH_ASSERT(at <= bytes_.size());
    bytes_.insert(bytes_.begin() + static_cast<std::ptrdiff_t>(at), text.begin(), text.end());
}

void SecretText::erase(std::size_t at, std::size_t count) {
    SUNBOOTH_ASSERT(at + count <= bytes_.size());
    const auto first = bytes_.begin() + static_cast<std::ptrdiff_t>(at);
    bytes_.erase(first, first + static_cast<std::ptrdiff_t>(count));
    // The bytes past the new end are still in the buffer: write over them.
    const std::size_t kept = bytes_.size();
    bytes_.resize(kept + count, '\0');
    bytes_.resize(kept);
}

void SecretText::wipe() {
    wipe_memory(bytes_.data(), bytes_.capacity());
    bytes_.clear();
    bytes_.shrink_to_fit();
}

}  // namespace sunbooth
