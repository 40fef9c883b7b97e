// SPDX-License-Identifier: Apache-2.0
#include "sync/store/database.h"

#include "sync/base/mutant.h"
#include "sync/store/shelf.h"
#include "sync/store/vfs_file.h"

#include <sqlite3.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace sunbooth::store {
namespace {

constexpr int kBusyWaitMs = 5000;

/// The value a pragma answers with, as text; empty when it answers nothing.
Result<std::string> ask(Database& db, std::string_view pragma) {
    Statement statement = db.prepare(pragma);
    const Result<bool> row = statement.step();
    if (!row.ok()) return row.error().in(std::string(pragma));
    return row.value() ? statement.text(0) : std::string{};
}

/// Sets a pragma that answers with the value in force, and insists on it.
Status insist(Database& db, std::string_view pragma, std::string_view wanted) {
    Result<std::string> got = ask(db, pragma);
    if (!got.ok()) return got.error();
    if (got.value() == wanted) return ok_status();
    return Error{ErrorCode::Io, std::string(pragma) + " answered " + got.value(), ""};
}

Status expect_ok(Database& db, std::string_view check) {
    const Result<std::string> verdict = ask(db, check);
    if (!verdict.ok()) return verdict.error();
    if (verdict.value() == "ok") return ok_status();
    return Error{ErrorCode::Corrupt, std::string(check) + ": " + verdict.value(), ""};
}

/// How hard a commit is pushed to disk: FULL, because people pull plugs. NORMAL passes every test
/// that only kills processes, and loses commits at a power cut (reliability.md 0.7).
const char* synchronous_level() {
    if (mutant("store.synchronous_off")) return "0";
    if (mutant("store.synchronous_normal")) return "1";
    return "2";
}

Status configure_owner(Database& db, bool exclusive) {
    // Locking first: without shared memory from the first access on, no second connection can ever
    // meet the WAL-reset bug of SQLite 3.40 (reliability.md 0.4).
    if (exclusive) {
        const Status locked = insist(db, "PRAGMA locking_mode=EXCLUSIVE", "exclusive");
        if (!locked.ok()) return locked;
    }
    const Status wal = insist(db, "PRAGMA journal_mode=WAL", "wal");
    if (!wal.ok()) return wal;
    const std::string level = synchronous_level();
    const Status set = db.run("PRAGMA synchronous=" + level);
    if (!set.ok()) return set;
    const Status kept = insist(db, "PRAGMA synchronous", level);
    if (!kept.ok()) return kept;
    const bool traces = mutant("store.secure_delete_off");
    const Status deleted = traces ? insist(db, "PRAGMA secure_delete=OFF", "0")
                                  : insist(db, "PRAGMA secure_delete=ON", "1");
    if (!deleted.ok()) return deleted;
    return insist(db, "PRAGMA journal_size_limit=4194304", "4194304");
}

Status configure(Database& db, const OpenOptions& options) {
    sqlite3* handle = db.handle();
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, options.exclusive ? 0 : kBusyWaitMs);
    if (options.keep_log) sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    const Status both =
        db.run("PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON");
    if (!both.ok()) return both;
    if (options.access == Access::Owner) return configure_owner(db, options.exclusive);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return db.run("PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0");
}

/// Whether a failure of this kind came from a disk without room.
bool is_out_of_room(sqlite3* db, int code) {
    const int primary = code & 0xff;
    if (primary == SQLITE_FULL) return true;
    if (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN) return false;
    const int system = db != nullptr ? sqlite3_system_errno(db) : 0;
    return system == ENOSPC || system == EDQUOT;
}

ErrorCode meaning_of(sqlite3* db, int code) {
    if (is_out_of_room(db, code)) return ErrorCode::Full;
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return ErrorCode::Corrupt;
        case SQLITE_CONSTRAINT:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorCode::Conflict;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_PROTOCOL:
        case SQLITE_NOMEM:  // Not saved, and to be opened anew: as when the disk failed.
            return ErrorCode::Io;
        default:
            return ErrorCode::Internal;
    }
}

sqlite3_vfs* vfs_of(sqlite3* db) {
    sqlite3_vfs* vfs = nullptr;
    sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
    return vfs;
}

/// Syncs a closed file through the VFS that holds it, so that a simulated disk sees it too.
int sync_file(sqlite3_vfs* vfs, const std::string& path) {
    VfsFile file(vfs, path, SQLITE_OPEN_READWRITE);
    return file.code() == SQLITE_OK ? file.sync() : file.code();
}

