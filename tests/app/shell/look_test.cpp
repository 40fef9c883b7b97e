// SPDX-License-Identifier: Apache-2.0
// What the eye gets: pages drawn by the real stage (OpenGL, offscreen) and judged by their pixels
// (kiosk-ux 4, layer 5). Where words and lines stand is told by the same page, set without a
// renderer; how they look is read off the picture.
#include "app/flow/reduce.h"
#include "app/receipt/qr.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/sight.h"
#include "tests/app/shell/one_stage.h"
#include "tests/app/shell/picture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace sunbooth::app::shell::tests;

namespace {

constexpr std::array kThemes = {flow::Theme::Light, flow::Theme::Dark, flow::Theme::ContrastDark,
                                flow::Theme::ContrastLight};

Picture shot(const flow::State& state) {
    stage().draw(state);
    return {stage().window().width(), stage().window().height(), stage().window().pixels()};
}

/// Of each page one state or more, and of all turns together every state: with four themes or three
/// languages as turns, each page meets each of them.
std::vector<Sample> part_of(const std::vector<Sample>& all, std::size_t turn, std::size_t turns) {
    std::map<flow::Page, std::vector<std::size_t>> pages;
    for (std::size_t i = 0; i < all.size(); ++i) pages[flow::page_of(all[i].state)].push_back(i);
    std::vector<Sample> part;
    for (const auto& [page, states] : pages) {
        for (std::size_t k = turn % std::min(turns, states.size()); k < states.size(); k += turns) {
            part.push_back(all[states[k]]);
        }
    }
    return part;
}

std::set<flow::Page> all_pages() {
    std::set<flow::Page> pages;
    for (const Sample& one : sample_states(demo_hall(), words_of(domain::Language::Zh))) {
        pages.insert(flow::page_of(one.state));
    }
    return pages;
}

bool is_high(flow::Theme theme) {
    return theme == flow::Theme::ContrastDark || theme == flow::Theme::ContrastLight;
}

flow::State in_theme(flow::State state, flow::Theme theme) {
    state.visit.modes.theme = theme;
    return state;
}

}  // namespace

TEST_CASE("look V5 V6: words stand out by 4.5, in high contrast by 7, signs by 3") {
    Terminal terminal({});
    std::set<flow::Page> with_words, with_signs;
    unsigned turn = 0;
    for (const flow::Theme theme : kThemes) {
        for (const domain::Language language : domain::kLanguages) {
            for (const Sample& one : samples_of(language)) {
                if (turn++ % 7 != 0) continue;  // Each page in one or two of the twelve ways.
                CAPTURE(one.name);
                CAPTURE(static_cast<int>(theme));
                const flow::State state = in_theme(one.state, theme);
                const bool nobodys = flow::page_of(state) == flow::Page::Attract;
                const Picture picture = shot(state);
                terminal.draw(state, language);
                terminal.draw(state, language);
                for (const Recorder::Text& text : terminal.painter.texts) {
                    const Contrast found = contrast_in(picture, text.ink);
                    if (!found.judged) continue;
                    const bool sign = text.line_em < 1.05F;
                    const double least = sign ? 3.0 : is_high(theme) && !nobodys ? 7.0 : 4.5;
                    (sign ? with_signs : with_words).insert(flow::page_of(state));
                    CHECK_MESSAGE(found.ratio >= least * 0.95,
                                  found.ratio << " at " << text.ink.x << "," << text.ink.y);
                }
            }
        }
    }
    // Every page has words; the network's sign stands on all but the invitation, whose tasks have
    // signs of their own.
    CHECK(with_words == all_pages());
    CHECK(with_signs == all_pages());
}

