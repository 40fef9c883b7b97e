// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/wire/routes.h"
#include "tests/client/rig.h"

using namespace sunbooth;
using client::HallChanged;
using client::NotSaved;
using client::Saved;
using client::Standing;
using test::FakeTransport;
using test::Rig;

namespace {

/// Files while the disk has no room for another page. @return whether somebody was thanked for a
/// record that is not there.
bool thanks_for_nothing() {
    Rig rig;
    REQUIRE(rig.courier->outbox()->database().run("PRAGMA max_page_count=1").ok());
    rig.file(std::string(1500, 'x'));
    rig.file(std::string(1500, 'x'));
    rig.file(std::string(1500, 'x'));
    const std::size_t thanked = rig.saved().size();
    rig.start();
    return thanked > rig.counts().unsent;
}

/// A center stores a record, and is restored from a backup without it. @return whether the record
/// comes back to it.
bool survives_a_restore() {
    Rig rig;
    rig.file("留住我");
    rig.exchange();
    rig.center.restore();
    rig.live(std::chrono::hours{2});
    rig.center.back_up();
    rig.live(std::chrono::hours{2});
    return rig.center.stored() == rig.saved();
}

/// The same, but other records reach the restored center first, take the lost one's row number and
/// are backed up.
bool survives_a_restore_that_counts_further() {
    Rig rig;
    rig.file("一");
    rig.exchange();
    REQUIRE(rig.center.stored().size() == 1);
    rig.center.restore();
    rig.file("二");
    rig.exchange();
    rig.center.back_up();
    rig.file("三");
    rig.exchange();
    rig.live(std::chrono::hours{2});
    return rig.center.stored() == rig.saved();
}

/// The first try fails. @return whether the record arrives all the same.
bool arrives_after_a_failure() {
    Rig rig;
    rig.file("还在");
    rig.lose_requests();
    rig.live(std::chrono::hours{1});
    return rig.center.stored() == rig.saved();
}

/// Everything that waits is answered; counts what the line carried.
void exchange_counted(Rig& rig, std::size_t& bytes) {
    while (!rig.transport.waiting.empty()) {
        auto one = rig.transport.take();
        bytes += one.request.body.size();
        one.done(rig.center.answer(one.request));
    }
}

/// What thirty forms, one a minute, cost on a line that is cut `cuts` times.
std::size_t bytes_of_thirty(int cuts) {
    Rig rig;
    std::size_t bytes = 0;
    for (int i = 0; i < 30; ++i) {
        rig.file("第" + std::to_string(i) + "件");
        if (cuts > 0 && i % (30 / cuts) == 5) {
            for (const auto& lost : rig.transport.waiting) bytes += lost.request.body.size();
            rig.lose_requests();
        }
        const Instant end = rig.clock.now() + std::chrono::minutes{1};
        for (exchange_counted(rig, bytes); rig.courier->wake_at() <= end;
             exchange_counted(rig, bytes)) {
            if (rig.courier->wake_at() > rig.clock.now()) {
                rig.clock.advance(rig.courier->wake_at() - rig.clock.now());
            }
            rig.courier->tick();
        }
        rig.clock.advance(end - rig.clock.now());
    }
    CHECK(rig.center.stored() == rig.saved());
    return bytes;
}

}  // namespace

TEST_CASE("courier: after a cut the line carries what was not answered, and no more") {
    constexpr double kMost = 1.3;  // Times the bytes of a good line: reliability.md 6, R-12.
    const auto good = static_cast<double>(bytes_of_thirty(0));
    CHECK(static_cast<double>(bytes_of_thirty(3)) <= kMost * good);
    const MutantScope scope("client.no_resume");
    const double ratio = static_cast<double>(bytes_of_thirty(3)) / good;
    CHECK(ratio > kMost);
    MESSAGE("R-12 mutant client.no_resume: " << ratio << " times the bytes of a good line");
}

TEST_CASE("courier: saved means that the record is on disk, network or not") {
    Rig rig;
    rig.file("窗口没人");
    const Saved saved = rig.last<Saved>();
    CHECK(saved.token == 1);
    CHECK(saved.code == domain::ReceiptCode::of(saved.id));
    CHECK(seal::verify_receipt(saved.qr, rig.identity.key.public_key));
    CHECK(saved.filed_on == domain::date_of(rig.clock.wall()));
    rig.start();
    CHECK(rig.courier->outbox()->holds(saved.id).value());
    CHECK(rig.last<Standing>().unsent == 1);
    CHECK_FALSE(rig.last<Standing>().online);
}

TEST_CASE("courier: nobody is thanked for what a full disk did not take") {
    CHECK_FALSE(thanks_for_nothing());
    const MutantScope scope("client.saved_before_commit");
    CHECK(thanks_for_nothing());
}

TEST_CASE("courier: records arrive in order, once, and the center can read them") {
    Rig rig;
    for (int i = 0; i < 45; ++i) rig.file("第" + std::to_string(i) + "件");
    rig.exchange();
    CHECK(rig.center.stored() == rig.saved());
    CHECK(rig.center.rows_taken == 45);
    CHECK(rig.center.text_of(rig.all<Saved>()[7].id) == "第7件");
    const Standing standing = rig.last<Standing>();
    CHECK(standing.online);
    CHECK(standing.unsent == 0);
    CHECK(standing.held == 45);
    std::set<domain::RecordId> delivered;
    for (const Standing& one : rig.all<Standing>()) {
        if (one.delivered) delivered.insert(*one.delivered);
    }
    CHECK(delivered == rig.saved());
}

