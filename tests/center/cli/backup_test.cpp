// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/backups.h"
#include "sync/center/fleet/answers.h"
#include "sync/center/folder.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/restore.h"
#include "sync/center/vault_lock.h"
#include "sync/center/verb_restore.h"
#include "tests/center/kiosk_world.h"
#include "tests/store/temp_folder.h"

#include <functional>

using namespace sunbooth;
using namespace sunbooth::tests;
namespace fs = std::filesystem;

namespace {

/// A center with three records, backed up, and then one more with a contact.
class BackedUp {
public:
    BackedUp() : kiosk(center, "hall-1") {
        std::ofstream(center.folder() / "center.toml") << center::write_config("127.0.0.1", 8443);
        for (int i = 0; i < 3; ++i) {
            REQUIRE(kiosk.send_one(kiosk.make(complaint("话", "13812345678"))).row != 0);
        }
        const auto made = backup();
        REQUIRE(made.ok());
        copy = made.value();
        lost = kiosk.make(complaint("后来的", "13987654321"));
        REQUIRE(kiosk.send_one(lost).row == 4);
        before = generation();
    }
    Result<center::Backup> backup() {
        const auto config = center::read_config(center.folder());
        REQUIRE(config.ok());
        center.pass(std::chrono::minutes{15});
        return center::make_backup(center.folder(), config.value(), center.wall);
    }
    wire::Generation generation() {
        return center::registry::center_state(center.db()).value().generation;
    }
    Status restore(bool force) {
        center.close();
        return center::restore({center.folder(), copy.folder, force});
    }
    Deployment center;
    TestKiosk kiosk;
    center::Backup copy;
    Bytes lost;
    wire::Generation before;
};

std::vector<std::string> names_in(const fs::path& folder, std::string_view prefix) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(prefix)) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

void flip_a_byte(const fs::path& file) {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    for (const std::streamoff at : {std::streamoff{4096}, std::streamoff{8192}}) {
        bytes.seekp(at);
        bytes.write("\xff\xff\xff\xff\xff\xff\xff\xff", 8);
    }
    REQUIRE(bytes.good());
}

/// What every restore must have brought about, however it got there.
void check_restored(BackedUp& world) {
    world.center.reopen();
    CHECK(world.generation() != world.before);
    CHECK(center::registry::center_state(world.center.db()).value().backed_up_row == 0);
    CHECK(world.center.number("SELECT count(*) FROM submission") == 3);
    CHECK(world.center.number("SELECT count(*) FROM answered") == 0);
    CHECK_FALSE(world.center.vault().mask(id_of(world.lost)).ok());
    CHECK(names_in(world.center.folder(), "restor").empty());
    // The kiosk sends again what was lost: stored in its place, with its contact.
    CHECK(world.kiosk.send_one(world.lost).verdict == wire::Verdict::Stored);
    CHECK(world.center.vault().mask(id_of(world.lost)).value() == "139****4321");
}

}  // namespace

TEST_CASE("backup: a copy holds every row that it promises, with its contact, and no key") {
    BackedUp world;
    CHECK(world.copy.row == 3);
    CHECK(center::newest_row_in(world.copy.folder / "center.db").value() == 3);
    auto vault =
        store::Database::open(world.copy.folder / "vault.db", {.access = store::Access::Reader});
    REQUIRE(vault.ok());
    store::Statement count = vault.value().prepare("SELECT count(*) FROM contact");
    REQUIRE(count.step().ok());
    CHECK(count.integer(0) == 3);
    CHECK(names_in(world.copy.folder, "") == std::vector<std::string>{"center.db", "vault.db"});
}

TEST_CASE(
    "backup: the oldest go, an unfinished one is made anew, and the verb moves the watermark") {
    BackedUp world;
    const fs::path folder = world.center.folder() / "backup";
    fs::create_directories(folder / "unfinished");
    std::ofstream(folder / "unfinished" / "center.db") << "cut off by a power failure";
    for (int i = 0; i < 9; ++i) REQUIRE(world.backup().ok());
    CHECK(names_in(folder, "").size() == 8);  // backup.keep
    CHECK_FALSE(fs::exists(world.copy.folder));
    world.center.close();
    REQUIRE(center::backup(world.center.folder()).ok());
    world.center.reopen();
    CHECK(center::registry::center_state(world.center.db()).value().backed_up_row == 4);
}