namespace {

/// Outlines of a page that do not stand out by 3 from what is round them and from what they hold.
std::vector<std::string> faint_outlines(const Picture& picture,
                                        const std::vector<Recorder::Line>& lines) {
    constexpr double kLeast = 3 * 0.95;
    std::vector<std::string> faint;
    for (const Recorder::Line& line : lines) {
        for (int side = 0; side < 4; ++side) {
            const std::optional<Edge> edge = edge_of(picture, line.box, line.width, side);
            if (!edge) continue;
            // What is filled in a colour that stands out needs no line of its own.
            const bool apart = edge->inside >= kLeast || edge->filled >= kLeast;
            if (edge->outside >= kLeast && apart) continue;
            faint.push_back(std::to_string(edge->outside) + " / " + std::to_string(edge->inside) +
                            " / " + std::to_string(edge->filled) + " at side " +
                            std::to_string(side) + " of " + std::to_string(line.box.x) + "," +
                            std::to_string(line.box.y) + " " + std::to_string(line.box.w) + "x" +
                            std::to_string(line.box.h));
        }
    }
    return faint;
}

}  // namespace

TEST_CASE("look V6: the outline of every control stands out by 3 on both of its sides") {
    Terminal terminal({});
    std::map<flow::Page, std::size_t> lines;
    for (std::size_t turn = 0; turn < kThemes.size(); ++turn) {  // Each page in every theme.
        const flow::Theme theme = kThemes[turn];
        const auto& all = samples_of(domain::Language::Zh);
        for (const Sample& one : part_of(all, turn, kThemes.size())) {
            CAPTURE(one.name);
            CAPTURE(static_cast<int>(theme));
            const flow::State state = in_theme(one.state, theme);
            const Picture picture = shot(state);
            terminal.draw(state, domain::Language::Zh);
            terminal.draw(state, domain::Language::Zh);
            lines[flow::page_of(state)] += terminal.painter.lines.size();
            for (const std::string& fault : faint_outlines(picture, terminal.painter.lines)) {
                FAIL_CHECK(fault);
            }
        }
    }
    // In each of the themes a page shows at the least the outline of the language that is chosen;
    // the terminal that is out of order has no language to choose.
    for (const flow::Page page : all_pages()) {
        CAPTURE(flow::to_string(page));
        if (page != flow::Page::OutOfOrder) CHECK(lines[page] >= kThemes.size());
    }
}

TEST_CASE("look V6: an outline that was painted over is found out") {
    const flow::State state = sample("complaint_check");
    Terminal terminal({});
    Picture picture = shot(state);
    terminal.draw(state, domain::Language::Zh);
    terminal.draw(state, domain::Language::Zh);
    REQUIRE_FALSE(terminal.painter.lines.empty());
    CHECK(faint_outlines(picture, terminal.painter.lines).empty());
    // The left edge of the last outline, in the colour of the page beside it.
    const Recorder::Line& line = terminal.painter.lines.back();
    const auto pixel = [&](int x, int y) {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                static_cast<std::size_t>(x)) *
               3;
    };
    const int left = static_cast<int>(line.box.x);
    for (int y = static_cast<int>(line.box.y); y < static_cast<int>(line.box.y + line.box.h); ++y) {
        for (int x = left; x < left + 8; ++x) {
            for (std::size_t part = 0; part < 3; ++part) {
                picture.rgb[pixel(x, y) + part] = picture.rgb[pixel(left - 3, y) + part];
            }
        }
    }
    CHECK(faint_outlines(picture, terminal.painter.lines).size() == 1);
}

