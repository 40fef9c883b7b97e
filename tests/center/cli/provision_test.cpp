// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/provision.h"

#include "sync/center/folder.h"
#include "sync/center/registry/keys.h"
#include "sync/center/verbs.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace sunbooth;
namespace fs = std::filesystem;

namespace {

/// A center as `init` leaves it.
struct Office {
    Office() {
        REQUIRE(seal::start().ok());
        REQUIRE(center::init({.folder = folder}).ok());
    }
    center::ProvisionOptions options() const {
        center::ProvisionOptions given;
        given.folder = folder;
        given.kiosk = "hall-1";
        given.out = temp.path() / "hall-1.setup";
        return given;
    }
    test::TempFolder temp;
    fs::path folder = temp.path() / "center";
};

}  // namespace

TEST_CASE("provision: the file is signed by the center's root and tells CA, address and a code") {
    const Office office;
    const Status done = center::provision(office.options());
    REQUIRE_MESSAGE(done.ok(), done.error().line());
    const auto file = center::read_file(office.options().out, "file", wire::kProvisionBytesMax);
    REQUIRE(file.ok());
    const auto keys = center::registry::load_keys(office.folder);
    REQUIRE(keys.ok());
    const auto body = wire::read_provision(file.value(), keys.value().root);
    REQUIRE(body.ok());
    for (const char* part : {"id = \"hall-1\"", "host = \"127.0.0.1\"", "BEGIN CERTIFICATE",
                             "orientation = \"portrait\"", "code = \"", "port = 8443"}) {
        CAPTURE(part);
        CHECK(body.value().find(part) != std::string::npos);
    }
    CHECK(body.value().find("code = \"\"") == std::string::npos);
}

TEST_CASE("provision: settings go in, but may not tell another center") {
    const Office office;
    center::ProvisionOptions given = office.options();
    given.settings = office.temp.path() / "settings.toml";
    std::ofstream(given.settings) << "[screen]\nrotation = 90\n";
    REQUIRE(center::provision(given).ok());
    for (const char* wrong :
         {"[center]\nhost = \"10.6.6.6\"\n", "[kiosk]\nid = \"x\"\n", "screen = [\n"}) {
        std::ofstream(given.settings) << wrong;
        const Status refused = center::provision(given);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "--settings");
    }
}

TEST_CASE("provision: a root key that is away or another's is named") {
    const Office office;
    center::ProvisionOptions given = office.options();
    given.root_key = office.temp.path() / "safe.key";
    const Status missing = center::provision(given);
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().field == "--root-key");
    const Office other;
    given.root_key = other.folder / "keys" / "root.key";
    const Status wrong = center::provision(given);
    REQUIRE_FALSE(wrong.ok());
    CHECK(wrong.error().detail.find("not the root key") != std::string::npos);
    CHECK_FALSE(fs::exists(given.out));
}
