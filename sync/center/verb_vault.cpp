// SPDX-License-Identifier: Apache-2.0
// The contact vault in a process of its own: the only one that reads the callback key.
#include "sync/base/log.h"
#include "sync/center/restore.h"
#include "sync/center/retention/schedule.h"
#include "sync/center/vault/local_vault.h"
#include "sync/center/vault/vault_desk.h"
#include "sync/center/vault_lock.h"
#include "sync/center/vault_process.h"
#include "sync/center/verbs.h"

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace sunbooth::center {
namespace {

constexpr std::chrono::seconds kPredecessorPatience{15};

Result<std::vector<uid_t>> askers_of(const std::string& user) {
    if (user.empty()) return std::vector<uid_t>{};
    const passwd* found = ::getpwnam(user.c_str());
    if (found == nullptr) {
        return invalid_input("--center-user", user + ": there is no such user here");
    }
    return std::vector<uid_t>{found->pw_uid};
}

/// Readable once SIGINT or SIGTERM came; they are blocked before any thread begins.
int stop_signal() {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    return ::signalfd(-1, &ending, SFD_CLOEXEC);
}

/// What a restore kept aside of this vault, as the schedule of retention says.
void forget_replaced_daily(const std::filesystem::path& folder, Log& log,
                           const std::stop_token& stop) {
    SystemClock clock;
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        const WallTime before =
            clock.wall() - std::chrono::hours{24} * retention::schedule().replaced_days;
        const Result<int> gone = forget_replaced(folder, before);
        if (!gone.ok()) log.error("replaced_failed", {{"error", gone.error().line()}});
        if (gone.ok() && gone.value() > 0) {
            log.info("replaced_forgotten", {{"folders", std::int64_t{gone.value()}}});
        }
        wake.wait_for(lock, stop, std::chrono::hours{24}, [] { return false; });
    }
}

}  // namespace

Status run_vault(const VaultOptions& options) {
    // No core file of a process that has telephone numbers in its memory.
    ::prctl(PR_SET_DUMPABLE, 0);
    const int stop = stop_signal();
    if (stop < 0) return Error{ErrorCode::Io, std::strerror(errno), ""};
    if (options.parent > 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() != options.parent) return ok_status();  // It died before this line.
    }
    const auto askers = askers_of(options.center_user);
    if (!askers.ok()) return askers.error();
    // A restore must not replace the file under a vault that runs; the one of a center that was
    // killed may take a moment to go.
    const Result<VaultLock> lock = VaultLock::take(options.folder, kPredecessorPatience);
    if (!lock.ok()) return lock.error();
    const auto vault = vault::LocalVault::open(options.folder);
    if (!vault.ok()) return vault.error();
    StderrLog log;
    const std::jthread forgetting([&](const std::stop_token& ended) {
        // With a parent the folder is the center's, which sees to it.
        if (options.parent == 0) forget_replaced_daily(options.folder, log, ended);
    });
    const std::filesystem::path socket =
        options.socket.empty() ? own_vault_socket(options.folder) : options.socket;
    const Status served =
        vault::serve_vault(*vault.value(), {socket, askers.value(), options.folder}, stop, log);
    ::close(stop);
    return served;
}

}  // namespace sunbooth::center
