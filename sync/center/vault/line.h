// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/center/vault/vault.h"

#include <vector>

namespace sunbooth::center::vault {

// How the center speaks with the vault's process over a Unix socket, one question after the other:
//
//   message  = length:u32 body                 big-endian, at most kMessageMax
//   question = 1 count:u32 { record:16 box }   keep      told: count times Kept:u8
//            | 2 record:16                     mask      told: text
//            | 3 record:16 account:text reason:text occasion:u8 now_ms:u64
//                                              reveal    told: text
//            | 4 record:16                     erase     told: nothing
//   told     = 1 ...  |  0 code:u8 field:text detail:text retry_after_s:u32
//   text, box = length:u32 bytes
//
// Bytes, not JSON: a telephone number passes through one buffer on either side, which is
// overwritten.

inline constexpr std::size_t kMessageMax = std::size_t{16} * 1024 * 1024;

enum class Call : std::uint8_t { Keep = 1, Mask = 2, Reveal = 3, Erase = 4 };

/// A buffer that is overwritten when it goes.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
    SecretBytes(SecretBytes&& other) noexcept = default;
    SecretBytes& operator=(SecretBytes&&) = delete;
    ~SecretBytes();
    ByteView view() const { return bytes_; }

private:
    Bytes bytes_;
};

/// Sends a message whole. @return Offline when the other end has gone.
Status send_message(int fd, ByteView body);
/// @return Offline when the other end has gone or is silent for the socket's time limit; Corrupt
/// when the message is longer than kMessageMax.
Result<SecretBytes> receive_message(int fd);

void put_text(ByteWriter& out, std::string_view text);
/// At most `max` bytes; the reader fails past it.
std::string take_text(ByteReader& in, std::size_t max);

/// The vault's half: what a question is told. Never throws; a question that cannot be read is
/// InvalidInput.
SecretBytes answer_question(Vault& vault, ByteView question);

}  // namespace sunbooth::center::vault