TEST_CASE("look V7: without colour a choice is told by its tick, a face by its mouth") {
    for (const flow::Theme theme : kThemes) {
        CAPTURE(static_cast<int>(theme));
        flow::State state = in_theme(sample("complaint_topic"), theme);
        Terminal terminal({});
        terminal.draw(state, domain::Language::Zh);
        const std::string id =
            std::string(flow::id::kTopic) + state.visit.complaint.topic.value_or("");
        const ui::Node* row = terminal.ui->tree().find(id);
        REQUIRE(row != nullptr);
        REQUIRE(row->selected);
        const text::Box box = row->rect;
        const Picture chosen = shot(state);
        state.visit.complaint.topic.reset();
        const Picture not_chosen = shot(state);
        // The shapes differ, not only the shades.
        CHECK(shape_difference(chosen, not_chosen, box) > 0.004);

        const flow::State rating = in_theme(sample("rating_level"), theme);
        terminal.draw(rating, domain::Language::Zh);
        const Picture faces = shot(rating);
        std::vector<text::Box> boxes;
        for (int level = 1; level <= 5; ++level) {
            const ui::Node* face =
                terminal.ui->tree().find(std::string(flow::id::kLevel) + std::to_string(level));
            REQUIRE(face != nullptr);
            // The face alone: its word stands farther on.
            const float side = std::min(face->rect.h, terminal.screen.px(40));
            boxes.push_back(
                {face->rect.x + terminal.screen.px(6), face->rect.y, side, face->rect.h});
        }
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            for (std::size_t k = i + 1; k < boxes.size(); ++k) {
                CHECK(shape_difference(faces, faces, boxes[i], boxes[k]) > 0.004);
            }
        }
    }
}

TEST_CASE("look V9: the ring has two bands that stand out from page and control, on all sides") {
    for (const flow::Theme theme : kThemes) {
        CAPTURE(static_cast<int>(theme));
        const flow::State state = in_theme(sample("complaint_topic"), theme);
        shot(state);
        stage().ui().key(input::Key::Down);
        for (int step = 0; step < 6; ++step) {
            stage().ui().key(input::Key::Tab);
            const Picture picture = shot(state);
            const ui::Node* here = nullptr;
            for (const ui::Node& node : stage().ui().tree().nodes) {
                if (node.focused) here = &node;
            }
            REQUIRE(here != nullptr);
            CAPTURE(here->id);
            const float mm = static_cast<float>(picture.width) / ui::Screen{}.width_mm();
            const text::Box& at = here->rect;
            const double y = at.y + at.h / 2;
            const double x = at.x + at.w / 2;
            // Inner band at 1.4 mm, outer at 2.6 mm; the page is the first pixel behind the ring,
            // which ends at 3.2 mm, on a whole pixel.
            const auto band = [&](double out) {
                return std::array<double, 4>{picture.luminance(at.x - out * mm, y),
                                             picture.luminance(at.x + at.w + out * mm, y),
                                             picture.luminance(x, at.y - out * mm),
                                             picture.luminance(x, at.y + at.h + out * mm)};
            };
            const auto inner = band(1.4);
            const auto outer = band(2.6);
            const double ring = 3.2 * mm;
            const std::array<double, 4> page = {
                picture.luminance(std::floor(at.x - ring) - 0.5, y),
                picture.luminance(std::ceil(at.x + at.w + ring) + 0.5, y),
                picture.luminance(x, std::floor(at.y - ring) - 0.5),
                picture.luminance(x, std::ceil(at.y + at.h + ring) + 0.5)};
            for (std::size_t side = 0; side < 4; ++side) {
                CAPTURE(side);
                CHECK(contrast(inner.at(side), outer.at(side)) >= 3);
                CHECK(contrast(outer.at(side), page.at(side)) >= 3);
            }
        }
        stage().ui().wipe();
    }
}

TEST_CASE("look V14: a QR code is black on white with its quiet zone in every theme") {
    for (const flow::Theme theme : kThemes) {
        CAPTURE(static_cast<int>(theme));
        const flow::State state = in_theme(sample("receipt"), theme);
        const Picture picture = shot(state);
        const ui::Node* node = stage().ui().tree().find("receipt.card.qr");
        REQUIRE(node != nullptr);
        const auto made = receipt::make_qr(std::get<flow::Filed>(state.visit.receipt).saved.qr);
        REQUIRE(made.ok());
        const receipt::Qr& qr = made.value();
        const int modules = qr.side + 2 * receipt::kQuietModules;
        const double step = node->rect.w / static_cast<double>(modules);
        CHECK(step / ui::Screen{}.px(1) >= 1.2 - 0.01);
        for (int row = 0; row < modules; ++row) {
            for (int column = 0; column < modules; ++column) {
                const int x = column - receipt::kQuietModules;
                const int y = row - receipt::kQuietModules;
                const bool in = x >= 0 && y >= 0 && x < qr.side && y < qr.side;
                const double light = picture.luminance(node->rect.x + (column + 0.5) * step,
                                                       node->rect.y + (row + 0.5) * step);
                REQUIRE(light == doctest::Approx(in && qr.at(x, y) ? 0.0 : 1.0));
            }
        }
    }
}

