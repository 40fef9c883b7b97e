// SPDX-License-Identifier: Apache-2.0
// The engines over the data that was really built.
#include "app/input_method/local_engines.h"

#include "sync/domain/text.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

using namespace sunbooth;
using namespace sunbooth::input_method;
namespace fs = std::filesystem;

namespace {

void stroke(Ink& ink, std::initializer_list<InkPoint> corners) {
    const InkPoint* from = corners.begin();
    ink.pen_down(*from);
    for (const InkPoint& to : corners) {
        for (int piece = 1; piece <= 10; ++piece) {
            const float share = static_cast<float>(piece) / 10;
            ink.pen_move({from->x + (to.x - from->x) * share, from->y + (to.y - from->y) * share});
        }
        from = &to;
    }
}

Ink mouth() {
    Ink ink;
    stroke(ink, {{22, 26}, {24, 80}});
    stroke(ink, {{22, 26}, {79, 24}, {76, 80}});
    stroke(ink, {{24, 76}, {76, 75}});
    return ink;
}

/// A folder of its own that goes with the test.
struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "sunbooth-engines-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        fs::create_directories(path / "handwriting");
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

const fs::path kBuilt = fs::path(test::data_dir()) / "handwriting";

}  // namespace

TEST_CASE("engines: a mouth is read as 口, and the text before may only change the order") {
    LocalEngines engines(test::data_dir());
    REQUIRE(engines.offers(Method::Hand));
    const Ink ink = mouth();
    const Candidates alone = engines.read_ink(ink, 100, "");
    REQUIRE(alone.size() >= 12);
    CHECK(alone.front().text.view() == "口");
    CHECK(engines.read_ink(ink, 100, "窗").front().text.view() == "口");
}

TEST_CASE("engines: without the model there is no handwriting, without the pairs there is") {
    CHECK_FALSE(LocalEngines("/nonexistent").offers(Method::Hand));
    CHECK_FALSE(LocalEngines("/nonexistent").offers(Method::Pinyin));
    CHECK(LocalEngines("/nonexistent").read_keys(Method::Nine, "24").empty());
    Folder folder;
    fs::copy(kBuilt / "handwriting.model", folder.path / "handwriting");
    LocalEngines engines(folder.path);
    REQUIRE(engines.offers(Method::Hand));
    CHECK(engines.read_ink(mouth(), 100, "窗").front().text.view() == "口");
}

