// SPDX-License-Identifier: Apache-2.0
#include "sync/client/outbox.h"

#include "sync/base/mutant.h"
#include "sync/wire/content.h"
#include "tests/client/rig.h"
#include "tests/where.h"

#include <fstream>
#include <map>

using namespace sunbooth;
using client::Outbox;
using client::PreparedRecord;
using test::TempFolder;

namespace {

struct Box {
    SeededRandom random{21};
    test::FakeCenter center{random};
    client::Identity identity = test::some_identity(random);
    NullLog log;
    TempFolder folder;
    std::optional<Outbox> outbox;

    Box() { open(); }
    void open() {
        outbox.reset();
        Result<Outbox> opened =
            Outbox::open({.path = folder / "outbox.db"}, identity, wall_ms(0), random, log);
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().line()));
        outbox.emplace(std::move(opened).value());
    }
    seal::KeySet keys() {
        return seal::read_key_set(center.key_set(), center.root.public_key).value();
    }
    PreparedRecord save(const domain::Filing& filing) {
        const domain::FiledAt at{wall_ms(1'795'000'000'000), instant_ms(5), "boot-1"};
        PreparedRecord made = outbox->prepare(filing, at, keys(), random).value();
        REQUIRE(outbox->commit(made).ok());
        return made;
    }
};

}  // namespace

TEST_CASE("outbox: a saved record survives the end of the program, and only its owners open it") {
    Box box;
    domain::Complaint complaint = test::complaint("窗口没人");
    complaint.phone = SecretText("13812345678");
    const PreparedRecord made = box.save(complaint);
    box.open();
    const auto unsent = box.outbox->unsent(20).value();
    REQUIRE(unsent.size() == 1);
    CHECK(unsent[0].record == made.record);
    const seal::RecordParts parts = seal::read_record(unsent[0].record).value();
    CHECK(seal::verify_record(unsent[0].record, box.identity.key.public_key));
    CHECK(parts.seq == 1);
    const Bytes content = seal::open_padded(parts.content_box, box.center.intake).value();
    const auto opened = wire::read_content(parts.kind, as_text(content)).value();
    CHECK(std::get<domain::Complaint>(opened.filing).text.view() == "窗口没人");
    CHECK(opened.filed_at.boot_id == "boot-1");
    const Bytes contact = seal::open_padded(parts.contact_box, box.center.callback).value();
    CHECK(wire::read_contact(as_text(contact)).value().view() == "13812345678");
    CHECK_FALSE(seal::open_padded(parts.contact_box, box.center.intake).ok());
}

TEST_CASE("outbox: records form one chain, in order, over restarts") {
    Box box;
    seal::Digest previous;
    for (std::uint64_t seq = 1; seq <= 5; ++seq) {
        const PreparedRecord made = box.save(test::complaint("x"));
        const seal::RecordParts parts = seal::read_record(made.record).value();
        CHECK(parts.seq == seq);
        CHECK(parts.previous == previous);
        previous = made.digest;
        if (seq == 3) box.open();
    }
    CHECK(box.outbox->unsent(2).value().size() == 2);
    CHECK(box.outbox->counts().unsent == 5);
}

TEST_CASE("outbox: the words of a visitor are nowhere on the disk") {
    Box box;
    domain::Complaint complaint = test::complaint("canary-word-in-the-text");
    complaint.phone = SecretText("13898765432");
    (void)box.save(complaint);
    for (const auto& entry : std::filesystem::directory_iterator(box.folder.path())) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        CAPTURE(entry.path().string());
        CHECK(bytes.find("canary-word") == std::string::npos);
        CHECK(bytes.find("13898765432") == std::string::npos);
        CHECK(bytes.find("scjg") == std::string::npos);
    }
}

TEST_CASE("outbox: a prepared record that is not committed leaves nothing") {
    Box box;
    const domain::FiledAt at{wall_ms(0), instant_ms(0), "b"};
    const auto made = box.outbox->prepare(test::complaint("x"), at, box.keys(), box.random);
    REQUIRE(made.ok());
    box.open();
    CHECK_FALSE(box.outbox->holds(made.value().id).value());
    CHECK(box.save(test::complaint("y")).seq == 1);
}

TEST_CASE("outbox: a code finds its record and says what little the kiosk knows") {
    Box box;
    domain::Rating rating;
    rating.window = "3";
    rating.scale = "national-5";
    rating.level = 5;
    const PreparedRecord made = box.save(rating);
    const auto found = box.outbox->find(made.receipt.code).value();
    REQUIRE(found);
    CHECK(found->kind == domain::RecordKind::Rating);
    CHECK(found->day == made.day);
    CHECK(found->state == client::RecordState::Unsent);
    CHECK_FALSE(box.outbox->find(domain::ReceiptCode::of({})).value());
}

TEST_CASE("outbox: no request number is given out twice, however the program ends") {
    Box box;
    std::set<std::uint64_t> given;
    for (int life = 0; life < 5; ++life) {
        for (int i = 0; i < 700; ++i) {
            CHECK(given.insert(box.outbox->next_counter().value()).second);
        }
        box.open();
    }
}

TEST_CASE("outbox: what is remembered stays, and the newest value counts") {
    Box box;
    CHECK_FALSE(box.outbox->recall("hall_tag").value());
    REQUIRE(box.outbox->remember("hall_tag", as_bytes("one")).ok());
    REQUIRE(box.outbox->remember("hall_tag", as_bytes("two")).ok());
    box.open();
    CHECK(box.outbox->recall("hall_tag").value() == to_bytes("two"));
}

