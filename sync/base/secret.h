// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace sunbooth {

/// Overwrites memory in a way that a compiler may not leave out.
void wipe_memory(void* at, std::size_t size);

/// Hands memory back only after it was overwritten.
template <class T>
struct WipingAllocator {
    using value_type = T;
    WipingAllocator() = default;
    template <class U>
    explicit WipingAllocator(const WipingAllocator<U>&) {}
    T* allocate(std::size_t n) { return std::allocator<T>{}.allocate(n); }
    void deallocate(T* at, std::size_t n) {
        wipe_memory(at, n * sizeof(T));
        std::allocator<T>{}.deallocate(at, n);
    }
    bool operator==(const WipingAllocator&) const { return true; }
};

/// Words that a visitor typed. Held in wiping memory only (a std::string would keep short texts
/// inside itself and leave them behind), never logged, never copied into a std::string.
class SecretText {
public:
    SecretText() = default;
    explicit SecretText(std::string_view text) : bytes_(text.begin(), text.end()) {}

    std::string_view view() const { return {bytes_.data(), bytes_.size()}; }
    bool empty() const { return bytes_.empty(); }
    std::size_t size() const { return bytes_.size(); }
    void append(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }
    void insert(std::size_t at, std::string_view text);
    void erase(std::size_t at, std::size_t count);
    /// Overwrites every byte, then forgets them.
    void wipe();
    bool operator==(const SecretText&) const = default;

private:
    std::vector<char, WipingAllocator<char>> bytes_;
};

}  // namespace sunbooth
