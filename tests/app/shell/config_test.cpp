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

TEST_CASE("config: a printer is a device or a folder, on wide or narrow paper, or there is none") {
    const auto none = read_with("");
    REQUIRE(none.ok());
    CHECK(none.value().printer.device.path.empty());
    CHECK(none.value().printer.folder.empty());
    const auto device =
        read_with("[printer]\ndevice = \"/dev/usb/lp0\"\npaper_mm = 58\nanswers = false\n");
    REQUIRE(device.ok());
    CHECK(device.value().printer.device.path == "/dev/usb/lp0");
    CHECK_FALSE(device.value().printer.device.answers);
    CHECK(device.value().printer.paper.width_dots() == 384);
    const auto folder = read_with("[printer]\nfolder = \"slips\"\n");
    REQUIRE(folder.ok());
    CHECK(folder.value().printer.folder.is_absolute());
    CHECK(folder.value().printer.paper.width_dots() == 576);
}

TEST_CASE("config: a printer that cannot be is refused by the name of its entry") {
    const std::pair<std::string, std::string> rows[] = {
        {"device = \"/dev/lp0\"\nfolder = \"slips\"", "printer.folder"},
        {"device = \"\"", "printer.device"},
        {"folder = \"slips\"\npaper_mm = 60", "printer.paper_mm"},
        {"device = \"/dev/ttyS0\"\nbaud = 12345", "printer.baud"},
        {"device = \"/dev/ttyS0\"\nanswers = 1", "printer.answers"},
    };
    for (const auto& [words, field] : rows) {
        CAPTURE(words);
        const auto refused = read_with("[printer]\n" + words + "\n");
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == field);
    }
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

TEST_CASE("config: speech has an engine, devices and keys of its own, and a slip names its field") {
    const auto usual = read_with("");
    REQUIRE(usual.ok());
    CHECK(usual.value().speech.enabled);
    CHECK(usual.value().speech.engine.empty());
    const auto own = read_with(
        "[speech]\nengine = [\"say\", \"{voice}\"]\nrecordings = \"spoken\"\nloudest_db = -6\n"
        "headset = \"USB\"\n[keypad]\nlouder = 128\njack_in = 104\n");
    REQUIRE_MESSAGE(own.ok(), own.error().line());
    CHECK(own.value().speech.engine.size() == 2);
    CHECK(own.value().speech.recordings.filename() == "spoken");
    CHECK(own.value().speech.recordings.is_absolute());
    CHECK(own.value().keypad.size() == 2);
    for (const std::string wrong :
         {"engine = \"espeak-ng\"", "engine = [3]", "loudest_db = 6", "enabled = 1"}) {
        CAPTURE(wrong);
        const auto refused = read_with("[speech]\n" + wrong + "\n");
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "speech." + wrong.substr(0, wrong.find(' ')));
    }
}
