// SPDX-License-Identifier: Apache-2.0
#include "tests/app/shell/wipe_rig.h"

#include "app/shell/memory.h"
#include "tests/app/screens/demo.h"
#include "tests/where.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <cstring>

namespace sunbooth::app::shell::tests {

using namespace sunbooth::app::text::tests;

Booth::Booth() {
    tend_memory();
    auto opened = Stage::open({.offscreen = true}, {27}, clock);
    REQUIRE_MESSAGE(opened.ok(), opened.error().line());
    stage = std::move(opened).value();
    state = screens::tests::sample("home");
    state.engines = std::make_shared<input_method::LocalEngines>(test::data_dir());
    state.visit.touched = state.now;
    draw();
    overwrite_freed();
}

void Booth::act(const flow::Intent& intent) {
    apply(flow::reduce(state, intent, state.now));
    draw();
}

void Booth::apply(const flow::Effects& effects) {
    if (effects.wiped && wipes) stage->wipe();
}

void Booth::draw() {
    for (int round = 0; round < 3; ++round) {
        const auto intent = stage->draw(state);
        if (intent) apply(flow::reduce(state, *intent, state.now));
        if (!intent && !stage->ui().wants_frame()) return;
    }
}

void Booth::type(flow::Field field, std::string_view character) {
    const std::size_t caret = state.visit.entry(field).caret;
    act(flow::Edit{field, caret, caret, SecretText(character)});
}

void Booth::draw_stroke(const text::Box& pad, std::uint32_t& seed) {
    using Kind = input::TouchEvent::Kind;
    const auto any = [&seed](float size) {
        seed = seed * 1664525U + 1013904223U;
        return size * (0.1F + 0.8F * static_cast<float>(seed >> 8U) / 16777216.0F);
    };
    Instant now = state.now;
    for (const Kind kind : {Kind::Down, Kind::Move, Kind::Move, Kind::Move, Kind::Up}) {
        now += milliseconds{8};
        stage->ui().touch({kind, 1, pad.x + any(pad.w), pad.y + any(pad.h), now});
        if (kind == Kind::Down || kind == Kind::Up) draw();  // It grows under the finger.
    }
}

void Booth::wait(std::chrono::seconds time) {
    apply(flow::tick(state, state.now + time, state.wall + time));
    draw();
}

void Booth::open_words() {
    act(flow::OpenTask{flow::OpenTask::Task::Complaint});
    act(flow::Continue{});
    act(flow::ChooseTopic{"absent"});
    act(flow::Continue{});
    act(flow::ChooseWindow{"3"});
    act(flow::Continue{});
    act(flow::ChooseHappened{flow::Happened::Today});
    act(flow::Continue{});
}

namespace {

std::uint32_t bits_of(float number) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &number, sizeof bits);
    return bits;
}

bool inside(const ImVec2& at, const text::Box& box) {
    return at.x > box.x && at.x < box.x + box.w && at.y > box.y && at.y < box.y + box.h;
}

/// The corners in the frame's buffer that lie in a box, by their places in it.
std::vector<int> corners_in(const text::Box& box) {
    const ImDrawList& list = *ImGui::GetBackgroundDrawList();
    std::vector<int> corners;
    for (int i = 0; i < list.VtxBuffer.Size; ++i)
        if (inside(list.VtxBuffer[i].pos, box)) corners.push_back(i);
    return corners;
}

const ImDrawVert& corner(int at) {
    return ImGui::GetBackgroundDrawList()->VtxBuffer[at];
}

}  // namespace

Needle drawn_in(const text::Box& box) {
    Secret<std::uint32_t> spelt;
    const std::vector<int> corners = corners_in(box);
    for (const int at : corners) {
        if ((at - corners.front()) % 4 == 0) spelt.push_back(bits_of(corner(at).uv.x));
    }
    REQUIRE(spelt.size() > 8);
    return needle("texture coordinates in a frame's buffer", 4, 4 * sizeof(ImDrawVert), spelt);
}

Needle drawn_on(const std::vector<text::Box>& keys) {
    Secret<std::uint32_t> spelt;
    std::vector<int> glyphs;
    for (const text::Box& key : keys) {
        // Without the ground of the key, whose corners lie on its edge.
        const text::Box middle{key.x + key.w / 8, key.y + key.h / 8, key.w * 3 / 4, key.h * 3 / 4};
        const std::vector<int> corners = corners_in(middle);
        REQUIRE(corners.size() == 4);
        glyphs.push_back(corners.front());
        spelt.push_back(bits_of(corner(corners.front()).uv.x));
    }
    REQUIRE(glyphs.size() > 5);
    const int step = glyphs[1] - glyphs[0];
    for (std::size_t i = 1; i < glyphs.size(); ++i) REQUIRE(glyphs[i] - glyphs[i - 1] == step);
    return needle("texture coordinates of a row of keys", 4,
                  static_cast<std::size_t>(step) * sizeof(ImDrawVert), spelt);
}

Needle ink_drawn_in(const text::Box& box) {
    const std::vector<int> corners = corners_in(box);
    REQUIRE(corners.size() > 100);
    Secret<std::uint32_t> places;
    for (std::size_t i = 0; i < 24; ++i) {
        REQUIRE(corners[i] == corners.front() + static_cast<int>(i));
        places.push_back(bits_of(corner(corners[i]).pos.x));
    }
    return needle("ink in a frame's buffer", 4, sizeof(ImDrawVert), places);
}

text::Box box_of(Booth& booth, std::string_view id) {
    const ui::Node* node = booth.stage->ui().tree().find(id);
    REQUIRE(node != nullptr);
    return node->rect;
}

void leave(Booth& booth) {
    booth.wait(std::chrono::seconds{91});
    REQUIRE(booth.state.visit.warned);
    booth.wait(std::chrono::seconds{31});
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
}

void leave_undrawn(Booth& booth) {
    for (const std::chrono::seconds time : {std::chrono::seconds{91}, std::chrono::seconds{31}}) {
        booth.apply(flow::tick(booth.state, booth.state.now + time, booth.state.wall + time));
    }
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
}

void check_gone(const std::vector<Needle>& needles) {
    std::vector<const Needle*> all;
    for (const Needle& one : needles) all.push_back(&one);
    const std::vector<int> finds = finds_in_process(all, true);
    for (std::size_t i = 0; i < all.size(); ++i) {
        CAPTURE(std::string(all[i]->what));
        CHECK(finds[i] == 0);
    }
}

}  // namespace sunbooth::app::shell::tests
