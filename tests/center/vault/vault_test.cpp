// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/vault/copy_line.h"
#include "sync/center/vault/line.h"
#include "sync/center/vault/local_vault.h"
#include "sync/center/vault/mask.h"
#include "sync/center/vault/remote_vault.h"
#include "sync/center/vault/vault_desk.h"
#include "sync/wire/content.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace sunbooth;
using namespace sunbooth::center::vault;

namespace {

const WallTime kNow = wall_ms(1'793'590'620'000);

struct VaultFolder {
    VaultFolder() {
        REQUIRE(seal::start().ok());
        const auto found = found_vault(folder.path(), random);
        REQUIRE(found.ok());
        key = found.value();
        reopen();
    }
    void reopen() {
        vault.reset();
        auto opened = LocalVault::open(folder.path());
        REQUIRE(opened.ok());
        vault = std::move(opened).value();
    }
    Bytes box(std::string_view phone) {
        domain::Complaint filed;
        filed.phone = SecretText(phone);
        const wire::Boxes boxes = wire::write_boxes(filed, {kNow, Instant{}, "boot"});
        return seal::seal_padded(as_bytes(boxes.contact.view()), key).value();
    }
    domain::RecordId id() {
        domain::RecordId made;
        random.fill(made.bytes);
        return made;
    }
    /// The audit as an auditor reads it, over a connection of its own.
    std::vector<std::string> audit() {
        auto db =
            store::Database::open(folder / "vault/vault.db", {.access = store::Access::Reader});
        REQUIRE(db.ok());
        store::Statement select =
            db.value().prepare("SELECT account || ': ' || reason FROM reveal ORDER BY id");
        std::vector<std::string> lines;
        while (select.step().value()) lines.push_back(select.text(0));
        return lines;
    }
    test::TempFolder folder;
    OsRandom random;
    seal::BoxPublicKey key;
    std::unique_ptr<LocalVault> vault;
};

/// How many contacts an account gets to see in a row.
int seen_in_a_row(VaultFolder& v, Occasion occasion, int tries) {
    int seen = 0;
    for (int i = 0; i < tries; ++i) {
        const domain::RecordId record = v.id();
        REQUIRE(v.vault->keep(record, v.box("13812345678")).ok());
        if (v.vault->reveal({record, "li", "回访", occasion}, kNow).ok()) ++seen;
    }
    return seen;
}

}  // namespace

TEST_CASE("vault: numbers are masked") {
    CHECK(masked("13812345678") == "138****5678");
    CHECK(masked("0715-8888888") == "071****8888");
    CHECK(masked("12345678") == "****78");
    CHECK(masked("1") == "****");
    CHECK(masked("").empty());
}

TEST_CASE("vault: a contact is kept once, masked, and the first one stands") {
    VaultFolder v;
    const domain::RecordId record = v.id();
    REQUIRE(v.vault->keep(record, v.box("13812345678")).ok());
    REQUIRE(v.vault->keep(record, v.box("13900000000")).ok());
    v.reopen();
    CHECK(v.vault->mask(record).value() == "138****5678");
    CHECK(v.vault->mask(v.id()).error().code == ErrorCode::NotFound);
}

TEST_CASE("vault: many are kept in one step, each told of by itself") {
    VaultFolder v;
    const Bytes with = v.box("13812345678");
    const Bytes without = v.box("");
    const Bytes damaged = to_bytes("this is no box of ours, whatever it is");
    const ContactBox boxes[] = {{v.id(), with}, {v.id(), without}, {v.id(), damaged}};
    const auto kept = v.vault->keep_all(boxes);
    REQUIRE(kept.ok());
    CHECK(kept.value() == std::vector{Kept::Contact, Kept::Empty, Kept::Unreadable});
    CHECK(v.vault->mask(boxes[1].record).value().empty());
    CHECK(v.vault->mask(boxes[2].record).error().code == ErrorCode::NotFound);
    CHECK(v.vault->keep(v.id(), damaged).error().code == ErrorCode::Corrupt);
}

