// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/center/vault/vault.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <filesystem>
#include <mutex>

namespace sunbooth::center::vault {

/// Makes DIR/vault with its key and its empty database. @return the public half for the key set;
/// Conflict when there is one; Io.
Result<seal::BoxPublicKey> found_vault(const std::filesystem::path& center_folder, Random& random);

/// Makes another key, `DIR/vault/callback-<name>.key`, that the vault opens boxes with besides
/// those that it has. Which one kiosks seal to is for the key set to say. @return its public half;
/// Io.
Result<seal::BoxPublicKey> add_vault_key(const std::filesystem::path& center_folder,
                                         Random& random);

/// A whole, checked copy of vault.db into a file that must not exist, over a connection of its own.
Status backup_vault(const std::filesystem::path& center_folder, const std::filesystem::path& to);

/// The vault as a file. What runs in the vault's own process, and in tests in theirs; any thread.
class LocalVault final : public Vault {
public:
    /// @return InvalidInput naming the key file; Io, Corrupt, Unsupported.
    static Result<std::unique_ptr<LocalVault>> open(const std::filesystem::path& center_folder);

    const seal::BoxPublicKey& public_key() const { return keys_.front().public_key; }

    Status keep(const domain::RecordId& record, ByteView contact_box) override;
    Result<std::vector<Kept>> keep_all(std::span<const ContactBox> contacts) override;
    Result<std::string> mask(const domain::RecordId& record) override;
    Result<SecretText> reveal(const Asked& asked, WallTime now) override;
    Status erase(const domain::RecordId& record) override;

private:
    LocalVault(store::Database db, std::vector<seal::BoxKey> keys)
        : db_(std::move(db)), keys_(std::move(keys)) {}
    Result<Kept> insert(const ContactBox& contact);
    Status check_quota(const Asked& asked, WallTime now);
    Result<SecretText> phone_of(const domain::RecordId& record);
    Result<SecretText> open_box(ByteView box) const;

    std::mutex mutex_;
    store::Database db_;
    std::vector<seal::BoxKey> keys_;  ///< The first one, then those that rotations added.
};

}  // namespace sunbooth::center::vault