TEST_CASE("look P4: the first picture after a wipe is the attract page, pixel for pixel") {
    flow::State state = sample("attract");
    const Picture before = shot(state);
    state = sample("complaint_text");
    state.visit.modes = {.text = flow::TextSize::Largest, .theme = flow::Theme::ContrastDark};
    shot(state);
    flow::wipe(state, state.now);
    stage().wipe();
    stage().draw(state);
    const Picture after{stage().window().width(), stage().window().height(),
                        stage().window().pixels()};
    CHECK(after.rgb == before.rgb);
}

namespace {

/// Counts on by itself for who looks at it: the ring of the idle warning, the words of a wait.
bool counts(const flow::State& state) {
    return state.visit.warned.has_value() || flow::page_of(state) == flow::Page::Busy;
}

Picture at(flow::State& state, milliseconds later) {
    flow::tick(state, state.now + later, state.wall + later);
    stage().ui().tick(state.now);
    return shot(state);
}

}  // namespace

TEST_CASE("look P9: a page stands still while nothing happens; what moved has come to rest") {
    stage().ui().set_motion(true);
    std::set<flow::Page> still, judged;
    for (std::size_t turn = 0; turn < domain::kLanguages.size(); ++turn) {  // Each page in each.
        const domain::Language language = domain::kLanguages[turn];
        const auto& all = samples_of(language);
        for (const Sample& one : part_of(all, turn, domain::kLanguages.size())) {
            CAPTURE(one.name);
            flow::State state = one.state;
            const flow::Page page = flow::page_of(state);
            at(state, milliseconds{0});
            const Picture before = at(state, std::chrono::seconds{1});
            if (counts(state)) continue;  // Has a case of its own.
            judged.insert(page);
            CHECK_FALSE(stage().ui().moves());
            const Picture after = at(state, milliseconds{3300});
            if (flow::page_of(state) != page) continue;  // A visit that ends itself.
            CHECK(after.rgb == before.rgb);
            still.insert(page);
        }
    }
    // A thanks ends by itself, and is as still as its page with other words.
    CHECK(still == judged);
    CHECK(still.size() == all_pages().size() - 1);  // All but the wait, which counts.
    stage().ui().set_motion(false);
}

TEST_CASE("look P9: what moves is seen to move, and asked for stillness does not") {
    stage().ui().set_motion(true);
    for (const bool wants_still : {false, true}) {
        CAPTURE(wants_still);
        flow::State home = sample("home");
        flow::State next = sample("complaint_topic");
        home.visit.modes.still = next.visit.modes.still = wants_still;
        at(home, milliseconds{0});
        const Picture coming = at(next, milliseconds{20});
        const Picture there = at(next, std::chrono::seconds{1});
        CHECK((coming.rgb == there.rgb) == wants_still);
    }
    stage().ui().set_motion(false);
}

TEST_CASE("look P9: what counts by itself changes at most three times in a second") {
    for (const char* name : {"idle", "busy", "busy-slow"}) {
        CAPTURE(name);
        flow::State state = sample(name);
        Picture former = at(state, milliseconds{0});
        int changes = 0;
        for (int i = 0; i < 20; ++i) {
            Picture next = at(state, milliseconds{100});
            changes += next.rgb == former.rgb ? 0 : 1;
            former = std::move(next);
        }
        CHECK(changes <= 6);
        if (std::string_view(name) == "idle") CHECK(changes >= 1);
    }
}
