// SPDX-License-Identifier: Apache-2.0
// Keys are replaced with records on their way, and come back from what two officers hold.
#include "sync/base/mutant.h"
#include "sync/center/backups.h"
#include "sync/center/certificates.h"
#include "sync/center/config.h"
#include "sync/center/escrow.h"
#include "sync/center/folder.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/restore.h"
#include "sync/center/rotation.h"
#include "sync/center/verbs.h"
#include "sync/center/verify_store.h"
#include "tests/center/kiosk_world.h"
#include "tests/store/temp_folder.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace sunbooth;
using namespace sunbooth::tests;
namespace fs = std::filesystem;
using center::KeyKind;

namespace {

constexpr std::string_view kPhone = "13812345678";
constexpr KeyKind kKinds[] = {KeyKind::Intake, KeyKind::Callback, KeyKind::Signing};

/// One record stored, and one sealed to the keys of then that is still on its way.
struct InFlight {
    InFlight() : kiosk(center, "hall-1") {
        stored = kiosk.make(complaint("先到的", kPhone));
        REQUIRE(kiosk.send_one(stored).row == 1);
        waiting = kiosk.make(complaint("路上的", kPhone));
    }
    void rotate(KeyKind kind) {
        const Status done =
            center::rotate_key(center.folder(), kind, "127.0.0.1", center.random, center.wall);
        REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().line()));
        center.reopen();
    }
    std::string words(const Bytes& record) {
        const auto text = center::intake::read_words(center.db(), center.keys(), id_of(record));
        return text.ok() ? std::string(text.value().view()) : text.error().line();
    }
    Deployment center;
    TestKiosk kiosk;
    Bytes stored, waiting;
};

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
Certificate certificate(const fs::path& file) {
    BIO* in = BIO_new_file(file.c_str(), "r");
    REQUIRE(in != nullptr);
    Certificate read(PEM_read_bio_X509(in, nullptr, nullptr, nullptr), &X509_free);
    BIO_free(in);
    REQUIRE(read);
    return read;
}

}  // namespace

TEST_CASE("keys: each is replaced with records on their way; all are taken, read and verified") {
    for (const KeyKind kind : kKinds) {
        CAPTURE(static_cast<int>(kind));
        InFlight world;
        const seal::KeySet before = world.center.keys().set;
        world.rotate(kind);
        const seal::KeySet& after = world.center.keys().set;
        CHECK(after.version == before.version + 1);
        CHECK((after.intake != before.intake) == (kind == KeyKind::Intake));
        CHECK((after.callback != before.callback) == (kind == KeyKind::Callback));
        CHECK((after.center != before.center) == (kind == KeyKind::Signing));

        CHECK(world.kiosk.send_one(world.waiting).row == 2);
        const Bytes later = world.kiosk.make(complaint("后来的", kPhone));
        CHECK(world.kiosk.send_one(later).row == 3);
        CHECK(world.words(world.stored) == "先到的");
        CHECK(world.words(world.waiting) == "路上的");
        CHECK(world.words(later) == "后来的");
        for (const Bytes& record : {world.stored, world.waiting, later}) {
            CHECK(world.center.vault().mask(id_of(record)).value() == "138****5678");
        }
        const auto report = center::verify_store(world.center.db(), world.center.keys());
        CHECK_MESSAGE(report.ok(), (report.ok() ? "" : report.error().line()));
    }
}

TEST_CASE("keys: a record that was stored before is acknowledged under the key that kiosks know") {
    InFlight world;
    world.rotate(KeyKind::Signing);
    const auto again = world.kiosk.send_one(world.stored);
    CHECK(again.verdict == wire::Verdict::Duplicate);
    CHECK(seal::verify_countersign(id_of(world.stored), seal::digest(world.stored), again.row,
                                   again.countersignature, world.center.keys().set.center));
}

TEST_CASE("keys: many rotations, and what was sealed before the first is still opened") {
    InFlight world;
    for (int round = 0; round < 3; ++round) {
        for (const KeyKind kind : kKinds) world.rotate(kind);
    }
    CHECK(world.center.keys().set.version == 10);
    CHECK(world.kiosk.send_one(world.waiting).row == 2);
    CHECK(world.words(world.stored) == "先到的");
    CHECK(world.words(world.waiting) == "路上的");
    CHECK(center::verify_store(world.center.db(), world.center.keys()).ok());
    MESSAGE("keys: 9 rotations of 3 keys with a record on its way: all taken, read, verified");
}

TEST_CASE("keys: catches a center that forgets its former keys, or acknowledges by them") {
    {
        const MutantScope on("keys.forgets_former");
        InFlight world;
        world.rotate(KeyKind::Intake);
        CHECK(world.kiosk.send_one(world.waiting).reason == "unknown_key");
    }
    const MutantScope on("intake.old_countersignature");
    InFlight world;
    world.rotate(KeyKind::Signing);
    const auto again = world.kiosk.send_one(world.stored);
    CHECK_FALSE(seal::verify_countersign(id_of(world.stored), seal::digest(world.stored), again.row,
                                         again.countersignature, world.center.keys().set.center));
}

