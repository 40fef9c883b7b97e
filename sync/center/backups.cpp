// SPDX-License-Identifier: Apache-2.0
#include "sync/center/backups.h"

#include "sync/base/buggify.h"
#include "sync/base/mutant.h"
#include "sync/center/folder.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/vault/copy_line.h"
#include "sync/center/vault/local_vault.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "backup-";
constexpr const char* kUnfinished = "unfinished";

Error io(const fs::path& path, const std::error_code& failed) {
    return {ErrorCode::Io, path.string() + ": " + failed.message(), "backup.folder"};
}

/// Names sort by time, so that the oldest are found by name.
std::string name_of(WallTime now, std::uint64_t row) {
    return fmt::format("{}{:015}-row{}", kPrefix, to_ms(now), row);
}

Status check_copy(const fs::path& file) {
    Result<store::Database> copy = store::Database::open(
        file, {.access = store::Access::Reader, .exclusive = false, .vfs = {}});
    if (!copy.ok()) return copy.error().in("backup.check");
    return copy.value().check();
}

/// Takes its name first: whatever carries a backup's name is whole, also when removing stops half
/// way. What is left is swept away before the next backup.
Status drop(const fs::path& backup) {
    std::error_code failed;
    const bool in_place = mutant("backup.drops_in_place");
    const fs::path nameless = in_place ? backup : backup.parent_path() / kUnfinished;
    if (!in_place) fs::rename(backup, nameless, failed);
    if (!failed) fs::remove_all(nameless, failed);
    return failed ? Status(io(backup, failed)) : ok_status();
}

Status drop_old(const fs::path& folder, int keep) {
    std::vector<fs::path> found;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (entry.path().filename().string().starts_with(kPrefix)) found.push_back(entry.path());
    }
    if (failed) return io(folder, failed);
    std::sort(found.begin(), found.end());
    const auto surplus = static_cast<std::ptrdiff_t>(found.size()) - keep;
    for (std::ptrdiff_t i = 0; i < surplus; ++i) {
        if (Status done = drop(found[static_cast<std::size_t>(i)]); !done.ok()) return done;
    }
    return ok_status();
}

}  // namespace

Result<std::uint64_t> copy_center(const fs::path& folder, const fs::path& to,
                                  const fs::path& vault_socket) {
    Result<store::Database> reader = registry::open_center_reader(folder);
    if (!reader.ok()) return reader.error();
    Result<std::uint64_t> row = intake::newest_row(reader.value());
    if (!row.ok()) return row;
    const Status copied = reader.value().backup_into(to / "center.db");
    const bool careless = mutant("backup.ignores_errors");
    if (!copied.ok() && !careless) return copied.error();
    const Status vault = vault_socket.empty() ? vault::backup_vault(folder, to / "vault.db")
                                              : vault::fetch_copy(vault_socket, to / "vault.db");
    if (!vault.ok() && !careless) return vault.error();
    for (const char* name : {"center.db", "vault.db"}) {
        const Status good = check_copy(to / name);
        if (!good.ok() && !careless) return good.error();
    }
    const Status synced = sync_folder(to);
    if (!synced.ok()) return synced.error();
    if (buggify("backup.fails_at_the_end")) return Error{ErrorCode::Full, to.string(), ""};
    return row;
}

Result<Backup> make_backup(const fs::path& folder, const Config& config, WallTime now) {
    const fs::path unfinished = config.backup_folder / kUnfinished;
    std::error_code failed;
    fs::remove_all(unfinished, failed);
    fs::create_directories(unfinished, failed);
    if (failed) return io(unfinished, failed);
    fs::permissions(unfinished, fs::perms::owner_all, failed);
    const Result<std::uint64_t> row = copy_center(folder, unfinished, config.vault_socket);
    if (!row.ok()) return row.error();
    const fs::path finished = config.backup_folder / name_of(now, row.value());
    fs::rename(unfinished, finished, failed);
    if (failed) return io(finished, failed);
    if (Status done = sync_folder(config.backup_folder); !done.ok()) return done.error();
    if (Status done = drop_old(config.backup_folder, config.backup_keep); !done.ok()) {
        return done.error();
    }
    return Backup{finished, row.value()};
}

}  // namespace sunbooth::center
