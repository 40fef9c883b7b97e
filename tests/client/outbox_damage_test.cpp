// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/client/outbox_check.h"
#include "tests/client/rig.h"

#include <fstream>

using namespace sunbooth;
using client::Outbox;
using client::PreparedRecord;
using store::Database;
using test::TempFolder;

namespace {

/// Keeps the reasons of quarantines.
class KeepingLog final : public Log {
public:
    void write(LogLevel, std::string_view event, std::initializer_list<LogField> fields) override {
        for (const LogField& field : fields) {
            if (event == "outbox.quarantined" && field.name == "why") {
                why = std::string(std::get<std::string_view>(field.value));
            }
        }
    }
    std::string why;
};

/// A queue of five records whose file the test may meddle with while it is closed.
struct Damaged {
    SeededRandom random{31};
    test::FakeCenter center{random};
    client::Identity identity = test::some_identity(random);
    KeepingLog log;
    TempFolder folder;
    std::vector<PreparedRecord> made;

    Damaged() {
        Outbox outbox = open();
        for (int i = 0; i < 5; ++i) made.push_back(save(outbox));
        REQUIRE(outbox.remember(client::kHallFeed, as_bytes("feed")).ok());
    }
    std::filesystem::path path() const { return folder / "outbox.db"; }
    Outbox open() {
        Result<Outbox> opened =
            Outbox::open({.path = path()}, identity, wall_ms(1'795'000'000'000), random, log);
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().line()));
        return std::move(opened).value();
    }
    PreparedRecord save(Outbox& outbox) {
        const seal::KeySet keys =
            seal::read_key_set(center.key_set(), center.root.public_key).value();
        const domain::FiledAt at{wall_ms(1'795'000'000'000), instant_ms(5), "boot-1"};
        PreparedRecord one = outbox.prepare(test::complaint("x"), at, keys, random).value();
        REQUIRE(outbox.commit(one).ok());
        outbox.write_head();
        return one;
    }
    void meddle(std::string_view sql) {
        Database db = std::move(Database::open(path(), {})).value();
        REQUIRE(db.run(sql).ok());
        REQUIRE(db.checkpoint().ok());
    }
    std::set<domain::RecordId> unsent(Outbox& outbox) {
        std::set<domain::RecordId> ids;
        const std::vector<client::SentRecord> records = outbox.unsent(20).value();
        for (const client::SentRecord& one : records) ids.insert(one.id);
        return ids;
    }
};

}  // namespace

TEST_CASE("damage: each way of editing the queue is seen, named, set aside, and the rest goes on") {
    struct Row {
        const char* sql;
        const char* named;
        std::size_t left;
    };
    for (const Row& row : {
             Row{"UPDATE record SET payload = zeroblob(length(payload)) WHERE seq = 3", "record 3",
                 4},
             Row{"UPDATE record SET digest = zeroblob(32) WHERE seq = 2", "record 2", 5},
             Row{"DELETE FROM record WHERE seq = 3", "record 3", 4},
             Row{"DELETE FROM record WHERE seq = 1", "record 1", 4},
             Row{"DELETE FROM record WHERE seq = 5", "record 5", 4},
             Row{"DELETE FROM record", "record 5", 0},
             Row{"UPDATE record SET payload = NULL WHERE seq = 4", "record 4", 4},
             Row{"UPDATE record SET bytes = bytes + 1 WHERE seq = 4", "record 4", 5},
             Row{"UPDATE record SET kind = 2 WHERE seq = 2", "record 2", 5},
             Row{"UPDATE record SET id = zeroblob(16) WHERE seq = 2", "record 2", 5},
             Row{"UPDATE record SET payload = (SELECT payload FROM record WHERE seq = 1), digest ="
                 " (SELECT digest FROM record WHERE seq = 1) WHERE seq = 2",
                 "record 2", 4},
         }) {
        CAPTURE(row.sql);
        Damaged damaged;
        damaged.meddle(row.sql);
        Outbox outbox = damaged.open();
        CHECK_FALSE(outbox.quarantined().empty());
        CHECK(std::filesystem::exists(damaged.folder / outbox.quarantined().c_str()));
        CHECK(damaged.log.why.find(row.named) != std::string::npos);
        CHECK(damaged.unsent(outbox).size() == row.left);
        const PreparedRecord next = damaged.save(outbox);
        CHECK(next.seq == 6);
        CHECK(seal::read_record(next.record).value().previous == damaged.made.back().digest);
    }
}

TEST_CASE("damage: after a quarantine the queue is whole again, and stays so") {
    Damaged damaged;
    damaged.meddle("DELETE FROM record WHERE seq = 3");
    {
        Outbox outbox = damaged.open();
        (void)damaged.save(outbox);
        CHECK(outbox.recall(client::kHallFeed).value() == to_bytes("feed"));
    }
    Outbox again = damaged.open();
    CHECK(again.quarantined().empty());
    CHECK(damaged.unsent(again).size() == 5);
}

