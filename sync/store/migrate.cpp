// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/store/database.h"

#include <sqlite3.h>

#include <map>
#include <string>
#include <vector>

namespace sunbooth::store {
namespace {

Result<std::size_t> version_of(Database& db) {
    Statement read = db.prepare("PRAGMA user_version");
    const Result<bool> row = read.step();
    if (!row.ok()) return row.error().in("user_version");
    return static_cast<std::size_t>(read.integer(0));
}

/// One migration and its number in one transaction: a power cut leaves all of it or nothing.
Status advance(Database& db, std::string_view migration, std::size_t to) {
    Result<Transaction> transaction = Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    const Status changed = db.run(migration);
    if (!changed.ok()) return changed;
    if (mutant("store.two_transaction_migration")) {
        if (Status done = transaction.value().commit(); !done.ok()) return done;
        return db.run("PRAGMA user_version=" + std::to_string(to));
    }
    const Status numbered = db.run("PRAGMA user_version=" + std::to_string(to));
    if (!numbered.ok()) return numbered;
    return transaction.value().commit();
}

/// Every table, index, trigger and view as SQLite keeps it, in one text. The tables in which it
/// keeps what ANALYZE counted are no part of it: an operator may run that at any time.
Result<std::string> schema_of(sqlite3* db) {
    constexpr const char* kSelect =
        "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name";
    sqlite3_stmt* select = nullptr;
    int code = sqlite3_prepare_v2(db, kSelect, -1, &select, nullptr);
    std::string schema;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(select);
        for (int column = 0; code == SQLITE_ROW && column < 4; ++column) {
            const unsigned char* text = sqlite3_column_text(select, column);
            if (text != nullptr) schema += reinterpret_cast<const char*>(text);
            schema += '\n';
        }
    }
    sqlite3_finalize(select);
    // The statement is right, so what SQLite cannot make sense of is the file.
    if ((code & 0xff) == SQLITE_ERROR) {
        return Error{ErrorCode::Corrupt, "the schema cannot be read", ""};
    }
    if (code != SQLITE_DONE) return sqlite_error(db, code).in("read the schema");
    return schema;
}

/// The schema that the migrations make, in a database that lives in memory.
Result<std::string> schema_of(std::span<const std::string_view> migrations) {
    sqlite3* memory = nullptr;
    int code =
        sqlite3_open_v2(":memory:", &memory, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
    for (const std::string_view migration : migrations) {
        if (code != SQLITE_OK) break;
        code = sqlite3_exec(memory, std::string(migration).c_str(), nullptr, nullptr, nullptr);
    }
    Result<std::string> schema =
        code == SQLITE_OK ? schema_of(memory)
                          : Result<std::string>(sqlite_error(memory, code).in("fresh schema"));
    sqlite3_close_v2(memory);
    return schema;
}

}  // namespace

Status migrate(Database& db, std::span<const std::string_view> migrations) {
    const Result<std::size_t> version = version_of(db);
    if (!version.ok()) return version.error();
    if (version.value() > migrations.size()) {
        return Error{ErrorCode::Unsupported, "the database is of a newer version", ""};
    }
    for (std::size_t at = version.value(); at < migrations.size(); ++at) {
        const Status advanced = advance(db, migrations[at], at + 1);
        if (advanced.ok()) continue;
        Error failed = advanced.error();
        // The migration is right, so the tables are not those of the number in the file.
        if (failed.code == ErrorCode::Internal) failed.code = ErrorCode::Corrupt;
        return failed.in("migration " + std::to_string(at + 1));
    }
    return ok_status();
}

Status check_schema(Database& db, std::span<const std::string_view> migrations) {
    // Made once a list: every opening asks for it again, and a program opens several databases.
    thread_local std::map<std::string, std::string, std::less<>> all;
    std::string list;
    for (const std::string_view migration : migrations) list += migration;
    auto made = all.find(list);
    if (made == all.end()) {
        Result<std::string> fresh = schema_of(migrations);
        if (!fresh.ok()) return fresh.error();
        made = all.emplace(std::move(list), std::move(fresh).value()).first;
    }
    const Result<std::string> found = schema_of(db.handle());
    if (!found.ok()) return found.error();
    if (found.value() == made->second) return ok_status();
    return Error{ErrorCode::Corrupt, "the tables are not those of this version", ""};
}

}  // namespace sunbooth::store
