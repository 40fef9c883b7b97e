// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace sunbooth::store {

class Shelf;

/// One prepared statement. Parameters are bound by name; columns are read by position.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(const char* name, std::int64_t value);
    Statement& bind(const char* name, int value) { return bind(name, std::int64_t{value}); }
    Statement& bind(const char* name, std::uint64_t value);
    Statement& bind(const char* name, std::string_view value);
    Statement& bind(const char* name, const char* value) {
        return bind(name, std::string_view{value});
    }
    Statement& bind(const char* name, const std::string& v) {
        return bind(name, std::string_view{v});
    }
    Statement& bind(const char* name, ByteView value);
    Statement& bind_null(const char* name);

    /// True when there is a row to read. @return Io, Full, Corrupt or Conflict (a constraint).
    Result<bool> step();
    /// Steps a statement that yields no rows, and makes it ready for the next use.
    Status run();
    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;
    Bytes blob(int column) const;
    bool is_null(int column) const;
    /// Zeros when the column holds another number of bytes.
    template <class F>
    F fixed(int column) const {
        return F::from(blob(column)).value_or(F{});
    }

private:
    friend class Database;
    Statement(sqlite3* db, std::shared_ptr<Shelf> shelf, sqlite3_stmt* handle, int failed)
        : db_(db), shelf_(std::move(shelf)), handle_(handle), failed_(failed) {}
    int index(const char* name) const;
    void keep(int code);
    sqlite3* db_;
    std::shared_ptr<Shelf> shelf_;  ///< Where it goes after use.
    sqlite3_stmt* handle_;
    int failed_;  ///< The first failure of preparing or binding; step() reports it.
};

enum class Access {
    Owner,   ///< The one connection that writes and checkpoints; creates the file.
    Reader,  ///< Read-only, never checkpoints (reliability.md 4.5).
};

struct OpenOptions {
    Access access = Access::Owner;
    bool exclusive = false;  ///< locking_mode=EXCLUSIVE: nobody else may open the file.
    std::string vfs = {};    ///< Name of a registered VFS; empty is the system's.
    bool keep_log = false;   ///< Closing leaves the log as it lies, until fold_on_close().
};

/// A SQLite database as we use it: WAL, synchronous=FULL, foreign keys, defensive mode, secure
/// delete, no mmap, journal_size_limit 4 MiB. One thread at a time.
class Database {
public:
    static Result<Database> open(const std::filesystem::path& path, const OpenOptions& options);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// `sql` must be one statement known at compile time; a wrong one aborts (programmer error).
    /// A disk that fails while the schema is read is reported by step().
    Statement prepare(std::string_view sql);
    /// Runs statements that yield no rows.
    Status run(std::string_view sql);
    std::int64_t last_insert_row() const;
    std::int64_t changes() const;
    /// quick_check of the whole file. @return Corrupt.
    Status check();
    /// integrity_check: what quick_check does, and that each index agrees with its table. A row
    /// that an index lost would never be found by it. @return Corrupt.
    Status check_indexes();
    /// Folds the WAL back into the file and truncates it.
    Status checkpoint();
    /// Closing folds the log back, whatever `keep_log` said: the file turned out to be whole. A log
    /// with damage in it would be cut short by that, and what stands behind the damage lost.
    void fold_on_close();
    /// VACUUM INTO a file that must not exist (Conflict); the copy is synced to disk before this
    /// returns.
    Status backup_into(const std::filesystem::path& to);
    sqlite3* handle() { return db_; }

private:
    explicit Database(sqlite3* db);
    sqlite3* db_;
    std::shared_ptr<Shelf> shelf_;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back unless commit() returned ok.
class Transaction {
public:
    static Result<Transaction> begin(Database& db);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

private:
    explicit Transaction(Database& db) : db_(&db) {}
    Database* db_;
};

/// Brings a database to the last of `migrations`, one transaction each together with its
/// user_version. @return Unsupported when the file is newer than the list.
Status migrate(Database& db, std::span<const std::string_view> migrations);

/// Compares the tables of `db` with what the migrations make. quick_check does not see a damaged
/// name in the schema, and a statement that names it would abort. @return Corrupt.
Status check_schema(Database& db, std::span<const std::string_view> migrations);

/// The error that a result code of SQLite means: FULL and I/O errors for want of room are Full,
/// CORRUPT and NOTADB are Corrupt, a broken constraint or somebody else's lock is Conflict, other
/// trouble with the file is Io. SQLite's words are the detail.
Error sqlite_error(sqlite3* db, int code);

}  // namespace sunbooth::store
