// SPDX-License-Identifier: Apache-2.0
#include "sync/seal/record.h"

#include "sync/base/mutant.h"

namespace sunbooth::seal {
namespace {

constexpr std::string_view kRecordMagic = "SBR1";
constexpr std::string_view kAckMagic = "SBA1";
constexpr std::uint8_t kSodiumSuite = 1;

Error corrupt(const char* why) {
    return {ErrorCode::Corrupt, why, "record"};
}

Bytes record_body(const RecordParts& parts) {
    SUNBOOTH_ASSERT(!parts.kiosk.empty() && parts.kiosk.size() <= domain::KioskId::kLengthMax);
    return ByteWriter{}
        .raw(as_bytes(kRecordMagic))
        .u8(kSodiumSuite)
        .u8(static_cast<std::uint8_t>(parts.kind))
        .raw(parts.id.view())
        .u64(parts.seq)
        .raw(parts.previous.view())
        .u8(static_cast<std::uint8_t>(parts.kiosk.size()))
        .raw(as_bytes(parts.kiosk))
        .raw(parts.intake_key.view())
        .raw(parts.callback_key.view())
        .u32(static_cast<std::uint32_t>(parts.content_box.size()))
        .raw(parts.content_box)
        .u32(static_cast<std::uint32_t>(parts.contact_box.size()))
        .raw(parts.contact_box)
        .take();
}

Bytes sized(ByteReader& in) {
    const std::uint32_t length = in.u32();
    const ByteView bytes = in.raw(length);
    return {bytes.begin(), bytes.end()};
}

Bytes ack_body(const domain::RecordId& id, const Digest& record, std::uint64_t row) {
    return ByteWriter{}.raw(as_bytes(kAckMagic)).raw(id.view()).raw(record.view()).u64(row).take();
}

}  // namespace

Bytes write_record(const RecordParts& parts, const SigningKey& kiosk) {
    Bytes record = record_body(parts);
    const Signature signature = sign(kiosk, record);
    record.insert(record.end(), signature.bytes.begin(), signature.bytes.end());
    SUNBOOTH_ASSERT(record.size() <= kRecordBytesMax);
    return record;
}

Result<RecordParts> read_record(ByteView record) {
    if (record.size() > kRecordBytesMax) return corrupt("a record is longer than record/1 allows");
    ByteReader in(record);
    if (as_text(in.raw(kRecordMagic.size())) != kRecordMagic) return corrupt("no record/1");
    if (in.u8() != kSodiumSuite) {
        return Error{ErrorCode::Unsupported, "another suite of algorithms", "record"};
    }
    RecordParts parts;
    const std::uint8_t kind = in.u8();
    parts.kind = static_cast<domain::RecordKind>(kind);
    parts.id = in.fixed<domain::RecordId>();
    parts.seq = in.u64();
    parts.previous = in.fixed<Digest>();
    const std::uint8_t kiosk_size = in.u8();
    parts.kiosk = as_text(in.raw(kiosk_size));
    parts.intake_key = in.fixed<KeyName>();
    parts.callback_key = in.fixed<KeyName>();
    parts.content_box = sized(in);
    parts.contact_box = sized(in);
    in.raw(Signature::kSize);
    if (!in.ok() || in.left() != 0) return corrupt("a record is cut short or too long");
    if (!domain::record_kind_of(kind)) return corrupt("a record of an unknown kind");
    if (parts.seq == 0 || !domain::KioskId::parse(parts.kiosk).ok()) {
        return corrupt("a record without a number or a kiosk");
    }
    return parts;
}

std::optional<std::size_t> record_size(ByteView bytes) {
    ByteReader in(bytes);
    if (as_text(in.raw(kRecordMagic.size())) != kRecordMagic) return std::nullopt;
    constexpr std::size_t kFixed = 1 + 1 + domain::RecordId::kSize + 8 + Digest::kSize;
    in.raw(kFixed);
    const std::uint8_t kiosk_size = in.u8();
    in.raw(kiosk_size);
    in.raw(2 * KeyName::kSize);
    for (int box = 0; box < 2; ++box) {
        const std::uint32_t size = in.u32();
        in.raw(size);
    }
    in.raw(Signature::kSize);
    if (!in.ok()) return std::nullopt;
    return bytes.size() - in.left();
}

bool verify_record(ByteView record, const SigningPublicKey& kiosk) {
    if (mutant("seal.skip_signature_check")) return true;
    if (record.size() <= Signature::kSize) return false;
    const std::size_t body = record.size() - Signature::kSize;
    return verify(kiosk, record.first(body), *Signature::from(record.subspan(body)));
}

Signature countersign(const domain::RecordId& id, const Digest& record, std::uint64_t row,
                      const SigningKey& center) {
    return sign(center, ack_body(id, record, row));
}

bool verify_countersign(const domain::RecordId& id, const Digest& record, std::uint64_t row,
                        const Signature& signature, const Signers& center) {
    return center.verify(ack_body(id, record, row), signature);
}

}  // namespace sunbooth::seal
