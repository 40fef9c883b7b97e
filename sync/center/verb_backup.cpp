// SPDX-License-Identifier: Apache-2.0
#include "sync/center/backups.h"
#include "sync/center/folder.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/verbs.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

Result<std::uint64_t> newest_in(const fs::path& file) {
    Result<store::Database> db = store::Database::open(
        file, {.access = store::Access::Reader, .exclusive = false, .vfs = {}});
    if (!db.ok()) return db.error();
    if (Status good = db.value().check(); !good.ok()) return good.error();
    return intake::newest_row(db.value());
}

/// Puts a copy in the place of a database; its log must not be replayed over another file.
Status put_back(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    for (const char* tail : {"-wal", "-shm"}) fs::remove(to.string() + tail, failed);
    const fs::path beside = to.string() + ".restoring";
    fs::copy_file(from, beside, fs::copy_options::overwrite_existing, failed);
    if (!failed) fs::rename(beside, to, failed);
    if (failed) return Error{ErrorCode::Io, to.string() + ": " + failed.message(), "--folder"};
    return sync_folder(to.parent_path());
}

Status check_newer(const RestoreOptions& options, std::uint64_t in_backup) {
    std::error_code ignored;
    const fs::path live = options.folder / "center.db";
    if (options.force || !fs::exists(live, ignored)) return ok_status();
    const Result<std::uint64_t> held = newest_in(live);
    if (!held.ok() || held.value() <= in_backup) return ok_status();
    return Error{ErrorCode::Conflict,
                 "the center holds " + std::to_string(held.value() - in_backup) +
                     " records more than this backup: give --force to go back all the same",
                 "--from"};
}

}  // namespace

Status backup(const fs::path& folder) {
    Result<FolderLock> lock = FolderLock::take(folder);
    if (!lock.ok()) return lock.error();
    const Result<Config> config = read_config(folder);
    if (!config.ok()) return config.error();
    SystemClock clock;
    const Result<Backup> made = make_backup(folder, config.value(), clock.wall());
    if (!made.ok()) return made.error();
    Result<store::Database> db = registry::open_center(folder);
    if (!db.ok()) return db.error();
    const Status marked = registry::set_backed_up(db.value(), made.value().row, clock.wall());
    if (!marked.ok()) return marked;
    std::printf("%s\n", made.value().folder.c_str());
    return ok_status();
}

Status restore(const RestoreOptions& options) {
    Result<FolderLock> lock = FolderLock::take(options.folder);
    if (!lock.ok()) return lock.error();
    const Result<std::uint64_t> row = newest_in(options.from / "center.db");
    if (!row.ok()) {
        return invalid_input("--from",
                             options.from.string() + ": is no backup: " + row.error().detail);
    }
    if (Status may = check_newer(options, row.value()); !may.ok()) return may;
    for (const auto& [copy, live] :
         {std::pair("vault.db", "vault/vault.db"), std::pair("center.db", "center.db")}) {
        if (Status done = put_back(options.from / copy, options.folder / live); !done.ok())
            return done;
    }
    Result<store::Database> db = registry::open_center(options.folder);
    if (!db.ok()) return db.error();
    Result<store::Transaction> transaction = store::Transaction::begin(db.value());
    if (!transaction.ok()) return transaction.error();
    OsRandom random;
    if (Status done = registry::begin_generation(db.value(), random); !done.ok()) return done;
    if (Status done = transaction.value().commit(); !done.ok()) return done;
    std::printf("restored %llu records; a new generation asks the kiosks for the rest\n",
                static_cast<unsigned long long>(row.value()));
    return ok_status();
}

}  // namespace sunbooth::center
