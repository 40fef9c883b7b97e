// SPDX-License-Identifier: Apache-2.0
// S-10: whoever takes the center's folder away, databases, logs and all, reads no telephone number
// in it; and every number that somebody saw stands in the audit.
#include "console_world.h"
#include "sync/base/mutant.h"

#include <sqlite3.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;
namespace json = boost::json;

namespace {

constexpr int kCanaries = 40;

std::string canary(int n) {
    return "1398877" + std::to_string(1000 + n);
}

/// All bytes of all files below the folder, one after the other.
std::string bytes_below(const std::filesystem::path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream bytes;
        bytes << in.rdbuf();
        all += bytes.str();
    }
    return all;
}

/// A number as it may stand in a file: plain, as hex, UTF-16, and base64 at any of three places.
std::vector<std::string> spellings(const std::string& number) {
    std::vector<std::string> all{number, to_hex(as_bytes(number))};
    std::string wide;
    for (const char c : number) wide += std::string(1, c) + '\0';
    all.push_back(wide);
    for (const char* before : {"", "x", "xx"}) {
        // Only the letters that the number alone decides.
        const std::string coded = to_base64(as_bytes(before + number));
        all.push_back(coded.substr(4, coded.size() - 8));
    }
    return all;
}

/// Everything that staff do with contacts, for many citizens.
void work(ConsoleWorld& world) {
    for (int n = 0; n < kCanaries; ++n) {
        const std::string ticket = world.file("办事拖延", canary(n));
        world.sit_down(Role::Supervisor);
        world.more_headers["idempotency-key"] = "k" + std::to_string(n);
        const auto shown =
            world.post("/api/v1/tickets/" + ticket + "/contact", R"({"reason":"回访"})");
        if (n < vault::kLookUpsPerDay) {
            REQUIRE(shown.status == 200);
            REQUIRE(shown.json().at("phone").as_string() == canary(n));
        }
        REQUIRE(world.act(ticket, {{"action", "callback"}, {"outcome", "verified"}}).status == 200);
        world.more_headers.clear();
        REQUIRE(world.act(ticket, {{"action", "accept"}}).status == 200);
        REQUIRE(world.get("/api/v1/tickets/" + ticket).status == 200);
    }
    const auto file = world.post(
        "/api/v1/exports",
        R"({"format":"csv","language":"en","columns":[{"field":"ticket_no","title":"x"}]})");
    REQUIRE(file.status == 200);
    CHECK(file.body.find("13988") == std::string::npos);
}

/// How many of the numbers stand anywhere in the folder, in any spelling.
int found_in_dump() {
    ConsoleWorld world;
    work(world);
    const std::string all = bytes_below(world.folder());
    REQUIRE(all.size() > 100'000);
    int found = 0;
    for (int n = 0; n < kCanaries; ++n) {
        const auto forms = spellings(canary(n));
        found += std::ranges::any_of(
            forms, [&](const std::string& form) { return all.find(form) != std::string::npos; });
    }
    return found;
}

}  // namespace

TEST_CASE("contacts S-10: no number stands in the center's files, in any spelling") {
    CHECK(found_in_dump() == 0);
    const MutantScope careless("vault.audits_the_number");
    CHECK(found_in_dump() == vault::kLookUpsPerDay);
}

TEST_CASE("contacts S-10: every number that was shown is in the audit with who and why") {
    ConsoleWorld world;
    work(world);
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open((world.folder() / "vault" / "vault.db").c_str(), &db) == SQLITE_OK);
    sqlite3_stmt* count = nullptr;
    REQUIRE(sqlite3_prepare_v2(
                db, "SELECT count(*) FROM reveal WHERE account = 'li' AND reason = '回访'", -1,
                &count, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(count) == SQLITE_ROW);
    CHECK(sqlite3_column_int(count, 0) == vault::kLookUpsPerDay);
    sqlite3_finalize(count);
    sqlite3_close(db);
}
