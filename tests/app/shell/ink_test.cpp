// SPDX-License-Identifier: Apache-2.0
// The ink recorder: its book, its page, and what it tells.
#include "app/input_method/local_engines.h"
#include "app/shell/ink_desk.h"
#include "tests/app/screens/demo.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::shell;
namespace fs = std::filesystem;

namespace {

Written person() {
    Written written{"人", "a", 90, {}};
    const auto line = [&](std::initializer_list<input_method::InkPoint> corners) {
        const input_method::InkPoint* from = corners.begin();
        written.ink.pen_down(*from);
        for (const auto& to : corners) {
            for (int piece = 1; piece <= 12; ++piece) {
                const float share = static_cast<float>(piece) / 12;
                written.ink.pen_move(
                    {from->x + (to.x - from->x) * share, from->y + (to.y - from->y) * share});
            }
            from = &to;
        }
    };
    line({{45, 9}, {42, 40}, {29, 63}, {9, 81}});
    line({{45, 32}, {58, 59}, {83, 81}});
    return written;
}

struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "sunbooth-ink-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

}  // namespace

TEST_CASE("ink: what was written is read back, line by line, and counted by writer") {
    Folder folder;
    const fs::path file = folder.path / "book";
    Written other = person();
    other.writer = "b";
    other.character = "龘";
    for (const Written* one : {&other, &other}) REQUIRE(append(file, *one).ok());
    REQUIRE(append(file, person()).ok());
    const auto book = read_book(file);
    REQUIRE(book.ok());
    REQUIRE(book.value().size() == 3);
    const Written& back = book.value()[2];
    CHECK(back.character == "人");
    CHECK(back.pad_mm == 90);
    REQUIRE(back.ink.strokes() == 2);
    REQUIRE(back.ink.points().size() == person().ink.points().size());
    CHECK(back.ink.points().back().x == doctest::Approx(83).epsilon(0.001));

    input_method::LocalEngines engines(test::data_dir());
    const std::vector<Readings> rows = measure(book.value(), engines);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].writer == "a");
    CHECK(rows[0].first == 1);
    CHECK(rows[1].written == 2);
    CHECK(rows[1].in_ten == 0);
    CHECK(rows[2].writer.empty());
    CHECK(rows[2].written == 3);
    CHECK(rows[2].in_ten == 1);
}

TEST_CASE("ink: a line that is no ink is refused with its number") {
    for (const char* wrong :
         {"", "x", "[]", "{}", R"({"character":"人","writer":"a","pad_mm":9,"strokes":[]})",
          R"({"character":"人人","writer":"a","pad_mm":9,"strokes":[[[1,2]]]})",
          R"({"character":"人","writer":"a","pad_mm":9,"strokes":[[[1]]]})",
          R"({"character":"人","writer":"a","pad_mm":"9","strokes":[[[1,2]]]})",
          R"({"character":"人","writer":"a","pad_mm":9,"strokes":[[]]})"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_line(wrong).ok());
    }
    Folder folder;
    const fs::path file = folder.path / "book";
    REQUIRE(append(file, person()).ok());
    std::ofstream(file, std::ios::app) << "no ink\n";
    const auto book = read_book(file);
    REQUIRE_FALSE(book.ok());
    CHECK(book.error().line().find("line 2") != std::string::npos);
    CHECK_FALSE(read_book(folder.path / "none").ok());
}

TEST_CASE("ink: the page asks for a character, takes strokes, and goes on only with ink") {
    CHECK(characters_of("窗 口\n人") == std::vector<std::string>{"窗", "口", "人"});
    SystemClock clock;
    auto stage = Stage::open({.width = 960, .height = 960, .offscreen = true}, {15}, clock);
    REQUIRE(stage.ok());
    Stage& desk_stage = *stage.value();
    InkDesk desk;
    desk.asked = {"窗", "口"};
    const auto draw = [&] {
        bool written = false;
        desk_stage.paint(domain::Language::Zh, [&](ui::Ui& ui) {
            written = draw_ink_page(ui, desk_stage.words().of(domain::Language::Zh), desk);
        });
        return written;
    };
    draw();
    const ui::Node* heading = desk_stage.ui().tree().find("ink.heading");
    REQUIRE(heading != nullptr);
    CHECK(heading->name.find("窗") != std::string::npos);
    for (const ui::Node& node : desk_stage.ui().tree().nodes) {
        CAPTURE(node.id);
        CHECK_FALSE(node.clipped);
    }
    REQUIRE(desk_stage.ui().inject_press("ink.next"));
    CHECK_FALSE(draw());
    const text::Box pad = desk_stage.ui().tree().find("keyboard.pad")->rect;
    using Kind = input::TouchEvent::Kind;
    for (const Kind kind : {Kind::Down, Kind::Move, Kind::Up}) {
        const float way = kind == Kind::Down ? 20 : 90;
        desk_stage.ui().touch({kind, 1, pad.x + way, pad.y + way, clock.now()});
    }
    draw();
    CHECK(desk.ink.strokes() == 1);
    CHECK(desk.pad_mm > 0);
    REQUIRE(desk_stage.ui().inject_press("ink.next"));
    CHECK(draw());
}
