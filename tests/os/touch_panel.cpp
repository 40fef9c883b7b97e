// SPDX-License-Identifier: Apache-2.0
// touch-panel: a panel of the tests' own inside the test image. It is plugged in when the program
// starts and out when its input ends, so that it proves hot plug too. qemu 7.2 has no multi-touch
// device.
//
// Standard input, one line each: "tap X Y" (parts of 10000 of the glass), "down X Y", "move X Y",
// "up", "wait MS". With the word "pad" it is a touchpad, which is no glass.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

constexpr int kFull = 10000;
constexpr unsigned kMs = 1000;

int panel = -1;
int contact = 0;

void emit(unsigned type, unsigned code, int value) {
    input_event event{};
    event.type = static_cast<__u16>(type);
    event.code = static_cast<__u16>(code);
    event.value = value;
    if (write(panel, &event, sizeof event) != static_cast<ssize_t>(sizeof event)) {
        std::perror("touch-panel: write");
    }
}

void axis(unsigned code, int max) {
    uinput_abs_setup setup{};
    setup.code = static_cast<__u16>(code);
    setup.absinfo.maximum = max;
    ioctl(panel, UI_ABS_SETUP, &setup);
}

bool plug_in(bool pad) {
    panel = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    if (panel < 0) {
        std::fprintf(stderr, "touch-panel: /dev/uinput: %s\n", std::strerror(errno));
        return false;
    }
    for (const unsigned kind : {EV_SYN, EV_KEY, EV_ABS}) ioctl(panel, UI_SET_EVBIT, kind);
    ioctl(panel, UI_SET_KEYBIT, BTN_TOUCH);
    if (pad) ioctl(panel, UI_SET_KEYBIT, BTN_TOOL_FINGER);
    ioctl(panel, UI_SET_PROPBIT, pad ? INPUT_PROP_POINTER : INPUT_PROP_DIRECT);
    for (const unsigned code : {ABS_X, ABS_Y, ABS_MT_POSITION_X, ABS_MT_POSITION_Y})
        axis(code, kFull);
    axis(ABS_MT_SLOT, 4);
    axis(ABS_MT_TRACKING_ID, 65535);
    uinput_setup setup{};
    setup.id.bustype = BUS_USB;
    setup.id.vendor = 0x5b;
    setup.id.product = 0x1;
    std::strcpy(setup.name, pad ? "Sunbooth test pad" : "Sunbooth test panel");
    return ioctl(panel, UI_DEV_SETUP, &setup) == 0 && ioctl(panel, UI_DEV_CREATE) == 0;
}

void at(int x, int y) {
    emit(EV_ABS, ABS_MT_POSITION_X, x);
    emit(EV_ABS, ABS_MT_POSITION_Y, y);
    emit(EV_ABS, ABS_X, x);
    emit(EV_ABS, ABS_Y, y);
    emit(EV_SYN, SYN_REPORT, 0);
}

void down(int x, int y) {
    emit(EV_ABS, ABS_MT_SLOT, 0);
    emit(EV_ABS, ABS_MT_TRACKING_ID, ++contact);
    emit(EV_KEY, BTN_TOUCH, 1);
    at(x, y);
}

void up() {
    emit(EV_ABS, ABS_MT_TRACKING_ID, -1);
    emit(EV_KEY, BTN_TOUCH, 0);
    emit(EV_SYN, SYN_REPORT, 0);
}

}  // namespace

int main(int argc, char** argv) {
    if (!plug_in(argc > 1 && std::strcmp(argv[1], "pad") == 0)) return 1;
    char line[128];
    while (std::fgets(line, sizeof line, stdin) != nullptr) {
        int x = 0;
        int y = 0;
        if (std::sscanf(line, "tap %d %d", &x, &y) == 2) {
            down(x, y);
            usleep(80 * kMs);
            up();
        } else if (std::sscanf(line, "down %d %d", &x, &y) == 2) {
            down(x, y);
        } else if (std::sscanf(line, "move %d %d", &x, &y) == 2) {
            at(x, y);
        } else if (std::strncmp(line, "up", 2) == 0) {
            up();
        } else if (std::sscanf(line, "wait %d", &x) == 1) {
            usleep(static_cast<unsigned>(x) * kMs);
        } else {
            std::fprintf(stderr, "touch-panel: not understood: %s", line);
        }
    }
    ioctl(panel, UI_DEV_DESTROY);
    return 0;
}
