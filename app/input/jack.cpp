// SPDX-License-Identifier: Apache-2.0
#include "app/input/jack.h"

#include "sync/base/assert.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sunbooth::app::input {
namespace {

namespace fs = std::filesystem;

using Bits = std::array<unsigned char, SW_CNT / 8 + 1>;

bool bit(const Bits& bits, unsigned at) {
    return (static_cast<unsigned>(bits[at / 8]) >> (at % 8) & 1U) != 0;
}

/// A descriptor of the device, if it has the switch.
int open_switch(const fs::path& device, bool& in) {
    const int descriptor = ::open(device.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return -1;
    Bits has{}, state{};
    const bool fits = ioctl(descriptor, EVIOCGBIT(EV_SW, sizeof has), has.data()) >= 0 &&
                      bit(has, SW_HEADPHONE_INSERT) &&
                      ioctl(descriptor, EVIOCGSW(sizeof state), state.data()) >= 0;
    if (!fits) {
        close(descriptor);
        return -1;
    }
    in = bit(state, SW_HEADPHONE_INSERT);
    return descriptor;
}

}  // namespace

Result<std::unique_ptr<Jack>> SwitchJack::open(const fs::path& device, std::function<void()> wake) {
    bool in = false;
    if (!device.empty()) {
        const int descriptor = open_switch(device, in);
        if (descriptor >= 0) {
            return std::unique_ptr<Jack>(
                std::make_unique<SwitchJack>(descriptor, in, std::move(wake)));
        }
        return Error{ErrorCode::Io,
                     device.string() + ": is no device with a headphone switch, or may not be read",
                     "speech.jack"};
    }
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator("/dev/input", failed)) {
        if (!entry.path().filename().string().starts_with("event")) continue;
        const int descriptor = open_switch(entry.path(), in);
        if (descriptor < 0) continue;
        return std::unique_ptr<Jack>(std::make_unique<SwitchJack>(descriptor, in, std::move(wake)));
    }
    return Error{ErrorCode::Io, "no device has a headphone switch", "speech.jack"};
}

SwitchJack::SwitchJack(int descriptor, bool in, std::function<void()> wake)
    : descriptor_(descriptor), in_(in), wake_(std::move(wake)) {
    SUNBOOTH_ASSERT(pipe2(stop_, O_CLOEXEC) == 0);
    thread_ = std::thread([this] { read_events(); });
}

SwitchJack::~SwitchJack() {
    close(stop_[1]);
    thread_.join();
    close(stop_[0]);
    close(descriptor_);
}

std::optional<bool> SwitchJack::take_change() {
    const bool in = in_;
    if (in == told_) return std::nullopt;
    told_ = in;
    return in;
}

void SwitchJack::read_events() {
    while (true) {
        pollfd waits[] = {{descriptor_, POLLIN, 0}, {stop_[0], POLLIN, 0}};
        if (poll(waits, 2, -1) < 0 && errno != EINTR) return;
        if (waits[1].revents != 0) return;
        if (waits[0].revents == 0) continue;
        input_event event{};
        const ssize_t got = read(descriptor_, &event, sizeof event);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got != static_cast<ssize_t>(sizeof event)) {
            in_ = false;  // The device is gone: whoever listened hears nothing more.
            wake_();
            return;
        }
        if (event.type != EV_SW || event.code != SW_HEADPHONE_INSERT) continue;
        in_ = event.value != 0;
        wake_();
    }
}

}  // namespace sunbooth::app::input
