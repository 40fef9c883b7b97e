// SPDX-License-Identifier: Apache-2.0
#include "app/shell/window.h"

#include "app/shell/png.h"
#include "app/shell/textures.h"
#include "sync/base/mutant.h"
#include "sync/base/secret.h"

#include <GL/gl.h>
#include <SDL.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string_view>

namespace sunbooth::app::shell {
namespace {

constexpr std::int64_t kMouseFinger = -1;

/// How often a driver that cannot sleep is asked for touches: no finger feels it, and an idle
/// kiosk stays far under one percent of a core.
constexpr milliseconds kLookEvery{10};

/// Only these drivers of SDL 2.26 wait for events in the kernel. For the others SDL_WaitEvent asks
/// a thousand times a second, on a bare terminal (kmsdrm) and offscreen alike.
bool driver_sleeps() {
    const char* driver = SDL_GetCurrentVideoDriver();
    const std::string_view name = driver == nullptr ? "" : driver;
    return name == "x11" || name == "wayland";
}

Error sdl_error(const char* what) {
    return {ErrorCode::Io, std::string(what) + ": " + SDL_GetError(), "display"};
}

void set_hints(const WindowOptions& options) {
    if (options.offscreen) SDL_setenv("SDL_VIDEODRIVER", "offscreen", 1);
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 8);
}

/// ImGui's buffers grow: what it gives back is overwritten first. The size stands before the block.
constexpr std::size_t kBlockHead = 16;  // Keeps the alignment that malloc promises.

void* take_block(std::size_t size, void*) {
    auto* block = static_cast<char*>(std::malloc(size + kBlockHead));
    if (block == nullptr) return nullptr;
    std::memcpy(block, &size, sizeof size);
    return block + kBlockHead;
}

void give_block(void* at, void*) {
    if (at == nullptr) return;
    char* block = static_cast<char*>(at) - kBlockHead;
    std::size_t size = 0;
    std::memcpy(&size, block, sizeof size);
    wipe_memory(block, size + kBlockHead);
    std::free(block);
}

Uint32 window_flags(const WindowOptions& options) {
    Uint32 flags = SDL_WINDOW_OPENGL;
    if (!options.windowed && !options.offscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    if (options.windowed) flags |= SDL_WINDOW_RESIZABLE;
    return flags;
}

}  // namespace

struct Window::Impl {
    Clock* clock = nullptr;
    bool mouse = false;
    SDL_Window* window = nullptr;
    SDL_GLContext context = nullptr;
    ImGuiContext* imgui = nullptr;
    std::unique_ptr<GlTextures> textures;
    Uint32 wake_event = 0;
    std::mutex mutex;
    std::condition_variable waken;
    bool woken = false;  ///< Guarded by mutex.
    Turn turn = Turn::None;
    TouchMatrix touch;
    PixelSize panel;
    int width = 0, height = 0;  ///< Of the upright picture.
    std::vector<input::TouchEvent> touches;
    std::vector<input::Stroke> strokes;
    bool quit = false;
    bool exposed = true;
    long frames = 0;

    /// The driver keeps the corners of a frame in buffers that only grow, and a short frame writes
    /// over no more than their beginning: one as long as any before, of nothing, goes over them
    /// whole. It is never shown, and the driver lets go of what it may still be drawing from.
    void overwrite_driver() const {
        ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
        ImGui_ImplOpenGL3_NewFrame();
        ImGui::NewFrame();
        ImDrawList& list = *ImGui::GetBackgroundDrawList();
        const int corners = list.VtxBuffer.Capacity, indices = list.IdxBuffer.Capacity / 3 * 3;
        list.PrimReserve(indices, corners);  // No more than there is room for: nothing moves.
        list._VtxWritePtr = std::fill_n(list._VtxWritePtr, corners, ImDrawVert{});
        list._IdxWritePtr = std::fill_n(list._IdxWritePtr, indices, ImDrawIdx{0});
        ImGui::Render();
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        glFinish();
    }

    void measure() {
        SDL_GL_GetDrawableSize(window, &panel.width, &panel.height);
        const PixelSize size = upright(panel, turn);
        width = size.width;
        height = size.height;
    }

