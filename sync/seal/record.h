// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/ids.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/record.h"
#include "sync/seal/keys.h"

namespace sunbooth::seal {

// record/1: what a kiosk stores and the center keeps. All numbers big-endian.
//
//   record     = body signature
//   body       = "SBR1" algorithm:u8 kind:u8 id:16 seq:u64 prev:32
//                kiosk_len:u8 kiosk:kiosk_len
//                intake_key:8 callback_key:8
//                content_len:u32 content:content_len contact_len:u32 contact:contact_len
//   algorithm  = 1   ; X25519 sealed box, Ed25519, BLAKE2b-256. 2 is kept for SM2/SM3/SM4.
//   kind       = 1 complaint | 2 rating | 3 issue
//   seq        = 1, 2, 3 … per kiosk, without gaps
//   prev       = digest of the whole record before (32 zeros for seq 1)
//   content    = sealed box to the intake key: content/1 as JSON (sync/wire/content.h)
//   contact    = sealed box to the callback key: contact/1 as JSON; always there and always padded,
//                so that leaving a telephone number cannot be seen from outside
//   signature  = Ed25519 by the kiosk over body
//
// There is no time outside the boxes: a record in transit or on a stolen disk does not say when a
// visitor stood at the terminal. JSON was rejected because a signature wants one spelling; CBOR
// because its canonical form needs as much checking as twelve fixed fields do.

inline constexpr std::size_t kRecordBytesMax = 16 * 1024;

struct RecordParts {
    domain::RecordKind kind = domain::RecordKind::Complaint;
    domain::RecordId id;
    std::uint64_t seq = 0;
    Digest previous;
    std::string kiosk;
    KeyName intake_key;
    KeyName callback_key;
    Bytes content_box;
    Bytes contact_box;
};

/// Lays out and signs. The digest of the result is `digest(record)`.
Bytes write_record(const RecordParts& parts, const SigningKey& kiosk);

/// Splits without judging the signature (the reader may not know the kiosk yet).
/// @return Corrupt when the bytes are not exactly one record/1; Unsupported for another algorithm.
Result<RecordParts> read_record(ByteView record);
/// How many bytes the record takes that seems to begin here: for finding one among other bytes.
/// Nothing when the lengths in it lead beyond the end.
std::optional<std::size_t> record_size(ByteView bytes);
bool verify_record(ByteView record, const SigningPublicKey& kiosk);

// receipt/1: what the QR code of a receipt holds, "SB1." payload "." signature, both base64url.
//
//   payload    = version:u8(1) kind:u8 code:11 day:u16 record_digest:32 kiosk_len:u8 kiosk
//   code       = the first eleven ASCII characters of the receipt code (the check is derived)
//   day        = days since 1970-01-01 at the hall
//   signature  = Ed25519 by the kiosk over payload
//
// At most 4 + 88 + 1 + 86 = 179 characters with the longest kiosk name, 18.
struct Receipt {
    domain::RecordKind kind = domain::RecordKind::Complaint;
    domain::ReceiptCode code;
    std::int32_t day = 0;
    Digest record;
    std::string kiosk;
    std::string qr;  ///< The whole text "SB1.…".
};
Receipt write_receipt(const RecordParts& parts, const Digest& record, std::int32_t day,
                      const SigningKey& kiosk);
/// Splits the text of a QR code. @return InvalidInput naming "receipt".
Result<Receipt> read_receipt(std::string_view qr);
bool verify_receipt(std::string_view qr, const SigningPublicKey& kiosk);

/// What the center signs when it has stored a record: "SBA1" id:16 digest:32 row:u64.
Signature countersign(const domain::RecordId& id, const Digest& record, std::uint64_t row,
                      const SigningKey& center);
bool verify_countersign(const domain::RecordId& id, const Digest& record, std::uint64_t row,
                        const Signature& signature, const Signers& center);

}  // namespace sunbooth::seal
