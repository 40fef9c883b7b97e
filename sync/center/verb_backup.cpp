// SPDX-License-Identifier: Apache-2.0
#include "sync/center/backups.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/restore.h"
#include "sync/center/verbs.h"

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

}  // namespace

Status backup(const fs::path& folder) {
    Result<FolderLock> lock = enter_folder(folder);
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
    Result<FolderLock> lock = enter_folder(options.folder);
    if (!lock.ok()) return lock.error();
    const Result<std::uint64_t> row = newest_row_in(options.from / "center.db");
    if (!row.ok()) {
        return invalid_input("--from",
                             options.from.string() +
                                 ": is no backup; give one of the folders that `backup` made (" +
                                 row.error().detail + ")");
    }
    if (Status may = check_newer(options, row.value()); !may.ok()) return may;
    OsRandom random;
    SystemClock clock;
    const Status staged = stage_restore(options.folder, options.from, random, clock.wall());
    if (!staged.ok()) return staged;
    if (Status done = finish_restore(options.folder); !done.ok()) return done;
    std::printf("restored %llu records; a new generation asks the kiosks for the rest\n",
                static_cast<unsigned long long>(row.value()));
    return ok_status();
}

}  // namespace sunbooth::center