/// Makes a created name durable. A folder that the real system does not have is a simulated one.
Status sync_folder(const std::filesystem::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return ok_status();
    const int code = ::fsync(fd);
    ::close(fd);
    if (code != 0) return Error{ErrorCode::Io, "the folder of the copy cannot be synced", ""};
    return ok_status();
}

}  // namespace

Error sqlite_error(sqlite3* db, int code) {
    std::string detail = sqlite3_errstr(code);
    if (db != nullptr && (sqlite3_errcode(db) & 0xff) == (code & 0xff)) detail = sqlite3_errmsg(db);
    return {meaning_of(db, code), detail + " (" + std::to_string(code) + ")", ""};
}

Result<Database> Database::open(const std::filesystem::path& path, const OpenOptions& options) {
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (options.access == Access::Owner ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                       : SQLITE_OPEN_READONLY);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
    Database db(handle);
    if (code != SQLITE_OK) return sqlite_error(handle, code).in("open " + path.string());
    const Status configured = configure(db, options);
    if (!configured.ok()) return configured.error().in("open " + path.string());
    return db;
}

Database::Database(sqlite3* db) : db_(db), shelf_(std::make_shared<Shelf>()) {}

Database::Database(Database&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)), shelf_(std::move(other.shelf_)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(db_, other.db_);
    std::swap(shelf_, other.shelf_);
    return *this;
}

Database::~Database() {
    if (shelf_ != nullptr) shelf_->close();
    sqlite3_close_v2(db_);
}

Statement Database::prepare(std::string_view sql) {
    sqlite3_stmt* handle = shelf_->take(sql);
    if (handle != nullptr) return {db_, shelf_, handle, SQLITE_OK};
    int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                  SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    // The one error of this kind that the file makes and not the statement: a damaged header.
    const bool header = (code & 0xff) == SQLITE_ERROR &&
                        std::string_view(sqlite3_errmsg(db_)) == "unsupported file format";
    if (header) code = SQLITE_CORRUPT;
    SUNBOOTH_ASSERT((code & 0xff) != SQLITE_ERROR && (code & 0xff) != SQLITE_MISUSE);
    return {db_, shelf_, handle, code};
}

Status Database::run(std::string_view sql) {
    const int code = sqlite3_exec(db_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(db_, code);
    return ok_status();
}

std::int64_t Database::last_insert_row() const {
    return sqlite3_last_insert_rowid(db_);
}
std::int64_t Database::changes() const {
    return sqlite3_changes64(db_);
}

Status Database::check() {
    return expect_ok(*this, "PRAGMA quick_check(1)");
}

Status Database::check_indexes() {
    return expect_ok(*this, "PRAGMA integrity_check(1)");
}

Status Database::checkpoint() {
    const int code =
        sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(db_, code).in("checkpoint");
    return ok_status();
}

void Database::fold_on_close() {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
}

namespace {

bool is_query_only(Database& db) {
    Statement pragma = db.prepare("PRAGMA query_only");
    const Result<bool> row = pragma.step();
    return row.ok() && row.value() && pragma.integer(0) != 0;
}

}  // namespace

Status Database::backup_into(const std::filesystem::path& to) {
    sqlite3_vfs* vfs = vfs_of(db_);
    if (exists(vfs, to.string())) {
        return Error{ErrorCode::Conflict, "the backup file exists: " + to.string(), ""};
    }
    // query_only forbids VACUUM INTO as well, though it writes another file; a reader's file stays
    // guarded by being opened read-only.
    const bool guarded = is_query_only(*this);
    if (guarded) {
        if (Status opened = run("PRAGMA query_only=OFF"); !opened.ok()) return opened;
    }
    Statement vacuum = prepare("VACUUM INTO :path");
    const Status copied = vacuum.bind(":path", to.string()).run();
    if (guarded) {
        if (Status closed = run("PRAGMA query_only=ON"); !closed.ok()) return closed;
    }
    if (!copied.ok()) return copied.error().in("backup into " + to.string());
    const int code = sync_file(vfs, to.string());
    if (code != SQLITE_OK) return sqlite_error(nullptr, code).in("sync " + to.string());
    return sync_folder(std::filesystem::absolute(to).parent_path());
}

}  // namespace sunbooth::store