TEST_CASE("courier: a lost answer leads to a second try and not to a second record") {
    Rig rig;
    rig.file("一次");
    rig.lose_answers();
    rig.live(std::chrono::minutes{30});
    CHECK(rig.center.stored() == rig.saved());
    CHECK(rig.center.rows_taken == 1);
    CHECK(rig.counts().unsent == 0);
}

TEST_CASE("courier: it never gives up, and the mutant that does is seen") {
    CHECK(arrives_after_a_failure());
    const MutantScope scope("client.no_retry");
    CHECK_FALSE(arrives_after_a_failure());
}

TEST_CASE(
    "courier: what was only stored is held; what is backed up is let go, number and code stay") {
    Rig rig;
    rig.file("等备份");
    rig.exchange();
    CHECK(rig.counts().held == 1);
    rig.live(std::chrono::hours{1});
    CHECK(rig.counts().held == 1);
    rig.center.back_up();
    rig.live(std::chrono::minutes{20});
    CHECK(rig.counts().held == 0);
    CHECK(rig.counts().bytes_held == 0);
    CHECK(rig.last<Standing>().held == 0);
    const Saved saved = rig.last<Saved>();
    CHECK(rig.courier->outbox()->find(saved.code).value()->id == saved.id);
}

TEST_CASE("courier: a center restored from a backup gets back what it lost") {
    CHECK(survives_a_restore());
    const MutantScope scope("client.erase_on_stored");
    CHECK_FALSE(survives_a_restore());
}

TEST_CASE("courier: row numbers are compared within one generation only") {
    CHECK(survives_a_restore_that_counts_further());
    const MutantScope scope("client.ignore_generation");
    CHECK_FALSE(survives_a_restore_that_counts_further());
}

TEST_CASE("courier: a refused record is parked and shown, and the rest flows on") {
    Rig rig;
    rig.center.refuse_seqs = {2};
    for (const char* text : {"一", "二", "三"}) rig.file(text);
    rig.exchange();
    CHECK(rig.center.stored().size() == 2);
    CHECK(rig.last<Standing>().parked == 1);
    CHECK(rig.last<Standing>().unsent == 0);
    const std::size_t before = rig.center.batches;
    rig.live(std::chrono::minutes{2});
    CHECK(rig.center.batches == before);
    rig.center.back_up();
    rig.live(std::chrono::hours{1});
    CHECK(rig.counts().parked == 1);
    CHECK(rig.counts().bytes_held > 0);
}

TEST_CASE(
    "courier: what a center refused goes out again to the one that was restored in its place") {
    Rig rig;
    rig.center.back_up();
    rig.center.refuse_seqs = {2};
    for (const char* text : {"一", "二", "三"}) rig.file(text);
    rig.exchange();
    REQUIRE(rig.counts().parked == 1);
    rig.center.restore();
    rig.center.refuse_seqs.clear();
    rig.live(std::chrono::hours{1});
    CHECK(rig.center.stored().size() == 3);
    CHECK(rig.counts().parked == 0);
    CHECK(rig.counts().unsent == 0);
}

TEST_CASE(
    "courier: what a center refused is asked again, and let go once it was taken and backed up") {
    Rig rig;
    rig.center.refuse_seqs = {1};
    rig.file("不认识的窗口");
    rig.exchange();
    REQUIRE(rig.counts().parked == 1);
    rig.center.back_up();
    rig.live(std::chrono::hours{2});
    CHECK(rig.counts().parked == 1);
    rig.center.refuse_seqs.clear();  // It has learnt the window.
    rig.live(std::chrono::hours{1});
    CHECK(rig.counts().parked == 0);
    CHECK(rig.center.stored() == rig.saved());
    rig.center.back_up();
    rig.live(std::chrono::hours{1});
    CHECK(rig.counts().bytes_held == 0);
}

TEST_CASE(
    "courier: a restored center gets back what it had taken in later, also from a quiet hall") {
    Rig rig;
    rig.center.back_up();
    rig.center.refuse_seqs = {1};
    rig.file("不认识的窗口");
    rig.exchange();
    rig.center.refuse_seqs.clear();
    rig.live(std::chrono::hours{1});
    REQUIRE(rig.center.stored().size() == 1);
    rig.center.restore();
    REQUIRE(rig.center.stored().empty());
    rig.live(std::chrono::hours{1});  // Nobody files any more.
    CHECK(rig.center.stored() == rig.saved());
}

TEST_CASE("courier: the hall feed is kept whole, told, and there again after a restart offline") {
    Rig rig;
    wire::Response feed = test::json(200, rig.center.feed("阳光大厅"));
    feed.headers["etag"] = "\"v1\"";
    rig.center.at[std::string(wire::route::kHall)] = feed;
    rig.exchange();
    CHECK(rig.last<HallChanged>().hall->name.zh == "阳光大厅");

    rig.news.clear();
    rig.start();
    CHECK(rig.last<HallChanged>().hall->name.zh == "阳光大厅");
    REQUIRE_FALSE(rig.transport.waiting.empty());
    CHECK(rig.transport.waiting.front().request.headers["if-none-match"] == "\"v1\"");
}

TEST_CASE("courier: a hall feed by another root, or with an older key set, changes nothing") {
    Rig rig;
    SeededRandom elsewhere(99);
    const test::FakeCenter other(elsewhere);
    rig.center.at[std::string(wire::route::kHall)] = test::json(200, other.feed("冒牌"));
    rig.exchange();
    CHECK(rig.all<HallChanged>().empty());
    CHECK_FALSE(rig.courier->outbox()->recall(client::kHallFeed).value().has_value());
}
