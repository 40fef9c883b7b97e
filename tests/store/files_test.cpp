// SPDX-License-Identifier: Apache-2.0
#include "sync/store/files.h"

#include "sync/store/database.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace sunbooth;
using test::TempFolder;

TEST_CASE(
    "files: a small file is overwritten whole, a missing one is nothing, a long one damaged") {
    const TempFolder folder;
    CHECK_FALSE(store::read_small_file(folder / "chain", "", 64).value().has_value());
    REQUIRE(store::write_small_file(folder / "chain", "", as_bytes("longer")).ok());
    REQUIRE(store::write_small_file(folder / "chain", "", as_bytes("short")).ok());
    CHECK(store::read_small_file(folder / "chain", "", 64).value() == to_bytes("short"));
    CHECK(store::read_small_file(folder / "chain", "", 4).error().code == ErrorCode::Corrupt);
    CHECK_FALSE(store::write_small_file(folder / "none" / "chain", "", as_bytes("x")).ok());
}

TEST_CASE("files: a database moves with its log, by rename and by copy through a VFS") {
    for (const std::string vfs : {"", "unix-excl"}) {
        CAPTURE(vfs);
        const TempFolder folder;
        std::ofstream(folder / "a.db") << std::string(200'000, 'd');
        std::ofstream(folder / "a.db-wal") << "log";
        REQUIRE(store::move_database(folder / "a.db", folder / "quarantine-1", vfs).ok());
        CHECK_FALSE(store::file_exists(folder / "a.db", vfs));
        CHECK_FALSE(store::file_exists(folder / "a.db-wal", vfs));
        CHECK(std::filesystem::file_size(folder / "quarantine-1") == 200'000);
        CHECK(store::read_small_file(folder / "quarantine-1-wal", vfs, 64).value() ==
              to_bytes("log"));
    }
}
