// SPDX-License-Identifier: Apache-2.0
// sunbooth-kiosk: the composition root. Read from top to bottom.
#include "app/input_method/local_engines.h"
#include "app/shell/app.h"
#include "app/shell/appliance.h"
#include "app/shell/config.h"
#include "app/shell/data_folder.h"
#include "app/shell/journal.h"
#include "app/shell/keeper.h"
#include "app/shell/memory.h"
#include "app/shell/provision.h"
#include "app/shell/service_page.h"
#include "app/shell/setup_page.h"
#include "app/shell/tour.h"
#include "app/speech/local_mouth.h"
#include "app/speech/silent_mouth.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <fstream>
#include <map>
#include <thread>

using namespace sunbooth;
using namespace sunbooth::app;

namespace {

constexpr int kBadInput = 2;

struct Options {
    std::string config, enrol_code, orientation, appliance;
    std::string provision, trust, into;
    std::vector<std::string> keep;
    float diagonal_in = 0;
    bool windowed = false, drive = false, enrol_from_config = false;
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

int enrol(const shell::KioskConfig& config, const std::string& code) {
    SystemClock machine;
    OsRandom random;
    StderrLog log;
    const Status enrolled = client::enrol(config.client, code, {machine, random, log});
    if (!enrolled.ok()) return refuse(enrolled.error());
    std::printf("enrolled as %s\n", config.client.kiosk.c_str());
    return 0;
}

/// What shows pages, from the first one of a start to its last: the page of the setup and the kiosk
/// share it. Declared in the order of who refers to whom.
struct Screen {
    SystemClock machine;
    shell::PageClock pages{machine};
    shell::Appliance appliance{shell::Appliance::machine(), machine};
    std::unique_ptr<shell::Stage> stage;
};

/// On an appliance a screen that is not there yet is waited for: a hall switches it on when it
/// opens.
Status open_stage(const Options& options, const shell::KioskConfig& config, Screen& screen) {
    constexpr auto kTryEvery = std::chrono::milliseconds{500};
    const float diagonal = options.diagonal_in > 0 ? options.diagonal_in : config.diagonal_in;
    const bool portrait =
        options.orientation.empty() ? config.portrait : options.orientation == "portrait";
    shell::WindowOptions window = window_options(options, portrait);
    window.turn = config.turn;
    window.touch = config.touch;
    while (true) {
        Result<std::unique_ptr<shell::Stage>> stage =
            shell::Stage::open(window, {diagonal, config.bottom_mm}, screen.pages);
        if (stage.ok()) {
            screen.stage = std::move(stage).value();
            return ok_status();
        }
        if (options.appliance.empty() || stage.error().field != "display") return stage.error();
        screen.appliance.beat();
        std::this_thread::sleep_for(kTryEvery);
    }
}

/// Shows how the setup stands. @return true when it is done and the kiosk goes on with this screen;
/// a program that starts anew would show its first page some seconds later. A panel that turned out
/// to be another one needs a start.
bool set_up(const Options& options, const shell::KioskConfig& before, Screen& screen) {
    shell::show_setup(options.appliance, options.config, *screen.stage, screen.appliance);
    if (shell::read_setup(options.appliance, options.config)) return false;
    const Result<shell::KioskConfig> now = shell::read_config(options.config);
    return now.ok() && now.value().diagonal_in == before.diagonal_in &&
           now.value().bottom_mm == before.bottom_mm && now.value().portrait == before.portrait &&
           now.value().turn == before.turn;
}

/// A machine without display, driven by another program, has no ear beside it either.
std::unique_ptr<speech::Mouth> mouth_for(const Options& options, const shell::KioskConfig& config,
                                         shell::Stage& stage, Log& log) {
    if (options.drive && !options.windowed) {
        auto silent = std::make_unique<speech::SilentMouth>();
        silent->has_device = config.speech.enabled;
        return silent;
    }
    speech::LocalMouth::Parts parts;
    if (!config.speech.engine.empty()) parts.engine.command = config.speech.engine;
    if (config.speech.enabled) {
        parts.find_sink = [devices = speech::Devices{config.speech.speaker, config.speech.headset},
                           first = true]() mutable {
            const bool look = std::exchange(first, false) || speech::has_card();
            return look ? speech::make_sdl_sink(devices) : nullptr;
        };
        parts.bank = std::make_unique<speech::Bank>(
            stage.words(), config.client.folder / "prompts", config.speech.recordings,
            speech::edition_of(stage.words(), parts.engine));
        for (const std::string& complaint : parts.bank->complaints()) {
            log.warn("speech.recording", {{"why", complaint}});
        }
    }
    parts.wake = [&window = stage.window()] { window.wake(); };
    return std::make_unique<speech::LocalMouth>(std::move(parts));
}

std::unique_ptr<input::Jack> jack_for(const Options& options, const shell::KioskConfig& config,
                                      shell::Stage& stage, Log& log) {
    if (options.drive) return nullptr;
    Result<std::unique_ptr<input::Jack>> jack =
        input::SwitchJack::open(config.speech.jack, [&window = stage.window()] { window.wake(); });
    if (jack.ok()) return std::move(jack).value();
    if (!config.speech.jack.empty()) log.warn("speech.jack", {{"why", jack.error().line()}});
    return nullptr;
}

int serve(const Options& options, shell::KioskConfig config, Screen& screen) {
    SystemClock& machine = screen.machine;
    OsRandom random;
    StderrLog said;
    shell::Journal log(config.client.folder, machine, said);
    const client::Outside outside{machine, random, log};
    if (!options.appliance.empty()) {
        log.started(shell::read_machine("/", config.client.folder).version);
        config.touch = shell::read_calibration(config.client.folder).value_or(config.touch);
    }
    if (!screen.stage) {
        const Status opened = open_stage(options, config, screen);
        if (!opened.ok()) return refuse(opened.error());
    }
    shell::Stage& stage = *screen.stage;
    shell::Window& window = stage.window();
    window.set_touch_matrix(config.touch);
    Result<std::unique_ptr<client::Client>> client =
        client::Client::start(config.client, outside, [&window] { window.wake(); });
    // A terminal that cannot work says so on its screen; elsewhere somebody reads the words.
    if (!client.ok() && options.appliance.empty()) return refuse(client.error());
    if (!client.ok()) log.error("client_cannot_start", {{"why", client.error().line()}});
    shell::App::Senses senses{
        .keypad = config.keypad,
        .engines = std::make_shared<input_method::LocalEngines>(shell::data_folder(), config.fuzzy),
        .mouth = mouth_for(options, config, stage, log),
        .jack = jack_for(options, config, stage, log),
        .loudest_db = config.speech.loudest_db};
    shell::App app(stage, screen.pages, client.ok() ? std::move(client).value() : nullptr,
                   std::move(senses),
                   shell::Printing(shell::make_printer(config.printer, machine),
                                   config.printer.paper, [&window] { window.wake(); }),
                   screen.appliance, shell::OperatorDesk{config.client, log});
    std::unique_ptr<shell::DriveInput> drive;
    if (options.drive) drive = std::make_unique<shell::DriveInput>([&window] { window.wake(); });
    app.run(drive.get());
    return 0;
}

Result<shell::KioskConfig> read_config(const Options& options) {
    Result<shell::KioskConfig> config = shell::read_config(options.config);
    if (config.ok()) config.value().client.boot_id = boot_id();
    return config;
}

int start(const Options& options) {
    Result<shell::KioskConfig> config = read_config(options);
    if (options.enrol_from_config) {
        if (!config.ok()) return refuse(config.error());
        return enrol(config.value(), config.value().enrol_code);
    }
    Screen screen;
    if (!options.appliance.empty() && shell::read_setup(options.appliance, options.config)) {
        const shell::KioskConfig known = config.ok() ? config.value() : shell::KioskConfig{};
        const Status opened = open_stage(options, known, screen);
        if (!opened.ok()) return refuse(opened.error());
        if (!set_up(options, known, screen)) return 0;
        config = read_config(options);
    }
    if (!config.ok()) return refuse(config.error());
    if (!options.enrol_code.empty()) return enrol(config.value(), options.enrol_code);
    return serve(options, std::move(config).value(), screen);
}

int kept(const Options& options) {
    const shell::Appliance::Outside machine = shell::Appliance::machine();
    return shell::keep(
        {.libraries = options.keep, .patience = machine.watchdog, .tell = machine.tell},
        [&options] { return start(options); });
}

int run(int argc, char** argv) {
    Options options;
    CLI::App commands("Sunbooth's terminal for government service halls");
    commands.add_option("--config", options.config, "kiosk.toml of this terminal");
    commands.add_option("--enrol", options.enrol_code,
                        "one-time code; enrols this terminal and ends");
    commands.add_flag("--enrol-from-config", options.enrol_from_config,
                      "enrols with the code of the signed setup file, and ends");
    commands.add_option("--appliance", options.appliance,
                        "folder that tells how the setup stands: the kiosk is all that runs here");
    commands
        .add_option("--keep", options.keep,
                    "stays as the keeper of the kiosk, with these libraries loaded beforehand")
        ->delimiter(',');
    commands.add_option("--provision", options.provision,
                        "takes a signed setup file over, and ends");
    commands.add_option("--trust", options.trust,
                        "with --provision: file of the root's public key");
    commands.add_option("--into", options.into, "with --provision: the folder to write");
    commands.add_flag("--windowed", options.windowed,
                      "in a window on a desk; the mouse is a finger");
    commands
        .add_option("--orientation", options.orientation, "portrait or landscape; with --tour too")
        ->check(CLI::IsMember({"portrait", "landscape"}));
    commands.add_option("--diagonal-in", options.diagonal_in, "of the panel, in inches")
        ->check(CLI::Range(20.0, 65.0));
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
    commands.add_flag("--sheet", options.tour.sheet,
                      "with --tour: besides, all pages of a language on one picture");
    commands.add_flag("--steady", options.modes.steady, "with --tour: as for a hand that trembles");
    commands.add_flag("--simple", options.modes.simple, "with --tour: nothing but the question");
    commands.add_option("--hall", options.tour.hall, "with --tour: a hall/1 file");
    try {
        commands.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return commands.exit(wrong) == 0 ? 0 : kBadInput;
    }
    if (!options.tour.folder.empty()) return tour(options);
    if (!options.provision.empty()) {
        const Status done = shell::provision(options.provision, options.trust, options.into);
        return done.ok() ? 0 : refuse(done.error());
    }
    if (options.config.empty()) {
        return refuse(invalid_input("--config",
                                    "is missing: give the kiosk.toml of this terminal, "
                                    "or --tour DIR"));
    }
    return options.keep.empty() ? start(options) : kept(options);
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
