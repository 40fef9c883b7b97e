// SPDX-License-Identifier: Apache-2.0
#include "sync/store/disk_space.h"

#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

using namespace sunbooth;
using store::FolderSpace;
using test::TempFolder;

TEST_CASE("disk space: the ballast holds real blocks, is made once and given back") {
    const TempFolder folder;
    FolderSpace disk(folder.path());
    REQUIRE(disk.hold_ballast().ok());
    REQUIRE(disk.hold_ballast().ok());
    struct stat about {};
    REQUIRE(::stat((folder / "ballast").c_str(), &about) == 0);
    CHECK(static_cast<std::uint64_t>(about.st_blocks) * 512 >= store::kBallastBytes);
    REQUIRE(disk.drop_ballast().ok());
    CHECK_FALSE(std::filesystem::exists(folder / "ballast"));
    CHECK(disk.drop_ballast().ok());
}

TEST_CASE("disk space: forms are refused below 64 MB, and when the room cannot be measured") {
    struct Row {
        Result<std::uint64_t> free;
        bool room;
    };
    const Error unreadable{ErrorCode::Io, "unreadable", ""};
    for (const Row& row :
         {Row{std::uint64_t{0}, false}, Row{store::kFreeBytesMin - 1, false},
          Row{std::uint64_t{store::kFreeBytesMin}, true}, Row{unreadable, false}}) {
        const TempFolder folder;
        FolderSpace disk(folder.path(), [&](const std::filesystem::path&) { return row.free; });
        CHECK(store::has_room(disk) == row.room);
    }
}

TEST_CASE("disk space: a real folder has a measure, a missing one an error") {
    const TempFolder folder;
    CHECK(store::free_bytes_of(folder.path()).ok());
    const auto missing = store::free_bytes_of(folder / "none");
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().code == ErrorCode::Io);
    FolderSpace nowhere(folder / "none");
    CHECK_FALSE(nowhere.hold_ballast().ok());
}
