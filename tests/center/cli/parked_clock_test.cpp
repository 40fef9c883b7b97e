// SPDX-License-Identifier: Apache-2.0
// A running center takes in what it had to refuse, as soon as it has learnt the word.
#include "sync/center/parked_clock.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/hall.h"
#include "tests/center/kiosk_world.h"

#include <thread>

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

/// A center with one parked record, running.
class Running {
public:
    Running() {
        domain::Complaint filed = complaint("等了很久", "13812345678");
        filed.topic = "late";
        const Bytes sealed = kiosk.make(filed);
        record = id_of(sealed);
        REQUIRE(kiosk.send_one(sealed).verdict == wire::Verdict::Refused);
        center.close();
        auto owner = center::registry::open_center(center.folder());
        REQUIRE(owner.ok());
        auto started = center::api::Lanes::start(center::api::Router({}), std::move(owner).value(),
                                                 open_reader, {clock, log});
        REQUIRE(started.ok());
        lanes = std::move(started).value();
        auto opened = center::vault::LocalVault::open(center.folder());
        REQUIRE(opened.ok());
        vault = std::move(opened).value();
        parked.emplace(center::ParkedClock::Parts{open_reader, *lanes, center.keys(), *vault,
                                                  random, clock, log, milliseconds{10}});
    }
    ~Running() {
        parked->stop();
        lanes->stop();
    }
    void import_hall() {
        lanes->post_to_writer([this](store::Database& writer) {
            const auto hall = center::registry::import_hall(writer, next_demo_hall(), clock.wall());
            if (!hall.ok()) log.error("import", {{"error", hall.error().line()}});
        });
    }
    std::int64_t count(const std::string& what) {
        auto db = open_reader();
        REQUIRE(db.ok());
        store::Statement select = db.value().prepare(what);
        REQUIRE(select.step().ok());
        return select.integer(0);
    }
    std::int64_t tickets() { return count("SELECT count(*) FROM ticket"); }
    /// Half a minute at most; usually it is there at once.
    bool gets_its_ticket() {
        for (int i = 0; i < 3000 && tickets() == 0; ++i) {
            std::this_thread::sleep_for(milliseconds{10});
        }
        return tickets() == 1;
    }

    Deployment center;
    TestKiosk kiosk{center, "hall-1"};
    domain::RecordId record;
    OsRandom random;
    SystemClock clock;
    NullLog log;
    std::function<Result<store::Database>()> open_reader = [this] {
        return center::registry::open_center_reader(center.folder());
    };
    std::unique_ptr<center::api::Lanes> lanes;
    std::unique_ptr<center::vault::LocalVault> vault;
    std::optional<center::ParkedClock> parked;
};

}  // namespace

TEST_CASE("parked: a running center takes a record in when the hall is imported that names it") {
    Running running;
    CHECK(running.tickets() == 0);
    running.import_hall();
    CHECK(running.gets_its_ticket());
    CHECK(running.count("SELECT count(*) FROM parked") == 0);
    CHECK(running.vault->mask(running.record).value() == "138****5678");
}
