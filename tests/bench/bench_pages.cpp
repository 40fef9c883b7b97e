// SPDX-License-Identifier: Apache-2.0
// sunbooth-bench-pages: what a page costs the processor, without any rasterising: laying out,
// setting, and the draw lists that a graphics chip would be given. bench.mjs calls it.
#include "app/flow/reduce.h"
#include "app/screens/draw.h"
#include "app/screens/modes.h"
#include "app/screens/samples.h"
#include "app/text/atlas.h"
#include "app/text/font_library.h"
#include "app/text/shaper.h"
#include "app/ui/imgui_painter.h"
#include "app/ui/touch_ui.h"
#include "app_demo_hall.h"
#include "sync/wire/hall.h"

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <malloc.h>

using namespace sunbooth;
using namespace sunbooth::app;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// Pages of the atlas as memory: what an upload costs is the graphics chip's.
class MemorySink final : public text::TextureSink {
public:
    std::uintptr_t make_page(int side) override {
        pages_.emplace_back(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
        return pages_.size();
    }
    void upload(std::uintptr_t page, int x, int y, const text::Bitmap& bitmap) override {
        (void)x, (void)y, (void)bitmap;
        ++pages_[page - 1].front();
    }
    void clear(std::uintptr_t, int) override {}

private:
    std::vector<std::vector<std::uint8_t>> pages_;
};

template <class T>
T checked(Result<T> result) {
    if (!result.ok()) {
        std::fprintf(stderr, "bench: %s\n", result.error().line().c_str());
        std::exit(2);
    }
    return std::move(result).value();
}

void report(const char* what, double measured, const char* unit, double most) {
    std::printf(
        "{\"what\":\"pages: %s\",\"measured\":\"%.2f %s\",\"wanted\":\"<= %g %s\","
        "\"met\":%s}\n",
        what, measured, unit, most, unit, measured <= most ? "true" : "false");
    std::fflush(stdout);
}

Milliseconds processor() {
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return Milliseconds(static_cast<double>(used.tv_sec) * 1e3 +
                        static_cast<double>(used.tv_nsec) / 1e6);
}

class Terminal {
public:
    Terminal()
        : fonts_(checked(text::FontLibrary::open())), words_(checked(i18n::Catalogues::load())) {
        hall = std::make_shared<const domain::Hall>(checked(wire::read_hall(embedded::hall_json)));
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = {1080, 1920};
        unsigned char* texels = nullptr;
        int width = 0, height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&texels, &width, &height);
    }
    ~Terminal() { ImGui::DestroyContext(); }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// One frame, as the stage draws it.
    std::optional<flow::Intent> draw(const flow::State& state) {
        ImGui::GetIO().DeltaTime = 1.0F / 60;
        ImGui::NewFrame();
        atlas_.begin_frame();
        ui::ImGuiPainter painter(*ImGui::GetBackgroundDrawList(), atlas_);
        ui->set_look(screens::look_of(state.visit.modes));
        ui->frame(painter, state.visit.language);
        auto intent = screens::draw(state, words_.of(state.visit.language), *ui);
        ImGui::Render();
        return intent;
    }
    /// Of the processor: what else the machine does at the time is no cost of the page's.
    Milliseconds time(const flow::State& state) {
        const Milliseconds from = processor();
        draw(state);
        return processor() - from;
    }
    Milliseconds wipe(flow::State& state) {
        const auto from = std::chrono::steady_clock::now();
        flow::wipe(state, state.now);
        ui->wipe();
        atlas_.wipe();
        fonts_->let_go();
        ::malloc_trim(0);
        return std::chrono::steady_clock::now() - from;
    }
    const i18n::Catalogue& words(domain::Language language) { return words_.of(language); }

private:
    std::unique_ptr<text::FontLibrary> fonts_;
    i18n::Catalogues words_;
    text::Shaper shaper_{*fonts_};
    MemorySink sink_;
    text::GlyphAtlas atlas_{*fonts_, sink_};

public:
    std::unique_ptr<ui::TouchUi> ui = ui::make_touch_ui(shaper_, {});
    std::shared_ptr<const domain::Hall> hall;
};

double median(std::vector<double> times) {
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                     times.end());
    return times[times.size() / 2];
}

void builds(Terminal& terminal) {
    std::vector<double> all;
    double worst = 0;
    for (const domain::Language language : domain::kLanguages) {
        for (const auto& one : screens::sample_states(terminal.hall, terminal.words(language))) {
            std::vector<double> times;
            terminal.draw(one.state);
            for (int i = 0; i < 15; ++i) times.push_back(terminal.time(one.state).count());
            all.push_back(median(times));
            worst = std::max(worst, all.back());
        }
    }
    report("building a frame, median of all pages", median(all), "ms", 2);
    report("building a frame of the dearest page (median of 15)", worst, "ms", 4);
}