TEST_CASE("damage: a database that is none, and one that is gone, are followed by a fresh one") {
    for (const bool gone : {false, true}) {
        CAPTURE(gone);
        Damaged damaged;
        std::uint64_t counter = 0;
        {
            Outbox outbox = damaged.open();
            counter = outbox.next_counter().value();
        }
        std::filesystem::remove(damaged.path());
        if (!gone) std::ofstream(damaged.path()) << std::string(50'000, 'x');
        Outbox outbox = damaged.open();
        CHECK_FALSE(outbox.quarantined().empty());
        const PreparedRecord next = damaged.save(outbox);
        CHECK(next.seq == 6);
        CHECK(seal::read_record(next.record).value().previous == damaged.made.back().digest);
        CHECK(outbox.next_counter().value() > counter);
    }
}

TEST_CASE("damage: without the head file either, numbers start where none was used") {
    Damaged damaged;
    std::ofstream(damaged.path()) << std::string(50'000, 'x');
    std::ofstream(damaged.folder / "outbox.db-head") << "torn";
    Outbox outbox = damaged.open();
    CHECK(damaged.save(outbox).seq > 1'000'000);
    CHECK(outbox.next_counter().value() > 1'000'000);
}

TEST_CASE("damage: a lost or torn head file harms nothing") {
    for (const char* text : {"", "SBH1", "garbage-garbage-garbage"}) {
        Damaged damaged;
        std::ofstream(damaged.folder / "outbox.db-head") << text;
        Outbox outbox = damaged.open();
        CHECK(outbox.quarantined().empty());
        CHECK(damaged.save(outbox).seq == 6);
    }
}

TEST_CASE("damage: an older disk put back in place is seen") {
    Damaged damaged;
    const std::filesystem::path copy = damaged.folder / "old.db";
    {
        Outbox outbox = damaged.open();
        REQUIRE(outbox.database().checkpoint().ok());
        std::filesystem::copy_file(damaged.path(), copy);
        (void)damaged.save(outbox);
    }
    std::filesystem::remove(damaged.folder / "outbox.db-wal");
    std::filesystem::rename(copy, damaged.path());
    Outbox outbox = damaged.open();
    CHECK_FALSE(outbox.quarantined().empty());
    CHECK(damaged.save(outbox).seq == 7);
}

namespace {

/// A record that nobody was thanked for, whose number the next one got. Then the power goes, and
/// nothing but bytes is left of file and log, where both lie.
/// @return whether the one that was thanked for is found.
bool finds_the_thanked_twin() {
    Damaged damaged;
    const TempFolder cut;
    std::optional<domain::RecordId> thanked;
    {
        Outbox outbox = damaged.open();
        const PreparedRecord refused = damaged.save(outbox);
        REQUIRE(outbox.take_back(refused.id).ok());
        const PreparedRecord next = damaged.save(outbox);
        REQUIRE(next.seq == refused.seq);
        thanked = next.id;
        for (const char* file : {"outbox.db", "outbox.db-wal", "outbox.db-head"}) {
            std::filesystem::copy_file(damaged.folder / file, cut / file);
        }
    }
    for (const char* file : {"outbox.db", "outbox.db-wal"}) {
        std::fstream bytes(cut / file, std::ios::in | std::ios::out | std::ios::binary);
        bytes << std::string(32, 'x');
    }
    Result<Outbox> opened = Outbox::open({.path = cut / "outbox.db"}, damaged.identity, wall_ms(0),
                                         damaged.random, damaged.log);
    REQUIRE(opened.ok());
    REQUIRE_FALSE(opened.value().quarantined().empty());
    return opened.value().holds(*thanked).value();
}

}  // namespace

TEST_CASE("damage: of two records with one number the one that was thanked for is kept") {
    CHECK(finds_the_thanked_twin());
    const MutantScope on("client.first_twin");
    CHECK_FALSE(finds_the_thanked_twin());
}

TEST_CASE("damage: a newer version's database is refused, not set aside") {
    Damaged damaged;
    damaged.meddle("PRAGMA user_version = 99");
    const Result<Outbox> opened = Outbox::open({.path = damaged.path()}, damaged.identity,
                                               wall_ms(0), damaged.random, damaged.log);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code == ErrorCode::Unsupported);
    CHECK(std::filesystem::exists(damaged.path()));
}

TEST_CASE(
    "damage: whatever byte of the file changes, nothing false is served and nothing crashes") {
    Damaged damaged;
    {
        Outbox folded = damaged.open();
        REQUIRE(folded.database().checkpoint().ok());
    }
    std::ifstream in(damaged.path(), std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    in.close();
    std::set<domain::RecordId> all;
    for (const PreparedRecord& one : damaged.made) all.insert(one.id);
    SeededRandom random(8);
    for (int round = 0; round < 400; ++round) {
        const auto at = static_cast<std::size_t>(random.between(0, whole.size() - 1));
        const auto bit = static_cast<int>(random.between(0, 7));
        CAPTURE(at);
        CAPTURE(bit);
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
        const TempFolder folder;
        std::ofstream(folder / "outbox.db", std::ios::binary) << flipped;
        std::filesystem::copy_file(damaged.folder / "outbox.db-head", folder / "outbox.db-head");
        Result<Outbox> opened = Outbox::open({.path = folder / "outbox.db"}, damaged.identity,
                                             wall_ms(0), random, damaged.log);
        if (!opened.ok()) {
            // The version field itself may be hit: refused, the file untouched.
            CHECK(opened.error().code == ErrorCode::Unsupported);
            continue;
        }
        const auto unsent = opened.value().unsent(20).value();
        for (const client::SentRecord& one : unsent) {
            CHECK(all.contains(one.id));
            CHECK(seal::verify_record(one.record, damaged.identity.key.public_key));
        }
        if (unsent.size() < 5) CHECK_FALSE(opened.value().quarantined().empty());
    }
}
