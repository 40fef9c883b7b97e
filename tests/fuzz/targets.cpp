// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/targets.h"

#include "sync/base/random.h"
#include "sync/center/cases/cases.h"
#include "sync/center/config.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/receipt_code.h"
#include "sync/seal/record.h"
#include "sync/wire/content.h"
#include "sync/wire/hall.h"
#include "sync/wire/messages.h"
#include "sync/wire/provision.h"
#include "sync/wire/signature.h"
#include "sync/wire/snapshot.h"
#include "tests/where.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdlib.h>

namespace sunbooth::fuzz {
namespace {

Bytes file(const std::string& path) {
    std::ifstream in(std::filesystem::path(test::source_dir()) / path, std::ios::binary);
    SUNBOOTH_ASSERT(in.good());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    return to_bytes(text);
}

/// What libFuzzer kept of a target, in the order of names.
std::vector<Bytes> corpus(const std::string& name) {
    const std::filesystem::path folder = std::filesystem::path("tests/fuzz/corpus") / name;
    const std::filesystem::path root = test::source_dir();
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(root / folder, none)) {
        names.push_back((folder / entry.path().filename()).string());
    }
    std::sort(names.begin(), names.end());
    std::vector<Bytes> all;
    for (const std::string& one : names) all.push_back(file(one));
    return all;
}

std::vector<Bytes> files(std::initializer_list<const char*> names) {
    std::vector<Bytes> all;
    for (const char* name : names) all.push_back(file(name));
    return all;
}

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

/// An operator's center.toml.
void read_config(ByteView input) {
    static const std::filesystem::path folder = [] {
        std::string name = (std::filesystem::temp_directory_path() / "sunbooth-XXXXXX").string();
        SUNBOOTH_ASSERT(::mkdtemp(name.data()) != nullptr);
        return std::filesystem::path(name);
    }();
    {
        std::ofstream out(folder / "center.toml", std::ios::binary);
        out.write(reinterpret_cast<const char*>(input.data()),
                  static_cast<std::streamsize>(input.size()));
    }
    static_cast<void>(center::read_config(folder));
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

void read_cases(ByteView input) {
    static_cast<void>(center::cases::read_csv_cases(as_text(input)));
}

void read_profile(ByteView input) {
    static_cast<void>(center::rules::read_profile(as_text(input)));
}

std::vector<Target> sound_targets() {
    return {
        {"record", read_record, {some_record()}},
        {"signature", read_signature, {some_signature()}},
        {"requests", read_requests,
         files({"tests/golden/wire/batch_request.json", "tests/golden/wire/receipt_question.json",
                "tests/golden/wire/case_question.json", "tests/golden/wire/person_question.json",
                "tests/golden/wire/case_list.json"})},
        {"answers", read_answers,
         files({"tests/golden/wire/batch_answer.json", "tests/golden/wire/ticket_view.json",
                "tests/golden/wire/case_view.json", "tests/golden/wire/problem.json"})},
        {"content", read_content,
         files({"tests/golden/wire/complaint.json", "tests/golden/wire/rating.json",
                "tests/golden/wire/contact.json"})},
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
        {"cases", read_cases, files({"assets/demo/cases.csv"})},
        {"profile", read_profile, files({"assets/rules/national.toml"})},
        {"provision", read_provision, {some_provision()}},
        {"config", read_config, {to_bytes(center::write_config("127.0.0.1", 8443))}, 20},
    };
}

}  // namespace

const std::vector<Target>& targets() {
    static const std::vector<Target> kTargets = [] {
        std::vector<Target> all = sound_targets();
        for (Target& target : all) {
            for (Bytes& found : corpus(target.name)) target.seeds.push_back(std::move(found));
        }
        return all;
    }();
    return kTargets;
}

std::span<const std::string_view> dictionary() {
    static constexpr std::array<std::string_view, 22> kTokens = {
        "{",          "}",
        "[",          "]",
        "\"",         ":",
        ",",          "null",
        "true",       "1e999",
        "-1",         "\\ud83d",
        "\r\n",       "\"\"",
        "=",          "SBR1",
        "SB1.",       "+08:00",
        "2026-02-30", "\xef\xbb\xbf",
        "\xff",       "99999999999999999999"};
    return kTokens;
}

}  // namespace sunbooth::fuzz