TEST_CASE("keys: without the root's key nothing is replaced, and the error tells the mend") {
    InFlight world;
    const fs::path root = world.center.folder() / "keys" / "root.key";
    fs::rename(root, world.center.folder() / "safe");
    const Status done = center::rotate_key(world.center.folder(), KeyKind::Intake, "127.0.0.1",
                                           world.center.random, world.center.wall);
    REQUIRE_FALSE(done.ok());
    CHECK(done.error().field == "root.key");
    CHECK(done.error().detail.find("bring it back") != std::string::npos);
    world.center.reopen();
    CHECK(world.center.keys().set.version == 1);
    CHECK(center::key_kind_of("root").error().field == "--key");
}

TEST_CASE("keys: another server key is certified by the same authority, so no kiosk is told") {
    REQUIRE(seal::start().ok());
    const test::TempFolder temp;
    SeededRandom random(4);
    const WallTime now = at_hall(domain::Date::of(2026, 11, 2), 600);
    REQUIRE(center::make_certificates(temp / "tls", "127.0.0.1", random, now).ok());
    const Certificate before = certificate(temp / "tls" / "server.pem");
    REQUIRE(center::rotate_key(temp.path(), KeyKind::Tls, "127.0.0.1", random, now).ok());
    const Certificate after = certificate(temp / "tls" / "server.pem");
    const Certificate authority = certificate(temp / "tls" / "ca.pem");
    CHECK(X509_cmp(before.get(), after.get()) != 0);
    CHECK(EVP_PKEY_eq(X509_get0_pubkey(before.get()), X509_get0_pubkey(after.get())) != 1);
    CHECK(X509_verify(after.get(), X509_get0_pubkey(authority.get())) == 1);
    fs::remove(temp / "tls" / "ca.key");
    const Status without = center::rotate_key(temp.path(), KeyKind::Tls, "127.0.0.1", random, now);
    REQUIRE_FALSE(without.ok());
    CHECK(without.error().field == "ca.key");
}

namespace {

/// The center's machine burns; what is left are a backup and the escrow.
struct Drill {
    Drill() : kiosk(center, "hall-1") {
        std::ofstream(center.folder() / "center.toml") << center::write_config("127.0.0.1", 8443);
        record = kiosk.make(complaint("烧掉之前", kPhone));
        REQUIRE(kiosk.send_one(record).row == 1);
        for (seal::BoxKey& officer : officers) officer = seal::make_box_key(center.random);
    }
    Result<std::string> escrow(std::size_t count) {
        std::vector<seal::BoxPublicKey> keys;
        for (std::size_t i = 0; i < count; ++i) keys.push_back(officers.at(i).public_key);
        return center::make_escrow(center.folder(), keys);
    }
    Deployment center;
    TestKiosk kiosk;
    Bytes record;
    std::array<seal::BoxKey, 3> officers{};
};

}  // namespace

TEST_CASE("keys: from a backup and one officer's key alone everything comes back") {
    Drill drill;
    const test::TempFolder elsewhere;
    center::Config config;
    config.backup_folder = elsewhere / "backups";
    const auto copy = center::make_backup(drill.center.folder(), config, drill.center.wall);
    REQUIRE(copy.ok());
    const std::string escrow = drill.escrow(2).value();
    CHECK(escrow.find(to_base64(drill.center.keys().intake.secret.view())) == std::string::npos);
    drill.center.close();
    fs::remove_all(drill.center.folder());
    for (std::size_t one = 0; one < 2; ++one) {
        CAPTURE(one);
        const fs::path folder = elsewhere / (one == 0 ? "first" : "second");
        fs::create_directory(folder);
        const Status back = center::recover_keys(folder, escrow, drill.officers.at(one));
        REQUIRE_MESSAGE(back.ok(), (back.ok() ? "" : back.error().line()));
        REQUIRE(center::restore({folder, copy.value().folder, false}).ok());
        const auto keys = center::registry::load_keys(folder);
        REQUIRE(keys.ok());
        auto db = center::registry::open_center(folder);
        REQUIRE(db.ok());
        auto vault = center::vault::LocalVault::open(folder);
        REQUIRE(vault.ok());
        const domain::RecordId id = id_of(drill.record);
        CHECK(center::intake::read_words(db.value(), keys.value(), id).value().view() ==
              "烧掉之前");
        CHECK(vault.value()->mask(id).value() == "138****5678");
        CHECK(center::verify_store(db.value(), keys.value()).ok());
        CHECK(center::recover_keys(folder, escrow, drill.officers.at(one)).error().code ==
              ErrorCode::Conflict);
    }
    fs::create_directory(elsewhere / "third");
    CHECK(center::recover_keys(elsewhere / "third", escrow, drill.officers[2]).error().code ==
          ErrorCode::Unauthorized);
    CHECK_FALSE(drill.escrow(1).ok());
}

TEST_CASE("keys: catches an escrow that only the first officer opens") {
    const MutantScope on("escrow.one_officer");
    Drill drill;
    const std::string escrow = drill.escrow(2).value();
    const test::TempFolder elsewhere;
    CHECK(center::recover_keys(elsewhere.path(), escrow, drill.officers[1]).error().code ==
          ErrorCode::Corrupt);
}
