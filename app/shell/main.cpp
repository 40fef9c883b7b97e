// SPDX-License-Identifier: Apache-2.0
// sunbooth-kiosk: the composition root. Read from top to bottom.
#include "app/input_method/local_engines.h"
#include "app/shell/app.h"
#include "app/shell/config.h"
#include "app/shell/data_folder.h"
#include "app/shell/memory.h"
#include "app/shell/tour.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <fstream>
#include <map>

using namespace sunbooth;
using namespace sunbooth::app;

namespace {

constexpr int kBadInput = 2;

struct Options {
    std::string config, enrol_code, orientation;
    float diagonal_in = 0;
    bool windowed = false, drive = false;
    shell::TourOptions tour;
    flow::Modes modes;
};

const std::map<std::string, flow::TextSize> kTextSizes = {{"standard", flow::TextSize::Standard},
                                                          {"large", flow::TextSize::Large},
                                                          {"largest", flow::TextSize::Largest}};
const std::map<std::string, flow::Theme> kThemes = {{"light", flow::Theme::Light},
                                                    {"dark", flow::Theme::Dark},
                                                    {"contrast-dark", flow::Theme::ContrastDark},
                                                    {"contrast-light", flow::Theme::ContrastLight}};

int refuse(const Error& error) {
    std::fprintf(stderr, "sunbooth-kiosk: %s\n", error.line().c_str());
    return kBadInput;
}

std::string boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id.empty() ? "unknown" : id;
}

int tour(const Options& options) {
    shell::TourOptions walk = options.tour;
    walk.data = shell::data_folder();
    if (options.orientation == "landscape") std::swap(walk.width, walk.height);
    if (options.diagonal_in > 0) walk.panel.diagonal_in = options.diagonal_in;
    walk.modes = options.modes;
    const Result<int> written = shell::run_tour(walk);
    if (!written.ok()) return refuse(written.error());
    std::printf("%d pictures in %s\n", written.value(), options.tour.folder.c_str());
    return 0;
}

shell::WindowOptions window_options(const Options& options, bool portrait) {
    shell::WindowOptions window{.windowed = options.windowed,
                                .offscreen = options.drive && !options.windowed,
                                .mouse = options.windowed};
    if (options
            .windowed) {  // Half size: a panel of 1080 x 1920 is taller than most desks' screens.
        window.width /= 2;
        window.height /= 2;
    }
    if (!portrait) std::swap(window.width, window.height);
    return window;
}

int serve(const Options& options, shell::KioskConfig config) {
    SystemClock machine;
    OsRandom random;
    StderrLog log;
    const client::Outside outside{machine, random, log};
    config.client.boot_id = boot_id();
    if (!options.enrol_code.empty()) {
        const Status enrolled = client::enrol(config.client, options.enrol_code, outside);
        if (!enrolled.ok()) return refuse(enrolled.error());
        std::printf("enrolled as %s\n", config.client.kiosk.c_str());
        return 0;
    }
    shell::PageClock pages(machine);
    const float diagonal = options.diagonal_in > 0 ? options.diagonal_in : config.diagonal_in;
    const bool portrait =
        options.orientation.empty() ? config.portrait : options.orientation == "portrait";
    Result<std::unique_ptr<shell::Stage>> stage =
        shell::Stage::open(window_options(options, portrait), {diagonal, config.bottom_mm}, pages);
    if (!stage.ok()) return refuse(stage.error());
    shell::Window& window = stage.value()->window();
    Result<std::unique_ptr<client::Client>> client =
        client::Client::start(config.client, outside, [&window] { window.wake(); });
    if (!client.ok()) return refuse(client.error());
    shell::App app(
        *stage.value(), pages, std::move(client).value(), config.keypad,
        std::make_shared<input_method::LocalEngines>(shell::data_folder(), config.fuzzy),
        shell::Printing(shell::make_printer(config.printer, machine), config.printer.paper,
                        [&window] { window.wake(); }));
    std::unique_ptr<shell::DriveInput> drive;
    if (options.drive) drive = std::make_unique<shell::DriveInput>([&window] { window.wake(); });
    app.run(drive.get());
    return 0;
}

int run(int argc, char** argv) {
    Options options;
    CLI::App commands("Sunbooth's terminal for government service halls");
    commands.add_option("--config", options.config, "kiosk.toml of this terminal");
    commands.add_option("--enrol", options.enrol_code,
                        "one-time code; enrols this terminal and ends");
    commands.add_flag("--windowed", options.windowed,
                      "in a window on a desk; the mouse is a finger");
    commands
        .add_option("--orientation", options.orientation, "portrait or landscape; with --tour too")
        ->check(CLI::IsMember({"portrait", "landscape"}));
    commands.add_option("--diagonal-in", options.diagonal_in, "of the panel, in inches")
        ->check(CLI::Range(10.0, 65.0));
    commands.add_flag("--drive", options.drive,
                      "remote control on standard input, without a display");
    commands.add_option("--tour", options.tour.folder,
                        "write a picture of every page into a folder");
    commands.add_option("--only", options.tour.only, "with --tour: pages whose name begins so");
    commands
        .add_option("--text", options.modes.text, "with --tour: standard, large or largest words")
        ->transform(CLI::CheckedTransformer(kTextSizes));
    commands.add_option("--theme", options.modes.theme, "with --tour: the colours")
        ->transform(CLI::CheckedTransformer(kThemes));
    commands.add_flag("--reach", options.modes.reach,
                      "with --tour: as for somebody who sits in a wheelchair");
    commands.add_flag("--steady", options.modes.steady, "with --tour: as for a hand that trembles");
    commands.add_flag("--simple", options.modes.simple, "with --tour: nothing but the question");
    commands.add_option("--hall", options.tour.hall, "with --tour: a hall/1 file");
    try {
        commands.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return commands.exit(wrong) == 0 ? 0 : kBadInput;
    }
    if (!options.tour.folder.empty()) return tour(options);
    if (options.config.empty()) {
        return refuse(invalid_input("--config",
                                    "is missing: give the kiosk.toml of this terminal, "
                                    "or --tour DIR"));
    }
    Result<shell::KioskConfig> config = shell::read_config(options.config);
    if (!config.ok()) return refuse(config.error());
    return serve(options, std::move(config).value());
}

}  // namespace

int main(int argc, char** argv) {
    shell::tend_memory();
    try {
        return run(argc, argv);
    } catch (...) {
        std::fputs("sunbooth-kiosk: an unexpected failure; the service manager restarts it\n",
                   stderr);
        return 1;
    }
}
