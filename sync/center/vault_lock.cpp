// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sunbooth::center {
namespace {

constexpr std::chrono::milliseconds kStep{20};

Error io(const std::filesystem::path& file) {
    return {ErrorCode::Io, file.string() + ": " + std::strerror(errno), "--vault-folder"};
}

}  // namespace

Result<VaultLock> VaultLock::take(const std::filesystem::path& folder,
                                  std::chrono::milliseconds patience) {
    const std::filesystem::path file = folder / "vault" / "lock";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return io(file);
    VaultLock lock(fd);
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return io(file);
        if (patience <= std::chrono::milliseconds{0}) {
            return Error{ErrorCode::Conflict,
                         folder.string() + ": its vault is running: stop it first",
                         "--vault-folder"};
        }
        patience -= kStep;
        std::this_thread::sleep_for(kStep);
    }
    return Result<VaultLock>(std::move(lock));
}

VaultLock::VaultLock(VaultLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

VaultLock::~VaultLock() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace sunbooth::center
