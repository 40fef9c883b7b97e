// SPDX-License-Identifier: Apache-2.0
#include "sync/center/restore.h"

#include "sync/base/mutant.h"
#include "sync/center/fleet/answers.h"
#include "sync/center/folder.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault_lock.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kReady = "restored-";
constexpr std::string_view kReplaced = "replaced-";
constexpr const char* kVaultFolder = "vault-folder";
constexpr std::size_t kPathMax = 4096;
/// A copy's name, and the live file. The vault first: center.db is what promises.
constexpr std::array<std::pair<const char*, const char*>, 2> kFiles = {
    {{"vault.db", "vault/vault.db"}, {"center.db", "center.db"}}};

Error io(const fs::path& at, const std::error_code& failed) {
    const bool full = failed == std::errc::no_space_on_device;
    return {full ? ErrorCode::Full : ErrorCode::Io, at.string() + ": " + failed.message(),
            "--folder"};
}

std::error_code last_error() {
    return {errno, std::generic_category()};
}

Status check_database(const fs::path& file) {
    Result<store::Database> db = store::Database::open(
        file, {.access = store::Access::Reader, .exclusive = false, .vfs = {}});
    if (!db.ok()) return db.error();
    const Status good = db.value().check();
    return good.ok() ? good : Status(good.error().in(file.string()));
}

/// A move within one file system; a missing source is no error, because a crash may have come
/// between the move and whatever followed.
Status move_if_there(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    if (!fs::exists(from, failed)) return failed ? Status(io(from, failed)) : ok_status();
    fs::rename(from, to, failed);
    if (mutant("restore.ignores_errors")) return ok_status();
    return failed ? Status(io(from, failed)) : ok_status();
}

/// The log goes before its database: a database without its log loses commits, a log without its
/// database is nothing.
Status put_in_place(const fs::path& ready, const fs::path& live, const fs::path& replaced) {
    std::error_code failed;
    if (!fs::exists(ready, failed)) return failed ? Status(io(ready, failed)) : ok_status();
    const fs::path kept = replaced / live.filename();
    if (Status done = move_if_there(live.string() + "-wal", kept.string() + "-wal"); !done.ok()) {
        return done;
    }
    fs::remove(live.string() + "-shm", failed);
    if (Status done = move_if_there(live, kept); !done.ok()) return done;
    if (Status done = move_if_there(ready, live); !done.ok()) return done;
    return sync_folder(live.parent_path());
}

/// Who runs a restore may be another than whose vault it is: the file is for whoever has its
/// folder.
Status give_like(const fs::path& file, const fs::path& folder) {
    struct stat owner {};
    if (::stat(folder.c_str(), &owner) != 0) return io(folder, last_error());
    if (owner.st_uid == ::geteuid()) return ok_status();
    if (::chown(file.c_str(), owner.st_uid, owner.st_gid) != 0) return io(file, last_error());
    return ok_status();
}

/// A copy on the vault's own disk, whole before it has its name.
Status bring_beside(const fs::path& from, const fs::path& to) {
    const fs::path partial = to.string() + ".partial";
    std::error_code failed;
    fs::copy_file(from, partial, fs::copy_options::overwrite_existing, failed);
    if (failed) return io(partial, failed);
    if (Status given = give_like(partial, to.parent_path()); !given.ok()) return given;
    if (Status synced = sync_file(partial); !synced.ok()) return synced;
    fs::rename(partial, to, failed);
    return failed ? Status(io(to, failed)) : sync_folder(to.parent_path());
}

/// Into a vault's own folder. May be done again from any point: once something is kept aside and
/// nothing waits beside the live file any more, it was done.
Status put_vault(const fs::path& ready, const fs::path& vault_folder, const std::string& when) {
    const fs::path live = vault_folder / "vault" / "vault.db";
    const fs::path beside = vault_folder / "vault" / (std::string(kReady) + when + ".db");
    const fs::path replaced = vault_folder / (std::string(kReplaced) + when);
    std::error_code none;
    if (!fs::exists(beside, none)) {
        if (fs::exists(replaced, none)) return ok_status();
        if (Status brought = bring_beside(ready / "vault.db", beside); !brought.ok())
            return brought;
    }
    if (Status made = registry::make_private_folder(replaced); !made.ok()) return made;
    if (Status given = give_like(replaced, live.parent_path()); !given.ok()) return given;
    return put_in_place(beside, live, replaced);
}

Result<fs::path> vault_folder_in(const fs::path& ready) {
    std::error_code none;
    if (!fs::exists(ready / kVaultFolder, none)) return fs::path{};
    Result<std::string> text = read_file(ready / kVaultFolder, "--vault-folder", kPathMax);
    if (!text.ok()) return text.error();
    while (text.value().ends_with('\n')) text.value().pop_back();
    return fs::path(text.value());
}

