// SPDX-License-Identifier: Apache-2.0
#include "app/shell/tour.h"

#include "app/input_method/local_engines.h"
#include "app/screens/samples.h"
#include "app/screens/slip.h"
#include "app/shell/contact_sheet.h"
#include "app/shell/png.h"
#include "app/shell/stage.h"
#include "app_demo_hall.h"
#include "sync/wire/hall.h"

#include <fstream>
#include <sstream>

namespace sunbooth::app::shell {
namespace {

Result<std::string> hall_text(const std::filesystem::path& file) {
    if (file.empty()) return std::string(embedded::hall_json);
    std::ifstream in(file);
    std::stringstream words;
    if (!in || !(words << in.rdbuf())) {
        return invalid_input("--hall", file.string() + ": cannot be read; give a hall/1 JSON file");
    }
    return words.str();
}

/// Caret, presses and countdowns stand still: a page is drawn twice, so that what it learns of its
/// own places in the first frame shows in the second.
Status picture(Stage& stage, const flow::State& state, const std::filesystem::path& file) {
    stage.draw(state);
    stage.draw(state);
    return stage.window().save_png(file);
}

/// The slip that a printer makes of the page, at its own size.
Status slip_picture(Stage& stage, const flow::State& state, const std::filesystem::path& file) {
    const receipt::Slip slip = screens::slip_of(state, stage.words().of(state.visit.language));
    const receipt::Raster raster = stage.set_slip(slip, {});
    std::vector<std::uint8_t> rgb;
    for (int y = 0; y < raster.height; ++y) {
        for (int x = 0; x < raster.width; ++x)
            rgb.insert(rgb.end(), 3, raster.dark(x, y) ? 0 : 255);
    }
    return write_png(file, raster.width, raster.height, rgb);
}

bool has_slip(const std::string& sample) {
    return sample == "receipt" || sample == "receipt-rating" || sample == "receipt-accepted" ||
           sample == "case_result";
}

}  // namespace

Result<int> run_tour(const TourOptions& options) {
    const Result<std::string> text = hall_text(options.hall);
    if (!text.ok()) return text.error();
    Result<domain::Hall> read = wire::read_hall(text.value());
    if (!read.ok()) {
        const Error& error = read.error();
        return invalid_input("--hall", options.hall.string() + ": " + error.field + " " +
                                           error.detail + "; give a hall/1 JSON file");
    }
    const auto hall = std::make_shared<const domain::Hall>(std::move(read).value());
    std::error_code failed;
    std::filesystem::create_directories(options.folder, failed);
    if (failed) {
        return Error{ErrorCode::Io,
                     options.folder.string() + ": " + failed.message() +
                         "; give a folder that may be made and written",
                     "--tour"};
    }
    SystemClock clock;
    const WindowOptions window{.width = options.width, .height = options.height, .offscreen = true};
    Result<std::unique_ptr<Stage>> opened = Stage::open(window, options.panel, clock);
    if (!opened.ok()) return opened.error();
    Stage& stage = *opened.value();
    const auto engines = std::make_shared<input_method::LocalEngines>(options.data);
    int written = 0;
    std::string names;
    for (const domain::Language language : domain::kLanguages) {
        ContactSheet sheet(9, 180);
        for (screens::Sample& sample :
             screens::sample_states(hall, stage.words().of(language), engines)) {
            if (language == domain::kLanguages[0]) names += " " + sample.name;
            if (!sample.name.starts_with(options.only)) continue;
            if (sample.state.visit.page != flow::Page::Attract && options.modes != flow::Modes{}) {
                sample.state.visit.modes = options.modes;
            }
            // Steady has no panel of ten letters in a row: nine keys read the same sounds.
            const bool ten = sample.state.visit.keys == flow::Keys::Pinyin;
            if (ten && sample.state.visit.modes.steady) continue;
            const std::string name = sample.name + "-" + domain::tag_of(language) + ".png";
            if (Status saved = picture(stage, sample.state, options.folder / name); !saved.ok()) {
                return saved.error();
            }
            if (options.sheet) sheet.add(stage.window().pixels(), options.width, options.height);
            ++written;
            if (!has_slip(sample.name)) continue;
            Status saved = slip_picture(stage, sample.state, options.folder / ("slip-" + name));
            if (!saved.ok()) return saved.error();
            ++written;
        }
        const std::string name = std::string("sheet-") + domain::tag_of(language) + ".png";
        if (Status saved = sheet.save(options.folder / name); !saved.ok()) return saved.error();
    }
    for (const OperatorPage& page : operator_pages(stage.words())) {
        names += " " + page.name;
        // Only when asked for: they are the same in every language.
        if (options.only.empty() || !page.name.starts_with(options.only)) continue;
        for (int frame = 0; frame < 2; ++frame) stage.paint(domain::Language::Zh, page.draw);
        const Status saved = stage.window().save_png(options.folder / (page.name + "-zh-CN.png"));
        if (!saved.ok()) return saved.error();
        ++written;
    }
    if (written == 0) {
        return invalid_input("--only",
                             "\"" + options.only + "\" begins no page; there are" + names);
    }
    return written;
}

}  // namespace sunbooth::app::shell
