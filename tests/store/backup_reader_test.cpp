// SPDX-License-Identifier: Apache-2.0
#include "sync/store/database.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::store;
using sunbooth::test::TempFolder;

TEST_CASE("store: a reader makes a backup while the owner writes, and stays a reader") {
    const TempFolder folder;
    const auto file = folder.path() / "a.db";
    Database owner = Database::open(file, {}).value();
    REQUIRE(owner.run("CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1)").ok());
    Database reader =
        Database::open(file, {.access = Access::Reader, .exclusive = false, .vfs = {}}).value();
    const auto copy = folder.path() / "copy.db";
    REQUIRE(reader.backup_into(copy).ok());
    Database read =
        Database::open(copy, {.access = Access::Reader, .exclusive = false, .vfs = {}}).value();
    Statement count = read.prepare("SELECT count(*) FROM t");
    REQUIRE(count.step().value());
    CHECK(count.integer(0) == 1);
    CHECK_FALSE(reader.run("INSERT INTO t VALUES (2)").ok());
}
