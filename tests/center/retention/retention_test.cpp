// SPDX-License-Identifier: Apache-2.0
// What has been kept long enough goes, in the night, by rule: nothing before its day, nothing of it
// in any file afterwards, and everything that must stay still verifies.
#include "sync/center/retention/retention.h"

#include "sync/base/mutant.h"
#include "sync/center/intake/quarantine.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/intake/verify.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/journal.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/tickets.h"
#include "tests/center/kiosk_world.h"
#include "tests/store/temp_folder.h"

#include <sstream>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

constexpr std::chrono::hours kDay{24};
constexpr int kLimit = 100;

/// A citizen's complaint that was withdrawn on the day, and a rating with a number.
struct Kept {
    Deployment center;
    TestKiosk kiosk{center, "hall-1"};
    domain::RecordId complaint_id, rating_id;
    Bytes box;  ///< The contact as the vault holds it.

    Kept() {
        const Bytes record = kiosk.make(complaint("窗口没有人", "13812345678"));
        complaint_id = id_of(record);
        REQUIRE(kiosk.send_one(record).verdict == wire::Verdict::Stored);
        domain::Rating happy = rating(5);
        happy.phone = SecretText(std::string_view("13912345678"));
        happy.comment = SecretText(std::string_view("很满意"));
        const Bytes rated = kiosk.make(happy);
        rating_id = id_of(rated);
        REQUIRE(kiosk.send_one(rated).verdict == wire::Verdict::Stored);
        store::Statement code = center.db().prepare("SELECT receipt_code FROM ticket");
        REQUIRE(code.step().ok());
        const auto wished =
            tickets::make_wish(center.db(), code.text(0), domain::Wish::Withdraw, center.wall);
        REQUIRE(wished.ok());
        REQUIRE_FALSE(wished.value().empty());
        box = vault_box();
    }
    Bytes vault_box() {
        auto db = store::Database::open(center.folder() / "vault" / "vault.db",
                                        {.access = store::Access::Reader});
        REQUIRE(db.ok());
        store::Statement select =
            db.value().prepare("SELECT box FROM contact WHERE record_id = :id");
        REQUIRE(select.bind(":id", complaint_id.view()).step().ok());
        return select.blob(0);
    }
    std::int64_t due() {
        const auto plan = retention::plan(center.db(), retention::schedule(),
                                          domain::date_of(center.wall), kLimit);
        REQUIRE(plan.ok());
        return plan.value().all;
    }
    Result<retention::Run> run() {
        return retention::carry_out({center.db(), center.keys(), center.vault()},
                                    retention::schedule(), center.wall, kLimit);
    }
    bool stands_in_a_file(ByteView piece) {
        std::string all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(center.folder())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << in.rdbuf();
            all += bytes.str();
        }
        return all.find(as_text(piece)) != std::string::npos;
    }
    ByteView piece() const { return ByteView(box).subspan(16, 48); }
};

}  // namespace

TEST_CASE("retention: nothing is due before its day, and a dry run writes nothing") {
    Kept world;
    CHECK(world.due() == 0);
    world.center.pass(kDay * 90);
    CHECK(world.due() == 0);
    world.center.pass(kDay);  // Day 91 after the filing of the rating.
    CHECK(world.due() == 1);
    CHECK(world.due() == 1);
    CHECK(world.center.vault().mask(world.rating_id).value() == "139****5678");
    world.center.pass(kDay * 90);
    CHECK(world.due() == 2);
}

