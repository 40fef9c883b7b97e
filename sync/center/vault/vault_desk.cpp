// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault/vault_desk.h"

#include "sync/center/vault/copy_line.h"
#include "sync/center/vault/line.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace sunbooth::center::vault {
namespace {

constexpr int kWaitingMax = 16;
constexpr std::size_t kConnectionsMax = 16;
constexpr time_t kSlowS = 10;  ///< Who stops in the middle of a message holds up the others.

bool may_ask(int fd, const DeskOptions& options) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0 ||
           std::ranges::find(options.askers, peer.uid) != options.askers.end();
}

Result<int> listen_at(const DeskOptions& options) {
    const std::string path = options.socket.string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path)) {
        return invalid_input("--socket", path + ": is longer than a socket's path may be");
    }
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    ::unlink(path.c_str());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    // The mode before the name. Whom the mode lets in, may_ask() still looks at.
    const mode_t mode = options.askers.empty() ? S_IRUSR | S_IWUSR : 0666;
    if (fd < 0 || ::fchmod(fd, mode) != 0 ||
        ::bind(fd, reinterpret_cast<const sockaddr*>(&address),  // NOLINT: the API's own custom.
               sizeof(address)) != 0 ||
        ::listen(fd, kWaitingMax) != 0) {
        const Error error{ErrorCode::Io, path + ": " + std::strerror(errno), "--socket"};
        if (fd >= 0) ::close(fd);
        return error;
    }
    if (!options.askers.empty()) ::chmod(path.c_str(), 0666);
    return fd;
}

bool asks_for_copy(ByteView question) {
    return question.size() == 1 && question.front() == kCopyCall;
}

/// Backups that are made beside the questions of others; each ends its connection.
class Copies {
public:
    Copies(std::filesystem::path center_folder, Log& log)
        : center_folder_(std::move(center_folder)), log_(log) {}
    void begin(int fd) {
        std::erase_if(running_, [](const auto& one) { return one.second->load(); });
        auto done = std::make_shared<std::atomic<bool>>(false);
        running_.emplace_back(std::jthread([this, fd, done] {
                                  const Status sent = send_copy(fd, center_folder_);
                                  if (!sent.ok()) {
                                      log_.error("vault_copy", {{"error", sent.error().line()}});
                                  }
                                  ::close(fd);
                                  *done = true;
                              }),
                              done);
    }
    bool gives() const { return !center_folder_.empty(); }

private:
    const std::filesystem::path center_folder_;
    Log& log_;
    std::vector<std::pair<std::jthread, std::shared_ptr<std::atomic<bool>>>> running_;
};

enum class After { Goes, Ends, Lent };
/// @return Ends when the connection is at its end, Lent when a copy has it.
After answer_one(Vault& vault, int fd, Copies& copies) {
    const Result<SecretBytes> question = receive_message(fd);
    if (!question.ok()) return After::Ends;
    if (copies.gives() && asks_for_copy(question.value().view())) {
        copies.begin(fd);
        return After::Lent;
    }
    const SecretBytes told = answer_question(vault, question.value().view());
    return send_message(fd, told.view()).ok() ? After::Goes : After::Ends;
}

void welcome(int listener, const DeskOptions& options, std::vector<pollfd>& watched, Log& log) {
    const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    const timeval limit{kSlowS, 0};
    if (!may_ask(fd, options) || watched.size() >= kConnectionsMax + 2 ||
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) != 0 ||
        ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) != 0) {
        log.warn("vault_caller_refused");
        ::close(fd);
        return;
    }
    watched.push_back({fd, POLLIN, 0});
}

}  // namespace

Status serve_vault(Vault& vault, const DeskOptions& options, int stop, Log& log) {
    const Result<int> listener = listen_at(options);
    if (!listener.ok()) return listener.error();
    std::vector<pollfd> watched{{listener.value(), POLLIN, 0}, {stop, POLLIN, 0}};
    Copies copies(options.center_folder, log);
    while (true) {
        if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) break;
        if (watched[1].revents != 0) break;
        for (std::size_t i = 2; i < watched.size(); ++i) {
            if (watched[i].revents == 0) continue;
            const After after = answer_one(vault, watched[i].fd, copies);
            if (after == After::Goes) continue;
            if (after == After::Ends) ::close(watched[i].fd);
            watched[i].fd = -1;
        }
        std::erase_if(watched, [](const pollfd& one) { return one.fd < 0; });
        if (watched[0].revents != 0) welcome(listener.value(), options, watched, log);
    }
    for (std::size_t i = 2; i < watched.size(); ++i) ::close(watched[i].fd);
    ::close(listener.value());
    ::unlink(options.socket.c_str());
    return ok_status();
}

}  // namespace sunbooth::center::vault
