// SPDX-License-Identifier: Apache-2.0
#include "app/shell/provision.h"

#include "app/shell/config.h"
#include "app/shell/setup_page.h"
#include "sync/base/random.h"
#include "sync/wire/provision.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

using namespace sunbooth;
using app::shell::provision;
using app::shell::Setup;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
    std::stringstream words;
    words << std::ifstream(file).rdbuf();
    return words.str();
}

/// A terminal before it is set up, and the root that its image trusts.
struct Terminal {
    Terminal() : key(made()) {
        fs::create_directories(config());
        std::ofstream(folder.path() / "root.pub") << to_base64(key.public_key.view()) << "\n";
    }
    static seal::SigningKey made() {
        REQUIRE(seal::start().ok());
        OsRandom random;
        return seal::make_signing_key(random);
    }
    std::string body(const std::string& address = "10.0.2.2", const std::string& more = "") const {
        return "[kiosk]\nid = \"hall-1\"\nfolder = \"data\"\n"
               "[center]\nhost = \"center.example\"\naddress = \"" +
               address +
               "\"\nport = 8443\n"
               "ca_file = \"ca.pem\"\nca = \"\"\"\n-----BEGIN CERTIFICATE-----\n\"\"\"\nroot_key = "
               "\"" +
               to_base64(key.public_key.view()) + "\"\n[enrol]\ncode = \"AAAA-BBBB\"\n" + more;
    }
    Status take(const std::string& file) const {
        std::ofstream(folder.path() / "setup.txt", std::ios::binary) << file;
        return provision(folder.path() / "setup.txt", folder.path() / "root.pub", config());
    }
    fs::path config() const { return folder.path() / "config"; }
    bool set_up() const { return fs::exists(config() / "kiosk.toml"); }

    test::TempFolder folder;
    seal::SigningKey key;
};

}  // namespace

TEST_CASE("provision: a signed file becomes a configuration, a CA and words for the machine") {
    const Terminal terminal;
    const Status done = terminal.take(wire::write_provision(terminal.body(), terminal.key));
    REQUIRE_MESSAGE(done.ok(), done.error().line());
    const auto config = app::shell::read_config(terminal.config() / "kiosk.toml");
    REQUIRE(config.ok());
    CHECK(config.value().enrol_code == "AAAA-BBBB");
    CHECK(text_of(terminal.config() / "ca.pem") == "-----BEGIN CERTIFICATE-----\n");
    CHECK(text_of(terminal.config() / "center.env") ==
          "center_address=10.0.2.2\ncenter_port=8443\ncenter_host=center.example\nntp=no\naddress="
          "\ngateway=\n");
}

TEST_CASE(
    "provision: unsigned, changed, truncated and other roots' files are refused and write "
    "nothing") {
    const Terminal terminal;
    const std::string good = wire::write_provision(terminal.body(), terminal.key);
    std::string changed = good;
    changed.replace(changed.find("10.0.2.2"), 8, "10.6.6.6");
    const std::string others = wire::write_provision(terminal.body(), Terminal::made());
    for (const std::string& wrong : {std::string(), terminal.body(), changed, good.substr(0, 60),
                                     good.substr(0, good.size() - 1), others,
                                     std::string(70000, 'x'), "sunbooth-provision/2\n" + good}) {
        const Status refused = terminal.take(wrong);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "setup file");
        CHECK_FALSE(terminal.set_up());
    }
}

TEST_CASE("provision: what is signed but wrong is refused by the name of its entry") {
    const Terminal terminal;
    const auto field_of = [&](const std::string& body) {
        const Status refused = terminal.take(wire::write_provision(body, terminal.key));
        REQUIRE_FALSE(refused.ok());
        CHECK_FALSE(terminal.set_up());
        return refused.error().field;
    };
    CHECK(field_of(terminal.body("center.example")) == "center.address");
    CHECK(field_of(terminal.body("10.0.2.2; reboot")) == "center.address");
    CHECK(field_of(terminal.body("10.0.2.2", "[network]\naddress = \"10.1.1.1\"\n")) ==
          "network.address");
    CHECK(field_of(terminal.body("10.0.2.2", "[network]\naddress = \"10.1.1.1/24\"\n")) ==
          "network.gateway");
    CHECK(field_of(terminal.body("10.0.2.2", "[network]\ngateway = \"$(reboot)\"\n")) == "network");
    CHECK(field_of(terminal.body("10.0.2.2", "[screen]\nrotation = 45\n")) == "screen.rotation");
    CHECK(field_of(terminal.body("10.0.2.2", "[screen]\ntouch = [1, 0]\n")) == "screen.touch");
}

TEST_CASE("provision: an image without a deployment's key says so") {
    const Terminal terminal;
    fs::remove(terminal.folder.path() / "root.pub");
    const Status refused = terminal.take(wire::write_provision(terminal.body(), terminal.key));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().field == "--trust");
}

TEST_CASE("setup: the page's step follows from the files, until the center's keys are there") {
    const Terminal terminal;
    const fs::path run = terminal.folder.path();
    const fs::path config = terminal.config() / "kiosk.toml";
    CHECK(app::shell::read_setup(run, config) == Setup{});
    std::ofstream(run / "setup") << "refused unauthorized: setup file: is not signed\n";
    CHECK(app::shell::read_setup(run, config)->step == Setup::Step::Refused);
    std::ofstream(run / "setup") << "broken the file system cannot be repaired\n";
    CHECK(app::shell::read_setup(run, config) ==
          Setup{.step = Setup::Step::Broken, .why = "the file system cannot be repaired"});
    REQUIRE(terminal.take(wire::write_provision(terminal.body(), terminal.key)).ok());
    CHECK(app::shell::read_setup(run, config)->step == Setup::Step::Connecting);
    CHECK(app::shell::read_setup(run, config)->terminal == "hall-1");
    fs::create_directories(terminal.config() / "data");
    // Its own key comes first: with the power gone before the center answered, it is not enrolled.
    std::ofstream(terminal.config() / "data" / "kiosk.key") << "x";
    CHECK(app::shell::read_setup(run, config)->step == Setup::Step::Connecting);
    std::ofstream(terminal.config() / "data" / "center.keys") << "x";
    CHECK_FALSE(app::shell::read_setup(run, config).has_value());
}
