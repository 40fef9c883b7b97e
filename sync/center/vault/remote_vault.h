// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/vault/vault.h"

#include <filesystem>
#include <functional>
#include <mutex>

namespace sunbooth::center::vault {

/// The vault in its own process, behind a Unix socket (line.h). One connection, made when it is
/// needed and again when it broke; one question at a time. Any thread.
class RemoteVault final : public Vault {
public:
    /// A connected socket, which becomes this vault's. @return Offline.
    using Connect = std::function<Result<int>()>;
    explicit RemoteVault(Connect connect) : connect_(std::move(connect)) {}
    ~RemoteVault() override;
    RemoteVault(const RemoteVault&) = delete;
    RemoteVault& operator=(const RemoteVault&) = delete;

    /// All of these: Offline when the vault's process does not answer.
    Status keep(const domain::RecordId& record, ByteView contact_box) override;
    Result<std::vector<Kept>> keep_all(std::span<const ContactBox> contacts) override;
    Result<std::string> mask(const domain::RecordId& record) override;
    /// Asked once: a question whose answer was lost is in the audit, and may have been answered.
    Result<SecretText> reveal(const Asked& asked, WallTime now) override;
    Status erase(const domain::RecordId& record) override;

private:
    Result<SecretText> ask(ByteView question, int tries);
    Result<SecretText> ask_once(ByteView question);
    void hang_up();

    Connect connect_;
    std::mutex mutex_;
    int fd_ = -1;
};

/// Connects to a vault's socket; a vault that is silent for ten seconds counts as away.
Result<int> connect_vault(const std::filesystem::path& socket);

}  // namespace sunbooth::center::vault
