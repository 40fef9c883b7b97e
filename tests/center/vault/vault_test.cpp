// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/vault/local_vault.h"
#include "sync/center/vault/mask.h"
#include "sync/wire/content.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

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
        const auto refused = v.vault->reveal(record, "li", blank, kNow);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "reason");
    }
    CHECK(v.audit().empty());
    const auto shown = v.vault->reveal(record, "li", "回访", kNow);
    REQUIRE(shown.ok());
    CHECK(shown.value().view() == "13812345678");
    CHECK_FALSE(v.vault->reveal(v.id(), "wang", "猜一猜", kNow).ok());
    CHECK(v.audit() == std::vector<std::string>{"li: 回访", "wang: 猜一猜"});
    const MutantScope broken("vault.reveal_unaudited");
    CHECK(v.vault->reveal(record, "zhao", "不留痕", kNow).ok());
    CHECK(v.audit().size() == 2);  // What the promise above would have caught.
}

TEST_CASE("vault: the audit can be neither changed nor deleted") {
    VaultFolder v;
    REQUIRE(v.vault->keep(v.id(), v.box("")).ok());
    REQUIRE_FALSE(v.vault->reveal(v.id(), "li", "回访", kNow).ok());
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
    CHECK(v.vault->reveal(record, "li", "回访", kNow).value().empty());
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
