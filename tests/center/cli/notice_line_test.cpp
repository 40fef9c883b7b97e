// SPDX-License-Identifier: Apache-2.0
// Notices leave the house as whole lines, one file a day, for nobody else's eyes.
#include "sync/center/notice_line.h"

#include "sync/center/trouble.h"
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

TEST_CASE("notices: a day's file goes when its time is over, and nothing else does") {
    const test::TempFolder folder;
    center::NoticeSpool spool(folder.path());
    const domain::Date day = domain::Date::of(2026, 11, 26);
    CHECK(spool.forget_before(day).value() == 0);  // There is no folder yet.
    for (int back = 0; back < 4; ++back) REQUIRE(spool.send("{}", noon(day.plus(-back))).ok());
    const auto file = [&](const char* name) { return folder / "notices" / name; };
    std::ofstream(file("2026-01-01.txt")) << "a gateway's own";
    std::ofstream(file("taken.jsonl")) << "a gateway's own";
    CHECK(spool.forget_before(day.plus(-1)).value() == 2);
    CHECK(spool.forget_before(day.plus(-1)).value() == 0);
    CHECK(std::filesystem::exists(file("2026-11-26.jsonl")));
    CHECK(std::filesystem::exists(file("2026-11-25.jsonl")));
    CHECK_FALSE(std::filesystem::exists(file("2026-11-24.jsonl")));
    CHECK(std::filesystem::exists(file("2026-01-01.txt")));
    CHECK(std::filesystem::exists(file("taken.jsonl")));
}

TEST_CASE("trouble: told once for each change, and tried ever more seldom") {
    center::Trouble trouble;
    Instant now{};
    CHECK(trouble.is_time(now));
    CHECK_FALSE(trouble.went_well());
    CHECK(trouble.failed("full", now));
    int told = 0, tries = 0;
    const Instant end = now + std::chrono::hours{24};
    for (; now < end; now += std::chrono::seconds{2}) {
        if (!trouble.is_time(now)) continue;
        ++tries;
        told += trouble.failed("full", now) ? 1 : 0;
    }
    CHECK(told == 0);
    CHECK(tries > 200);  // Every five minutes once it has lasted.
    CHECK(tries < 310);
    CHECK(trouble.failed("no such folder", now));
    CHECK(trouble.went_well());
    CHECK_FALSE(trouble.went_well());
    CHECK(trouble.is_time(now));
    CHECK(trouble.failed("full", now));
}
