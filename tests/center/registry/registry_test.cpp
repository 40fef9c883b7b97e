// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/hall.h"
#include "sync/center/registry/keys.h"
#include "sync/center/registry/schema.h"
#include "tests/center/fresh_center.h"

#include <sys/stat.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center::registry;

namespace {

namespace fs = std::filesystem;

const WallTime kNow = wall_ms(1'793'590'620'000);

/// The demo hall with one thing put in another's place.
std::string hall_with(std::string_view what, std::string_view instead) {
    std::string hall = source_file("assets/demo/hall.json");
    const std::size_t at = hall.find(what);
    REQUIRE(at != std::string::npos);
    return hall.replace(at, what.size(), instead);
}

unsigned mode_of(const fs::path& path) {
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 0777U;
}

/// A folder with keys in it, and the OsRandom that made them.
struct KeyFolder {
    KeyFolder() {
        REQUIRE(seal::start().ok());
        made = make_keys(center.folder(), seal::make_box_key(random).public_key, random);
        REQUIRE(made->ok());
    }
    FreshCenter center;
    OsRandom random;
    std::optional<Result<Keys>> made;
};

}  // namespace

TEST_CASE("registry: a fresh database has the schema of the migrations, and opens again") {
    FreshCenter center;
    CHECK(store::check_schema(center.db(), center_schema()).ok());
    center.reopen();
    CHECK(center_state(center.db()).error().code == ErrorCode::NotFound);
}

TEST_CASE("registry: a generation is made once, and another one by a restore alone") {
    FreshCenter center;
    OsRandom random;
    REQUIRE(found_center(center.db(), random).ok());
    const auto first = center_state(center.db());
    REQUIRE(first.ok());
    CHECK_FALSE(first.value().generation.is_zero());
    CHECK_FALSE(found_center(center.db(), random).ok());
    center.reopen();
    CHECK(center_state(center.db()).value().generation == first.value().generation);

    REQUIRE(set_backed_up(center.db(), 7, kNow).ok());
    REQUIRE(set_backed_up(center.db(), 5, kNow).ok());
    CHECK(center_state(center.db()).value().backed_up_row == 7);  // Never backwards.
    REQUIRE(begin_generation(center.db(), random).ok());
    CHECK(center_state(center.db()).value().generation != first.value().generation);
    CHECK(center_state(center.db()).value().backed_up_row == 0);
    CHECK_FALSE(center_state(center.db()).value().backed_up_at);
}

TEST_CASE(
    "registry: a hall is imported once; a changed one needs a higher version and the same id") {
    FreshCenter center;
    CHECK(hall_in_force(center.db()).error().code == ErrorCode::NotFound);
    const std::string demo = source_file("assets/demo/hall.json");
    REQUIRE(import_hall(center.db(), demo, kNow).ok());
    REQUIRE(import_hall(center.db(), demo, kNow).ok());  // The same bytes: no change.
    const auto digest = hall_digest(center.db());

    const auto same_version = import_hall(center.db(), hall_with("企业开办", "企业开业"), kNow);
    REQUIRE_FALSE(same_version.ok());
    CHECK(same_version.error().code == ErrorCode::Conflict);
    CHECK(same_version.error().field == "version");
    const auto other_hall =
        import_hall(center.db(), hall_with("\"id\": \"xiangyang\"", "\"id\": \"wuhan\""), kNow);
    REQUIRE_FALSE(other_hall.ok());
    CHECK(other_hall.error().field == "id");
    CHECK(hall_digest(center.db()).value() == digest.value());

    REQUIRE(import_hall(center.db(), hall_with("\"version\": 1", "\"version\": 2"), kNow).ok());
    CHECK(hall_in_force(center.db()).value()->version == 2);
    CHECK(hall_digest(center.db()).value() != digest.value());
}

TEST_CASE("registry: a hall that breaks its schema is refused by field, and nothing is kept") {
    FreshCenter center;
    const std::pair<std::string, const char*> bad[] = {
        {"{", "body"},
        {hall_with("\"version\": 1", "\"version\": -1"), "version"},
        {hall_with("\"units\"", "\"unitz\""), "units"},
    };
    for (const auto& [json, field] : bad) {
        const auto imported = import_hall(center.db(), json, kNow);
        REQUIRE_FALSE(imported.ok());
        CHECK(imported.error().code == ErrorCode::InvalidInput);
        CHECK(imported.error().field.find(field) != std::string::npos);
    }
    CHECK(hall_digest(center.db()).error().code == ErrorCode::NotFound);
}

TEST_CASE("registry: every code of every hall is known, with what it belongs to") {
    FreshCenter center;
    REQUIRE(import_hall(center.db(), source_file("assets/demo/hall.json"), kNow).ok());
    CHECK(known_code(center.db(), CodeKind::Window, "2").value() == "scjg");
    CHECK(known_code(center.db(), CodeKind::Topic, "slow").value() == "02");
    CHECK(known_code(center.db(), CodeKind::Unit, "mzjj").ok());
    CHECK(known_code(center.db(), CodeKind::Level, "national-5/5").ok());
    CHECK(known_code(center.db(), CodeKind::Tag, "510").ok());
    CHECK(known_code(center.db(), CodeKind::Unit, "slow").error().code == ErrorCode::NotFound);
    CHECK(known_code(center.db(), CodeKind::Level, "national-5/6").error().code ==
          ErrorCode::NotFound);
}

TEST_CASE("registry: keys are private files, load as they were made, and are never made twice") {
    KeyFolder folder;
    const fs::path keys = folder.center.folder() / "keys";
    CHECK(mode_of(keys) == 0700);
    for (const char* name : {"root.key", "center.key", "intake.key"}) {
        CHECK(mode_of(keys / name) == 0600);
    }
    fs::remove(keys / "root.key");  // Taken to a safe: a running center does not need it.
    const auto loaded = load_keys(folder.center.folder());
    REQUIRE(loaded.ok());
    CHECK(loaded.value().set == folder.made->value().set);
    CHECK(loaded.value().center.public_key == folder.made->value().center.public_key);
    CHECK(make_keys(folder.center.folder(), loaded.value().set.callback, folder.random)
              .error()
              .code == ErrorCode::Conflict);
}

TEST_CASE("registry: a damaged key file is named with its mend") {
    for (const char* name : {"root.pub", "center.key", "intake.key", "keyset"}) {
        for (const char* text : {"", "not base64!", "AAAA"}) {
            CAPTURE(name);
            CAPTURE(text);
            KeyFolder folder;
            std::ofstream(folder.center.folder() / "keys" / name) << text << '\n';
            const auto loaded = load_keys(folder.center.folder());
            REQUIRE_FALSE(loaded.ok());
            CHECK(loaded.error().line().find(name) != std::string::npos);
        }
    }
}

TEST_CASE("registry: keys of two deployments do not mix") {
    KeyFolder one;
    KeyFolder two;
    for (const char* name : {"root.pub", "center.key", "intake.key"}) {
        CAPTURE(name);
        const fs::path mine = one.center.folder() / "keys" / name;
        const fs::path kept = one.center.folder() / "kept";
        fs::copy_file(mine, kept, fs::copy_options::overwrite_existing);
        fs::copy_file(two.center.folder() / "keys" / name, mine,
                      fs::copy_options::overwrite_existing);
        const auto loaded = load_keys(one.center.folder());
        REQUIRE_FALSE(loaded.ok());
        CHECK(loaded.error().code == ErrorCode::Corrupt);
        fs::copy_file(kept, mine, fs::copy_options::overwrite_existing);
        CHECK(load_keys(one.center.folder()).ok());
    }
}
