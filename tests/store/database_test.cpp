// SPDX-License-Identifier: Apache-2.0
#include "sync/store/database.h"

#include "sync/base/mutant.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace sunbooth;
using store::Access;
using store::Database;
using store::Statement;
using store::Transaction;
using test::TempFolder;

namespace {

Database open(const TempFolder& folder, store::OpenOptions options = {}) {
    Result<Database> db = Database::open(folder / "a.db", options);
    REQUIRE_MESSAGE(db.ok(), (db.ok() ? "" : db.error().line()));
    return std::move(db).value();
}

std::string pragma(Database& db, const std::string& name) {
    Statement read = db.prepare("PRAGMA " + name);
    REQUIRE(read.step().value());
    return read.text(0);
}

Database with_table(const TempFolder& folder) {
    Database db = open(folder);
    REQUIRE(
        db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, body BLOB) STRICT").ok());
    return db;
}

std::int64_t rows(Database& db) {
    Statement count = db.prepare("SELECT count(*) FROM t");
    REQUIRE(count.step().value());
    return count.integer(0);
}

Status insert(Database& db, std::string_view name) {
    return db.prepare("INSERT INTO t (name) VALUES (:name)").bind(":name", name).run();
}

}  // namespace

TEST_CASE("store: an owner commits durably, whatever SQLite's defaults are") {
    const TempFolder folder;
    Database db = open(folder);
    CHECK(pragma(db, "journal_mode") == "wal");
    CHECK(pragma(db, "synchronous") == "2");
    CHECK(pragma(db, "foreign_keys") == "1");
    CHECK(pragma(db, "secure_delete") == "1");
    CHECK(pragma(db, "trusted_schema") == "0");
    CHECK(pragma(db, "mmap_size") == "0");
    CHECK(pragma(db, "journal_size_limit") == "4194304");
    CHECK_FALSE(db.run("PRAGMA writable_schema=ON; DELETE FROM sqlite_master").ok());
}

TEST_CASE("store: the mutants really weaken the commit") {
    const TempFolder folder;
    {
        const MutantScope scope("store.synchronous_normal");
        Database db = open(folder);
        CHECK(pragma(db, "synchronous") == "1");
    }
    const MutantScope scope("store.synchronous_off");
    Database db = open(folder);
    CHECK(pragma(db, "synchronous") == "0");
}

TEST_CASE("store: an exclusive database has one opener and no shared memory") {
    const TempFolder folder;
    Database db = open(folder, {.exclusive = true});
    REQUIRE(db.run("CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT").ok());
    CHECK_FALSE(std::filesystem::exists(folder / "a.db-shm"));
    const Result<Database> second = Database::open(folder / "a.db", {.exclusive = true});
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code == ErrorCode::Conflict);
}

TEST_CASE("store: a reader sees commits and can neither write nor create") {
    const TempFolder folder;
    CHECK_FALSE(Database::open(folder / "none.db", {.access = Access::Reader}).ok());
    Database owner = with_table(folder);
    REQUIRE(insert(owner, "one").ok());
    Database reader = open(folder, {.access = Access::Reader});
    CHECK(rows(reader) == 1);
    const Status written = insert(reader, "two");
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().code == ErrorCode::Io);
    REQUIRE(insert(owner, "three").ok());
    CHECK(rows(reader) == 2);
}

TEST_CASE("store: a statement reads back every kind of value, the empty ones too") {
    const TempFolder folder;
    Database db = with_table(folder);
    Statement put = db.prepare("INSERT INTO t (id, name, body) VALUES (:id, :name, :body)");
    REQUIRE(put.bind(":id", std::int64_t{1})
                .bind(":name", "阳光")
                .bind(":body", Bytes{0, 1})
                .run()
                .ok());
    REQUIRE(
        put.bind(":id", 2).bind(":name", std::string_view{}).bind(":body", ByteView{}).run().ok());
    REQUIRE(put.bind(":id", 3).bind_null(":name").bind_null(":body").run().ok());

    Statement get = db.prepare("SELECT id, name, body FROM t ORDER BY id");
    REQUIRE(get.step().value());
    CHECK(get.text(1) == "阳光");
    CHECK(get.blob(2) == Bytes{0, 1});
    REQUIRE(get.step().value());
    CHECK_FALSE(get.is_null(1));
    CHECK_FALSE(get.is_null(2));
    CHECK(get.blob(2).empty());
    REQUIRE(get.step().value());
    CHECK(get.is_null(1));
    CHECK(get.is_null(2));
    CHECK_FALSE(get.step().value());
}

