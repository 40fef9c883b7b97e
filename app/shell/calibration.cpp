// SPDX-License-Identifier: Apache-2.0
// The glass is taught where it is: three crosses, then a fourth that proves it.
#include "app/shell/appliance.h"
#include "app/shell/service_page.h"
#include "app/shell/stage.h"

#include <imgui.h>

#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace sunbooth::app::shell {
namespace {

using namespace i18n::literals;
using text::Point;

/// Where the crosses stand, in parts of the upright picture: far apart, not on one line, none under
/// the words.
constexpr std::array<Point, 3> kCrosses{Point{0.1F, 0.35F}, Point{0.9F, 0.6F}, Point{0.2F, 0.92F}};
constexpr Point kProof{0.7F, 0.45F};
/// How far the proof may be off, in parts of the picture's width: half of the smallest key.
constexpr float kProofOff = 0.04F;
constexpr milliseconds kPatience = std::chrono::seconds{30};

void draw_cross(const Window& window, Point at) {
    const auto width = static_cast<float>(window.width());
    const ImVec2 middle{at.x * width, at.y * static_cast<float>(window.height())};
    const float arm = width / 20;
    const ImU32 red = IM_COL32(200, 20, 20, 255);
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    list.AddLine({middle.x - arm, middle.y}, {middle.x + arm, middle.y}, red, width / 200);
    list.AddLine({middle.x, middle.y - arm}, {middle.x, middle.y + arm}, red, width / 200);
    list.AddCircle(middle, arm / 2, red, 0, width / 200);
}

void draw(ServiceDesk& desk, int step, Point at) {
    const i18n::Catalogue& words = desk.stage.words().of(domain::Language::Zh);
    desk.stage.paint(domain::Language::Zh, [&](ui::Ui& ui) {
        ui.begin("calibration", {});
        ui.heading(words.tr("service.calibrate"_key));
        ui.lead(words.tr("service.touch_cross"_key, {{"step", std::int64_t{step}}}));
        ui.end();
        draw_cross(desk.stage.window(), at);
    });
}

/// Where the next finger goes down on the picture. Nothing once nobody touches.
std::optional<Point> next_touch(ServiceDesk& desk, Clock& clock) {
    constexpr milliseconds kLookEvery{200};
    Window& window = desk.stage.window();
    for (const Instant until = clock.now() + kPatience; clock.now() < until;) {
        window.wait(kLookEvery);
        window.take_strokes();
        desk.appliance.beat();
        for (const input::TouchEvent& event : window.take_touches()) {
            if (event.kind == input::TouchEvent::Kind::Down) return Point{event.x, event.y};
        }
    }
    return std::nullopt;
}

Status keep(const std::filesystem::path& folder, const TouchMatrix& matrix) {
    const std::filesystem::path part = folder / "touch.part";
    char text[200];
    const auto& r = matrix.row;
    const int length = std::snprintf(text, sizeof text, "%.6g %.6g %.6g %.6g %.6g %.6g\n",
                                     static_cast<double>(r[0]), static_cast<double>(r[1]),
                                     static_cast<double>(r[2]), static_cast<double>(r[3]),
                                     static_cast<double>(r[4]), static_cast<double>(r[5]));
    const int out = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written = out >= 0 &&
                         ::write(out, text, static_cast<std::size_t>(length)) == length &&
                         ::fsync(out) == 0;
    if (out >= 0) ::close(out);
    if (!written || ::rename(part.c_str(), (folder / "touch").c_str()) != 0) {
        return Error{ErrorCode::Io, "the calibration cannot be kept", "touch"};
    }
    return ok_status();
}

bool proved(const Window& window, Point at) {
    const auto width = static_cast<float>(window.width());
    const float dx = at.x - kProof.x * width;
    const float dy = at.y - kProof.y * static_cast<float>(window.height());
    return std::hypot(dx, dy) <= kProofOff * width;
}

}  // namespace

void calibrate(ServiceDesk& desk, Clock& clock) {
    Window& window = desk.stage.window();
    const TouchMatrix former = window.touch_matrix();
    window.set_touch_matrix({});
    std::array<Point, 3> reported{};
    std::array<Point, 3> wanted{};
    for (std::size_t i = 0; i < kCrosses.size(); ++i) {
        draw(desk, static_cast<int>(i) + 1, kCrosses[i]);
        const auto at = next_touch(desk, clock);
        if (!at) return window.set_touch_matrix(former);
        reported[i] = window.part_of_panel(*at);
        wanted[i] = window.part_of_panel({kCrosses[i].x * static_cast<float>(window.width()),
                                          kCrosses[i].y * static_cast<float>(window.height())});
    }
    const TouchMatrix found = matrix_from(reported, wanted);
    window.set_touch_matrix(found);
    draw(desk, static_cast<int>(kCrosses.size()) + 1, kProof);
    const auto at = next_touch(desk, clock);
    if (!at || !proved(window, *at) || !keep(desk.config.folder, found).ok()) {
        window.set_touch_matrix(former);
    }
}

std::optional<TouchMatrix> read_calibration(const std::filesystem::path& folder) {
    std::ifstream in(folder / "touch");
    TouchMatrix matrix;
    for (float& number : matrix.row) {
        if (!(in >> number) || !std::isfinite(number)) return std::nullopt;
    }
    return matrix;
}

}  // namespace sunbooth::app::shell
