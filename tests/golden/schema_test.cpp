// SPDX-License-Identifier: Apache-2.0
// What the three databases look like when they are made from nothing, held against schema.sql, so
// that a change of the schema is seen in review and never slips in by a changed migration.
#include "sync/center/registry/center.h"
#include "sync/center/vault/local_vault.h"
#include "sync/client/outbox.h"
#include "tests/store/temp_folder.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace sunbooth;
namespace fs = std::filesystem;

namespace {

const fs::path kGolden = fs::path(test::source_dir()) / "tests/golden/schema.sql";

/// Every table, index and trigger as SQLite holds it, by name, with the version in front.
std::string schema_of(const char* name, const fs::path& file) {
    auto db = store::Database::open(file, {.access = store::Access::Reader});
    REQUIRE(db.ok());
    store::Statement version = db.value().prepare("PRAGMA user_version");
    REQUIRE(version.step().ok());
    std::string text =
        std::string("-- ") + name + ", version " + std::to_string(version.integer(0)) + "\n";
    store::Statement select = db.value().prepare(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "ORDER BY tbl_name, type <> 'table', type, name");
    while (true) {
        const Result<bool> row = select.step();
        REQUIRE(row.ok());
        if (!row.value()) return text + "\n";
        text += select.text(0) + ";\n";
    }
}

/// The databases as the programs themselves make them.
std::string schema_from_nothing() {
    const test::TempFolder folder;
    SeededRandom random(1);
    NullLog log;
    REQUIRE(seal::start().ok());
    REQUIRE(center::registry::open_center(folder.path()).ok());
    REQUIRE(center::vault::found_vault(folder.path(), random).ok());
    REQUIRE(center::vault::LocalVault::open(folder.path()).ok());
    const client::Identity kiosk{domain::KioskId::parse("hall-1").value(),
                                 seal::make_signing_key(random)};
    REQUIRE(
        client::Outbox::open({.path = folder / "outbox.db"}, kiosk, wall_ms(0), random, log).ok());
    return "-- SPDX-License-Identifier: Apache-2.0\n-- Made by tests/golden/schema_test.cpp; not "
           "run by anything.\n\n" +
           schema_of("center.db", folder / "center.db") +
           schema_of("vault.db", folder / "vault" / "vault.db") +
           schema_of("outbox.db", folder / "outbox.db");
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("schema: databases made from nothing are those of tests/golden/schema.sql") {
    const std::string made = schema_from_nothing();
    const char* wish = std::getenv("SUNBOOTH_GOLDEN");
    if (wish != nullptr && std::string_view(wish) == "write") std::ofstream(kGolden) << made;
    CHECK_MESSAGE(made == text_of(kGolden),
                  "the schema differs. If that is meant, renew it and look at the difference: "
                  "SUNBOOTH_GOLDEN=write ./dev test '^schema_test$' && "
                  "git diff tests/golden/schema.sql");
}
