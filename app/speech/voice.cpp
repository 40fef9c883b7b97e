// SPDX-License-Identifier: Apache-2.0
#include "app/speech/voice.h"

#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sunbooth::app::speech {
namespace {

constexpr std::size_t kBytesMax = 32U << 20U;  ///< Twelve minutes: no line of a page is so long.
constexpr std::chrono::seconds kTimeMax{5};

Error failed(const std::string& command, const char* why) {
    return {ErrorCode::Io, command + ": " + why, "speech.engine"};
}

/// Both ends of a pipe, closed when it goes.
struct Pipe {
    /// To the child a pair of sockets: writing to one whose reader is gone raises no signal.
    explicit Pipe(bool to_child) {
        works = (to_child ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)
                          : pipe2(ends, O_CLOEXEC)) == 0;
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void close_end(int end) {
        if (ends[end] >= 0) close(ends[end]);
        ends[end] = -1;
    }
    int ends[2] = {-1, -1};
    bool works = false;
};

/// A child that is never left behind.
struct Child {
    ~Child() {
        if (pid <= 0) return;
        kill(pid, SIGKILL);
        int status = 0;
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    pid_t pid = -1;
};

std::vector<std::string> arguments_of(const Engine& engine, Language voice) {
    std::vector<std::string> arguments = engine.command;
    for (std::string& argument : arguments) {
        if (argument == "{voice}") argument = voice_of(voice);
        if (argument == "{speed}") argument = std::to_string(speed_of(voice));
    }
    return arguments;
}

bool start(Child& child, std::vector<std::string>& arguments, Pipe& in, Pipe& out) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.ends[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int result = posix_spawnp(&child.pid, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (result != 0) child.pid = -1;
    return result == 0;
}

}  // namespace

const char* voice_of(Language language) {
    switch (language) {
        case Language::Zh:
            return "cmn-latn-pinyin";
        case Language::En:
            return "en";
        case Language::Ug:
            return "ug";
    }
    return "en";
}

int speed_of(Language language) {
    return language == Language::Zh ? 200 : 150;
}

Result<Pcm> synthesise(const Engine& engine, Language voice, std::string_view words,
                       const std::atomic<std::uint64_t>& stop, std::uint64_t run) {
    std::vector<std::string> arguments = arguments_of(engine, voice);
    const std::string name = arguments.empty() ? "" : arguments.front();
    Pipe in(true), out(false);
    Child child;
    if (!in.works || !out.works || name.empty()) return failed(name, "cannot be started");
    fcntl(in.ends[1], F_SETFL, O_NONBLOCK);
    if (!start(child, arguments, in, out)) return failed(name, "cannot be started");
    in.close_end(0);
    out.close_end(1);
    SecretText bytes;
    const auto until = std::chrono::steady_clock::now() + kTimeMax;
    while (stop.load() == run) {
        if (words.empty()) in.close_end(1);
        pollfd waits[] = {{out.ends[0], POLLIN, 0}, {in.ends[1], POLLOUT, 0}};
        poll(waits, in.ends[1] >= 0 ? 2 : 1, 10);
        if (std::chrono::steady_clock::now() > until) return failed(name, "takes too long");
        if (in.ends[1] >= 0 && waits[1].revents != 0) {
            const ssize_t sent = send(in.ends[1], words.data(), words.size(), MSG_NOSIGNAL);
            if (sent > 0) words.remove_prefix(static_cast<std::size_t>(sent));
            if (sent < 0 && errno != EAGAIN && errno != EINTR) words = {};
        }
        if (waits[0].revents == 0) continue;
        char buffer[65536];
        const ssize_t got = read(out.ends[0], buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return read_wav(bytes.view());
        bytes.append({buffer, static_cast<std::size_t>(got)});
        wipe_memory(buffer, static_cast<std::size_t>(got));
        if (bytes.size() > kBytesMax) return failed(name, "says too much");
    }
    return Pcm{};
}

}  // namespace sunbooth::app::speech
