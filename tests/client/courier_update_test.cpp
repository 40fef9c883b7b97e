// SPDX-License-Identifier: Apache-2.0
// Another image for the machine, as a terminal gets it from its center: asked for at any time,
// fetched in quiet hours, through lost answers and power cuts, handed over only when it is whole.
#include "sync/base/mutant.h"
#include "sync/wire/routes.h"
#include "sync/wire/update.h"
#include "tests/client/rig.h"

#include <fstream>
#include <sstream>

using namespace sunbooth;
using domain::UpdateState;
using test::Rig;
namespace fs = std::filesystem;

namespace {

const std::string kAsk(wire::route::kUpdate);
const std::string kParts(wire::route::kUpdateParts);

/// A terminal of kiosk-os with version 0.1.7, and a center that offers 0.1.8.
struct Hall {
    explicit Hall(std::size_t bytes = 2 * wire::kPartBytesMax + 1000) : bundle(bytes) {
        rig.random.fill(bundle);
        offer(wire::UpdateOffer{"0.1.8", static_cast<std::int64_t>(bundle.size()),
                                seal::digest(bundle)});
        rig.exchange();
    }
    void offer(std::optional<wire::UpdateOffer> offered) {
        rig.center.at[kAsk] = test::json(200, wire::write(wire::UpdateAnswer{std::move(offered)}));
    }
    /// As the app does every few minutes.
    void tell(bool quiet, domain::Update update = {}) {
        rig.courier->handle(client::TellHealth{{.version = "0.1.7", .slot = "a"}});
        rig.courier->handle(client::TellUpdate{std::move(update), quiet});
    }
    /// Lets the center answer up to so many requests; parts come from the bundle.
    std::size_t serve(std::size_t most = 1000) {
        std::size_t parts = 0;
        for (std::size_t i = 0; i < most && !rig.transport.waiting.empty(); ++i) {
            test::FakeTransport::Waiting one = rig.transport.take();
            if (one.request.path == kParts) {
                ++parts;
                put_part(wire::read_part_question(as_text(one.request.body)).value());
            }
            one.done(rig.center.answer(one.request));
        }
        return parts;
    }
    void put_part(const wire::PartQuestion& asked) {
        const auto from = static_cast<std::size_t>(asked.offset);
        REQUIRE(from < bundle.size());
        const std::size_t bytes = std::min<std::size_t>(wire::kPartBytesMax, bundle.size() - from);
        const ByteView part = ByteView(bundle).subspan(from, bytes);
        offsets.push_back(asked.offset);
        rig.center.at[kParts] = {
            200, {{"content-type", "application/octet-stream"}}, Bytes(part.begin(), part.end())};
    }
    void pass(milliseconds span) {
        rig.clock.advance(span);
        rig.courier->tick();
    }
    fs::path ready() const { return rig.folder / "update/ready/0.1.8.raucb"; }
    bool handed_over() const {
        std::ifstream in(ready(), std::ios::binary);
        std::stringstream bytes;
        bytes << in.rdbuf();
        return in.good() && bytes.str() == as_text(bundle);
    }
    wire::UpdateQuestion told() const {
        return wire::read_update_question(rig.center.bodies.at(kAsk)).value();
    }
    Rig rig;
    Bytes bundle;
    std::vector<std::int64_t> offsets;  ///< That were asked for.
};

}  // namespace

TEST_CASE(
    "update: a desk is never asked about, an image tells what runs and what came of the last") {
    Hall hall;
    hall.rig.courier->handle(client::TellHealth{{.version = ""}});
    hall.rig.courier->handle(client::TellUpdate{{}, true});
    hall.serve();
    CHECK_FALSE(hall.rig.center.bodies.contains(kAsk));
    hall.tell(false, {UpdateState::FellBack, "0.1.6", ""});
    hall.serve();
    CHECK(hall.told().version == "0.1.7");
    CHECK(hall.told().slot == "a");
    CHECK(hall.told().update.state == UpdateState::FellBack);
}

TEST_CASE("update: in quiet hours it comes part by part and is handed over whole") {
    Hall hall;
    hall.tell(true);
    CHECK(hall.serve() == 3);
    CHECK(hall.handed_over());
    CHECK(hall.offsets ==
          std::vector<std::int64_t>{0, wire::kPartBytesMax, 2 * wire::kPartBytesMax});
    hall.pass(client::Policy{}.update_every);
    CHECK(hall.serve() == 0);
    CHECK(hall.told().update.state == UpdateState::Installing);
}

TEST_CASE("update: while the hall is open nothing is fetched; what is half here waits") {
    Hall hall;
    hall.tell(false);
    CHECK(hall.serve() == 0);
    hall.tell(true);  // The hall closes: it begins at once.
    while (hall.offsets.empty()) hall.serve(1);
    hall.tell(false);
    const std::size_t before = hall.offsets.size();
    hall.serve(2);
    hall.pass(client::Policy{}.update_every);
    hall.serve();
    CHECK(hall.offsets.size() <= before + 1);  // The one that was under way.
    CHECK_FALSE(hall.handed_over());
    CHECK(hall.told().update.state == UpdateState::Fetching);

    const MutantScope broken("client.updates_by_day");
    Hall other;
    other.tell(false);
    CHECK(other.serve() == 3);  // What the first half of this test does not allow.
}

