// SPDX-License-Identifier: Apache-2.0
#include "tests/app/shell/wipe_rig.h"

#include "app/shell/memory.h"
#include "tests/app/screens/demo.h"

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
    state.engines = std::make_shared<input_method::LocalEngines>(SUNBOOTH_INPUT_DATA);
    state.visit.touched = state.now;
    draw();
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

Needle drawn_in(const text::Box& box) {
    const ImDrawList& list = *ImGui::GetBackgroundDrawList();
    Secret<std::uint32_t> spelt;
    int first = -1;
    for (int i = 0; i < list.VtxBuffer.Size; ++i) {
        const ImDrawVert& at = list.VtxBuffer[i];
        const bool inside = at.pos.x > box.x && at.pos.x < box.x + box.w && at.pos.y > box.y &&
                            at.pos.y < box.y + box.h;
        if (!inside) continue;
        if (first < 0) first = i;
        if ((i - first) % 4 != 0) continue;
        std::uint32_t bits = 0;
        std::memcpy(&bits, &at.uv.x, sizeof bits);
        spelt.push_back(bits);
    }
    REQUIRE(spelt.size() > 8);
    return needle("texture coordinates in a frame's buffer", 4, 4 * sizeof(ImDrawVert), spelt);
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

void check_gone(const std::vector<Needle>& needles) {
    for (const Needle& one : needles) {
        CAPTURE(std::string(one.what));
        CHECK(finds_in_process(one) == 0);
    }
}

}  // namespace sunbooth::app::shell::tests
