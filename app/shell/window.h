// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input/keyboard.h"
#include "app/input/touch.h"
#include "app/shell/rotation.h"
#include "app/text/atlas.h"
#include "sync/base/clock.h"
#include "sync/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct ImDrawList;

namespace sunbooth::app::shell {

struct WindowOptions {
    int width = 1080;
    int height = 1920;
    bool windowed = false;   ///< Else the whole screen.
    bool offscreen = false;  ///< No display at all: tests, --tour, --drive.
    Turn turn = Turn::None;  ///< How the picture is turned on the panel.
    TouchMatrix touch = {};  ///< How the touch layer lies on it.
    bool mouse = false;      ///< The left button counts as a finger (a window on a desk).
};

/// SDL window, OpenGL 3 context and Dear ImGui's frame around one draw list. Our own touch queue:
/// SDL's mouse emulation and text input are off. UI thread, but for wake().
class Window {
public:
    /// @return Io with SDL's words when there is no display or no OpenGL 3.
    static Result<std::unique_ptr<Window>> open(const WindowOptions& options, Clock& clock);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Of the upright picture.
    int width() const;
    int height() const;
    text::TextureSink& textures();

    /// How the touch layer lies on the panel; the calibration page changes it.
    const TouchMatrix& touch_matrix() const;
    void set_touch_matrix(const TouchMatrix& matrix);
    /// A point of the upright picture, in parts (0..1) of the panel.
    text::Point part_of_panel(text::Point at) const;

    /// Sleeps until an event, wake() or the time-out (negative: for ever), then collects.
    void wait(milliseconds timeout);
    /// Touches since the last call, in order, and whether the operator asked to quit.
    std::vector<input::TouchEvent> take_touches();
    /// Keys that went down since the last call, in order; without repeats (kiosk-ux R8).
    std::vector<input::Stroke> take_strokes();
    bool quit_asked() const;
    bool exposed();  ///< The system wants the picture again. Reading it clears it.

    /// Ends a sleep. Any thread.
    void wake();

    /// Begins a frame and hands out the list to paint into.
    ImDrawList& begin_frame();
    /// Shows it over `clear` (0xRRGGBB).
    void end_frame(std::uint32_t clear);
    /// Overwrites what the frames so far have left in buffers: where each glyph of a visitor's
    /// words stood.
    void wipe();
    /// The frame that end_frame drew last: RGB, row by row from the top.
    std::vector<std::uint8_t> pixels() const;
    /// The same as a PNG file. @return Io.
    Status save_png(const std::filesystem::path& file);
    long frames_drawn() const;

private:
    Window();
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sunbooth::app::shell
