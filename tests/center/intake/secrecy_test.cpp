// SPDX-License-Identifier: Apache-2.0
// What a thief of the center's files can read, and what erasure leaves.
#include "sync/center/intake/submissions.h"
#include "sync/center/intake/verify.h"
#include "tests/center/kiosk_world.h"

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

constexpr std::string_view kCanary = "CANARY-7f3a-窗口人员收红包";
constexpr std::string_view kPhone = "13987654321";

bool file_holds(const std::filesystem::path& file, std::string_view needle) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str().find(needle) != std::string::npos;
}

/// Every file under the folder that holds the bytes.
std::vector<std::string> files_with(const std::filesystem::path& folder, std::string_view needle) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && file_holds(entry.path(), needle)) {
            found.push_back(entry.path().filename().string());
        }
    }
    return found;
}

}  // namespace

TEST_CASE("intake: no word and no number of a citizen stands in clear in any file") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    domain::Rating bad = rating(1);
    bad.comment = SecretText(kCanary);
    bad.phone = SecretText(kPhone);
    REQUIRE(kiosk.send_one(kiosk.make(complaint(kCanary, kPhone))).row == 1);
    REQUIRE(kiosk.send_one(kiosk.make(bad)).row == 2);
    const TestKiosk::Odd refused{.content = R"({"text":"CANARY-7f3a"})"};
    REQUIRE(kiosk.send_one(kiosk.make(complaint(kCanary, kPhone), refused)).row == 0);
    // The test itself must be able to find what is there.
    REQUIRE_FALSE(files_with(center.folder(), "hall-1").empty());
    CHECK(files_with(center.folder(), "CANARY-7f3a").empty());
    CHECK(files_with(center.folder(), "红包").empty());
    CHECK(files_with(center.folder(), kPhone).empty());
    CHECK(files_with(center.folder(), "87654321").empty());
    REQUIRE(center.db().checkpoint().ok());
    CHECK(files_with(center.folder(), "CANARY-7f3a").empty());
}

TEST_CASE("intake: erasing destroys the words and their key; number, digest and chain stay") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes record = kiosk.make(complaint(kCanary, kPhone));
    REQUIRE(kiosk.send_one(record).row == 1);
    REQUIRE(kiosk.send_one(kiosk.make(complaint())).row == 2);
    const domain::RecordId id = id_of(record);
    REQUIRE(center::intake::erase_words(center.db(), center.keys(), id, center.wall).ok());
    REQUIRE(center.db().checkpoint().ok());

    const auto words = center::intake::read_words(center.db(), center.keys(), id);
    REQUIRE_FALSE(words.ok());
    CHECK(words.error().code == ErrorCode::Refused);
    const std::string_view sealed = as_text(ByteView(record).subspan(120, 64));
    CHECK_FALSE(file_holds(center.folder() / "center.db", sealed));
    CHECK(kiosk.send_one(record).verdict == wire::Verdict::Duplicate);
    CHECK_FALSE(
        center::intake::verify_chains(center.db(), center.keys().center.public_key).value().fault);
}

TEST_CASE("intake: words open for their own record only, and the original proves them") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const domain::RecordId first = id_of(kiosk.make(complaint()));
    kiosk.memory = {};
    const Bytes one = kiosk.make(complaint("第一件"));
    const Bytes two = kiosk.make(complaint("第二件"));
    REQUIRE(kiosk.send({one, two}).ok());
    CHECK(center::intake::verify_original(center.db(), center.keys(), id_of(one)).ok());
    CHECK(center::intake::verify_original(center.db(), center.keys(), first).error().code ==
          ErrorCode::NotFound);
    REQUIRE(
        center.db()
            .run("UPDATE submission SET words = (SELECT words FROM submission WHERE row_no = 2),"
                 " words_key = (SELECT words_key FROM submission WHERE row_no = 2)"
                 " WHERE row_no = 1")
            .ok());
    const auto swapped = center::intake::read_words(center.db(), center.keys(), id_of(one));
    REQUIRE_FALSE(swapped.ok());
    CHECK(swapped.error().code == ErrorCode::Corrupt);
    CHECK_FALSE(center::intake::verify_original(center.db(), center.keys(), id_of(one)).ok());
}