Status finish_one(const fs::path& folder, const fs::path& ready, const std::string& when) {
    const Result<fs::path> apart = vault_folder_in(ready);
    if (!apart.ok()) return apart.error();
    const bool is_apart = !apart.value().empty();
    const Result<VaultLock> vault =
        VaultLock::take(is_apart ? apart.value() : folder, VaultLock::kPatience);
    if (!vault.ok()) return vault.error();
    if (is_apart) {
        if (Status put = put_vault(ready, apart.value(), when); !put.ok()) return put;
        std::error_code none;
        fs::remove(ready / "vault.db", none);
    }
    const fs::path replaced = folder / (std::string(kReplaced) + when);
    if (Status made = registry::make_private_folder(replaced); !made.ok()) return made;
    for (const auto& [copy, live] : kFiles) {
        const Status done = put_in_place(ready / copy, folder / live, replaced);
        if (!done.ok()) return done;
    }
    std::error_code failed;
    fs::remove_all(ready, failed);
    return failed ? Status(io(ready, failed)) : sync_folder(folder);
}

}  // namespace

Status renew_center(const fs::path& folder, Random& random) {
    Result<store::Database> db = registry::open_center(folder);
    if (!db.ok()) return db.error();
    Result<store::Transaction> transaction = store::Transaction::begin(db.value());
    if (!transaction.ok()) return transaction.error();
    if (!mutant("restore.same_generation")) {
        if (Status done = registry::begin_generation(db.value(), random); !done.ok()) return done;
    }
    if (Status done = fleet::forget_answers(db.value()); !done.ok()) return done;
    if (Status done = transaction.value().commit(); !done.ok()) return done;
    return db.value().checkpoint();
}

Result<std::uint64_t> newest_row_in(const fs::path& center_db) {
    if (Status good = check_database(center_db); !good.ok()) return good.error();
    Result<store::Database> db = store::Database::open(
        center_db, {.access = store::Access::Reader, .exclusive = false, .vfs = {}});
    if (!db.ok()) return db.error();
    return intake::newest_row(db.value());
}

Status stage_restore(const fs::path& folder, const fs::path& from, Random& random, WallTime now,
                     const fs::path& vault_folder) {
    const fs::path staging = folder / "restoring";
    std::error_code failed;
    fs::remove_all(staging, failed);
    if (Status made = registry::make_private_folder(staging); !made.ok()) return made;
    for (const auto& [copy, live] : kFiles) {
        fs::copy_file(from / copy, staging / copy, failed);
        if (failed) return io(staging / copy, failed);
        if (Status good = check_database(staging / copy); !good.ok()) return good;
    }
    if (Status done = renew_center(staging, random); !done.ok()) return done;
    for (const auto& [copy, live] : kFiles) {
        if (Status synced = sync_file(staging / copy); !synced.ok()) return synced;
    }
    if (!vault_folder.empty()) {
        const Status noted = write_file(staging / kVaultFolder, vault_folder.string());
        if (!noted.ok()) return noted;
    }
    if (Status synced = sync_folder(staging); !synced.ok()) return synced;
    const fs::path ready = folder / (std::string(kReady) + std::to_string(to_ms(now)));
    fs::rename(staging, ready, failed);
    return failed ? Status(io(ready, failed)) : sync_folder(folder);
}

Result<int> forget_replaced(const fs::path& folder, WallTime before) {
    std::error_code failed;
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(kReplaced)) continue;
        const std::string when = name.substr(kReplaced.size());
        std::int64_t ms = 0;
        const auto [end, bad] = std::from_chars(when.data(), when.data() + when.size(), ms);
        const bool is_time = bad == std::errc{} && end == when.data() + when.size();
        if (is_time && wall_ms(ms) < before) old.push_back(entry.path());
    }
    if (failed) return io(folder, failed);
    for (const fs::path& one : old) {
        if (!mutant("restore.keeps_replaced")) fs::remove_all(one, failed);
        if (failed) return io(one, failed);
    }
    if (old.empty()) return 0;
    const Status synced = sync_folder(folder);
    return synced.ok() ? Result<int>(static_cast<int>(old.size())) : Result<int>(synced.error());
}

Status finish_restore(const fs::path& folder) {
    std::error_code failed;
    std::string when;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kReady)) when = name.substr(kReady.size());
    }
    if (failed) return io(folder, failed);
    if (when.empty()) return ok_status();
    return finish_one(folder, folder / (std::string(kReady) + when), when);
}

}  // namespace sunbooth::center
