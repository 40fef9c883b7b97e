// SPDX-License-Identifier: Apache-2.0
#include "sync/center/verb_restore.h"

#include "sync/center/config.h"
#include "sync/center/folder.h"
#include "sync/center/restore.h"
#include "sync/center/vault_lock.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

Status check_newer(const RestoreOptions& options, std::uint64_t in_backup) {
    std::error_code ignored;
    const fs::path live = options.folder / "center.db";
    if (options.force || !fs::exists(live, ignored)) return ok_status();
    const Result<std::uint64_t> held = newest_row_in(live);
    if (!held.ok() || held.value() <= in_backup) return ok_status();
    return Error{ErrorCode::Conflict,
                 "the center holds " + std::to_string(held.value() - in_backup) +
                     " records more than this backup: give --force to go back all the same",
                 "--from"};
}

/// One that ends with its center may take a moment; one that runs by itself is somebody's to stop.
Status check_vault_stopped(const fs::path& center, const fs::path& apart) {
    const Result<VaultLock> lock = apart.empty()
                                       ? VaultLock::take(center, VaultLock::kPatience)
                                       : VaultLock::take(apart, std::chrono::milliseconds{0});
    return lock.ok() ? ok_status() : Status(lock.error());
}

/// Where the vault's file lies; empty: in the center's own folder. A vault that runs by itself
/// would go on in the file that is replaced, and what it keeps from then on would be gone.
Result<fs::path> checked_vault(const RestoreOptions& options, const fs::path& given) {
    const Result<Config> config = read_config(options.folder);
    if (!config.ok()) return config.error();
    if (config.value().vault_socket.empty()) {
        if (given.empty()) return fs::path{};
        return invalid_input(
            "--vault-folder",
            "is for a vault that runs by itself; center.toml names no vault.socket");
    }
    if (given.empty()) {
        return invalid_input(
            "--vault-folder",
            "the vault of this center runs by itself: stop it, and give the folder "
            "that it was started with");
    }
    std::error_code failed;
    const fs::path folder = fs::absolute(given, failed);
    if (!fs::is_regular_file(folder / "vault" / "callback.key", failed)) {
        return invalid_input("--vault-folder", folder.string() +
                                                   ": holds no vault/callback.key; give the folder "
                                                   "that the vault was started with");
    }
    return folder;
}

}  // namespace

Status restore(const RestoreOptions& options) {
    return restore_with_vault(options, {});
}

Status restore_with_vault(const RestoreOptions& options, const fs::path& vault_folder) {
    Result<FolderLock> lock = enter_folder(options.folder);
    if (!lock.ok()) return lock.error();
    const Result<fs::path> vault = checked_vault(options, vault_folder);
    if (!vault.ok()) return vault.error();
    const Result<std::uint64_t> row = newest_row_in(options.from / "center.db");
    if (!row.ok()) {
        return invalid_input("--from",
                             options.from.string() +
                                 ": is no backup; give one of the folders that `backup` made (" +
                                 row.error().detail + ")");
    }
    if (Status may = check_newer(options, row.value()); !may.ok()) return may;
    // Before anything is made ready: what is ready is brought to its end by whoever comes next.
    const Status stopped = check_vault_stopped(options.folder, vault.value());
    if (!stopped.ok()) return stopped;
    OsRandom random;
    SystemClock clock;
    const Status staged =
        stage_restore(options.folder, options.from, random, clock.wall(), vault.value());
    if (!staged.ok()) return staged;
    if (Status done = finish_restore(options.folder); !done.ok()) return done;
    std::printf("restored %llu records; a new generation asks the kiosks for the rest\n",
                static_cast<unsigned long long>(row.value()));
    return ok_status();
}

}  // namespace sunbooth::center
