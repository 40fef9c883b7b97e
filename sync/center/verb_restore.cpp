// SPDX-License-Identifier: Apache-2.0
#include "sync/center/folder.h"
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
