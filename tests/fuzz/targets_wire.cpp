// SPDX-License-Identifier: Apache-2.0
// What travels between a terminal and its center, and what lies on a terminal.
#include "sync/base/random.h"
#include "sync/domain/receipt_code.h"
#include "sync/seal/record.h"
#include "sync/wire/content.h"
#include "sync/wire/hall.h"
#include "sync/wire/health.h"
#include "sync/wire/messages.h"
#include "sync/wire/provision.h"
#include "sync/wire/quarantine.h"
#include "sync/wire/signature.h"
#include "sync/wire/snapshot.h"
#include "sync/wire/staff.h"
#include "sync/wire/update.h"
#include "tests/fuzz/targets.h"

#include <algorithm>

namespace sunbooth::fuzz {
namespace {

/// A record as a kiosk lays it out. Its boxes are any bytes: they are opened after the signature.
Bytes some_record() {
    SeededRandom random(5);
    seal::RecordParts parts;
    parts.kind = domain::RecordKind::Complaint;
    random.fill(parts.id.bytes);
    parts.seq = 7;
    parts.kiosk = "hall-1";
    parts.content_box = Bytes(64, 1);
    parts.contact_box = Bytes(48, 2);
    return seal::write_record(parts, seal::make_signing_key(random));
}

Bytes some_signature() {
    SeededRandom random(6);
    wire::Request request{"POST", "/kiosk/v1/records", "", {}, to_bytes("{}")};
    wire::sign_request(request, "hall-1", 9, seal::make_signing_key(random));
    std::string lines;
    for (const auto& [name, value] : request.headers) lines += name + ":" + value + "\n";
    return to_bytes(lines);
}

void read_signature(ByteView input) {
    wire::Request request{"POST", "/kiosk/v1/records", "", {}, to_bytes("{}")};
    std::string_view rest = as_text(input);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        const std::size_t colon = line.find(':');
        if (colon != line.npos) {
            request.headers[std::string(line.substr(0, colon))] = line.substr(colon + 1);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    static_cast<void>(wire::read_signature_claim(request));
    static_cast<void>(wire::verify_request(request, seal::SigningPublicKey{}));
}

/// The bodies that a center takes from a kiosk.
void read_requests(ByteView input) {
    const std::string_view text = as_text(input);
    static_cast<void>(wire::read_batch_request(text));
    static_cast<void>(wire::read_receipt_question(text));
    static_cast<void>(wire::read_wish_request(text));
    static_cast<void>(wire::read_case_question(text));
    static_cast<void>(wire::read_person_question(text));
    static_cast<void>(wire::read_case_list(text));
    static_cast<void>(wire::read_terminal_health(text));
}

void read_quarantine(ByteView input) {
    static_cast<void>(wire::read_quarantine_piece(as_text(input)));
    static_cast<void>(wire::read_quarantine_answer(as_text(input)));
}

Bytes some_piece() {
    return to_bytes(wire::write(wire::QuarantinePiece{"quarantine-1", 100, 0, {}, Bytes(80, 7)}));
}

/// What staff ask for at a terminal, and what they are answered.
void read_staff(ByteView input) {
    const std::string_view text = as_text(input);
    static_cast<void>(wire::read_staff_sign_in(text));
    static_cast<void>(wire::read_staff_records_question(text));
    static_cast<void>(wire::read_staff_records(text));
    static_cast<void>(wire::read_staff_call(text));
    static_cast<void>(wire::read_call_state(text));
}

/// What a terminal asks of an update, and what it is told.
void read_updates(ByteView input) {
    const std::string_view text = as_text(input);
    static_cast<void>(wire::read_update_question(text));
    static_cast<void>(wire::read_update_answer(text));
    static_cast<void>(wire::read_part_question(text));
}

/// What stands on a stick that an operator carries to a terminal.
void read_provision(ByteView input) {
    static_cast<void>(wire::read_provision(as_text(input), seal::SigningPublicKey{}));
}

Bytes some_provision() {
    SeededRandom random(7);
    return to_bytes(
        wire::write_provision("[kiosk]\nid = \"hall-1\"\n", seal::make_signing_key(random)));
}

/// The bodies that a kiosk takes from a center.
void read_answers(ByteView input) {
    const std::string_view text = as_text(input);
    static_cast<void>(wire::read_batch_answer(text));
    static_cast<void>(wire::read_ticket_view(text));
    static_cast<void>(wire::read_case_view(text));
    static_cast<void>(wire::read_problem(400, text));
}

void read_content(ByteView input) {
    const std::string_view text = as_text(input);
    static_cast<void>(wire::read_content(domain::RecordKind::Complaint, text));
    static_cast<void>(wire::read_content(domain::RecordKind::Rating, text));
    static_cast<void>(wire::read_content(domain::RecordKind::Issue, text));
    static_cast<void>(wire::read_contact(text));
}

void read_enrolment(ByteView input) {
    static_cast<void>(wire::read_enrol_request(as_text(input)));
    static_cast<void>(wire::read_enrol_answer(as_text(input)));
}

void read_hall(ByteView input) {
    static_cast<void>(wire::read_hall(as_text(input)));
}

void read_hall_envelope(ByteView input) {
    const auto envelope = wire::read_hall_envelope(as_text(input));
    if (!envelope.ok()) return;
    static_cast<void>(wire::open_hall_envelope(envelope.value(), seal::SigningPublicKey{}));
}

void read_snapshot(ByteView input) {
    static_cast<void>(wire::read_snapshot(as_text(input)));
}

void read_record(ByteView input) {
    static_cast<void>(seal::read_record(input));
    static_cast<void>(seal::record_size(input));
}

void read_key_set(ByteView input) {
    static_cast<void>(seal::read_key_set(input, seal::SigningPublicKey{}));
}

void read_receipt(ByteView input) {
    static_cast<void>(seal::read_receipt(as_text(input)));
    static_cast<void>(domain::ReceiptCode::parse(as_text(input)));
}

}  // namespace

std::vector<Target> wire_targets() {
    return with_corpus({
        {"record", read_record, {some_record()}},
        {"signature", read_signature, {some_signature()}},
        {"requests", read_requests,
         files({"tests/golden/wire/batch_request.json", "tests/golden/wire/receipt_question.json",
                "tests/golden/wire/case_question.json", "tests/golden/wire/person_question.json",
                "tests/golden/wire/case_list.json", "tests/golden/wire/terminal_health.json"})},
        {"answers", read_answers,
         files({"tests/golden/wire/batch_answer.json", "tests/golden/wire/ticket_view.json",
                "tests/golden/wire/case_view.json", "tests/golden/wire/problem.json"})},
        {"content", read_content,
         files({"tests/golden/wire/complaint.json", "tests/golden/wire/rating.json",
                "tests/golden/wire/contact.json", "tests/golden/wire/issue.json",
                "tests/golden/wire/complaint_when.json"})},
        {"enrolment", read_enrolment,
         files({"tests/golden/wire/enrol_request.json", "tests/golden/wire/enrol_answer.json"})},
        {"hall", read_hall, files({"tests/golden/wire/hall.json"})},
        {"hall_envelope", read_hall_envelope, files({"tests/golden/wire/hall_envelope.json"})},
        {"snapshot", read_snapshot, files({"tests/golden/wire/snapshot.json"})},
        {"key_set", read_key_set, {Bytes(200, 3)}},
        {"receipt",
         read_receipt,
         {to_bytes("SB1.AAEAKnhpYW5neWFuZy0wMQABWhyTDndC2GshvTXAiBEAAA"),
          to_bytes("JGW0-V48E-67AG")}},
        {"quarantine", read_quarantine, {some_piece()}},
        {"provision", read_provision, {some_provision()}},
        {"updates", read_updates,
         files({"tests/golden/wire/update_question.json", "tests/golden/wire/update_answer.json",
                "tests/golden/wire/part_question.json"})},
        {"staff", read_staff,
         files({"tests/golden/wire/staff_sign_in.json", "tests/golden/wire/staff_records.json",
                "tests/golden/wire/staff_call.json"})},
    });
}

}  // namespace sunbooth::fuzz
