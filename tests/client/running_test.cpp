// SPDX-License-Identifier: Apache-2.0
// The whole client as the app uses it: a thread, TLS, a folder.
#include "sync/base/mutant.h"
#include "sync/client/client.h"
#include "sync/wire/routes.h"
#include "tests/client/fake_center.h"
#include "tests/client/tls_server.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>

using namespace sunbooth;
using client::Client;
using client::News;

namespace {

/// A center on the loopback, and a kiosk's configuration for it.
struct Town {
    SeededRandom random{41};
    test::FakeCenter center{random};
    test::Certificate authority = test::make_certificate({.name = "A", .authority = true}, nullptr);
    test::TempFolder folder;
    std::string code = "7GQ2-M4XT-9KZA-10VB";
    test::TlsServer server{{.certificate = test::make_certificate({}, &authority),
                            .answer = [this](const wire::Request& r) { return answer(r); }}};
    SystemClock clock;
    OsRandom chance;
    NullLog log;
    client::Config config;

    Town() {
        std::ofstream(folder / "ca.pem") << authority.pem;
        config = {.folder = folder / "kiosk",
                  .kiosk = "hall-1",
                  .host = "127.0.0.1",
                  .port = server.port(),
                  .ca_file = folder / "ca.pem",
                  .root_key = to_base64(center.root.public_key.view()),
                  .boot_id = "boot-1"};
    }
    client::Outside outside() { return {clock, chance, log}; }

