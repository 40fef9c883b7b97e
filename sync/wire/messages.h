// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/case.h"
#include "sync/domain/ids.h"
#include "sync/domain/ticket.h"
#include "sync/seal/keys.h"

#include <string>
#include <vector>

namespace sunbooth::wire {

/// A random id made at `init` and at each `restore` of a center; compared for equality only.
using Generation = Fixed<struct GenerationTag, 16>;

/// POST /kiosk/v1/enrol. The kiosk has made its key; the request is signed with it and the keyid is
/// the kiosk's name, so the center sees that the sender holds the private half.
struct EnrolRequest {
    std::string code;  ///< One-time code from `sunbooth-center enrol`.
    std::string kiosk;
    seal::SigningPublicKey public_key;
};
struct EnrolAnswer {
    std::string kiosk;
    Bytes key_set;  ///< keyset/1, to be checked against the root key.
    Generation generation;
    std::int64_t center_time_ms = 0;
};

/// POST /kiosk/v1/records
struct BatchRequest {
    WallTime wall;  ///< The kiosk's clocks at the time of sending.
    Instant monotonic;
    std::string boot_id;
    std::vector<Bytes> records;  ///< record/1, in order of seq; 1..kBatchMax.
};

enum class Verdict { Stored, Duplicate, Conflict, Refused };
const char* to_string(Verdict verdict);

struct RecordVerdict {
    domain::RecordId id;
    Verdict verdict = Verdict::Refused;
    std::string reason;     ///< Stable code when refused or in conflict, e.g. "bad_signature".
    std::uint64_t row = 0;  ///< The center's row number; 0 when nothing was stored.
    seal::Signature countersignature;  ///< Zero when nothing was stored.
};
/// HTTP 200. The whole body is also signed: header sunbooth-signature, base64, by the center key
/// over the body's bytes; a captive portal's page is no answer.
struct BatchAnswer {
    Generation generation;
    std::uint64_t backed_up_row = 0;  ///< Rows up to this one are in a finished backup.
    std::int64_t center_time_ms = 0;
    std::vector<RecordVerdict> verdicts;
};

/// POST /kiosk/v1/look-ups/receipt and /case
struct ReceiptQuestion {
    std::string code;
};
/// POST /kiosk/v1/wishes; answered by the record as it stands then.
struct WishRequest {
    std::string code;
    domain::Wish wish = domain::Wish::Urge;
};
struct CaseQuestion {
    std::string case_no;
    std::string last4;  ///< Of the id card or the phone on the case.
};
/// POST /kiosk/v1/look-ups/person; answered by a list of cases.
struct PersonQuestion {
    std::string id_card;      ///< The whole number.
    std::string phone_last4;  ///< Of the phone on the cases.
};
inline constexpr std::size_t kCasesMax = 50;

std::string write(const EnrolRequest& message);
std::string write(const EnrolAnswer& message);
std::string write(const BatchRequest& message);
std::string write(const BatchAnswer& message);
std::string write(const ReceiptQuestion& message);
std::string write(const WishRequest& message);
std::string write(const CaseQuestion& message);
std::string write(const PersonQuestion& message);
std::string write(const domain::TicketView& view);
std::string write(const domain::CaseView& view);
std::string write(const std::vector<domain::CaseView>& cases);

/// Each reader checks every limit and names the field that breaks it (InvalidInput); unknown fields
/// are skipped. `depth` of nesting is limited to 16.
Result<EnrolRequest> read_enrol_request(std::string_view json);
Result<EnrolAnswer> read_enrol_answer(std::string_view json);
Result<BatchRequest> read_batch_request(std::string_view json);
Result<BatchAnswer> read_batch_answer(std::string_view json);
Result<ReceiptQuestion> read_receipt_question(std::string_view json);
Result<WishRequest> read_wish_request(std::string_view json);
Result<CaseQuestion> read_case_question(std::string_view json);
Result<PersonQuestion> read_person_question(std::string_view json);
Result<domain::TicketView> read_ticket_view(std::string_view json);
Result<domain::CaseView> read_case_view(std::string_view json);
Result<std::vector<domain::CaseView>> read_case_list(std::string_view json);

/// RFC 9457. `type` is "tag:sunbooth,2026:" and the error code's name.
std::string write_problem(const Error& error, int status);
/// What a problem document of the center says, as an error for the kiosk's side.
Error read_problem(int status, std::string_view json);

/// Header of a signed answer: base64 of an Ed25519 signature by the center over the body.
inline constexpr std::string_view kAnswerSignature = "sunbooth-signature";

}  // namespace sunbooth::wire