TEST_CASE("vault: every reveal is audited before it is answered, those of nothing too") {
    VaultFolder v;
    const domain::RecordId record = v.id();
    REQUIRE(v.vault->keep(record, v.box("13812345678")).ok());
    for (const char* blank : {"", "  \t\n"}) {
        const auto refused = v.vault->reveal({record, "li", blank}, kNow);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "reason");
    }
    CHECK(v.audit().empty());
    const auto shown = v.vault->reveal({record, "li", "回访"}, kNow);
    REQUIRE(shown.ok());
    CHECK(shown.value().view() == "13812345678");
    CHECK_FALSE(v.vault->reveal({v.id(), "wang", "猜一猜"}, kNow).ok());
    CHECK(v.audit() == std::vector<std::string>{"li: 回访", "wang: 猜一猜"});
    const MutantScope broken("vault.reveal_unaudited");
    CHECK(v.vault->reveal({record, "zhao", "不留痕"}, kNow).ok());
    CHECK(v.audit().size() == 2);  // What the promise above would have caught.
}

TEST_CASE("vault: the audit can be neither changed nor deleted") {
    VaultFolder v;
    REQUIRE(v.vault->keep(v.id(), v.box("")).ok());
    REQUIRE_FALSE(v.vault->reveal({v.id(), "li", "回访"}, kNow).ok());
    auto db = store::Database::open(v.folder / "vault/vault.db", {});
    REQUIRE(db.ok());
    CHECK_FALSE(db.value().run("DELETE FROM reveal").ok());
    CHECK_FALSE(db.value().run("UPDATE reveal SET account = 'nobody'").ok());
    CHECK(v.audit().size() == 1);
}

TEST_CASE("vault: an erased contact is gone from mask, reveal and file") {
    VaultFolder v;
    const domain::RecordId record = v.id();
    const Bytes box = v.box("13812345678");
    REQUIRE(v.vault->keep(record, box).ok());
    REQUIRE(v.vault->erase(record).ok());
    CHECK(v.vault->mask(record).value().empty());
    CHECK(v.vault->reveal({record, "li", "回访"}, kNow).value().empty());
    CHECK(v.vault->erase(v.id()).error().code == ErrorCode::NotFound);
    REQUIRE(v.vault->keep(record, box).ok());  // A repeat does not bring it back.
    CHECK(v.vault->mask(record).value().empty());
}

TEST_CASE("vault: a missing or foreign key is named, and founding twice is refused") {
    VaultFolder v;
    v.vault.reset();
    CHECK(found_vault(v.folder.path(), v.random).error().code == ErrorCode::Conflict);
    std::ofstream(v.folder / "vault/callback.key") << "nonsense\n";
    const auto opened = LocalVault::open(v.folder.path());
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().line().find("callback.key") != std::string::npos);
}

TEST_CASE("vault: an account sees so many contacts in a day and no more, each occasion by itself") {
    VaultFolder v;
    CHECK(seen_in_a_row(v, Occasion::LookUp, kLookUpsPerDay + 2) == kLookUpsPerDay);
    const domain::RecordId record = v.id();
    REQUIRE(v.vault->keep(record, v.box("13812345678")).ok());
    const auto refused = v.vault->reveal({record, "li", "回访"}, kNow);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::TooMany);
    CHECK(refused.error().field == "quota");
    CHECK(v.vault->reveal({record, "wang", "回访"}, kNow).ok());
    CHECK(v.vault->reveal({record, "li", "回访", Occasion::Call}, kNow).ok());
    CHECK(v.vault->reveal({record, "li", "回访"}, kNow + std::chrono::hours{24}).ok());
    const MutantScope open("vault.no_quota");
    CHECK(v.vault->reveal({record, "li", "回访"}, kNow).ok());
}

TEST_CASE("vault: looking twice at one contact is one contact") {
    VaultFolder v;
    const domain::RecordId record = v.id();
    REQUIRE(v.vault->keep(record, v.box("13812345678")).ok());
    for (int i = 0; i < kLookUpsPerDay + 5; ++i) {
        CHECK(v.vault->reveal({record, "li", "回访"}, kNow).ok());
    }
}