TEST_CASE("outbox: a second program is turned away, and the first does not notice") {
    Box box;
    (void)box.save(test::complaint("x"));
    const Result<Outbox> second = Outbox::open({.path = box.folder / "outbox.db"}, box.identity,
                                               wall_ms(0), box.random, box.log);
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code == ErrorCode::Conflict);
    CHECK(box.outbox->counts().unsent == 1);
}

TEST_CASE("outbox: erased payloads are gone from the files, the chain still holds") {
    Box box;
    const PreparedRecord made = box.save(test::complaint("x"));
    (void)box.save(test::complaint("y"));
    const auto sent = box.outbox->unsent(1).value();
    wire::BatchAnswer answer;
    answer.generation.bytes[0] = 1;
    answer.backed_up_row = 1;
    answer.verdicts = {
        {.id = made.id,
         .verdict = wire::Verdict::Stored,
         .reason = "",
         .row = 1,
         .countersignature = seal::countersign(made.id, made.digest, 1, box.center.center)}};
    const auto applied = box.outbox->apply(sent, answer, box.center.center.public_key);
    REQUIRE(applied.ok());
    CHECK(applied.value().delivered == std::vector{made.id});
    REQUIRE(box.outbox->tidy().ok());
    const std::string needle(as_text(ByteView(made.record).subspan(200, 64)));
    for (const auto& entry : std::filesystem::directory_iterator(box.folder.path())) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        CHECK(bytes.find(needle) == std::string::npos);
    }
    box.open();
    CHECK(box.outbox->quarantined().empty());
    CHECK(box.outbox->counts().unsent == 1);
    CHECK(box.outbox->find(made.receipt.code).value()->state == client::RecordState::Stored);
}

TEST_CASE("outbox: a queue of the first version is taken over whole") {
    Box box;
    std::vector<PreparedRecord> made;
    for (int i = 0; i < 3; ++i) made.push_back(box.save(test::complaint("旧版")));
    box.outbox.reset();
    const std::filesystem::path old = box.folder / "old.db";
    {
        store::Database db = std::move(store::Database::open(old, {})).value();
        std::ifstream file(test::source_dir() + "/sync/client/migrations/0001_outbox.sql");
        const std::string schema{std::istreambuf_iterator<char>(file), {}};
        REQUIRE(db.run(schema + "; PRAGMA user_version = 1").ok());
        REQUIRE(db.run("ATTACH '" + (box.folder / "outbox.db").string() + "' AS later").ok());
        REQUIRE(
            db.run("INSERT INTO record SELECT seq, id, kind, day, 'A7K29QXM4T8R', digest, state,"
                   " reason, center_row, generation, bytes, payload FROM later.record;"
                   "INSERT INTO memory SELECT name, value FROM later.memory")
                .ok());
        REQUIRE(db.run("DETACH later").ok());
        REQUIRE(db.checkpoint().ok());
    }
    std::filesystem::rename(old, box.folder / "outbox.db");
    box.open();
    CHECK(box.outbox->quarantined().empty());
    CHECK(box.outbox->counts().unsent == 3);
    const auto unsent = box.outbox->unsent(20).value();
    REQUIRE(unsent.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(unsent[i].record == made[i].record);
    CHECK(box.outbox->find(made[1].receipt.code).value().has_value());
}

namespace {

/// 45 refused records of which the center has learnt the words of the last one only.
/// @return after how many questions that one was asked about; 0: never in ten.
int questions_until_the_last(Box& box) {
    std::vector<PreparedRecord> made;
    for (int i = 0; i < 45; ++i) made.push_back(box.save(test::complaint("窗口没人")));
    while (box.outbox->counts().unsent > 0) {
        const auto sent = box.outbox->unsent(20).value();
        wire::BatchAnswer answer;
        answer.generation.bytes[0] = 1;
        for (const client::SentRecord& one : sent) {
            answer.verdicts.emplace_back();  // Refused, as long as nothing else is said.
            answer.verdicts.back().id = one.id;
            answer.verdicts.back().reason = "unknown_window";
        }
        REQUIRE(box.outbox->apply(sent, answer, box.center.center.public_key).ok());
    }
    REQUIRE(box.outbox->counts().parked == 45);
    for (int asked = 1; asked <= 10; ++asked) {
        const auto records = box.outbox->oldest_held().value();
        CHECK(records.size() == 19);
        for (const client::SentRecord& one : records) {
            if (one.id == made.back().id) return asked;
        }
    }
    return 0;
}

}  // namespace

TEST_CASE("outbox: every refused record has its turn to be asked about, however many wait") {
    Box box;
    CHECK(questions_until_the_last(box) == 3);
    std::map<std::uint64_t, int> turns;
    for (int asked = 0; asked < 45; ++asked) {
        const auto records = box.outbox->oldest_held().value();
        for (const client::SentRecord& one : records) ++turns[one.seq];
    }
    CHECK(turns.size() == 45);
    for (const auto& [seq, times] : turns) CHECK(times == 19);  // 45 times 19 places for 45.
    const MutantScope on("client.asks_for_the_oldest_parked");
    Box other;
    CHECK(questions_until_the_last(other) == 0);
    MESSAGE(
        "R-5, mutant client.asks_for_the_oldest_parked: 26 of 45 refused are never asked about");
}
