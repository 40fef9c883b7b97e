// SPDX-License-Identifier: Apache-2.0
// sunbooth-ink: records how people write, on the machine where they do, and tells how well it is
// read. No part of a kiosk.
#include "app/input_method/local_engines.h"
#include "app/shell/data_folder.h"
#include "app/shell/ink_desk.h"

#include <CLI/CLI.hpp>

#include <cstdio>

using namespace sunbooth;
using namespace sunbooth::app;

namespace {

/// Words of a hall, so that what is measured is what is written there.
constexpr std::string_view kWords =
    "窗口没人上午十点等了很久态度不好材料一次说清让我来回跑三趟多收费用超过承诺时间办理社保公积金"
    "营业执照房产登记户口迁移医疗报销残疾补贴投诉电话请尽快答复谢谢";

int refuse(const Error& error) {
    std::fprintf(stderr, "sunbooth-ink: %s\n", error.line().c_str());
    return 2;
}

struct Recording {
    std::string file, writer = "a", words;
    float diagonal_in = 0;  ///< Of the whole screen; 0: not told.
};

int record(const Recording& told) {
    SystemClock clock;
    // How large a hand writes counts for commas and small signs, so millimetres must be true: they
    // are on a whole screen whose diagonal is told. A window on a desk only guesses them.
    const bool whole = told.diagonal_in > 0;
    const shell::WindowOptions window{
        .width = 960, .height = 960, .windowed = !whole, .mouse = true};
    if (!whole) std::puts("in a window, sizes are a guess: --diagonal-in makes them true");
    Result<std::unique_ptr<shell::Stage>> stage =
        shell::Stage::open(window, {whole ? told.diagonal_in : 15}, clock);
    if (!stage.ok()) return refuse(stage.error());
    const std::string_view asked = told.words.empty() ? kWords : std::string_view(told.words);
    const Result<int> written = shell::record_ink(told.file, told.writer, asked, *stage.value());
    if (!written.ok()) return refuse(written.error());
    std::printf("%d characters of %s in %s\n", written.value(), told.writer.c_str(),
                told.file.c_str());
    return 0;
}

int measure(const std::string& file) {
    const Result<std::vector<shell::Written>> book = shell::read_book(file);
    if (!book.ok()) return refuse(book.error());
    input_method::LocalEngines engines(shell::data_folder());
    if (!engines.offers(input_method::Method::Hand)) {
        return refuse({ErrorCode::Io, "the handwriting model is not beside the program", "ink"});
    }
    for (const shell::Readings& row : shell::measure(book.value(), engines)) {
        const double share = row.written == 0 ? 0 : 100.0 / row.written;
        std::printf("%-10s %5d characters, first %5.1f %%, in ten %5.1f %%\n",
                    row.writer.empty() ? "all" : row.writer.c_str(), row.written, row.first * share,
                    row.in_ten * share);
    }
    return 0;
}

int run(int argc, char** argv) {
    Recording told;
    std::string& file = told.file;
    CLI::App commands("Records how people write, on this machine only, and measures the reading");
    commands.require_subcommand(1);
    CLI::App* asks = commands.add_subcommand("record", "asks for characters in a window");
    asks->add_option("file", file, "where the ink goes, one line a character")->required();
    asks->add_option("--writer", told.writer, "a letter or number for who writes; no name");
    asks->add_option("--words", told.words, "what is asked for; by default words of a hall");
    asks->add_option("--diagonal-in", told.diagonal_in,
                     "of the screen, in inches: then the whole of it is written on, in true sizes")
        ->check(CLI::Range(10.0, 65.0));
    CLI::App* reads = commands.add_subcommand("measure", "tells how well the ink is read");
    reads->add_option("file", file, "what was recorded")->required();
    try {
        commands.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return commands.exit(wrong) == 0 ? 0 : 2;
    }
    return reads->parsed() ? measure(file) : record(told);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (...) {
        std::fputs("sunbooth-ink: an unexpected failure\n", stderr);
        return 1;
    }
}
