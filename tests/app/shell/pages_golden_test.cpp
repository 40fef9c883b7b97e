// SPDX-License-Identifier: Apache-2.0
// Whole pages, as they were when somebody last looked at them: what is painted on each tile of the
// glass (glyph runs, boxes, lines, in whole pixels and with their colours) has a number that stands
// in tests/golden/pages.txt. Nothing of it comes from a renderer, so that every machine with these
// fonts finds the same. Whoever changes how a page looks finds under build/<preset>/golden-diff a
// picture of each page with the changed tiles framed, looks at them, and writes the file anew with
//     SUNBOOTH_GOLDEN=write build/dev/bin/app_look_test -tc="golden*"
#include "app/screens/draw.h"
#include "app/screens/modes.h"
#include "app/shell/png.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/sight.h"
#include "tests/app/shell/one_stage.h"
#include "tests/app/ui/tiles.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using ui::tests::kColumns;
using ui::tests::kRows;

namespace {

/// One way in which the pages are looked at.
struct Way {
    const char* name;
    domain::Language language;
    ui::Screen screen;
    flow::Modes modes;
};

constexpr ui::Screen kUpright{.width_px = 1080, .height_px = 1920, .diagonal_in = 27};
constexpr ui::Screen kWide{.width_px = 1920, .height_px = 1080, .diagonal_in = 27};

const std::array<Way, 4> kWays = {
    {{"zh upright", domain::Language::Zh, kUpright, {}},
     {"ug upright dark", domain::Language::Ug, kUpright, {.theme = flow::Theme::Dark}},
     {"en wide", domain::Language::En, kWide, {}},
     {"zh upright largest contrast",
      domain::Language::Zh,
      kUpright,
      {.text = flow::TextSize::Largest, .theme = flow::Theme::ContrastDark}}}};

flow::State state_of(const Sample& sample, const Way& way) {
    flow::State state = sample.state;
    if (flow::page_of(state) != flow::Page::Attract) state.visit.modes = way.modes;
    return state;
}

/// All tiles of one page in one line.
std::string line_of(Terminal& terminal, const Sample& sample, const Way& way) {
    const flow::State state = state_of(sample, way);
    terminal.ui->set_look(look_of(state.visit.modes));
    ui::tests::TilePainter painter(way.screen);
    for (int frame = 0; frame < 2; ++frame) {
        painter = ui::tests::TilePainter(way.screen);
        terminal.ui->frame(painter, way.language);
        draw(state, words_of(way.language), *terminal.ui);
    }
    std::string line = std::string(way.name) + ", " + sample.name + ":";
    for (int tile = 0; tile < kRows * kColumns; ++tile) line += " " + painter.line_of(tile);
    return line;
}

struct Page {
    Way way;
    Sample sample;
    std::string line;
};

std::vector<Page> all_pages() {
    std::vector<Page> pages;
    for (const Way& way : kWays) {
        Terminal terminal(way.screen);
        for (Sample& one : sample_states(demo_hall(), words_of(way.language))) {
            std::string line = line_of(terminal, one, way);
            pages.push_back({way, std::move(one), std::move(line)});
        }
    }
    return pages;
}

/// The tiles in which two lines of the file differ; all of them when there is no other.
std::vector<int> changed_tiles(const std::string& line, const std::string& known) {
    constexpr std::size_t kDigits = 9;  // And a space.
    std::vector<int> changed;
    const std::size_t from = line.find(':') + 1;
    for (int tile = 0; tile < kRows * kColumns; ++tile) {
        const std::size_t at = from + static_cast<std::size_t>(tile) * kDigits;
        const bool same =
            line.size() == known.size() && line.substr(at, kDigits) == known.substr(at, kDigits);
        if (!same) changed.push_back(tile);
    }
    return changed;
}

/// The page by the real renderer, the changed tiles in red frames. @return where it lies.
std::string picture_of(const Page& page, const std::vector<int>& tiles) {
    constexpr int kFramePx = 6;
    const int width = page.way.screen.width_px, height = page.way.screen.height_px;
    shell::Stage& stage = shell::tests::stage(width, height);
    const flow::State state = state_of(page.sample, page.way);
    stage.draw(state);
    stage.draw(state);
    std::vector<std::uint8_t> rgb = stage.window().pixels();
    for (const int tile : tiles) {
        const int left = tile % kColumns * width / kColumns;
        const int top = tile / kColumns * height / kRows;
        const int right = left + width / kColumns, low = top + height / kRows;
        for (int y = top; y < low; ++y) {
            for (int x = left; x < right; ++x) {
                const bool frame = x < left + kFramePx || x >= right - kFramePx ||
                                   y < top + kFramePx || y >= low - kFramePx;
                if (!frame) continue;
                const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                 static_cast<std::size_t>(x)) *
                                3;
                rgb[at] = 0xE0;
                rgb[at + 1] = rgb[at + 2] = 0;
            }
        }
    }
    const std::filesystem::path folder = test::build_dir() + "/golden-diff";
    std::filesystem::create_directories(folder);
    std::string name = std::string(page.way.name) + " " + page.sample.name + ".png";
    std::ranges::replace(name, ' ', '-');
    CHECK(shell::write_png(folder / name, width, height, rgb).ok());
    return (folder / name).string();
}

}  // namespace

TEST_CASE("golden: whole pages are painted as they were when somebody last looked at them") {
    const std::string file = test::source_dir() + "/tests/golden/pages.txt";
    const std::vector<Page> pages = all_pages();
    REQUIRE(pages.size() % kWays.size() == 0);
    const char* wanted = std::getenv("SUNBOOTH_GOLDEN");
    if (wanted != nullptr && std::string_view(wanted) == "write") {
        std::ofstream out(file);
        for (const Page& page : pages) out << page.line << "\n";
        return;
    }
    std::ifstream in(file);
    std::vector<std::string> known;
    for (std::string line; std::getline(in, line);) known.push_back(line);
    CHECK(known.size() == pages.size());
    known.resize(pages.size());
    int pictures = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::vector<int> tiles = changed_tiles(pages[i].line, known[i]);
        if (tiles.empty()) continue;
        constexpr int kPicturesMax = 6;  // The first few show what happened.
        const std::string picture =
            ++pictures <= kPicturesMax ? picture_of(pages[i], tiles) : "no more pictures";
        CHECK_MESSAGE(tiles.empty(), pages[i].way.name << ", " << pages[i].sample.name << ": "
                                                       << tiles.size() << " tiles, " << picture);
    }
}

TEST_CASE("golden: a tile that changed is found, and framed in a picture") {
    Terminal terminal(kUpright);
    Page page{kWays[0], {"rating_level", sample("rating_level")}, {}};
    page.line = line_of(terminal, page.sample, page.way);
    CHECK(changed_tiles(page.line, page.line).empty());
    flow::State other = page.sample.state;
    other.visit.rating.window = "5";
    const std::vector<int> tiles =
        changed_tiles(page.line, line_of(terminal, {page.sample.name, other}, page.way));
    // The question names another window; the faces below are the same.
    REQUIRE_FALSE(tiles.empty());
    for (const int tile : tiles) CHECK(tile < 2 * kColumns);
    const std::string file = picture_of(page, tiles);
    CHECK(std::filesystem::file_size(file) > 1000);
    std::filesystem::remove(file);
}
