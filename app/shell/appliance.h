// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/client/client.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace sunbooth::app::shell {

/// What the kiosk owes the machine that it is all of (kiosk-os): it tells the service manager that
/// it shows frames and goes on doing so, tells the boot counter that the center answered, and
/// notices another screen. On a desk all of it is quiet. UI thread.
class Appliance {
public:
    struct Outside {
        std::function<void(std::string_view)>
            tell;                              ///< To the service manager: READY=1, WATCHDOG=1.
        std::function<std::string()> screens;  ///< The connected screens and their first modes.
        std::filesystem::path runtime;         ///< Where `synced` appears; empty: nowhere.
        milliseconds watchdog{0};  ///< The service manager's patience; 0: it has no watchdog.
    };
    /// The real one: NOTIFY_SOCKET, WATCHDOG_USEC, RUNTIME_DIRECTORY and /sys/class/drm.
    static Outside machine();

    Appliance(Outside outside, Clock& clock);

    /// After the first frame.
    void ready();
    /// Once a round of the frame loop, when what was to be drawn is drawn. Tells the service
    /// manager at a third of its patience; a loop that hangs in the graphics driver does not come
    /// here.
    void beat();
    /// How long a round may sleep without missing a beat; negative: for ever.
    milliseconds sleep_max() const;

    /// The center's own answer was heard: what a version on trial must have had, besides a frame.
    void heard(const client::Standing& standing);

    /// Another screen, another mode, or one that was gone and is back. SDL's bare console keeps the
    /// mode of its start, so the kiosk must start again; a screen that is only switched off changes
    /// nothing.
    bool screen_changed();

private:
    Outside outside_;
    Clock& clock_;
    Instant beat_at_, look_at_;
    std::string screens_;
    bool dark_ = false, synced_ = false;
};

}  // namespace sunbooth::app::shell
