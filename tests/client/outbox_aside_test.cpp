// SPDX-License-Identifier: Apache-2.0
// R-8 at the terminal: what was set aside goes to the center, whole, whatever comes in between.
#include "sync/base/mutant.h"
#include "sync/wire/quarantine.h"
#include "tests/client/rig.h"

#include <fstream>
#include <iterator>

using namespace sunbooth;
using namespace sunbooth::test;

namespace {

std::filesystem::path queue_of(const Rig& rig) {
    return rig.folder / "outbox.db";
}

/// A courier whose queue was replaced by so many bytes of garbage while it was off.
void spoil(Rig& rig, std::size_t bytes) {
    rig.courier.reset();
    std::filesystem::remove(rig.folder / "outbox.db-wal");
    std::string garbage(bytes, 'x');
    for (std::size_t i = 0; i < bytes; i += 512) garbage[i] = static_cast<char>('a' + i % 25);
    std::ofstream(queue_of(rig), std::ios::binary | std::ios::trunc) << garbage;
}

std::string set_aside_in(const Rig& rig) {
    for (const auto& entry : std::filesystem::directory_iterator(rig.folder.path())) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("quarantine-") && !name.ends_with("-wal")) return name;
    }
    return {};
}

Bytes bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    return to_bytes(text);
}

}  // namespace

TEST_CASE("aside: a damaged queue reaches the center whole, and stays on the terminal") {
    Rig rig;
    rig.file("before");
    spoil(rig, 100'000);
    rig.start();
    rig.file("after");
    rig.live(std::chrono::minutes{1});
    const std::string name = set_aside_in(rig);
    REQUIRE_FALSE(name.empty());
    CHECK(rig.center.aside[name].size() == 100'000);
    CHECK(rig.center.aside[name] == bytes_of(rig.folder.path() / name));
    CHECK(rig.courier->outbox()->aside() == 0);
    CHECK(rig.counts().unsent == 0);
}

TEST_CASE("aside: lost answers and restarts between pieces cost no byte and bring none twice") {
    Rig rig;
    spoil(rig, 200'000);
    rig.start();
    for (int restart = 0; restart < 20; ++restart) {
        for (int i = 0; i < 4 && !rig.transport.waiting.empty(); ++i) {
            FakeTransport::Waiting one = rig.transport.take();
            const wire::Response answer = rig.center.answer(one.request);
            const bool lost = (restart + i) % 3 == 0;
            one.done(lost ? Result<wire::Response>(Error{ErrorCode::Offline, "lost", ""}) : answer);
        }
        rig.start();
    }
    rig.live(std::chrono::minutes{20});
    const std::string name = set_aside_in(rig);
    CHECK(rig.center.aside[name] == bytes_of(rig.folder.path() / name));
    CHECK(rig.courier->outbox()->aside() == 0);
}

TEST_CASE("aside: a restored center is sent again what it lost") {
    Rig rig;
    rig.live(std::chrono::minutes{1});
    rig.file("in the first generation");
    rig.live(std::chrono::minutes{1});
    spoil(rig, 70'000);
    rig.start();
    rig.live(std::chrono::minutes{1});
    const std::string name = set_aside_in(rig);
    REQUIRE(rig.center.aside[name].size() == 70'000);
    rig.center.back_up();
    rig.center.restore();
    rig.center.aside.clear();
    rig.file("in the second generation");
    rig.live(std::chrono::minutes{1});
    CHECK(rig.center.aside[name] == bytes_of(rig.folder.path() / name));
    CHECK(rig.courier->outbox()->aside() == 0);
}

TEST_CASE("aside: a restored center is noticed by its answer to a piece, when nothing else waits") {
    Rig rig;
    spoil(rig, 70'000);
    rig.center.at["/kiosk/v1/quarantine"] =
        json(503, wire::write_problem({ErrorCode::Full, "no room", ""}, 503));
    rig.start();
    rig.file("in the first generation");
    rig.live(std::chrono::minutes{1});
    rig.center.back_up();
    rig.live(std::chrono::minutes{30});
    REQUIRE(rig.counts().held == 0);
    rig.center.restore();
    rig.center.at.clear();
    const std::size_t asked = rig.center.counters.size();
    rig.live(std::chrono::minutes{20});
    CHECK(rig.courier->outbox()->aside() == 0);
    CHECK(rig.center.counters.size() - asked < 100);
}

TEST_CASE("aside: what is more than a center takes stays where it is, and holds nothing up") {
    Rig rig;
    spoil(rig, 1'000);
    rig.start();
    CHECK(rig.courier->outbox()->aside() == 1);
    const std::filesystem::path file = rig.folder.path() / set_aside_in(rig);
    rig.courier.reset();
    std::filesystem::resize_file(file, wire::kQuarantineBytesMax + 1);  // Sparse.
    rig.start();
    rig.file("after");
    rig.live(std::chrono::minutes{1});
    CHECK(rig.courier->outbox()->aside() == 0);
    CHECK(rig.center.aside.empty());
    CHECK(rig.counts().unsent == 0);
    CHECK(std::filesystem::exists(file));
}

TEST_CASE("aside: records go first, and a center that refuses the files gets them all the same") {
    Rig rig;
    spoil(rig, 100'000);
    rig.center.at["/kiosk/v1/quarantine"] =
        json(503, wire::write_problem({ErrorCode::Full, "no room", ""}, 503));
    rig.start();
    rig.file("after");
    rig.live(std::chrono::minutes{5});
    CHECK(rig.counts().unsent == 0);
    CHECK(rig.courier->outbox()->aside() == 1);
    CHECK(rig.center.aside.empty());
    const std::size_t asked = rig.center.counters.size();
    CHECK(asked < 100);  // It waits between its tries.

    rig.center.at.clear();
    rig.live(std::chrono::minutes{20});
    CHECK(rig.courier->outbox()->aside() == 0);
}
