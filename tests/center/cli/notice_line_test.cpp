// SPDX-License-Identifier: Apache-2.0
// Notices leave the house as whole lines, one file a day, for nobody else's eyes.
#include "sync/center/notice_line.h"

#include "sync/domain/date.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <sys/stat.h>

using namespace sunbooth;

namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Noon of a day at the hall.
WallTime noon(domain::Date day) {
    return wall_ms(std::int64_t{day.days} * 86'400'000) + std::chrono::hours{4};
}

}  // namespace

TEST_CASE("notices: each line is whole and behind the one before, also after one was cut off") {
    const test::TempFolder folder;
    center::NoticeSpool spool(folder.path());
    const domain::Date day = domain::Date::of(2026, 11, 26);
    REQUIRE(spool.send(R"({"notice":"1"})", noon(day)).ok());
    REQUIRE(spool.send(R"({"notice":"2"})", noon(day)).ok());
    const auto file = folder / "notices" / "2026-11-26.jsonl";
    CHECK(text_of(file) == "{\"notice\":\"1\"}\n{\"notice\":\"2\"}\n");
    std::ofstream(file, std::ios::app) << "{\"noti";  // As a power cut leaves it.
    REQUIRE(spool.send(R"({"notice":"3"})", noon(day)).ok());
    CHECK(text_of(file).ends_with("{\"noti\n{\"notice\":\"3\"}\n"));
    REQUIRE(spool.send(R"({"notice":"4"})", noon(day.plus(1))).ok());
    CHECK(text_of(folder / "notices" / "2026-11-27.jsonl") == "{\"notice\":\"4\"}\n");
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600);
}

TEST_CASE("notices: where no file can be made the line is kept for later") {
    const test::TempFolder folder;
    std::ofstream(folder / "notices") << "in the way";
    center::NoticeSpool spool(folder.path());
    CHECK(spool.send("{}", noon(domain::Date::of(2026, 11, 26))).error().code == ErrorCode::Io);
}
