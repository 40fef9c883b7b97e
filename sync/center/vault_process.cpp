// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault_process.h"

#include "sync/center/vault/remote_vault.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace sunbooth::center {
namespace {

constexpr std::chrono::milliseconds kStartStep{20};
constexpr int kStartSteps = 1000;  ///< Twenty seconds: a slow disk under a full load.

Error away(const std::string& why) {
    return {ErrorCode::Offline, "the vault's process does not start: " + why, "vault"};
}

}  // namespace

std::filesystem::path own_vault_socket(const std::filesystem::path& folder) {
    return folder / "vault" / "vault.sock";
}

VaultProcess::~VaultProcess() {
    const std::lock_guard lock(mutex_);
    if (!runs()) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

bool VaultProcess::runs() {
    if (process_ > 0 && ::waitpid(process_, nullptr, WNOHANG) != 0) process_ = -1;
    return process_ > 0;
}

Status VaultProcess::start() {
    // Whatever this process blocks (serve takes its signals by sigwait) the child must not inherit.
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    std::string program = "/proc/self/exe", verb = "vault", flag = "--folder";
    std::string folder = folder_.string(), parent = "--parent";
    std::string parent_id = std::to_string(::getpid());
    std::array<char*, 7> words = {program.data(), verb.data(),      flag.data(), folder.data(),
                                  parent.data(),  parent_id.data(), nullptr};
    const int failed =
        ::posix_spawn(&process_, "/proc/self/exe", nullptr, &attributes, words.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    if (failed != 0) {
        process_ = -1;
        return away(std::strerror(failed));
    }
    log_.info("vault_started", {{"pid", std::int64_t{process_}}});
    return ok_status();
}

Result<int> VaultProcess::connect() {
    const std::lock_guard lock(mutex_);
    const bool fresh = !runs();
    if (fresh) {
        if (Status started = start(); !started.ok()) return started.error();
    }
    for (int step = 0; step < kStartSteps; ++step) {
        Result<int> connected = vault::connect_vault(own_vault_socket(folder_));
        if (connected.ok() || connected.error().code != ErrorCode::Offline) return connected;
        if (!runs()) return away("it ended at once; run `sunbooth-center vault` to see why");
        std::this_thread::sleep_for(kStartStep);
    }
    return away("it does not answer");
}

}  // namespace sunbooth::center
