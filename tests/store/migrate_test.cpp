// SPDX-License-Identifier: Apache-2.0
#include "sync/store/database.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <iterator>

using namespace sunbooth;
using store::Database;
using test::TempFolder;

namespace {

constexpr std::array<std::string_view, 2> kMigrations = {
    "CREATE TABLE records (id INTEGER PRIMARY KEY, body TEXT) STRICT;",
    "ALTER TABLE records ADD COLUMN day INTEGER; CREATE INDEX by_day ON records (day);",
};

Database open(const TempFolder& folder) {
    return std::move(Database::open(folder / "a.db", {})).value();
}

std::int64_t version(Database& db) {
    store::Statement read = db.prepare("PRAGMA user_version");
    REQUIRE(read.step().value());
    return read.integer(0);
}

}  // namespace

TEST_CASE(
    "migrate: a fresh and an old database come to the same schema; running again is nothing") {
    const TempFolder one, two;
    Database fresh = open(one);
    REQUIRE(store::migrate(fresh, kMigrations).ok());
    Database old = open(two);
    REQUIRE(store::migrate(old, std::span(kMigrations).first(1)).ok());
    REQUIRE(old.run("INSERT INTO records (body) VALUES ('kept')").ok());
    REQUIRE(store::migrate(old, kMigrations).ok());
    for (Database* db : {&fresh, &old}) {
        CHECK(version(*db) == 2);
        CHECK(store::check_schema(*db, kMigrations).ok());
        CHECK(store::migrate(*db, kMigrations).ok());
    }
    store::Statement body = old.prepare("SELECT body FROM records WHERE day IS NULL");
    REQUIRE(body.step().value());
    CHECK(body.text(0) == "kept");
}

TEST_CASE("migrate: what ANALYZE counted is no other schema") {
    const TempFolder folder;
    Database db = open(folder);
    REQUIRE(store::migrate(db, kMigrations).ok());
    REQUIRE(db.run("INSERT INTO records (body, day) VALUES ('kept', 1); ANALYZE").ok());
    CHECK(store::check_schema(db, kMigrations).ok());
    REQUIRE(db.run("CREATE TABLE sqlitestat (x)").ok());
    CHECK_FALSE(store::check_schema(db, kMigrations).ok());
}

TEST_CASE("migrate: a newer database is refused, not guessed") {
    const TempFolder folder;
    Database db = open(folder);
    REQUIRE(store::migrate(db, kMigrations).ok());
    const Status older = store::migrate(db, std::span(kMigrations).first(1));
    REQUIRE_FALSE(older.ok());
    CHECK(older.error().code == ErrorCode::Unsupported);
}

TEST_CASE("migrate: a migration that fails leaves nothing of itself") {
    const TempFolder folder;
    Database db = open(folder);
    constexpr std::array<std::string_view, 2> kBroken = {
        kMigrations[0],
        "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE half (x);"};
    CHECK_FALSE(store::migrate(db, kBroken).ok());
    CHECK(version(db) == 1);
    CHECK(store::check_schema(db, std::span(kMigrations).first(1)).ok());
}

TEST_CASE("migrate: a damaged name in the schema is seen, though quick_check passes") {
    const TempFolder folder;
    {
        Database db = open(folder);
        REQUIRE(store::migrate(db, kMigrations).ok());
        REQUIRE(db.checkpoint().ok());
    }
    std::ifstream in(folder / "a.db", std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    in.close();
    for (std::size_t at = bytes.find("records"); at != std::string::npos;
         at = bytes.find("records", at + 1)) {
        bytes[at] = 'R';  // One bit: "Records".
    }
    bytes.replace(bytes.find("body TEXT"), 4, "bodz");
    std::ofstream(folder / "a.db", std::ios::binary) << bytes;

    Database damaged = open(folder);
    CHECK(damaged.check().ok());
    const Status schema = store::check_schema(damaged, kMigrations);
    REQUIRE_FALSE(schema.ok());
    CHECK(schema.error().code == ErrorCode::Corrupt);
}