    /// On a bare terminal SDL 2.26 makes its surfaces anew within the first swap, and what was
    /// drawn until then is lost: the first frame would be black, and the service manager would hear
    /// that it was shown. So the first swap shows nothing.
    void swap_once() {
        glClearColor(0, 0, 0, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        SDL_GL_SwapWindow(window);
    }

    void collect(const SDL_Event& event) {
        using Kind = input::TouchEvent::Kind;
        switch (event.type) {
            case SDL_FINGERDOWN:
                finger(Kind::Down, event.tfinger);
                break;
            case SDL_FINGERMOTION:
                finger(Kind::Move, event.tfinger);
                break;
            case SDL_FINGERUP:
                finger(Kind::Up, event.tfinger);
                break;
            case SDL_MOUSEBUTTONDOWN:
                pointer(Kind::Down, event.button.x, event.button.y);
                break;
            case SDL_MOUSEBUTTONUP:
                pointer(Kind::Up, event.button.x, event.button.y);
                break;
            case SDL_MOUSEMOTION:
                if ((event.motion.state & SDL_BUTTON_LMASK) != 0) {
                    pointer(Kind::Move, event.motion.x, event.motion.y);
                }
                break;
            case SDL_KEYDOWN:
                if (event.key.repeat == 0) stroke(event.key.keysym);
                break;
            case SDL_WINDOWEVENT:
                measure();
                exposed = true;
                break;
            case SDL_QUIT:
                quit = true;
                break;
            default:
                break;
        }
    }

    /// Sleeps until an event, wake() or the time-out (negative: for ever), looking now and then.
    void doze(milliseconds left) {
        while (true) {
            SDL_PumpEvents();
            if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_TRUE || left.count() == 0)
                return;
            const milliseconds nap = left.count() < 0 ? kLookEvery : std::min(kLookEvery, left);
            std::unique_lock lock(mutex);
            if (waken.wait_for(lock, nap, [this] { return woken; })) {
                woken = false;
                return;
            }
            if (left.count() > 0) left -= nap;
        }
    }

    /// SDL calls a touchpad a touch device too; its fingers are on no glass.
    void finger(input::TouchEvent::Kind kind, const SDL_TouchFingerEvent& event) {
        if (SDL_GetTouchDeviceType(event.touchId) != SDL_TOUCH_DEVICE_DIRECT) return;
        const text::Point at = on_picture({event.x, event.y}, touch, panel, turn);
        touches.push_back({kind, event.fingerId, at.x, at.y, clock->now()});
    }

