// SPDX-License-Identifier: Apache-2.0
// The contact vault in a process of its own: the only one that reads the callback key.
#include "sync/base/log.h"
#include "sync/center/vault/local_vault.h"
#include "sync/center/vault/vault_desk.h"
#include "sync/center/vault_process.h"
#include "sync/center/verbs.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace sunbooth::center {
namespace {

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
    const auto vault = vault::LocalVault::open(options.folder);
    if (!vault.ok()) return vault.error();
    StderrLog log;
    const std::filesystem::path socket =
        options.socket.empty() ? own_vault_socket(options.folder) : options.socket;
    const Status served = vault::serve_vault(*vault.value(), {socket, askers.value(), options.folder}, stop, log);
    ::close(stop);
    return served;
}

}  // namespace sunbooth::center