TEST_CASE("backup: where none can be written the watermark stays, and the error names the folder") {
    BackedUp world;
    fs::remove_all(world.center.folder() / "backup");
    std::ofstream(world.center.folder() / "backup") << "a file stands here";
    world.center.close();
    const Status failed = center::backup(world.center.folder());
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.error().line().find("backup") != std::string::npos);
    world.center.reopen();
    CHECK(center::registry::center_state(world.center.db()).value().backed_up_row == 0);
}

TEST_CASE("restore: a newer center is not overwritten without force; with it, it is kept aside") {
    BackedUp world;
    const Status refused = world.restore(false);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::Conflict);
    CHECK(refused.error().detail.find("1 records more") != std::string::npos);
    world.center.reopen();
    CHECK(world.generation() == world.before);
    CHECK(world.center.number("SELECT count(*) FROM submission") == 4);

    REQUIRE(world.restore(true).ok());
    const auto aside = names_in(world.center.folder(), "replaced-");
    REQUIRE(aside.size() == 1);
    CHECK(center::newest_row_in(world.center.folder() / aside[0] / "center.db").value() == 4);
    check_restored(world);
}

TEST_CASE("restore: a center that kept its generation would never get back what it lost") {
    BackedUp world;
    const MutantScope broken("restore.same_generation");
    REQUIRE(world.restore(true).ok());
    world.center.reopen();
    CHECK(world.generation() == world.before);  // What check_restored does not allow.
}

TEST_CASE("restore: no answer of the old generation is ever given again") {
    BackedUp world;
    const center::fleet::RequestKey key{"hall-1", 9, seal::digest(as_bytes("request"))};
    REQUIRE(center::fleet::keep_answer(world.center.db(), key, as_bytes("old")).ok());
    world.copy = world.backup().value();
    REQUIRE(world.restore(true).ok());
    world.center.reopen();
    CHECK_FALSE(center::fleet::first_answer(world.center.db(), key).value());
    CHECK(world.generation() != world.before);
}

TEST_CASE("restore: a damaged or foreign folder is refused, and the center stays as it is") {
    BackedUp world;
    const fs::path good = world.copy.folder;
    const fs::path bad = world.center.folder() / "bad";
    const std::function<void()> damages[] = {
        [&] { flip_a_byte(bad / "center.db"); },
        [&] { flip_a_byte(bad / "vault.db"); },
        [&] { fs::remove(bad / "vault.db"); },
        [&] { fs::remove(bad / "center.db"); },
        [&] { fs::resize_file(bad / "center.db", 5000); },
        [&] { fs::remove_all(bad); },
    };
    for (const auto& damage : damages) {
        fs::remove_all(bad);
        fs::copy(good, bad, fs::copy_options::recursive);
        damage();
        world.copy.folder = bad;
        CHECK_FALSE(world.restore(true).ok());
        world.center.reopen();
        CHECK(world.generation() == world.before);
        CHECK(world.center.number("SELECT count(*) FROM submission") == 4);
        CHECK(world.center.vault().mask(id_of(world.lost)).ok());
        CHECK(names_in(world.center.folder(), "restored-").empty());
    }
}

TEST_CASE("restore: a power cut between any two moves is brought to its end by the next verb") {
    // The moves of finish_restore, in order; the test makes the first `done` of them by hand.
    const std::pair<const char*, const char*> moves[] = {
        {"vault/vault.db-wal", "replaced/vault.db-wal"},
        {"vault/vault.db", "replaced/vault.db"},
        {"restored/vault.db", "vault/vault.db"},
        {"center.db-wal", "replaced/center.db-wal"},
        {"center.db", "replaced/center.db"},
        {"restored/center.db", "center.db"},
    };
    for (std::size_t done = 0; done <= std::size(moves); ++done) {
        CAPTURE(done);
        BackedUp world;
        const fs::path folder = world.center.folder();
        world.center.close();
        const WallTime when = world.center.wall;
        REQUIRE(center::stage_restore(folder, world.copy.folder, world.center.random, when).ok());
        const std::string ms = std::to_string(to_ms(when));
        const auto real = [&](std::string name) {
            for (const char* part : {"restored/", "replaced/"}) {
                const std::string_view prefix(part);
                if (!name.starts_with(prefix)) continue;
                name.insert(prefix.size() - 1, "-" + ms);
            }
            return folder / name;
        };
        fs::create_directories(real("replaced/"));
        for (std::size_t i = 0; i < done; ++i) {
            if (fs::exists(real(moves[i].first))) {
                fs::rename(real(moves[i].first), real(moves[i].second));
            }
        }
        REQUIRE(center::enter_folder(folder).ok());
        check_restored(world);
    }
}