TEST_CASE("store: what is not committed is not there") {
    const TempFolder folder;
    Database db = with_table(folder);
    {
        Transaction dropped = Transaction::begin(db).value();
        REQUIRE(insert(db, "one").ok());
    }
    CHECK(rows(db) == 0);
    Transaction kept = Transaction::begin(db).value();
    REQUIRE(insert(db, "one").ok());
    REQUIRE(kept.commit().ok());
    CHECK(rows(db) == 1);
}

TEST_CASE("store: a broken constraint is a conflict, a file without room is full") {
    const TempFolder folder;
    Database db = with_table(folder);
    REQUIRE(insert(db, "one").ok());
    CHECK(insert(db, "one").error().code == ErrorCode::Conflict);

    REQUIRE(db.run("PRAGMA max_page_count=10").ok());
    const Status full = insert(db, std::string(100'000, 'x'));
    REQUIRE_FALSE(full.ok());
    CHECK(full.error().code == ErrorCode::Full);
    CHECK(rows(db) == 1);
    CHECK(db.check().ok());
}

TEST_CASE("store: a file that is no database, and one with a damaged page, are corrupt") {
    const TempFolder folder;
    std::ofstream(folder / "a.db") << std::string(4096, 'x');
    const Result<Database> foreign = Database::open(folder / "a.db", {});
    REQUIRE_FALSE(foreign.ok());
    CHECK(foreign.error().code == ErrorCode::Corrupt);
    std::filesystem::remove(folder / "a.db");

    {
        Database db = with_table(folder);
        for (int i = 0; i < 200; ++i) REQUIRE(insert(db, std::string(100, 'a') + char(i)).ok());
        REQUIRE(db.checkpoint().ok());
        CHECK(db.check().ok());
    }
    std::fstream file(folder / "a.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(2 * 4096);
    file << std::string(64, '\xff');
    file.close();
    Database damaged = open(folder);
    const Status checked = damaged.check();
    REQUIRE_FALSE(checked.ok());
    CHECK(checked.error().code == ErrorCode::Corrupt);
}

TEST_CASE("store: a backup is a whole database of its own, and never replaces a file") {
    const TempFolder folder;
    Database db = with_table(folder);
    REQUIRE(insert(db, "one").ok());
    REQUIRE(db.backup_into(folder / "copy.db").ok());
    REQUIRE(insert(db, "two").ok());
    const Status again = db.backup_into(folder / "copy.db");
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code == ErrorCode::Conflict);
    Database copy = std::move(Database::open(folder / "copy.db", {})).value();
    CHECK(copy.check().ok());
    CHECK(rows(copy) == 1);
}

TEST_CASE("store: a checkpoint folds the whole log back") {
    const TempFolder folder;
    Database db = with_table(folder);
    REQUIRE(insert(db, "one").ok());
    CHECK(std::filesystem::file_size(folder / "a.db-wal") > 0);
    REQUIRE(db.checkpoint().ok());
    CHECK(std::filesystem::file_size(folder / "a.db-wal") == 0);
}

TEST_CASE("store: an unknown VFS and a missing folder are errors, not crashes") {
    const TempFolder folder;
    CHECK_FALSE(Database::open(folder / "a.db", {.vfs = "no-such-vfs"}).ok());
    const Result<Database> nowhere = Database::open(folder / "none" / "a.db", {});
    REQUIRE_FALSE(nowhere.ok());
    CHECK(nowhere.error().code == ErrorCode::Io);
}
