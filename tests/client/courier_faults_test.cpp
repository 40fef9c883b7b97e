// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/routes.h"
#include "tests/client/rig.h"
#include "tests/store/fault_vfs.h"

#include <sqlite3.h>

using namespace sunbooth;
using client::NotSaved;
using client::Saved;
using client::Standing;
using test::FakeTransport;
using test::FaultVfs;
using test::Rig;

TEST_CASE("courier: only the center's signed words are an answer") {
    struct Row {
        const char* what;
        wire::Response response;
    };
    Rig other({}, 12);
    other.exchange();
    other.file("别处");
    const wire::Response foreign = other.center.answer(other.transport.take().request);
    REQUIRE(foreign.status == 200);
    wire::Response portal{200, {{"content-type", "text/html"}}, to_bytes("<html>welcome</html>")};
    wire::Response empty{200, {}, {}};
    for (const Row& row :
         {Row{"a portal's page", portal}, Row{"nothing", empty}, Row{"another center", foreign},
          Row{"an error", test::json(500, "{}")}, Row{"no content", wire::Response{204, {}, {}}}}) {
        CAPTURE(row.what);
        Rig rig;
        rig.center.always = row.response;
        rig.file("等着");
        rig.exchange();
        CHECK(rig.counts().unsent == 1);
        CHECK_FALSE(rig.last<Standing>().online);
        rig.center.always.reset();
        rig.live(std::chrono::minutes{20});
        CHECK(rig.center.stored() == rig.saved());
    }
}

TEST_CASE("courier: an answer that was changed on the way, or lost its signature, does not count") {
    for (const bool strip : {true, false}) {
        CAPTURE(strip);
        Rig rig;
        rig.exchange();
        rig.file("原样");
        REQUIRE_FALSE(rig.transport.waiting.empty());
        FakeTransport::Waiting one = rig.transport.take();
        wire::Response response = rig.center.answer(one.request);
        REQUIRE(response.status == 200);
        if (strip) response.headers.erase(std::string(wire::kAnswerSignature));
        if (!strip) response.body.push_back(' ');
        one.done(response);
        CHECK(rig.counts().unsent == 1);
        CHECK(rig.counts().held == 0);
        CHECK_FALSE(rig.last<Standing>().online);
    }
}

TEST_CASE("courier: a verdict without the center's countersignature does not count") {
    Rig rig;
    rig.center.forge_countersignatures = true;
    rig.file("要凭据");
    rig.exchange();
    CHECK(rig.counts().unsent == 1);
    CHECK(rig.counts().held == 0);
    rig.center.forge_countersignatures = false;
    rig.live(std::chrono::minutes{20});
    CHECK(rig.counts().unsent == 0);
    CHECK(rig.center.rows_taken == 1);
}

TEST_CASE("courier: an answer after its time-out is dropped, and one after the courier's end too") {
    Rig rig;
    rig.exchange();
    rig.file("迟到");
    REQUIRE_FALSE(rig.transport.waiting.empty());
    FakeTransport::Waiting late = rig.transport.take();
    const wire::Response answer = rig.center.answer(late.request);
    rig.clock.advance(std::chrono::minutes{2});
    rig.courier->tick();
    late.done(answer);
    CHECK(rig.counts().unsent == 1);
    rig.live(std::chrono::minutes{20});
    CHECK(rig.counts().unsent == 0);
    CHECK(rig.center.rows_taken == 1);

    rig.file("再见");
    FakeTransport::Waiting orphan = rig.transport.take();
    rig.courier.reset();
    orphan.done(rig.center.answer(orphan.request));
}

TEST_CASE("courier: below 64 MB free it refuses, says so beforehand, and comes back") {
    Rig rig;
    CHECK(rig.disk.ballast);
    rig.disk.free = store::kFreeBytesMin - 1;
    rig.live(std::chrono::minutes{1});
    CHECK_FALSE(rig.last<Standing>().accepting);
    rig.file("没有地方");
    CHECK(rig.last<NotSaved>().error.code == ErrorCode::Full);
    CHECK(rig.all<Saved>().empty());
    rig.disk.free = store::kFreeBytesMin;
    rig.live(std::chrono::minutes{1});
    CHECK(rig.last<Standing>().accepting);
    rig.file("有地方了");
    CHECK(rig.all<Saved>().size() == 1);
}

