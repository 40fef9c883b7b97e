// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault/remote_vault.h"

#include "sync/center/vault/line.h"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace sunbooth::center::vault {
namespace {

constexpr time_t kSilenceS = 10;
constexpr int kTries = 2;  ///< What may be asked twice: the vault may have been started anew.
constexpr std::size_t kTextMax = 4096;

Bytes question_of(Call call, const domain::RecordId& record) {
    return ByteWriter{}.u8(static_cast<std::uint8_t>(call)).raw(record.view()).take();
}

Error told_error(ByteReader& in) {
    const std::uint8_t code = in.u8();
    Error error;
    error.field = take_text(in, kTextMax);
    error.detail = take_text(in, kTextMax);
    const std::uint32_t wait = in.u32();
    if (!in.ok() || code > static_cast<std::uint8_t>(ErrorCode::Internal)) {
        return {ErrorCode::Corrupt, "the vault's answer cannot be read", "vault"};
    }
    error.code = static_cast<ErrorCode>(code);
    if (wait > 0) error.retry_after = std::chrono::seconds{wait};
    return error;
}

Result<std::string> text_in(const SecretText& told) {
    ByteReader in(as_bytes(told.view()));
    std::string text = take_text(in, kTextMax);
    if (!in.ok()) return Error{ErrorCode::Corrupt, "the vault's answer cannot be read", "vault"};
    return text;
}

}  // namespace

RemoteVault::~RemoteVault() {
    hang_up();
}

void RemoteVault::hang_up() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

Result<SecretText> RemoteVault::ask_once(ByteView question) {
    if (fd_ < 0) {
        const Result<int> connected = connect_();
        if (!connected.ok()) return connected.error();
        fd_ = connected.value();
    }
    if (Status sent = send_message(fd_, question); !sent.ok()) return sent.error();
    const Result<SecretBytes> answer = receive_message(fd_);
    if (!answer.ok()) return answer.error();
    ByteReader in(answer.value().view());
    if (in.u8() != 1) return told_error(in);
    return SecretText(as_text(in.raw(in.left())));
}

Result<SecretText> RemoteVault::ask(ByteView question, int tries) {
    const std::lock_guard lock(mutex_);
    while (true) {
        Result<SecretText> told = ask_once(question);
        const bool broken = !told.ok() && (told.error().code == ErrorCode::Offline ||
                                           told.error().field == "vault");
        if (!broken) return told;
        hang_up();
        if (--tries <= 0) return told;
    }
}

Status RemoteVault::keep(const domain::RecordId& record, ByteView contact_box) {
    const ContactBox one[] = {{record, contact_box}};
    const Result<std::vector<Kept>> kept = keep_all(one);
    if (!kept.ok()) return kept.error();
    if (kept.value().front() == Kept::Unreadable) {
        return Error{ErrorCode::Corrupt, "the contact box does not open", "contact"};
    }
    return ok_status();
}

Result<std::vector<Kept>> RemoteVault::keep_all(std::span<const ContactBox> contacts) {
    ByteWriter out;
    out.u8(static_cast<std::uint8_t>(Call::Keep)).u32(static_cast<std::uint32_t>(contacts.size()));
    for (const ContactBox& one : contacts) {
        out.raw(one.record.view()).u32(static_cast<std::uint32_t>(one.box.size())).raw(one.box);
    }
    const Result<SecretText> told = ask(out.bytes(), kTries);
    if (!told.ok()) return told.error();
    std::vector<Kept> kept;
    for (const char c : told.value().view()) {
        if (c < 0 || c > static_cast<char>(Kept::Unreadable)) break;
        kept.push_back(static_cast<Kept>(c));
    }
    if (kept.size() != contacts.size()) {
        return Error{ErrorCode::Corrupt, "the vault answered for another number", "vault"};
    }
    return kept;
}

Result<std::string> RemoteVault::mask(const domain::RecordId& record) {
    const Result<SecretText> told = ask(question_of(Call::Mask, record), kTries);
    if (!told.ok()) return told.error();
    return text_in(told.value());
}

Result<SecretText> RemoteVault::reveal(const Asked& asked, WallTime now) {
    ByteWriter out;
    out.u8(static_cast<std::uint8_t>(Call::Reveal)).raw(asked.record.view());
    put_text(out, asked.account);
    put_text(out, asked.reason);
    out.u8(static_cast<std::uint8_t>(asked.occasion)).u64(static_cast<std::uint64_t>(to_ms(now)));
    const Result<SecretText> told = ask(out.bytes(), 1);
    if (!told.ok()) return told.error();
    ByteReader in(as_bytes(told.value().view()));
    const std::uint32_t size = in.u32();
    const ByteView phone = in.raw(size);
    if (!in.ok()) return Error{ErrorCode::Corrupt, "the vault's answer cannot be read", "vault"};
    return SecretText(as_text(phone));
}

Status RemoteVault::erase(const domain::RecordId& record) {
    const Result<SecretText> told = ask(question_of(Call::Erase, record), kTries);
    return told.ok() ? ok_status() : Status(told.error());
}

Result<int> connect_vault(const std::filesystem::path& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket.string();
    if (path.size() >= sizeof(address.sun_path)) {
        return invalid_input("vault.socket", path + ": is longer than a socket's path may be");
    }
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{kSilenceS, 0};
    if (fd < 0 || ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) != 0 ||
        ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) != 0 ||
        ::connect(fd, reinterpret_cast<const sockaddr*>(&address),  // NOLINT: the API's own custom.
                  sizeof(address)) != 0) {
        const std::string why = std::strerror(errno);
        if (fd >= 0) ::close(fd);
        return Error{ErrorCode::Offline, path + ": " + why, "vault"};
    }
    return fd;
}

}  // namespace sunbooth::center::vault
