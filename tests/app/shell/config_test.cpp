// SPDX-License-Identifier: Apache-2.0
#include "app/shell/config.h"

#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

using namespace sunbooth;
using app::shell::KioskConfig;

namespace {

/// A kiosk.toml that is whole, with `more` behind it.
Result<KioskConfig> read_with(const std::string& more) {
    const test::TempFolder folder;
    std::ofstream(folder.path() / "ca.pem") << "x";
    const auto file = folder.path() / "kiosk.toml";
    std::ofstream(file) << "[kiosk]\nid = \"hall-1\"\nfolder = \"data\"\n"
                           "[center]\nhost = \"localhost\"\nport = 8443\nca_file = \"ca.pem\"\n"
                           "root_key = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"\n"
                        << more;
    return app::shell::read_config(file);
}

}  // namespace

TEST_CASE("config: sounds that a place does not tell apart are chosen one by one") {
    const auto none = read_with("");
    REQUIRE(none.ok());
    CHECK_FALSE(none.value().fuzzy.n_l);
    const auto two = read_with("[input]\nfuzzy = [\"n-l\", \"in-ing\"]\n");
    REQUIRE(two.ok());
    CHECK(two.value().fuzzy.n_l);
    CHECK(two.value().fuzzy.in_ing);
    CHECK_FALSE(two.value().fuzzy.z_zh);
}

TEST_CASE("config: a sound that is none is named, with those that are") {
    for (const std::string wrong : {"[\"l-n\"]", "\"n-l\"", "[3]"}) {
        CAPTURE(wrong);
        const auto refused = read_with("[input]\nfuzzy = " + wrong + "\n");
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "input.fuzzy");
        CHECK(refused.error().detail.find("\"n-l\"") != std::string::npos);
        CHECK(refused.error().detail.find("kiosk.toml") != std::string::npos);
    }
}
