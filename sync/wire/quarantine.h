// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/seal/keys.h"
#include "sync/wire/messages.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace sunbooth::wire {

// A queue that was found damaged is set aside on the terminal, byte for byte. What can be read of
// it goes on as records; the files themselves go to the center as well, sealed to its intake key,
// so that whatever somebody can still make of them is not lost with the terminal.
//
// POST /kiosk/v1/quarantine brings one piece. The center says how far it has the file without a
// gap, and the terminal goes on from there: after a lost answer, a restart or a restored center
// too.

inline constexpr std::size_t kPieceBytes = 32 * 1024;  ///< 6 s at 64 kbit/s, in base64.
/// Of one file. A queue refuses forms at 200 MB (reliability.md 4.4); its log may come on top.
inline constexpr std::uint64_t kQuarantineBytesMax = 256ULL * 1024 * 1024;
inline constexpr std::size_t kQuarantineNameMax = 64;

struct QuarantinePiece {
    std::string file;          ///< "quarantine-1793577600", or that with "-wal".
    std::uint64_t size = 0;    ///< Of the whole file.
    std::uint64_t offset = 0;  ///< Of the piece in it.
    seal::KeyName intake_key;  ///< That the piece is sealed to.
    Bytes sealed;              ///< Sealed box over the next kPieceBytes, fewer at the end.
};
struct QuarantineAnswer {
    Generation generation;
    std::uint64_t have = 0;  ///< Bytes from the beginning that the center holds.
};

std::string write(const QuarantinePiece& message);
std::string write(const QuarantineAnswer& message);
Result<QuarantinePiece> read_quarantine_piece(std::string_view json);
Result<QuarantineAnswer> read_quarantine_answer(std::string_view json);

}  // namespace sunbooth::wire