TEST_CASE("retention: the contact goes first, then the words; what stays verifies") {
    Kept world;
    CHECK(world.stands_in_a_file(world.piece()));
    world.center.pass(kDay * 181);
    const auto first = world.run();
    REQUIRE(first.ok());
    CHECK(first.value().contacts == 2);
    CHECK(first.value().words == 0);
    CHECK(first.value().proved == 2);
    CHECK(world.center.vault().mask(world.complaint_id).value().empty());
    CHECK_FALSE(world.stands_in_a_file(world.piece()));
    // The words are still there, for whoever has to answer for them.
    const auto words =
        intake::read_words(world.center.db(), world.center.keys(), world.complaint_id);
    REQUIRE(words.ok());
    CHECK(words.value().view().find("窗口没有人") != std::string_view::npos);
    const auto again = world.run();
    REQUIRE(again.ok());
    CHECK(again.value().proved == 0);
    world.center.pass(kDay * 915);
    const auto second = world.run();
    REQUIRE(second.ok());
    CHECK(second.value().words == 2);
    CHECK(intake::read_words(world.center.db(), world.center.keys(), world.complaint_id)
              .error()
              .code == ErrorCode::Refused);
    CHECK(world.center.number("SELECT count(*) FROM ticket") == 1);
    CHECK(tickets::verify_chains(world.center.db()).ok());
    CHECK(registry::verify_journal(world.center.db()).ok());
    CHECK(world.center.number("SELECT count(*) FROM journal WHERE what = 'erased'") == 2);
    const auto history = retention::history(world.center.db(), kLimit);
    REQUIRE(history.ok());
    CHECK(history.value().size() == 2);
}

TEST_CASE("retention: catches one that only says so") {
    const MutantScope lazy("retention.only_says_so");
    Kept world;
    world.center.pass(kDay * 181);
    const auto run = world.run();
    REQUIRE_FALSE(run.ok());
    CHECK(run.error().field == "retention");
    CHECK(world.center.number("SELECT count(*) FROM retention_erased") == 0);
}

TEST_CASE("retention: an open ticket is never touched, however old") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    REQUIRE(kiosk.send_one(kiosk.make(complaint("x", "13812345678"))).verdict ==
            wire::Verdict::Stored);
    center.pass(kDay * 4000);
    const auto plan =
        retention::plan(center.db(), retention::schedule(), domain::date_of(center.wall), kLimit);
    REQUIRE(plan.ok());
    CHECK(plan.value().all == 0);
}

TEST_CASE("retention: a monitor's words go three years after the report was closed, never before") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    domain::Issue report;
    report.monitor = "1001";
    report.window = "3";
    report.aspect = domain::Aspect::Manner;
    report.text = SecretText(std::string_view("窗口没人"));
    const auto file = [&] {
        const Bytes record = kiosk.make(report);
        REQUIRE(kiosk.send_one(record).verdict == wire::Verdict::Stored);
        return id_of(record);
    };
    const domain::RecordId closed = file();
    const domain::RecordId open = file();
    const monitoring::IssueDeed untrue{
        rules::IssueAction::Verify, domain::Finding::Untrue, {}, "到窗口看过"};
    const monitoring::IssueDeed close{rules::IssueAction::Close, {}, {}, "不属实"};
    const monitoring::IssueActor li{"li", rules::Role::Supervisor};
    REQUIRE(monitoring::act(center.db(), li, 1, 1, untrue, center.wall).ok());
    REQUIRE(monitoring::act(center.db(), li, 1, 2, close, center.wall).ok());
    const auto run = [&] {
        const auto done = retention::carry_out({center.db(), center.keys(), center.vault()},
                                               retention::schedule(), center.wall, kLimit);
        REQUIRE(done.ok());
        return done.value().words;
    };
    const auto words = [&](const domain::RecordId& record) {
        return intake::read_words(center.db(), center.keys(), record);
    };
    center.pass(kDay * 1095);
    CHECK(run() == 0);
    center.pass(kDay);
    CHECK(run() == 1);
    CHECK(run() == 0);
    CHECK(words(closed).error().code == ErrorCode::Refused);
    CHECK(words(open).ok());
    CHECK(monitoring::verify_issues(center.db()).ok());
    CHECK(center.number("SELECT count(*) FROM retention_erased WHERE about LIKE 'JC%'") == 1);
}