TEST_CASE("courier: a queue on a full disk drains by dropping the ballast") {
    FaultVfs faults;
    faults.code = SQLITE_FULL;
    Rig rig(FaultVfs::name());
    rig.exchange();
    rig.file("卡住");
    REQUIRE(rig.disk.ballast);
    FakeTransport::Waiting one = rig.transport.take();
    faults.fail_at = faults.operations;
    faults.from_then_on = true;
    rig.disk.on_drop = [&] { faults.fail_at = FaultVfs::kNever; };
    one.done(rig.center.answer(one.request));
    CHECK_FALSE(rig.disk.ballast);
    CHECK(rig.counts().unsent == 0);
    CHECK(rig.counts().held == 1);
    rig.live(std::chrono::minutes{1});
    CHECK(rig.disk.ballast);
}

TEST_CASE("courier: whatever write or sync fails, once or for good, thanked is saved") {
    for (const int code : {SQLITE_IOERR_FSYNC, SQLITE_IOERR_WRITE, SQLITE_FULL}) {
        for (const bool from_then_on : {false, true}) {
            for (std::uint64_t at = 0; at < 40; ++at) {
                CAPTURE(code);
                CAPTURE(from_then_on);
                CAPTURE(at);
                FaultVfs faults;
                Rig rig(FaultVfs::name());
                rig.lose_requests();
                faults.code = code;
                faults.from_then_on = from_then_on;
                faults.fail_at = faults.operations + at;
                for (int i = 0; i < 5; ++i) rig.file("无论如何");
                CHECK(rig.all<Saved>().size() + rig.all<NotSaved>().size() == 5);
                faults.fail_at = FaultVfs::kNever;
                rig.start();
                CHECK_FALSE(rig.last<Standing>().quarantined);
                for (const domain::RecordId& id : rig.saved()) {
                    CHECK(rig.courier->outbox()->holds(id).value());
                }
                rig.live(std::chrono::minutes{20});
                CHECK(rig.counts().unsent == 0);
            }
        }
    }
}

TEST_CASE(
    "courier: a second disk failure within an hour stops the forms, an hour of peace allows them") {
    FaultVfs faults;
    faults.code = SQLITE_IOERR_FSYNC;
    Rig rig(FaultVfs::name());
    rig.exchange();
    for (int i = 0; i < 2; ++i) {
        CHECK(rig.last<Standing>().accepting);
        faults.fail_at = faults.operations + 1;
        rig.file("坏盘");
        rig.live(std::chrono::minutes{1});
    }
    CHECK_FALSE(rig.last<Standing>().accepting);
    rig.file("不收");
    CHECK(rig.last<NotSaved>().error.code == ErrorCode::Full);
    rig.live(std::chrono::minutes{61});
    CHECK(rig.last<Standing>().accepting);
}

TEST_CASE("courier: a text that fits no box is not saved, and the chain stays whole") {
    Rig rig;
    rig.file(std::string(8000, 'x'));
    CHECK(rig.last<NotSaved>().error.code == ErrorCode::InvalidInput);
    rig.file("短的");
    rig.start();
    CHECK(rig.counts().unsent == 1);
    CHECK_FALSE(rig.last<Standing>().quarantined);
}

TEST_CASE("courier: a used counter is skipped far enough") {
    Rig rig;
    for (std::uint64_t used = 0; used < 5000; ++used) rig.center.counters.insert(used);
    rig.file("计数");
    rig.live(std::chrono::minutes{40});
    CHECK(rig.center.stored() == rig.saved());
}

TEST_CASE("courier: Retry-After is honoured") {
    Rig rig;
    rig.exchange();
    wire::Response busy = test::json(503, wire::write_problem({ErrorCode::Io, "busy", ""}, 503));
    busy.headers["retry-after"] = "600";
    rig.center.always = busy;
    rig.file("稍后");
    rig.exchange();
    rig.center.always.reset();
    rig.live(std::chrono::seconds{590});
    CHECK(rig.center.stored().empty());
    rig.live(std::chrono::seconds{20});
    CHECK(rig.center.stored() == rig.saved());
}

TEST_CASE("courier: the center's signed time is kept over restarts") {
    Rig rig;
    rig.center.center_time_ms = 1'800'000'000'000;
    rig.file("几点了");
    rig.exchange();
    CHECK(rig.courier->center_time() == wall_ms(1'800'000'000'000));
    rig.start();
    CHECK(rig.courier->center_time() == wall_ms(1'800'000'000'000));
}