namespace {

/// A vault behind its socket, as its process serves it, on a thread of its own.
struct Served {
    explicit Served(VaultFolder& folder) : stop(::eventfd(0, EFD_CLOEXEC)) {
        const auto socket = folder.folder / "v.sock";
        thread = std::thread([this, &folder, socket] {
            NullLog log;
            served = serve_vault(*folder.vault, {socket, {}, folder.folder.path()}, stop, log).ok();
        });
        remote = std::make_unique<RemoteVault>([socket]() -> Result<int> {
            Result<int> connected = connect_vault(socket);
            while (!connected.ok() && connected.error().code == ErrorCode::Offline) {
                std::this_thread::yield();
                connected = connect_vault(socket);
            }
            return connected;
        });
    }
    ~Served() {
        const std::uint64_t one = 1;
        CHECK(::write(stop, &one, sizeof(one)) == sizeof(one));
        thread.join();
        CHECK(served);
        ::close(stop);
    }
    int stop;
    bool served = false;
    std::thread thread;
    std::unique_ptr<RemoteVault> remote;
};

}  // namespace

TEST_CASE("vault: behind its socket it answers as it does beside one") {
    VaultFolder v;
    Served served(v);
    const domain::RecordId record = v.id(), other = v.id(), broken = v.id();
    const Bytes box = v.box("13812345678"), empty = v.box("");
    const Bytes rubbish(box.size(), 7);
    const ContactBox boxes[] = {{record, box}, {other, empty}, {broken, rubbish}};
    const auto kept = served.remote->keep_all(boxes);
    REQUIRE(kept.ok());
    CHECK(kept.value() == std::vector{Kept::Contact, Kept::Empty, Kept::Unreadable});
    CHECK(served.remote->keep_all({}).value().empty());
    CHECK(served.remote->mask(record).value() == "138****5678");
    CHECK(served.remote->mask(broken).error().code == ErrorCode::NotFound);
    const auto shown = served.remote->reveal({record, "li", "回访"}, kNow);
    REQUIRE(shown.ok());
    CHECK(shown.value().view() == "13812345678");
    CHECK(v.audit() == std::vector<std::string>{"li: 回访"});
    const auto blank = served.remote->reveal({record, "li", " "}, kNow);
    CHECK(blank.error().code == ErrorCode::InvalidInput);
    CHECK(blank.error().field == "reason");
    CHECK(served.remote->erase(record).ok());
    CHECK(served.remote->mask(record).value().empty());
}

TEST_CASE("vault: one with a user of its own lends a whole copy, and answers others meanwhile") {
    VaultFolder v;
    Served served(v);
    const domain::RecordId record = v.id();
    REQUIRE(served.remote->keep(record, v.box("13812345678")).ok());
    const auto copy = v.folder / "copy.db";
    REQUIRE(fetch_copy(v.folder / "v.sock", copy).ok());
    CHECK(served.remote->mask(record).value() == "138****5678");
    auto db = store::Database::open(copy, {.access = store::Access::Reader});
    REQUIRE(db.ok());
    CHECK(db.value().check().ok());
    store::Statement count = db.value().prepare("SELECT count(*) FROM contact");
    REQUIRE(count.step().ok());
    CHECK(count.integer(0) == 1);
    // Never over another file, and nothing is left behind in the vault.
    CHECK_FALSE(fetch_copy(v.folder / "v.sock", copy).ok());
    for (const auto& entry : std::filesystem::directory_iterator(v.folder / "vault")) {
        CHECK_FALSE(entry.path().filename().string().starts_with("copy-"));
    }
    CHECK(fetch_copy(v.folder / "nobody.sock", v.folder / "x.db").error().code ==
          ErrorCode::Offline);
}

TEST_CASE("vault: what is no question is refused, and the next one is answered") {
    VaultFolder v;
    SeededRandom random(5);
    for (int i = 0; i < 20'000; ++i) {
        Bytes question(random.between(0, 80));
        random.fill(question);
        if (!question.empty()) question[0] = static_cast<std::uint8_t>(random.between(0, 5));
        const SecretBytes told = answer_question(*v.vault, question);
        REQUIRE_FALSE(told.view().empty());
    }
    CHECK(v.audit().empty());
}

TEST_CASE("vault: a connection that broke is made again; a lost reveal is not asked twice") {
    VaultFolder v;
    int connections = 0;
    RemoteVault remote([&]() -> Result<int> {
        ++connections;
        int pair[2] = {-1, -1};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
        ::close(pair[1]);
        return pair[0];
    });
    CHECK(remote.mask(v.id()).error().code == ErrorCode::Offline);
    CHECK(connections == 2);
    CHECK(remote.reveal({v.id(), "li", "回访"}, kNow).error().code == ErrorCode::Offline);
    CHECK(connections == 3);
}