namespace {

constexpr std::size_t kQueueBytes = 70'000;

/// A terminal's damaged queue that came whole, and one of which the last piece never came.
struct Queues {
    Deployment center;
    TestKiosk kiosk{center, "hall-1"};
    Bytes queue = Bytes(kQueueBytes, 7);
    std::vector<Bytes> whole =
        send_queue(center, kiosk, "quarantine-1793577600", queue, kQueueBytes);
    std::vector<Bytes> part = send_queue(center, kiosk, "quarantine-1793577601", queue, 40'000);

    Result<retention::Run> run() {
        return retention::carry_out({center.db(), center.keys(), center.vault()},
                                    retention::schedule(), center.wall, kLimit);
    }
    std::int64_t pieces() { return center.number("SELECT count(*) FROM quarantine_piece"); }
    std::uint64_t have(const std::string& file) {
        const auto list = intake::quarantines(center.db());
        REQUIRE(list.ok());
        for (const intake::Quarantine& one : list.value()) {
            if (one.file == file) return one.have;
        }
        FAIL("no such file: " << file);
        return 0;
    }
};

}  // namespace

TEST_CASE("retention: a damaged queue goes when its half year is over, and the journal names it") {
    Queues world;
    world.center.pass(kDay * 180);
    REQUIRE(world.run().ok());
    CHECK(world.pieces() == 5);
    world.center.pass(kDay);
    const auto plan = retention::plan(world.center.db(), retention::schedule(),
                                      domain::date_of(world.center.wall), kLimit);
    REQUIRE(plan.ok());
    REQUIRE(plan.value().all == 2);
    CHECK(plan.value().due.front().about == "hall-1 quarantine-1793577600");
    CHECK(plan.value().due.front().since.iso() == "2026-11-02");
    const auto run = world.run();
    REQUIRE(run.ok());
    CHECK(run.value().queues == 2);
    CHECK(run.value().proved == 2);
    CHECK(world.pieces() == 0);
    CHECK(world.run().value().proved == 0);
    CHECK(world.center.number("SELECT count(*) FROM journal WHERE what = 'erased'") == 3);
    const auto told =
        registry::journal_about(world.center.db(), "hall-1 quarantine-1793577600", 0, 10);
    REQUIRE(told.ok());
    REQUIRE(told.value().size() == 1);
    CHECK(told.value().front().fields.at("rule") == "damaged queue of a terminal");
    CHECK(registry::verify_journal(world.center.db()).ok());
    const auto history = retention::history(world.center.db(), kLimit);
    REQUIRE(history.ok());
    REQUIRE(history.value().size() == 1);
    CHECK(history.value().front().what == "queue");
    CHECK(history.value().front().count == 2);
    const test::TempFolder out;
    intake::NewFile file(out / "queue");
    const Status written =
        intake::write_quarantine(world.center.db(), world.center.keys(), 1, file);
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().code == ErrorCode::Refused);
    CHECK_FALSE(std::filesystem::exists(out / "queue"));
}

TEST_CASE("retention: of an erased queue a whole one is not taken again, half of one begins anew") {
    Queues world;
    world.center.pass(kDay * 181);
    REQUIRE(world.run().ok());
    CHECK(world.have("quarantine-1793577600") == kQueueBytes);
    CHECK(world.have("quarantine-1793577601") == 0);
    send_queue(world.center, world.kiosk, "quarantine-1793577600", world.queue, kQueueBytes);
    CHECK(world.pieces() == 0);
    world.center.pass(kDay);
    send_queue(world.center, world.kiosk, "quarantine-1793577601", world.queue, kQueueBytes);
    CHECK(world.pieces() == 3);
    CHECK(world.have("quarantine-1793577601") == kQueueBytes);
    // Its time begins anew as well.
    world.center.pass(kDay * 180);
    CHECK(world.run().value().queues == 0);
    world.center.pass(kDay);
    CHECK(world.run().value().queues == 1);
    CHECK(world.pieces() == 0);
}

TEST_CASE("retention: what was erased makes room for the next damaged queue of a terminal") {
    Queues world;
    REQUIRE(world.center.db().run("UPDATE quarantine SET size = 536870912, have = 536870912").ok());
    world.center.pass(kDay * 181);
    REQUIRE(world.run().ok());
    send_queue(world.center, world.kiosk, "quarantine-1793577602", world.queue, kQueueBytes);
    CHECK(world.have("quarantine-1793577602") == kQueueBytes);
}