TEST_CASE("engines: a damaged model is not used") {
    Folder folder;
    const fs::path model = folder.path / "handwriting" / "handwriting.model";
    fs::copy(kBuilt / "handwriting.model", model);
    {
        std::fstream file(model, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(1'000'000);
        file.put('\x55').put('\x66').put('\x77');
    }
    LocalEngines engines(folder.path);
    CHECK_FALSE(engines.offers(Method::Hand));
    CHECK(engines.read_ink(mouth(), 100, "").empty());
}

TEST_CASE("engines: any scribble is read as characters of well-formed UTF-8, or as nothing") {
    LocalEngines engines(test::data_dir());
    std::mt19937_64 dice(5);
    const auto any = [&dice] { return static_cast<float>(dice() % 2400) / 20 - 10; };
    for (int round = 0; round < 60; ++round) {
        Ink ink;
        for (std::size_t strokes = dice() % 20; strokes > 0; --strokes) {
            ink.pen_down({any(), any()});
            for (std::size_t points = dice() % 40; points > 0; --points) {
                ink.pen_move(dice() % 50 == 0 ? InkPoint{NAN, INFINITY} : InkPoint{any(), any()});
            }
        }
        const Candidates read = engines.read_ink(ink, dice() % 4 == 0 ? 0 : 90, "没");
        CHECK(read.empty() == ink.empty());
        for (const Candidate& one : read) CHECK(domain::count_code_points(one.text.view()) == 1);
    }
}

namespace {

bool holds(const Candidates& read, std::string_view text) {
    return std::any_of(read.begin(), read.end(),
                       [&](const Candidate& one) { return one.text.view() == text; });
}

}  // namespace

TEST_CASE("engines: letters and nine keys are read, whole sentences first, each text once") {
    LocalEngines engines(test::data_dir());
    REQUIRE(engines.offers(Method::Pinyin));
    REQUIRE(engines.offers(Method::Nine));
    const Candidates read = engines.read_keys(Method::Pinyin, "chuangkoumeiren");
    REQUIRE(read.size() > 5);
    CHECK(read.front().text.view() == "窗口没人");
    CHECK(read.front().keys == 15);
    for (std::size_t i = 0; i < read.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(read[i].text == read[k].text);
    }
    CHECK(holds(engines.read_keys(Method::Nine, "248264568634736"), "窗口没人"));
}

TEST_CASE("engines: the names of the hall are words, and those of another hall are not") {
    LocalEngines engines(test::data_dir());
    CHECK_FALSE(holds(engines.read_keys(Method::Pinyin, "xyjdzhfwz"), "向阳街道综合服务站"));
    engines.know({"向阳街道综合服务站", "㍿", "一", ""});
    CHECK(engines.read_keys(Method::Pinyin, "xyjdzhfwz").front().text.view() ==
          "向阳街道综合服务站");
    engines.know({"金桥便民大厅（北区）"});
    CHECK(holds(engines.read_keys(Method::Pinyin, "jqbmdt"), "金桥便民大厅"));
    CHECK_FALSE(holds(engines.read_keys(Method::Pinyin, "xyjdzhfwz"), "向阳街道综合服务站"));
    LocalEngines told(test::data_dir());  // Before the list was ever opened.
    told.know({"向阳街道综合服务站"});
    CHECK(
        holds(told.read_keys(Method::Nine, "94264926454332696644338989426"), "向阳街道综合服务站"));
}

TEST_CASE(
    "engines: characters that only names have are reached by their sound, behind all others") {
    LocalEngines engines(test::data_dir());
    const struct {
        const char* keys;
        const char* character;
    } rows[] = {
        {"bo", "𬭛"},  // U+2CB5B, of the table of standard characters, as are the next two.
        {"fu", "𫖯"},    // U+2B5AF
        {"yan", "䶮"},   // U+4DAE
        {"zhen", "㐱"},  // U+3431
    };
    for (const auto& row : rows) {
        CAPTURE(row.keys);
        const Candidates read = engines.read_keys(Method::Pinyin, row.keys);
        CHECK(holds(read, row.character));
        CHECK(domain::count_code_points(read.front().text.view()) == 1);
        CHECK(read.front().text.size() == 3);  // No rare one comes first.
    }
}

TEST_CASE("engines: behind what was written the next words are offered, the hall's names first") {
    LocalEngines engines(test::data_dir());
    CHECK(holds(engines.follow("工作"), "人员"));
    CHECK(engines.follow("").empty());
    engines.know({"金桥便民大厅（北区）"});
    const Candidates next = engines.follow("我在金桥");
    REQUIRE_FALSE(next.empty());
    CHECK(next.front().text.view() == "便民大厅（北区）");
    CHECK(next.front().keys == 0);
    engines.know({});
    CHECK_FALSE(holds(engines.follow("我在金桥"), "便民大厅（北区）"));
}

TEST_CASE("issue 4: who knows pinyin types 窗口没人 in eight taps at most, the choice included") {
    LocalEngines engines(test::data_dir());
    constexpr std::size_t kInTheBar = 3;  // Of four characters, on every glass.
    for (const std::string_view keys : {"ckmr", "chkmr", "chkmren"}) {
        CAPTURE(keys);
        Composer composer;
        composer.turn_to(Method::Pinyin);
        for (const char key : keys) {
            REQUIRE(composer.key(key));
            composer.read(engines, "");
        }
        const auto& read = composer.candidates();
        const auto end = read.begin() + std::min<std::ptrdiff_t>(kInTheBar, std::ssize(read));
        const auto at = std::find_if(
            read.begin(), end, [](const Candidate& one) { return one.text.view() == "窗口没人"; });
        REQUIRE(at != end);
        CHECK(composer.choose(static_cast<std::size_t>(at - read.begin())).view() == "窗口没人");
        CHECK(composer.empty());
        CHECK(keys.size() + 1 <= 8);
    }
}

TEST_CASE("engines: sounds that a place does not tell apart are read either way") {
    LocalEngines clear(test::data_dir());
    LocalEngines vague(test::data_dir(), {.c_ch = true});
    CHECK_FALSE(holds(clear.read_keys(Method::Pinyin, "cuangkou"), "窗口"));
    CHECK(vague.read_keys(Method::Pinyin, "cuangkou").front().text.view() == "窗口");
    CHECK(vague.read_keys(Method::Pinyin, "chuangkou").front().text.view() == "窗口");
}

TEST_CASE("engines: keys that change anywhere are read as if they were typed afresh") {
    LocalEngines grown(test::data_dir());
    LocalEngines fresh(test::data_dir());
    for (const char* keys : {"c", "chuang", "chuangkou", "chuan", "taidu", "t", "chuangkou"}) {
        fresh.wipe();
        const Candidates a = grown.read_keys(Method::Pinyin, keys);
        const Candidates b = fresh.read_keys(Method::Pinyin, keys);
        CAPTURE(keys);
        REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i].text == b[i].text);
    }
    grown.wipe();
    CHECK(grown.read_keys(Method::Pinyin, "ni").front().keys == 2);
}