TEST_CASE("update: after a power cut it goes on where it was, to the byte") {
    Hall hall;
    hall.tell(true);
    while (hall.offsets.size() < 2) hall.serve(1);
    hall.rig.start();
    hall.offsets.clear();
    hall.tell(true);
    hall.serve();
    REQUIRE_FALSE(hall.offsets.empty());
    CHECK(hall.offsets.front() >= wire::kPartBytesMax);
    CHECK(hall.handed_over());

    const MutantScope broken("client.fetches_anew");
    Hall other;
    other.tell(true);
    while (other.offsets.size() < 2) other.serve(1);
    other.rig.start();
    other.offsets.clear();
    other.tell(true);
    other.serve();
    CHECK(other.offsets.front() == 0);  // What the line above does not allow.
}

TEST_CASE(
    "update: what a power cut left handed over is handed over again, as another name that "
    "appears") {
    Hall hall;
    hall.tell(true);
    hall.serve();
    REQUIRE(hall.handed_over());
    const auto before = fs::last_write_time(hall.ready().parent_path());
    hall.rig.start();
    hall.offsets.clear();
    hall.tell(true);
    hall.serve();
    CHECK(hall.offsets.empty());
    CHECK(hall.handed_over());
    // Moving one name of a file onto another of the same file would change nothing, and wake
    // nobody.
    CHECK(fs::last_write_time(hall.ready().parent_path()) > before);
    CHECK_FALSE(fs::exists(hall.rig.folder / "update/0.1.8.link"));
}

TEST_CASE("update: a lost answer costs one part, and is asked for again") {
    Hall hall;
    hall.tell(true);
    while (hall.offsets.empty()) hall.serve(1);
    hall.rig.lose_answers();
    hall.pass(std::chrono::minutes{15});
    hall.serve();
    CHECK(hall.handed_over());
}

TEST_CASE(
    "update: a tail that a power cut spoiled is found by the digest, and all of it fetched again") {
    Hall hall;
    hall.tell(true);
    while (hall.offsets.size() < 2) hall.serve(1);
    for (const auto& entry : fs::directory_iterator(hall.rig.folder / "update")) {
        if (entry.path().extension() != ".part") continue;
        std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(1000);
        file.put('\0').put('\1').put('\2');
    }
    hall.rig.start();
    hall.tell(true);
    hall.serve();
    CHECK_FALSE(fs::exists(hall.ready()));
    hall.pass(std::chrono::minutes{15});
    hall.tell(true);
    hall.serve();
    CHECK(hall.handed_over());
}

TEST_CASE(
    "update: what is not what was offered is never handed over, and is told after two tries") {
    Hall hall;
    const seal::Digest other = seal::digest(as_bytes("another"));
    hall.offer(wire::UpdateOffer{"0.1.8", static_cast<std::int64_t>(hall.bundle.size()), other});
    for (int i = 0; i < 6; ++i) {
        hall.tell(true);
        hall.serve();
        hall.pass(std::chrono::minutes{15});
    }
    hall.serve();
    CHECK_FALSE(fs::exists(hall.ready()));
    CHECK(hall.offsets.size() == 6);  // Twice three parts.
    CHECK(hall.told().update.state == UpdateState::Failed);
    CHECK(hall.told().update.version == "0.1.8");

    const MutantScope broken("client.update_unchecked");
    Hall careless;
    careless.offer(
        wire::UpdateOffer{"0.1.8", static_cast<std::int64_t>(careless.bundle.size()), other});
    careless.tell(true);
    careless.serve();
    CHECK(fs::exists(careless.ready()));  // What the first half of this test does not allow.
}

TEST_CASE("update: one that is withdrawn goes from the disk, and a newer one takes its place") {
    Hall hall;
    hall.tell(true);
    while (hall.offsets.empty()) hall.serve(1);
    hall.serve(1);
    hall.rig.lose_requests();
    hall.offer(std::nullopt);
    hall.tell(false);
    hall.pass(std::chrono::minutes{15});
    hall.serve();
    CHECK_FALSE(fs::exists(hall.rig.folder / "update"));
}

TEST_CASE("update: an older version, and one that there is no room for, are not fetched") {
    Hall hall;
    hall.offer(wire::UpdateOffer{"0.1.6", 1000, seal::Digest{}});
    hall.tell(true);
    CHECK(hall.serve() == 0);
    hall.offer(wire::UpdateOffer{"0.1.8", static_cast<std::int64_t>(hall.bundle.size()),
                                 seal::digest(hall.bundle)});
    hall.rig.disk.free = 200ULL * 1024 * 1024;  // Less than the queue may need.
    hall.pass(client::Policy{}.update_every);
    CHECK(hall.serve() == 0);
    hall.pass(client::Policy{}.update_every);
    hall.serve();
    CHECK(hall.told().update.state == UpdateState::Failed);
}

TEST_CASE("update: a machine that installs or waits for its start is left in peace") {
    for (const UpdateState busy : {UpdateState::Installing, UpdateState::Installed}) {
        Hall hall;
        hall.tell(true, {busy, "0.1.8", ""});
        CHECK(hall.serve() == 0);
        CHECK(hall.told().update.state == busy);
    }
}

TEST_CASE("update: records go before its parts") {
    Hall hall;
    hall.tell(true);
    while (hall.offsets.empty()) hall.serve(1);
    hall.rig.file("等着的投诉");
    hall.serve(3);
    CHECK(hall.rig.center.stored() == hall.rig.saved());
}
