// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <chrono>
#include <filesystem>

namespace sunbooth::center {

/// Holds DIR/vault/lock: of whoever has the vault's file open, or replaces it. Apart from the lock
/// of the center, because a vault may have a folder, a user and a life of its own.
class VaultLock {
public:
    /// How long a restore waits for a vault that ends with its center.
    static constexpr std::chrono::seconds kPatience{5};

    /// @return Conflict when a vault still runs after `patience`; Io.
    static Result<VaultLock> take(const std::filesystem::path& folder,
                                  std::chrono::milliseconds patience);
    VaultLock(VaultLock&& other) noexcept;
    VaultLock& operator=(VaultLock&&) = delete;
    ~VaultLock();

private:
    explicit VaultLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace sunbooth::center
