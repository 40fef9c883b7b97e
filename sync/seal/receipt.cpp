// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/seal/record.h"

namespace sunbooth::seal {
namespace {

constexpr std::string_view kPrefix = "SB1.";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kElevenChars = domain::ReceiptCode::kLength - 1;

Error unreadable(const char* why) {
    return invalid_input("receipt", why);
}

struct SplitReceipt {
    Bytes payload;
    Signature signature;
};

Result<SplitReceipt> split(std::string_view qr) {
    if (!qr.starts_with(kPrefix)) return unreadable("does not begin with SB1.");
    qr.remove_prefix(kPrefix.size());
    const std::size_t dot = qr.find('.');
    if (dot == std::string_view::npos) return unreadable("has no signature");
    const auto payload = from_base64url(qr.substr(0, dot));
    const auto signature_bytes = from_base64url(qr.substr(dot + 1));
    if (!payload || !signature_bytes) return unreadable("is not base64url");
    const auto signature = Signature::from(*signature_bytes);
    if (!signature) return unreadable("has a signature of another length");
    return SplitReceipt{*payload, *signature};
}

}  // namespace

Receipt write_receipt(const RecordParts& parts, const Digest& record, std::int32_t day,
                      const SigningKey& kiosk) {
    const domain::ReceiptCode code = domain::ReceiptCode::of(parts.id);
    const std::string eleven = code.compact().substr(0, kElevenChars);
    const Bytes payload = ByteWriter{}
                              .u8(kVersion)
                              .u8(static_cast<std::uint8_t>(parts.kind))
                              .raw(as_bytes(eleven))
                              .u16(static_cast<std::uint16_t>(day))
                              .raw(record.view())
                              .u8(static_cast<std::uint8_t>(parts.kiosk.size()))
                              .raw(as_bytes(parts.kiosk))
                              .take();
    const std::string qr = std::string(kPrefix) + to_base64url(payload) + "." +
                           to_base64url(sign(kiosk, payload).view());
    return {parts.kind, code, day, record, parts.kiosk, qr};
}

Result<Receipt> read_receipt(std::string_view qr) {
    const Result<SplitReceipt> parts = split(qr);
    if (!parts.ok()) return parts.error();
    ByteReader in(parts.value().payload);
    const std::uint8_t version = in.u8();
    const std::uint8_t kind = in.u8();
    const std::string eleven(as_text(in.raw(kElevenChars)));
    const std::uint16_t day = in.u16();
    const auto record = in.fixed<Digest>();
    const std::uint8_t kiosk_size = in.u8();
    const std::string kiosk(as_text(in.raw(kiosk_size)));
    if (!in.ok() || in.left() != 0) return unreadable("is cut short or too long");
    if (version != kVersion) return unreadable("is of another version");
    if (!domain::record_kind_of(kind)) return unreadable("is of an unknown kind");
    if (!domain::KioskId::parse(kiosk).ok()) return unreadable("names no kiosk");
    const Result<domain::ReceiptCode> code = domain::ReceiptCode::of_eleven(eleven);
    if (!code.ok()) return unreadable("holds no receipt code");
    return Receipt{
        static_cast<domain::RecordKind>(kind), code.value(), day, record, kiosk, std::string(qr)};
}

bool verify_receipt(std::string_view qr, const SigningPublicKey& kiosk) {
    const Result<SplitReceipt> parts = split(qr);
    if (mutant("seal.skip_receipt_check")) return parts.ok();
    return parts.ok() && verify(kiosk, parts.value().payload, parts.value().signature);
}

}  // namespace sunbooth::seal