flow::State sample(Terminal& terminal, const std::string& name, domain::Language language) {
    for (auto& one : screens::sample_states(terminal.hall, terminal.words(language))) {
        if (one.name == name) return std::move(one.state);
    }
    std::exit(2);
}

/// A hundred characters that no page has shown, on the page that shows them all.
void new_glyphs(Terminal& terminal) {
    flow::State state = sample(terminal, "complaint_check", domain::Language::Zh);
    terminal.draw(state);
    std::vector<double> times;
    for (unsigned round = 0; round < 9; ++round) {
        std::string words;
        for (unsigned i = 0; i < 100; ++i) {
            const unsigned c = 0x5200 + round * 400 + i * 4;
            words += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)),
                      static_cast<char>(0x80 | (c & 0x3f))};
        }
        auto& entry = state.visit.entry(flow::Field::ComplaintText);
        entry.wipe();
        entry.text = SecretText(words);
        times.push_back(terminal.time(state).count());
    }
    report("a page with 100 characters that were never shown (median of 9)", median(times), "ms",
           16);
}

void switches(Terminal& terminal) {
    double worst = 0;
    for (const domain::Language language : domain::kLanguages) {
        flow::State state = sample(terminal, "complaint_text", language);
        terminal.wipe(state);
        state = sample(terminal, "complaint_text", domain::Language::Zh);
        terminal.draw(state);
        const auto from = std::chrono::steady_clock::now();
        flow::reduce(state, flow::ChooseLanguage{language}, state.now);
        terminal.draw(state);
        worst = std::max(worst, Milliseconds(std::chrono::steady_clock::now() - from).count());
    }
    report("to another language, cold, the longest of three", worst, "ms", 300);
}

void presses(Terminal& terminal) {
    flow::State state = sample(terminal, "home", domain::Language::Zh);
    terminal.draw(state);
    const text::Box at = terminal.ui->tree().find("home.complaint")->rect;
    const Instant now = state.now;
    const float x = at.x + at.w / 2;
    const float y = at.y + at.h / 2;
    const bool changed = terminal.ui->touch({input::TouchEvent::Kind::Down, 1, x, y, now});
    report("frames from the touch to the first that differs", changed ? 1 : 99, "frames", 1);
    const auto from = std::chrono::steady_clock::now();
    terminal.ui->touch({input::TouchEvent::Kind::Up, 1, x, y, now});
    if (const auto intent = terminal.draw(state)) flow::reduce(state, *intent, now);
    terminal.draw(state);
    const Milliseconds taken = std::chrono::steady_clock::now() - from;
    if (terminal.ui->tree().page != "complaint_start") std::exit(2);
    report("from the lifted finger to the next page's draw list", taken.count(), "ms", 16);
}

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    long all = 0, resident = 0;
    file >> all >> resident;
    return static_cast<double>(resident) * 4096 / 1e6;
}

void visit(Terminal& terminal, flow::State& state, domain::Language language) {
    const auto act = [&](const flow::Intent& intent) {
        flow::reduce(state, intent, state.now);
        terminal.draw(state);
    };
    act(flow::ChooseLanguage{language});
    act(flow::OpenTask{flow::OpenTask::Task::Complaint});
    act(flow::Continue{});
    act(flow::ChooseTopic{terminal.hall->topics.front().code});
    act(flow::Continue{});
    act(flow::ChooseWindow{""});
    act(flow::Continue{});
    act(flow::ChooseHappened{flow::Happened::Unknown});
    act(flow::Continue{});
    act(flow::Edit{flow::Field::ComplaintText, 0, 0, SecretText("三号窗口上午没有人，等了很久。")});
    act(flow::Continue{});
    act(flow::ChooseCall{true});
    act(flow::Continue{});
    act(flow::Edit{flow::Field::ComplaintPhone, 0, 0, SecretText("13800000017")});
    act(flow::Continue{});
}

void sessions(Terminal& terminal, int count) {
    flow::State state = sample(terminal, "home", domain::Language::Zh);
    std::vector<double> wipes;
    double settled = 0;
    const int warm = count / 10;
    for (int i = 0; i < count; ++i) {
        visit(terminal, state, domain::kLanguages[static_cast<std::size_t>(i) % 3]);
        wipes.push_back(terminal.wipe(state).count());
        if (i == warm) settled = resident_mb();
    }
    const double grown = resident_mb() - settled;
    report("the wipe, median", median(wipes), "ms", 300);
    report("the wipe, the longest", *std::max_element(wipes.begin(), wipes.end()), "ms", 300);
    const std::string what = "memory grown over " + std::to_string(count - warm) + " visits";
    report(what.c_str(), std::max(0.0, grown), "MB", 1);
}

}  // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 2000;
    Terminal terminal;
    builds(terminal);
    new_glyphs(terminal);
    switches(terminal);
    presses(terminal);
    sessions(terminal, count);
    return 0;
}
