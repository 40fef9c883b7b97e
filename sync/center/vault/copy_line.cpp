// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault/copy_line.h"

#include "sync/center/vault/line.h"
#include "sync/center/vault/local_vault.h"
#include "sync/center/vault/remote_vault.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

namespace sunbooth::center::vault {
namespace {

namespace fs = std::filesystem;

/// A copy of millions of boxes takes its time.
constexpr time_t kCopyWaitS = 600;
constexpr std::size_t kPiece = std::size_t{1024} * 1024;

Error failure(const std::string& what) {
    return {ErrorCode::Io, what + ": " + std::strerror(errno), "vault.backup"};
}

/// Closes what it holds.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

/// Room for one descriptor beside one byte.
struct Parcel {
    char byte = 0;
    iovec piece{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    Parcel() {
        message.msg_iov = &piece;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
    }
    Parcel(const Parcel&) = delete;
    Parcel& operator=(const Parcel&) = delete;
};

Status send_descriptor(int socket, int fd) {
    Parcel parcel;
    cmsghdr* header = CMSG_FIRSTHDR(&parcel.message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &fd, sizeof(int));
    if (::sendmsg(socket, &parcel.message, MSG_NOSIGNAL) == 1) return ok_status();
    return failure("the copy cannot be sent");
}

Result<int> receive_descriptor(int socket) {
    Parcel parcel;
    if (::recvmsg(socket, &parcel.message, MSG_CMSG_CLOEXEC) != 1) {
        return Error{ErrorCode::Offline, "the vault's copy did not come", "vault.backup"};
    }
    const cmsghdr* header = CMSG_FIRSTHDR(&parcel.message);
    if (header == nullptr || header->cmsg_type != SCM_RIGHTS) {
        return Error{ErrorCode::Corrupt, "the vault sent no copy", "vault.backup"};
    }
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header), sizeof(int));
    return fd;
}

Status write_all(int fd, ByteView rest) {
    while (!rest.empty()) {
        const ssize_t wrote = ::write(fd, rest.data(), rest.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return failure("the copy cannot be written");
        rest = rest.subspan(static_cast<std::size_t>(wrote));
    }
    return ok_status();
}

Status write_file(int from, const fs::path& to) {
    const Descriptor out(
        ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (out.get() < 0) return failure(to.string());
    Bytes piece(kPiece);
    off_t at = 0;
    while (true) {
        const ssize_t got = ::pread(from, piece.data(), piece.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure("the vault's copy");
        if (got == 0) break;
        at += got;
        const auto size = static_cast<std::size_t>(got);
        if (Status done = write_all(out.get(), ByteView(piece).first(size)); !done.ok()) {
            return done;
        }
    }
    if (::fsync(out.get()) != 0) return failure(to.string());
    return ok_status();
}

/// A name in the vault's own folder that nobody else uses.
fs::path scratch_in(const fs::path& center_folder) {
    static std::atomic<int> count = 0;
    return center_folder / "vault" /
           ("copy-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".db");
}

Status tell(int fd, const Error& error) {
    ByteWriter out;
    out.u8(0).u8(static_cast<std::uint8_t>(error.code));
    put_text(out, error.field);
    put_text(out, error.detail);
    return send_message(fd, out.u32(0).take());
}

}  // namespace

Status send_copy(int fd, const fs::path& center_folder) {
    const fs::path scratch = scratch_in(center_folder);
    const Status made = backup_vault(center_folder, scratch);
    const Descriptor copy(made.ok() ? ::open(scratch.c_str(), O_RDONLY | O_CLOEXEC) : -1);
    const Error failed = made.ok() ? failure(scratch.string()) : made.error();
    std::error_code gone;
    fs::remove(scratch, gone);
    if (copy.get() < 0) return tell(fd, failed);
    if (Status told = send_message(fd, Bytes{1}); !told.ok()) return told;
    return send_descriptor(fd, copy.get());
}

Status fetch_copy(const fs::path& socket, const fs::path& to) {
    const Result<int> connected = connect_vault(socket);
    if (!connected.ok()) return connected.error();
    const Descriptor line(connected.value());
    const timeval limit{kCopyWaitS, 0};
    ::setsockopt(line.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    if (Status sent = send_message(line.get(), Bytes{kCopyCall}); !sent.ok()) return sent;
    const Result<SecretBytes> told = receive_message(line.get());
    if (!told.ok()) return told.error();
    ByteReader in(told.value().view());
    if (in.u8() != 1) {
        const std::uint8_t code = in.u8();
        const std::string field = take_text(in, kPiece);
        const std::string detail = take_text(in, kPiece);
        const bool known = in.ok() && code <= static_cast<std::uint8_t>(ErrorCode::Internal);
        return Error{known ? static_cast<ErrorCode>(code) : ErrorCode::Corrupt, detail, field};
    }
    const Result<int> received = receive_descriptor(line.get());
    if (!received.ok()) return received.error();
    const Descriptor copy(received.value());
    return write_file(copy.get(), to);
}

}  // namespace sunbooth::center::vault
