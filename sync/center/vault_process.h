// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/log.h"
#include "sync/base/result.h"

#include <filesystem>
#include <mutex>
#include <sys/types.h>

namespace sunbooth::center {

/// The socket of a vault that a center started itself.
std::filesystem::path own_vault_socket(const std::filesystem::path& folder);

/// The vault's process, as `serve` starts one when no other is configured: the same program with
/// the verb `vault`. Ends with the center; started anew when it died. Any thread.
class VaultProcess {
public:
    VaultProcess(std::filesystem::path folder, Log& log) : folder_(std::move(folder)), log_(log) {}
    /// Asks it to end, and waits.
    ~VaultProcess();
    VaultProcess(const VaultProcess&) = delete;
    VaultProcess& operator=(const VaultProcess&) = delete;

    /// A connection to it; starts it when it does not run. @return Offline.
    Result<int> connect();

private:
    Status start();
    bool runs();

    const std::filesystem::path folder_;
    Log& log_;
    std::mutex mutex_;
    pid_t process_ = -1;
};

}  // namespace sunbooth::center
