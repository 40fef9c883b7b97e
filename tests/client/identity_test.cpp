// SPDX-License-Identifier: Apache-2.0
#include "sync/client/identity.h"

#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sys/stat.h>

using namespace sunbooth;
using client::Identity;
using test::TempFolder;

TEST_CASE("identity: a key is made once, readable by its owner alone, and reads back") {
    const TempFolder folder;
    SeededRandom random(3);
    const auto kiosk = domain::KioskId::parse("hall-1").value();
    CHECK(client::load_identity(folder.path(), kiosk).error().code == ErrorCode::NotFound);
    const Identity made = client::make_identity(folder.path(), kiosk, random).value();
    struct stat about {};
    REQUIRE(::stat((folder / "kiosk.key").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    const Identity read = client::load_identity(folder.path(), kiosk).value();
    CHECK(read.key.seed == made.key.seed);
    CHECK(read.key.public_key == made.key.public_key);
    CHECK(client::make_identity(folder.path(), kiosk, random).error().code == ErrorCode::Conflict);
}

TEST_CASE("identity: another kiosk's key, and a damaged one, are not taken") {
    const TempFolder folder;
    SeededRandom random(3);
    const auto kiosk = domain::KioskId::parse("hall-1").value();
    REQUIRE(client::make_identity(folder.path(), kiosk, random).ok());
    const auto other = domain::KioskId::parse("hall-2").value();
    CHECK(client::load_identity(folder.path(), other).error().code == ErrorCode::Corrupt);
    for (const char* text :
         {"", "x", "sunbooth-kiosk-key/1 hall-1 AAAA\n", "sunbooth-kiosk-key/1 hall-1 !!!!\n",
          "sunbooth-kiosk-key/2 hall-1 \n"}) {
        CAPTURE(text);
        std::ofstream(folder / "kiosk.key") << text;
        CHECK(client::load_identity(folder.path(), kiosk).error().code == ErrorCode::Corrupt);
    }
}
