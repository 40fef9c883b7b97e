// SPDX-License-Identifier: Apache-2.0
// A prepared statement is used again; nothing of its last use may be seen then.
#include "sync/store/database.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <optional>

using namespace sunbooth;
using store::Database;
using store::Statement;
using test::TempFolder;

namespace {

constexpr std::string_view kInsert = "INSERT INTO t (id, name) VALUES (:id, :name)";
constexpr std::string_view kSelect = "SELECT name FROM t WHERE id = :id";

Database with_table(const TempFolder& folder) {
    Result<Database> db = Database::open(folder / "a.db", {});
    REQUIRE(db.ok());
    REQUIRE(db.value().run("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT) STRICT").ok());
    return std::move(db).value();
}

int statements_of(Database& db) {
    int count = 0;
    sqlite3_stmt* at = nullptr;
    while ((at = sqlite3_next_stmt(db.handle(), at)) != nullptr) ++count;
    return count;
}

}  // namespace

TEST_CASE("store: one statement serves all uses of its text, and two at the same time are two") {
    const TempFolder folder;
    Database db = with_table(folder);
    const int before = statements_of(db);
    for (int id = 1; id <= 20; ++id) {
        REQUIRE(db.prepare(kInsert).bind(":id", id).bind(":name", "n").run().ok());
    }
    CHECK(statements_of(db) == before + 1);
    Statement one = db.prepare(kSelect);
    Statement two = db.prepare(kSelect);
    CHECK(one.bind(":id", 1).step().value());
    CHECK_FALSE(two.bind(":id", 99).step().value());
}

TEST_CASE("store: a statement that is used again has forgotten its bindings and its place") {
    const TempFolder folder;
    Database db = with_table(folder);
    REQUIRE(db.prepare(kInsert).bind(":id", 1).bind(":name", "secret").run().ok());
    REQUIRE(db.prepare(kInsert).bind(":id", 2).run().ok());
    {
        Statement half_read = db.prepare(kSelect);
        REQUIRE(half_read.bind(":id", 2).step().value());
        CHECK(half_read.is_null(0));
    }
    CHECK_FALSE(db.prepare(kSelect).step().value());
}

TEST_CASE("store: a failed statement leaves neither a lock nor its error to the next use") {
    const TempFolder folder;
    Database db = with_table(folder);
    REQUIRE(db.prepare(kInsert).bind(":id", 1).run().ok());
    CHECK(db.prepare(kInsert).bind(":id", 1).run().error().code == ErrorCode::Conflict);
    CHECK(db.prepare(kInsert).bind(":id", 2).run().ok());
    CHECK(db.checkpoint().ok());
}

TEST_CASE("store: statements outlive a change of the schema and the database they came from") {
    const TempFolder folder;
    std::optional<Database> db = with_table(folder);
    REQUIRE(db->prepare(kInsert).bind(":id", 1).bind(":name", "a").run().ok());
    REQUIRE(db->run("ALTER TABLE t ADD COLUMN more TEXT").ok());
    REQUIRE(db->prepare(kInsert).bind(":id", 2).bind(":name", "b").run().ok());
    const Statement last = db->prepare(kSelect);
    db.reset();
}