TEST_CASE("retention: catches an office that only marks a damaged queue as erased") {
    const MutantScope keeps("intake.keeps_erased_queue");
    Queues world;
    world.center.pass(kDay * 181);
    const auto run = world.run();
    REQUIRE_FALSE(run.ok());
    CHECK(run.error().field == "retention");
    CHECK(world.center.number("SELECT count(*) FROM quarantine WHERE erased_on IS NOT NULL") == 0);
    CHECK(world.center.number("SELECT count(*) FROM journal WHERE what = 'erased'") == 0);
}

TEST_CASE("retention: a form that could not be taken in goes when its half year is over") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    domain::Complaint unknown = complaint("窗口没有人", "13812345678");
    unknown.topic = "no-such";
    for (int i = 0; i < 2; ++i) {
        REQUIRE(kiosk.send_one(kiosk.make(unknown)).verdict == wire::Verdict::Refused);
        center.pass(kDay);
    }
    const auto run = [&] {
        return retention::carry_out({center.db(), center.keys(), center.vault()},
                                    retention::schedule(), center.wall, kLimit);
    };
    center.pass(kDay * 178);
    REQUIRE(run().ok());
    CHECK(center.number("SELECT count(*) FROM parked WHERE sealed IS NOT NULL") == 2);
    center.pass(kDay);
    {
        const MutantScope keeps("intake.keeps_erased_parked");
        CHECK(run().error().field == "retention");
    }
    const auto first = run();
    REQUIRE(first.ok());
    CHECK(first.value().parked == 1);
    CHECK(first.value().proved == 1);
    center.pass(kDay);
    CHECK(run().value().parked == 1);
    CHECK(run().value().proved == 0);
    CHECK(center.number("SELECT count(*) FROM parked WHERE sealed IS NULL") == 2);
    const auto told = registry::journal_about(center.db(), "hall-1 1", 0, 10);
    REQUIRE(told.ok());
    REQUIRE(told.value().size() == 1);
    CHECK(told.value().front().fields.at("rule") == "form that could not be taken in");
    const auto history = retention::history(center.db(), kLimit);
    REQUIRE(history.ok());
    REQUIRE(history.value().size() == 2);
    CHECK(history.value().front().what == "parked");
    const auto chains = intake::verify_chains(center.db(), center.keys().center.public_key);
    REQUIRE(chains.ok());
    CHECK_FALSE(chains.value().fault);
}

TEST_CASE("retention: a schedule that cannot be is told by field") {
    const std::string good =
        "from = \"2026-01-01\"\nhour = 3\nspool_days = 30\nreplaced_days = 30\n[[keep]]\n"
        "name = \"a\"\nwhat = \"words\"\nof = "
        "\"ticket\"\ndays = 5\n";
    REQUIRE(retention::read_schedule(good).ok());
    const auto field_of = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        const auto read = retention::read_schedule(text);
        REQUIRE_FALSE(read.ok());
        return read.error().field;
    };
    CHECK(field_of("2026-01-01", "soon") == "from");
    CHECK(field_of("hour = 3", "hour = 24") == "hour");
    CHECK(field_of("\ndays = 5", "\ndays = 0") == "keep.a.days");
    CHECK(field_of("spool_days = 30", "spool_days = 0") == "spool_days");
    CHECK(field_of("replaced_days = 30", "replaced_days = 0") == "replaced_days");
    CHECK(field_of("\"words\"\nof = \"ticket\"", "\"contact\"\nof = \"issue\"") == "keep.a.what");
    CHECK(field_of("\"ticket\"", "\"terminal\"") == "keep.a.what");
    CHECK(field_of("\"words\"", "\"queue\"") == "keep.a.what");
    CHECK(field_of("\"words\"", "\"parked\"") == "keep.a.what");
    CHECK(field_of("\"words\"", "\"all\"") == "keep.a.what");
    CHECK(field_of("\"ticket\"", "\"moon\"") == "keep.a.of");
}
