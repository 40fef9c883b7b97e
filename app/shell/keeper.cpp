// SPDX-License-Identifier: Apache-2.0
#include "app/shell/keeper.h"

#include "sync/base/mutant.h"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 forgot to say that these are C.
}

namespace sunbooth::app::shell {
namespace {

using std::chrono::seconds;

constexpr std::string_view kReady = "READY=1", kBeat = "WATCHDOG=1";

/// Where a child tells how it stands: a socket without a file, whose name the kernel chooses.
class Ear {
public:
    Ear() : fd_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        auto length = static_cast<socklen_t>(sizeof address.sun_family);
        if (bind(fd_, reinterpret_cast<sockaddr*>(&address), length) != 0) return;
        length = sizeof address;
        if (getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &length) != 0) return;
        const std::size_t letters = length - offsetof(sockaddr_un, sun_path) - 1;
        name_ = "@" + std::string(address.sun_path + 1, letters);
    }
    ~Ear() { close(fd_); }
    Ear(const Ear&) = delete;
    Ear& operator=(const Ear&) = delete;

    int fd() const { return fd_; }
    /// As NOTIFY_SOCKET has it.
    const std::string& name() const { return name_; }
    /// The next word, empty when there is none.
    std::string take() const {
        char word[64];
        const ssize_t got = recv(fd_, word, sizeof word, 0);
        return got > 0 ? std::string(word, static_cast<std::size_t>(got)) : std::string();
    }

private:
    int fd_;
    std::string name_;
};

/// One child, from its start to its end.
class Watch {
public:
    Watch(const Keeping& keeping, const Ear& ear, pid_t child, int start)
        : keeping_(keeping), ear_(ear), child_(child), start_(start), heard_(clock_.now()) {}

    void until_end() {
        const int end = pidfd_open(child_, 0);
        pollfd on[] = {{ear_.fd(), POLLIN, 0}, {end, POLLIN, 0}};
        while (end >= 0 && (on[1].revents & POLLIN) == 0) {
            poll(on, 2, static_cast<int>(look_every().count()));
            for (std::string word = ear_.take(); !word.empty(); word = ear_.take()) hear(word);
            judge();
        }
        while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
        }
        if (end >= 0) close(end);
    }

private:
    milliseconds look_every() const {
        constexpr milliseconds kSeldom{10'000};
        return keeping_.patience.count() == 0 ? kSeldom : keeping_.patience / 12;
    }

    void hear(const std::string& word) {
        if (word != kReady && word != kBeat) return;
        heard_ = clock_.now();
        keeping_.tell(word);
        if (word != kReady || shows_) return;
        shows_ = true;
        // A notice, in the service manager's own marks: the tests' machines wait for these words.
        std::fprintf(stderr, "<5>sunbooth-kiosk: start %d shows frames\n", start_);
    }

    /// Until its first frame a child has longer, and the keeper speaks for it.
    void judge() {
        constexpr seconds kStartMax{300};
        if (keeping_.patience.count() == 0) return;
        const auto silent = clock_.now() - heard_;
        if (!shows_ && silent < kStartMax) return keeping_.tell(kBeat);
        const bool dead = silent > (shows_ ? keeping_.patience * 5 / 6 : milliseconds(kStartMax));
        if (dead && !mutant("keeper.waits_for_ever")) kill(child_, SIGKILL);
    }

    const Keeping& keeping_;
    const Ear& ear_;
    pid_t child_;
    int start_;
    SystemClock clock_;
    Instant heard_;
    bool shows_ = false;
};

void load(const std::vector<std::string>& libraries) {
    for (const std::string& name : libraries) {
        if (dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL) != nullptr) continue;
        std::fprintf(stderr, "sunbooth-kiosk: not loaded beforehand: %s\n", dlerror());
    }
}

[[noreturn]] void run_child(const Ear& ear, pid_t keeper, const std::function<int()>& work) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper) std::_Exit(1);  // It died before the line above.
    setenv("NOTIFY_SOCKET", ear.name().c_str(), 1);
    std::exit(work());
}

}  // namespace

int keep(const Keeping& keeping, const std::function<int()>& work) {
    constexpr milliseconds kPause{200};  // A kiosk that ends at once must not keep a core busy.
    load(keeping.libraries);
    const Ear ear;
    const pid_t keeper = getpid();
    SystemClock clock;
    for (int start = 1; start <= keeping.starts_max; ++start) {
        const Instant began = clock.now();
        const pid_t child = fork();
        if (child == 0) run_child(ear, keeper, work);
        if (child < 0) return EXIT_FAILURE;
        Watch(keeping, ear, child, start).until_end();
        if (clock.now() - began < kPause) std::this_thread::sleep_for(kPause);
    }
    return EXIT_SUCCESS;
}

}  // namespace sunbooth::app::shell