TEST_CASE("restore: a power cut while the copy is made ready changes nothing") {
    BackedUp world;
    fs::create_directories(world.center.folder() / "restoring");
    fs::copy_file(world.copy.folder / "center.db", world.center.folder() / "restoring/center.db");
    world.center.close();
    REQUIRE(center::enter_folder(world.center.folder()).ok());
    world.center.reopen();
    CHECK(world.generation() == world.before);
    REQUIRE(world.restore(true).ok());
    check_restored(world);
}

namespace {

std::int64_t contacts_in(const fs::path& file) {
    auto db = store::Database::open(file, {.access = store::Access::Reader});
    REQUIRE(db.ok());
    store::Statement count = db.value().prepare("SELECT count(*) FROM contact");
    REQUIRE(count.step().ok());
    return count.integer(0);
}

/// The center of BackedUp, whose vault has moved into a folder of its own.
struct Apart {
    BackedUp world;
    test::TempFolder vault;
    fs::path folder = world.center.folder();

    Apart() {
        world.center.close();
        fs::copy(folder / "vault", vault / "vault", fs::copy_options::recursive);
        std::ofstream(folder / "center.toml", std::ios::app)
            << "\n[vault]\nsocket = \"vault.sock\"\n";
    }
    Status restore(const fs::path& vault_folder) {
        return center::restore_with_vault({folder, world.copy.folder, true}, vault_folder);
    }
};

}  // namespace

TEST_CASE("restore: a vault that runs by itself must be named, and must not run") {
    Apart apart;
    for (const fs::path& wrong : {fs::path{}, apart.folder / "nowhere"}) {
        const Status refused = apart.restore(wrong);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().field == "--vault-folder");
    }
    {
        const auto running =
            center::VaultLock::take(apart.vault.path(), std::chrono::milliseconds{0});
        REQUIRE(running.ok());
        const Status refused = apart.restore(apart.vault.path());
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == ErrorCode::Conflict);
        CHECK(refused.error().detail.find("stop it first") != std::string::npos);
    }
    CHECK(names_in(apart.folder, "restor").empty());
    CHECK(names_in(apart.folder, "replaced-").empty());
    CHECK(contacts_in(apart.vault / "vault/vault.db") == 4);
}

TEST_CASE("restore: the contacts go back into the vault's own folder, and what was there is kept") {
    Apart apart;
    REQUIRE(apart.restore(apart.vault.path()).ok());
    CHECK(contacts_in(apart.vault / "vault/vault.db") == 3);
    const auto kept = names_in(apart.vault.path(), "replaced-");
    REQUIRE(kept.size() == 1);
    CHECK(contacts_in(apart.vault.path() / (kept.front() + "/vault.db")) == 4);
    CHECK(contacts_in(apart.folder / "vault/vault.db") == 4);  // Nobody's any more.
    CHECK(names_in(apart.vault / "vault", "restored-").empty());
    CHECK(names_in(apart.folder, "restored-").empty());
    apart.world.center.reopen();
    CHECK(apart.world.center.number("SELECT count(*) FROM submission") == 3);
    CHECK(apart.world.generation() != apart.world.before);
}

TEST_CASE("restore: one that was cut short in the vault's folder is brought to its end, once") {
    // What has been done by then: nothing, the copy stands beside, it is in its place.
    for (const int done : {0, 1, 2}) {
        CAPTURE(done);
        Apart apart;
        const WallTime when = apart.world.center.wall;
        REQUIRE(center::stage_restore(apart.folder, apart.world.copy.folder,
                                      apart.world.center.random, when, apart.vault.path())
                    .ok());
        const std::string stamp = std::to_string(to_ms(when));
        const fs::path live = apart.vault / "vault/vault.db";
        const fs::path beside = apart.vault.path() / ("vault/restored-" + stamp + ".db");
        if (done > 0) fs::copy_file(apart.world.copy.folder / "vault.db", beside);
        if (done > 1) {
            fs::create_directories(apart.vault.path() / ("replaced-" + stamp));
            fs::rename(live, apart.vault.path() / ("replaced-" + stamp + "/vault.db"));
            fs::rename(beside, live);
        }
        REQUIRE(center::enter_folder(apart.folder).ok());
        CHECK(contacts_in(live) == 3);
        CHECK(contacts_in(apart.vault.path() / ("replaced-" + stamp + "/vault.db")) == 4);
        CHECK(names_in(apart.folder, "restored-").empty());
    }
}