    wire::Response answer(const wire::Request& request) {
        if (request.path != wire::route::kEnrol) return center.answer(request);
        const auto wish = wire::read_enrol_request(as_text(request.body)).value();
        if (wish.code != code) {
            return test::json(401,
                              wire::write_problem({ErrorCode::Unauthorized, "wrong", ""}, 401));
        }
        center.kiosk_key = wish.public_key;
        wire::EnrolAnswer welcome;
        welcome.kiosk = wish.kiosk;
        welcome.key_set = center.key_set();
        return test::json(200, wire::write(welcome));
    }
};

/// Collects news; waits for what is expected instead of for time.
class Ear {
public:
    void poke() {
        const std::lock_guard lock(mutex_);
        ++pokes_;
        poked_.notify_one();
    }
    template <class Wanted>
    bool hears(Client& client, Wanted wanted) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        std::unique_lock lock(mutex_);
        while (true) {
            for (const News& one : client.drain()) {
                if (wanted(one)) return true;
            }
            const int seen = pokes_;
            if (!poked_.wait_until(lock, deadline, [&] { return pokes_ != seen; })) return false;
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable poked_;
    int pokes_ = 0;
};

client::FileRecord filing() {
    domain::Complaint complaint;
    complaint.topic = "absent";
    complaint.text = SecretText("窗口没人");
    return {1, std::move(complaint)};
}

bool is_saved(const News& news) {
    return std::holds_alternative<client::Saved>(news);
}
bool is_delivered(const News& news) {
    const auto* standing = std::get_if<client::Standing>(&news);
    return standing != nullptr && standing->delivered && standing->unsent == 0;
}

}  // namespace

TEST_CASE("client: enrols, files, delivers over TLS, and keeps its folder to itself") {
    Town town;
    CHECK(client::enrol(town.config, "WRONG", town.outside()).error().code == ErrorCode::Refused);
    const Status enrolled = client::enrol(town.config, town.code, town.outside());
    REQUIRE_MESSAGE(enrolled.ok(), (enrolled.ok() ? "" : enrolled.error().line()));
    CHECK(std::filesystem::status(town.config.folder).permissions() ==
          std::filesystem::perms::owner_all);

    Ear ear;
    auto started = Client::start(town.config, town.outside(), [&] { ear.poke(); });
    REQUIRE_MESSAGE(started.ok(), (started.ok() ? "" : started.error().line()));
    Client& running = *started.value();
    running.post(filing());
    CHECK(ear.hears(running, is_saved));
    CHECK(ear.hears(running, is_delivered));
    // A second client for the same folder is turned away by the queue's lock.
    CHECK(Client::start(town.config, town.outside(), [] {}).error().code == ErrorCode::Conflict);
    std::move(started).value().reset();
    CHECK(town.center.stored().size() == 1);
}

TEST_CASE("client: without a center it saves all the same, and delivers when started beside one") {
    Town town;
    REQUIRE(client::enrol(town.config, town.code, town.outside()).ok());
    client::Config nowhere = town.config;
    nowhere.port = 1;
    {
        Ear ear;
        const auto alone = Client::start(nowhere, town.outside(), [&] { ear.poke(); });
        REQUIRE(alone.ok());
        alone.value()->post(filing());
        CHECK(ear.hears(*alone.value(), is_saved));
    }
    Ear ear;
    const auto running = Client::start(town.config, town.outside(), [&] { ear.poke(); });
    REQUIRE(running.ok());
    CHECK(ear.hears(*running.value(), is_delivered));
}

TEST_CASE(
    "client X10: a terminal that cannot start still knows its hall, as the center signed it") {
    Town town;
    CHECK(client::last_hall(town.config) == nullptr);
    REQUIRE(client::enrol(town.config, town.code, town.outside()).ok());
    town.center.at[std::string(wire::route::kHall)] = test::json(200, town.center.feed("阳光大厅"));
    {
        Ear ear;
        const auto started = Client::start(town.config, town.outside(), [&] { ear.poke(); });
        REQUIRE(started.ok());
        CHECK(ear.hears(*started.value(), [](const News& news) {
            return std::holds_alternative<client::HallChanged>(news);
        }));
    }
    // The key is gone: nothing can be served.
    std::filesystem::remove(town.config.folder / "kiosk.key");
    REQUIRE_FALSE(Client::start(town.config, town.outside(), [] {}).ok());
    const auto hall = client::last_hall(town.config);
    REQUIRE(hall != nullptr);
    CHECK(hall->window("3") != nullptr);
    // Nobody else's words are shown for the hall's.
    const std::filesystem::path file = town.config.folder / "hall.signed";
    CHECK(std::filesystem::status(file).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::string text;
    std::getline(std::ifstream(file), text, '\0');
    const auto at = text.find("\"hall\":\"") + 20;
    text[at] = text[at] == 'A' ? 'B' : 'A';
    std::ofstream(file) << text;
    CHECK(client::last_hall(town.config) == nullptr);
    std::ofstream(file) << "{";
    CHECK(client::last_hall(town.config) == nullptr);
}

TEST_CASE("client: a terminal that was revoked comes back by another code, and loses nothing") {
    Town town;
    REQUIRE(client::enrol(town.config, town.code, town.outside()).ok());
    const auto first_key = town.center.kiosk_key;
    {
        client::Config nowhere = town.config;
        nowhere.port = 1;
        Ear ear;
        const auto revoked = Client::start(nowhere, town.outside(), [&] { ear.poke(); });
        REQUIRE(revoked.ok());
        revoked.value()->post(filing());
        CHECK(ear.hears(*revoked.value(), is_saved));
    }
    town.code = "2222-3333-4444-5555";
    {
        const MutantScope scope("client.enrols_once");
        CHECK_FALSE(client::enrol(town.config, town.code, town.outside()).ok());
    }
    // A wrong code changes nothing: the keys that it had are still there.
    CHECK(client::enrol(town.config, "WRONG", town.outside()).error().code == ErrorCode::Refused);
    CHECK(std::filesystem::exists(town.folder / "kiosk/center.keys"));
    REQUIRE(client::enrol(town.config, town.code, town.outside()).ok());
    CHECK(town.center.kiosk_key == first_key);
    Ear ear;
    const auto back = Client::start(town.config, town.outside(), [&] { ear.poke(); });
    REQUIRE(back.ok());
    CHECK(ear.hears(*back.value(), is_delivered));
    CHECK(town.center.stored().size() == 1);
}

TEST_CASE("client: a wrong configuration is refused by the name of its field") {
    Town town;
    struct Row {
        const char* field;
        std::function<void(client::Config&)> spoil;
    };
    std::ofstream(town.folder / "file") << "not a folder";
    const std::filesystem::path file = town.folder / "file";
    REQUIRE(client::enrol(town.config, town.code, town.outside()).ok());
    for (const Row& row : {
             Row{"kiosk", [](client::Config& c) { c.kiosk = "Hall 1"; }},
             Row{"root_key", [](client::Config& c) { c.root_key = "AAAA"; }},
             Row{"host", [](client::Config& c) { c.host.clear(); }},
             Row{"port", [](client::Config& c) { c.port = 0; }},
             Row{"ca_file", [](client::Config& c) { c.ca_file = "/none.pem"; }},
             Row{"folder", [&](client::Config& c) { c.folder = file / "kiosk"; }},
         }) {
        CAPTURE(row.field);
        client::Config config = town.config;
        row.spoil(config);
        const auto started = Client::start(config, town.outside(), [] {});
        REQUIRE_FALSE(started.ok());
        CHECK(started.error().code == ErrorCode::InvalidInput);
        CHECK(started.error().field == row.field);
    }
}

TEST_CASE("client: a kiosk that was never enrolled, or under another root, does not start") {
    Town town;
    const auto never = Client::start(town.config, town.outside(), [] {});
    REQUIRE_FALSE(never.ok());
    CHECK(never.error().code == ErrorCode::NotFound);
    SeededRandom elsewhere(7);
    client::Config other = town.config;
    other.root_key = to_base64(seal::make_signing_key(elsewhere).public_key.view());
    CHECK_FALSE(client::enrol(other, town.code, town.outside()).ok());
    CHECK_FALSE(std::filesystem::exists(town.folder / "kiosk/center.keys"));
    REQUIRE(client::enrol(town.config, town.code, town.outside()).ok());
    CHECK(Client::start(other, town.outside(), [] {}).error().code == ErrorCode::Corrupt);
}