    /// SDL's scancodes are USB's usages.
    void stroke(const SDL_Keysym& key) {
        if ((key.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0) return;  // The desktop's.
        strokes.push_back({static_cast<std::uint16_t>(key.scancode), (key.mod & KMOD_SHIFT) != 0,
                           (key.mod & KMOD_CAPS) != 0, clock->now()});
    }

    void pointer(input::TouchEvent::Kind kind, int x, int y) {
        if (!mouse) return;
        int window_width = 1;
        int window_height = 1;
        SDL_GetWindowSize(window, &window_width, &window_height);
        const float scale = static_cast<float>(width) / static_cast<float>(window_width);
        touches.push_back({kind, kMouseFinger, static_cast<float>(x) * scale,
                           static_cast<float>(y) * scale, clock->now()});
    }
};

Window::Window() : impl_(std::make_unique<Impl>()) {}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options, Clock& clock) {
    set_hints(options);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return sdl_error("no display can be opened");
    std::unique_ptr<Window> made(new Window());
    Impl& self = *made->impl_;
    self.clock = &clock;
    self.mouse = options.mouse;
    self.turn = options.turn;
    self.touch = options.touch;
    self.window = SDL_CreateWindow("Sunbooth", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                   options.width, options.height, window_flags(options));
    if (self.window == nullptr) return sdl_error("no window can be made");
    self.context = SDL_GL_CreateContext(self.window);
    if (self.context == nullptr) return sdl_error("no OpenGL 3.3 context can be made");
    SDL_GL_SetSwapInterval(options.offscreen ? 0 : 1);
    SDL_StopTextInput();  // On at start; it would wake a desktop's input method.
    if (!options.windowed && !options.offscreen) SDL_ShowCursor(SDL_DISABLE);
    self.wake_event = SDL_RegisterEvents(1);
    ImGui::SetAllocatorFunctions(take_block, give_block);
    self.imgui = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    if (!ImGui_ImplOpenGL3_Init(nullptr)) {
        return Error{ErrorCode::Io, "the OpenGL renderer cannot start", "display"};
    }
    self.textures = std::make_unique<GlTextures>();
    self.measure();
    self.swap_once();
    return made;
}

Window::~Window() {
    if (impl_->textures) ImGui_ImplOpenGL3_Shutdown();
    impl_->textures.reset();
    if (impl_->imgui != nullptr) ImGui::DestroyContext(impl_->imgui);
    if (impl_->context != nullptr) SDL_GL_DeleteContext(impl_->context);
    if (impl_->window != nullptr) SDL_DestroyWindow(impl_->window);
    SDL_Quit();
}

int Window::width() const {
    return impl_->width;
}
int Window::height() const {
    return impl_->height;
}
text::TextureSink& Window::textures() {
    return *impl_->textures;
}
const TouchMatrix& Window::touch_matrix() const {
    return impl_->touch;
}
void Window::set_touch_matrix(const TouchMatrix& matrix) {
    impl_->touch = matrix;
}
text::Point Window::part_of_panel(text::Point at) const {
    const text::Point on = on_panel(at, impl_->panel, impl_->turn);
    return {on.x / static_cast<float>(impl_->panel.width),
            on.y / static_cast<float>(impl_->panel.height)};
}
bool Window::quit_asked() const {
    return impl_->quit;
}
long Window::frames_drawn() const {
    return impl_->frames;
}

bool Window::exposed() {
    return std::exchange(impl_->exposed, false);
}

std::vector<input::TouchEvent> Window::take_touches() {
    return std::exchange(impl_->touches, {});
}

std::vector<input::Stroke> Window::take_strokes() {
    return std::exchange(impl_->strokes, {});
}

void Window::wait(milliseconds timeout) {
    SDL_Event event;
    if (!driver_sleeps()) {
        impl_->doze(timeout);
    } else {
        const int ms = static_cast<int>(std::max(timeout, milliseconds{-1}).count());
        if (SDL_WaitEventTimeout(&event, ms) != 0) impl_->collect(event);
    }
    while (SDL_PollEvent(&event) != 0) impl_->collect(event);
}

void Window::wake() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->woken = true;
    }
    impl_->waken.notify_one();
    SDL_Event event{};
    event.type = impl_->wake_event;
    SDL_PushEvent(&event);
}

ImDrawList& Window::begin_frame() {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(impl_->width), static_cast<float>(impl_->height)};
    io.DeltaTime = 1.0F / 60;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    return *ImGui::GetBackgroundDrawList();
}

void Window::end_frame(std::uint32_t clear) {
    glViewport(0, 0, impl_->panel.width, impl_->panel.height);
    const auto part = [&](unsigned shift) {
        return static_cast<float>(clear >> shift & 0xFFU) / 255.0F;
    };
    glClearColor(part(16), part(8), part(0), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui::Render();
    turn_frame(*ImGui::GetDrawData(), impl_->panel, impl_->turn);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    ++impl_->frames;
    SDL_GL_SwapWindow(impl_->window);
}

void Window::wipe() {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    const auto overwrite = [](auto& buffer) {
        wipe_memory(buffer.Data, static_cast<std::size_t>(buffer.Capacity) * sizeof *buffer.Data);
    };
    overwrite(list.VtxBuffer);
    overwrite(list.IdxBuffer);
    if (!mutant("window.driver_keeps")) impl_->overwrite_driver();
}

std::vector<std::uint8_t> Window::pixels() const {
    const auto row = static_cast<std::size_t>(impl_->panel.width) * 3;
    const auto height = static_cast<std::size_t>(impl_->panel.height);
    std::vector<std::uint8_t> read(row * height);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_FRONT);
    glReadPixels(0, 0, impl_->panel.width, impl_->panel.height, GL_RGB, GL_UNSIGNED_BYTE,
                 read.data());
    // OpenGL counts rows from the bottom.
    for (std::size_t y = 0; y < height / 2; ++y) {
        std::swap_ranges(&read[y * row], &read[y * row] + row, &read[(height - 1 - y) * row]);
    }
    return read;
}

Status Window::save_png(const std::filesystem::path& file) {
    return write_png(file, impl_->panel.width, impl_->panel.height, pixels());
}

}  // namespace sunbooth::app::shell
