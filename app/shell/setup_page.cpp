// SPDX-License-Identifier: Apache-2.0
#include "app/shell/setup_page.h"

#include "app/shell/appliance.h"
#include "app/shell/config.h"
#include "app/shell/stage.h"

#include <array>
#include <fstream>

namespace sunbooth::app::shell {
namespace {

using namespace i18n::literals;
namespace fs = std::filesystem;

constexpr std::size_t kWhyMax = 400;  // As much as a page has room for.

/// The last line that says something.
std::string last_line(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::string last;
    while (std::getline(in, line)) {
        if (!line.empty()) last = line;
    }
    return last.substr(0, kWhyMax);
}

i18n::Key text_of(Setup::Step step) {
    switch (step) {
        case Setup::Step::Missing:
            return "setup.missing"_key;
        case Setup::Step::Refused:
            return "setup.refused"_key;
        case Setup::Step::Connecting:
            return "setup.connecting"_key;
        case Setup::Step::Broken:
            return "out_of_order.lead"_key;
    }
    return "setup.missing"_key;
}

/// Each language's catalogue has the three names of what is out of order: that page is for all at
/// once.
i18n::Key title_of(Setup::Step step, domain::Language language) {
    if (step != Setup::Step::Broken) return "setup.title"_key;
    switch (language) {
        case domain::Language::Zh:
            return "languages.out_of_order_zh"_key;
        case domain::Language::En:
            return "languages.out_of_order_en"_key;
        case domain::Language::Ug:
            return "languages.out_of_order_ug"_key;
    }
    return "languages.out_of_order_zh"_key;
}

/// What kiosk-os's scripts wrote, for a terminal whose configuration cannot be seen.
Setup without_config(const std::string& state) {
    constexpr std::string_view kRefused = "refused ";
    constexpr std::string_view kBroken = "broken ";
    if (state.starts_with(kRefused))
        return {.step = Setup::Step::Refused, .why = state.substr(kRefused.size())};
    if (state.starts_with(kBroken))
        return {.step = Setup::Step::Broken, .why = state.substr(kBroken.size())};
    return {};
}

/// A line among those of another direction: its full stop stands at its own end (RLI and PDI of
/// Unicode).
std::string in_own_direction(const std::string& line, domain::Language language) {
    return language == domain::Language::Ug ? "\u2067" + line + "\u2069" : line;
}

}  // namespace

std::optional<Setup> read_setup(const fs::path& folder, const fs::path& config) {
    std::error_code ignored;
    if (!fs::exists(config, ignored)) return without_config(last_line(folder / "setup"));
    const Result<KioskConfig> read = read_config(config);
    if (!read.ok()) return Setup{.step = Setup::Step::Refused, .why = read.error().line()};
    if (fs::exists(read.value().client.folder / "center.keys", ignored)) return std::nullopt;
    return Setup{.step = Setup::Step::Connecting,
                 .terminal = read.value().client.kiosk,
                 .why = last_line(folder / "enrol")};
}

void draw_setup_page(ui::Ui& ui, const i18n::Catalogues& words, const Setup& setup) {
    ui.begin("setup", {});
    bool first = true;
    for (const auto language : {domain::Language::Zh, domain::Language::En, domain::Language::Ug}) {
        const i18n::Catalogue& in = words.of(language);
        const auto line = [&](i18n::Key key) { return in_own_direction(in.tr(key), language); };
        if (first) {
            ui.heading(line(title_of(setup.step, language)), "build");
        } else {
            ui.subheading(line(title_of(setup.step, language)));
        }
        ui.body(line(text_of(setup.step)));
        first = false;
    }
    const i18n::Catalogue& main = words.of(domain::Language::Zh);
    std::vector<ui::Fact> facts;
    if (!setup.terminal.empty())
        facts.push_back({main.tr("setup.terminal"_key), setup.terminal, {}});
    if (!setup.why.empty()) facts.push_back({main.tr("setup.why"_key), setup.why, {}});
    if (!facts.empty()) ui.facts("setup.facts", main.tr("setup.details"_key), facts);
    ui.end();
}

void show_setup(const fs::path& folder, const fs::path& config, Stage& stage,
                Appliance& appliance) {
    constexpr milliseconds kLookEvery = std::chrono::seconds{1};
    std::optional<Setup> shown;
    while (!stage.window().quit_asked() && !appliance.screen_changed()) {
        const std::optional<Setup> setup = read_setup(folder, config);
        if (!setup) return;
        const bool another = !shown || *shown != *setup || stage.window().exposed();
        if (another) {
            stage.measure();
            stage.paint(domain::Language::Zh,
                        [&](ui::Ui& ui) { draw_setup_page(ui, stage.words(), *setup); });
            if (!shown) appliance.ready();
            shown = setup;
        }
        appliance.beat();
        stage.window().wait(kLookEvery);
        stage.window().take_touches();
        stage.window().take_strokes();
    }
}

}  // namespace sunbooth::app::shell
