// SPDX-License-Identifier: Apache-2.0
#include "sync/center/errand_line.h"

#include "sync/base/mutant.h"
#include "sync/wire/json.h"
#include "sync/wire/messages.h"

#include <boost/json.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// A large import keeps the center busy; past this it is taken for hung.
constexpr milliseconds kReportWait = std::chrono::minutes{15};
constexpr int kWaitingMax = 16;  ///< Connections that may wait their turn.

Error io(const fs::path& at) {
    return {ErrorCode::Io, at.string() + ": " + std::strerror(errno), "--folder"};
}

/// The socket's address by way of the open folder: a socket's own path may have 107 characters.
sockaddr_un address_in(int folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder) + "/" + kErrandSocket;
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    return address;
}

const sockaddr* plain(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);  // NOLINT: the API's own custom.
}

Descriptor open_folder(const fs::path& folder) {
    return Descriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

Descriptor new_socket() {
    return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

/// @return false at the end, when time is up, or when cancelled.
bool wait_readable(int fd, const Patience& patience) {
    std::array<pollfd, 2> watched = {pollfd{fd, POLLIN, 0}, pollfd{patience.cancel, POLLIN, 0}};
    const int ready =
        ::poll(watched.data(), watched.size(), static_cast<int>(patience.wait.count()));
    return ready > 0 && watched[1].revents == 0;
}

Status send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return Error{ErrorCode::Offline, "the other end went away", ""};
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return ok_status();
}

/// Reads from a socket, with what came too much for the last question kept for the next.
class Incoming {
public:
    Incoming(int fd, Patience patience) : fd_(fd), patience_(patience) {}

    Result<std::string> line(std::size_t max) {
        while (true) {
            const std::size_t end = held_.find('\n');
            if (end != std::string::npos && end <= max) {
                std::string line = held_.substr(0, end);
                held_.erase(0, end + 1);
                return line;
            }
            if (held_.size() > max) return invalid_input("errand", "the first line is too long");
            if (Status more = take(); !more.ok()) return more.error();
        }
    }

    Result<std::string> bytes(std::size_t count) {
        held_.reserve(count);
        while (held_.size() < count) {
            if (Status more = take(); !more.ok()) {
                if (mutant("errand.half_a_file")) break;
                return more.error();
            }
        }
        if (held_.size() > count) return invalid_input("errand", "is longer than it says");
        return std::move(held_);
    }

private:
    Status take() {
        std::array<char, 64 * 1024> buffer{};
        if (!wait_readable(fd_, patience_)) {
            return Error{ErrorCode::Offline, "nothing came any more", "errand"};
        }
        const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) return ok_status();
        if (got <= 0) return Error{ErrorCode::Offline, "was cut off", "errand"};
        held_.append(buffer.data(), static_cast<std::size_t>(got));
        return ok_status();
    }
    int fd_;
    Patience patience_;
    std::string held_;
};

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

Result<Descriptor> listen_for_errands(const fs::path& folder) {
    const fs::path file = folder / kErrandSocket;
    const Descriptor at = open_folder(folder);
    if (!at.ok()) return io(folder);
    ::unlinkat(at.get(), kErrandSocket, 0);
    Descriptor socket = new_socket();
    const sockaddr_un address = address_in(at.get());
    // The mode before the name: there is no instant at which others could connect.
    if (!socket.ok() || ::fchmod(socket.get(), S_IRUSR | S_IWUSR) != 0 ||
        ::bind(socket.get(), plain(address), sizeof(address)) != 0 ||
        ::listen(socket.get(), kWaitingMax) != 0) {
        return io(file);
    }
    return socket;
}

Status write_errand(int fd, const Errand& errand) {
    json::object words;
    for (const auto& [name, value] : errand.words) words[name] = value;
    const json::object head{{"errand", 1},
                            {"verb", errand.verb},
                            {"words", std::move(words)},
                            {"body_bytes", errand.body.size()}};
    if (Status sent = send_all(fd, json::serialize(head) + "\n"); !sent.ok()) return sent;
    return send_all(fd, errand.body);
}

Result<Errand> read_errand(int fd, Patience patience) {
    Incoming incoming(fd, patience);
    const Result<std::string> head = incoming.line(kErrandHeadMax);
    if (!head.ok()) return head.error();
    const auto parsed = wire::parse_json(head.value(), kErrandHeadMax);
    if (!parsed.ok()) return parsed.error().in("errand");
    wire::FieldReader in(parsed.value());
    Errand errand;
    if (in.integer("errand", 1, 1'000) != 1) in.fail("errand", "is of another version");
    errand.verb = in.text("verb", 32);
    const std::int64_t body = in.integer("body_bytes", 0, std::int64_t{kErrandBodyMax});
    if (in.error()) return *in.error();
    const json::value* words = parsed.value().as_object().if_contains("words");
    if (words == nullptr || !words->is_object()) return invalid_input("words", "must be an object");
    for (const auto& [name, value] : words->as_object()) {
        if (!value.is_string()) return invalid_input("words", "must be texts");
        errand.words[std::string(name)] = std::string(value.as_string());
    }
    Result<std::string> bytes = incoming.bytes(static_cast<std::size_t>(body));
    if (!bytes.ok()) return bytes.error();
    errand.body = std::move(bytes).value();
    return errand;
}

Status write_report(int fd, const Result<ErrandReport>& report) {
    if (!report.ok()) return send_all(fd, wire::write_problem(report.error(), 500) + "\n");
    const json::object told{{"out", report.value().out}, {"notes", report.value().notes}};
    return send_all(fd, json::serialize(told) + "\n");
}

Result<ErrandReport> read_report(int fd, Patience patience) {
    Incoming incoming(fd, patience);
    const Result<std::string> line = incoming.line(kErrandReportMax);
    if (!line.ok()) {
        return Error{ErrorCode::Offline,
                     "the center stopped before it answered: all of this was done, or nothing, or "
                     "the first rows of an import; start the center and give the command again",
                     "--folder"};
    }
    const auto parsed = wire::parse_json(line.value(), kErrandReportMax);
    if (!parsed.ok()) return parsed.error().in("report");
    wire::FieldReader in(parsed.value());
    if (parsed.value().is_object() && parsed.value().as_object().contains("type")) {
        return wire::read_problem(500, line.value());
    }
    ErrandReport report;
    report.out = in.text_or_empty("out", kErrandReportMax);
    report.notes = in.text_or_empty("notes", kErrandReportMax);
    if (in.error()) return *in.error();
    return report;
}

Result<ErrandReport> hand_over(const fs::path& folder, const Errand& errand) {
    const Descriptor at = open_folder(folder);
    if (!at.ok()) return io(folder);
    const Descriptor socket = new_socket();
    if (!socket.ok()) return io(folder);
    const sockaddr_un address = address_in(at.get());
    if (::connect(socket.get(), plain(address), sizeof(address)) != 0) {
        if (errno == EACCES) {
            return Error{ErrorCode::Forbidden,
                         folder.string() + ": the center runs as another user: be that user",
                         "--folder"};
        }
        return Error{ErrorCode::Conflict,
                     folder.string() +
                         ": another command is at work here, or the center is starting or "
                         "stopping: try again in a moment",
                     "--folder"};
    }
    // The center may refuse before it has read all: then its answer counts, not the broken pipe.
    const Status sent = write_errand(socket.get(), errand);
    static_cast<void>(sent);
    return read_report(socket.get(), {kReportWait});
}

}  // namespace sunbooth::center
