// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault/line.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace sunbooth::center::vault {
namespace {

constexpr std::size_t kBoxMax = 64 * 1024;
constexpr std::size_t kAccountMax = 64;
constexpr std::size_t kReasonBytesMax = 4096;
constexpr std::uint32_t kBoxesMax = 4096;

Error gone() {
    return {ErrorCode::Offline, "the vault's other end went away", "vault"};
}

bool receive_exactly(int fd, std::span<std::uint8_t> into) {
    while (!into.empty()) {
        const ssize_t got = ::recv(fd, into.data(), into.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

SecretBytes tell_error(const Error& error) {
    ByteWriter out;
    out.u8(0).u8(static_cast<std::uint8_t>(error.code));
    put_text(out, error.field);
    put_text(out, error.detail);
    out.u32(error.retry_after ? static_cast<std::uint32_t>(error.retry_after->count()) : 0U);
    return SecretBytes(out.take());
}

SecretBytes tell_text(std::string_view text) {
    ByteWriter out;
    out.u8(1);
    put_text(out, text);
    SecretBytes told(Bytes(out.bytes().begin(), out.bytes().end()));
    Bytes spent = out.take();
    wipe_memory(spent.data(), spent.size());
    return told;
}

Error unreadable() {
    return invalid_input("question", "is none that the vault knows");
}

SecretBytes keep(Vault& vault, ByteReader& in) {
    const std::uint32_t count = in.u32();
    if (count > kBoxesMax) return tell_error(unreadable());
    std::vector<ContactBox> boxes;
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        const auto record = in.fixed<domain::RecordId>();
        const std::uint32_t size = in.u32();
        if (size > kBoxMax) return tell_error(unreadable());
        boxes.push_back({record, in.raw(size)});
    }
    if (!in.ok() || in.left() != 0) return tell_error(unreadable());
    const auto kept = vault.keep_all(boxes);
    if (!kept.ok()) return tell_error(kept.error());
    ByteWriter out;
    out.u8(1);
    for (const Kept one : kept.value()) out.u8(static_cast<std::uint8_t>(one));
    return SecretBytes(out.take());
}

SecretBytes reveal(Vault& vault, ByteReader& in) {
    const auto record = in.fixed<domain::RecordId>();
    const std::string account = take_text(in, kAccountMax);
    const std::string reason = take_text(in, kReasonBytesMax);
    const std::uint8_t occasion = in.u8();
    const auto now_ms = static_cast<std::int64_t>(in.u64());
    if (!in.ok() || in.left() != 0 || occasion > 1) return tell_error(unreadable());
    const auto phone =
        vault.reveal({record, account, reason, static_cast<Occasion>(occasion)}, wall_ms(now_ms));
    return phone.ok() ? tell_text(phone.value().view()) : tell_error(phone.error());
}

}  // namespace

SecretBytes::~SecretBytes() {
    wipe_memory(bytes_.data(), bytes_.size());
}

Status send_message(int fd, ByteView body) {
    if (body.size() > kMessageMax) return invalid_input("vault", "the message is too long");
    const Bytes length = ByteWriter{}.u32(static_cast<std::uint32_t>(body.size())).take();
    for (ByteView rest : {ByteView(length), body}) {
        while (!rest.empty()) {
            const ssize_t sent = ::send(fd, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent <= 0) return gone();
            rest = rest.subspan(static_cast<std::size_t>(sent));
        }
    }
    return ok_status();
}

Result<SecretBytes> receive_message(int fd) {
    std::array<std::uint8_t, 4> head{};
    if (!receive_exactly(fd, head)) return gone();
    const std::uint32_t length = ByteReader(head).u32();
    if (length > kMessageMax) return Error{ErrorCode::Corrupt, "a message is too long", "vault"};
    Bytes body(length);
    if (!receive_exactly(fd, body)) return gone();
    return SecretBytes(std::move(body));
}

void put_text(ByteWriter& out, std::string_view text) {
    out.u32(static_cast<std::uint32_t>(text.size())).raw(as_bytes(text));
}

std::string take_text(ByteReader& in, std::size_t max) {
    const std::uint32_t size = in.u32();
    if (size > max) {
        static_cast<void>(in.raw(in.left() + 1));  // Fails the reader.
        return {};
    }
    return std::string(as_text(in.raw(size)));
}

SecretBytes answer_question(Vault& vault, ByteView question) {
    ByteReader in(question);
    const std::uint8_t call = in.u8();
    if (call == static_cast<std::uint8_t>(Call::Keep)) return keep(vault, in);
    if (call == static_cast<std::uint8_t>(Call::Reveal)) return reveal(vault, in);
    const auto record = in.fixed<domain::RecordId>();
    if (!in.ok() || in.left() != 0) return tell_error(unreadable());
    if (call == static_cast<std::uint8_t>(Call::Mask)) {
        const auto mask = vault.mask(record);
        return mask.ok() ? tell_text(mask.value()) : tell_error(mask.error());
    }
    if (call == static_cast<std::uint8_t>(Call::Erase)) {
        const Status erased = vault.erase(record);
        return erased.ok() ? SecretBytes(Bytes{1}) : tell_error(erased.error());
    }
    return tell_error(unreadable());
}

}  // namespace sunbooth::center::vault
