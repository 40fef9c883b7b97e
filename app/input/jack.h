// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace sunbooth::app::input {

/// The socket of the headset: one interface for whatever tells of it.
class Jack {
public:
    virtual ~Jack() = default;
    /// Whether something is plugged in, if that has changed since the last call.
    virtual std::optional<bool> take_change() = 0;
};

/// The switch SW_HEADPHONE_INSERT that Linux's sound drivers show as an input device.
class SwitchJack final : public Jack {
public:
    /// @param device e.g. /dev/input/by-path/…; empty: the first that has such a switch.
    /// @param wake called from the reading thread.
    /// @return Io when there is none, or it may not be read.
    static Result<std::unique_ptr<Jack>> open(const std::filesystem::path& device,
                                              std::function<void()> wake);
    /// Takes over a descriptor that gives input events; `in` is how the switch stands.
    SwitchJack(int descriptor, bool in, std::function<void()> wake);
    ~SwitchJack() override;
    SwitchJack(const SwitchJack&) = delete;
    SwitchJack& operator=(const SwitchJack&) = delete;
    std::optional<bool> take_change() override;

private:
    void read_events();
    int descriptor_;
    int stop_[2] = {-1, -1};
    std::atomic<bool> in_;
    bool told_ = false;
    std::function<void()> wake_;
    std::thread thread_;  ///< Last: begins when all above is there.
};

}  // namespace sunbooth::app::input
