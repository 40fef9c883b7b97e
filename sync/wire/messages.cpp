// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/messages.h"

#include "sync/seal/record.h"
#include "sync/wire/json.h"
#include "sync/wire/routes.h"

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::int64_t kWallMsMax = 253'402'300'799'000;  // Year 9999.
constexpr std::int64_t kRowMax = 1'000'000'000'000;
constexpr std::size_t kNameBytes = 32;
constexpr std::size_t kKeySetBytesMax = 1024;

template <class F>
std::string base64_of(const F& fixed) {
    return to_base64(fixed.view());
}

/// Runs a reader over a parsed body; the first field that breaks a limit is the error.
template <class Message, class Read>
Result<Message> read_body(std::string_view text, std::size_t bytes_max, const char* name,
                          Read read) {
    const Result<json::value> parsed = parse_json(text, bytes_max);
    if (!parsed.ok()) return parsed.error().in(name);
    FieldReader in(parsed.value());
    Message message = read(in);
    if (in.error()) return in.error()->in(name);
    return message;
}

Verdict verdict_in(FieldReader& in) {
    const std::string name = in.text("verdict", 16);
    for (const Verdict verdict :
         {Verdict::Stored, Verdict::Duplicate, Verdict::Conflict, Verdict::Refused}) {
        if (name == to_string(verdict)) return verdict;
    }
    in.fail("verdict", "is not one of this version");
    return Verdict::Refused;
}

}  // namespace

const char* to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::Stored:
            return "stored";
        case Verdict::Duplicate:
            return "duplicate";
        case Verdict::Conflict:
            return "conflict";
        case Verdict::Refused:
            return "refused";
    }
    return "refused";
}

std::string write(const EnrolRequest& message) {
    return json::serialize(json::object{{"code", message.code},
                                        {"kiosk", message.kiosk},
                                        {"public_key", base64_of(message.public_key)}});
}

Result<EnrolRequest> read_enrol_request(std::string_view text) {
    return read_body<EnrolRequest>(text, 4096, "enrol", [](FieldReader& in) {
        EnrolRequest message;
        message.code = in.text("code", kNameBytes);
        message.kiosk = in.text("kiosk", kNameBytes);
        message.public_key = in.fixed<seal::SigningPublicKey>("public_key");
        return message;
    });
}

std::string write(const EnrolAnswer& message) {
    return json::serialize(json::object{{"kiosk", message.kiosk},
                                        {"key_set", to_base64(message.key_set)},
                                        {"generation", base64_of(message.generation)},
                                        {"center_time_ms", message.center_time_ms}});
}

Result<EnrolAnswer> read_enrol_answer(std::string_view text) {
    return read_body<EnrolAnswer>(text, 8192, "enrol", [](FieldReader& in) {
        EnrolAnswer message;
        message.kiosk = in.text("kiosk", kNameBytes);
        message.key_set = in.base64("key_set", kKeySetBytesMax);
        message.generation = in.fixed<Generation>("generation");
        message.center_time_ms = in.integer("center_time_ms", 0, kWallMsMax);
        return message;
    });
}

std::string write(const BatchRequest& message) {
    json::array records;
    for (const Bytes& record : message.records) {
        records.push_back(json::object{{"record", to_base64(record)}});
    }
    return json::serialize(json::object{{"wall_ms", to_ms(message.wall)},
                                        {"monotonic_ms", to_ms(message.monotonic)},
                                        {"boot_id", message.boot_id},
                                        {"records", records}});
}

Result<BatchRequest> read_batch_request(std::string_view text) {
    return read_body<BatchRequest>(text, kBodyBytesMax, "batch", [](FieldReader& in) {
        BatchRequest message;
        message.wall = wall_ms(in.integer("wall_ms", 0, kWallMsMax));
        message.monotonic = instant_ms(in.integer("monotonic_ms", 0, kWallMsMax));
        message.boot_id = in.text("boot_id", 36);
        in.objects("records", kBatchMax, [&](FieldReader& record) {
            message.records.push_back(record.base64("record", seal::kRecordBytesMax));
        });
        if (message.records.empty()) in.fail("records", "must hold at least one record");
        return message;
    });
}

std::string write(const BatchAnswer& message) {
    json::array verdicts;
    for (const RecordVerdict& verdict : message.verdicts) {
        json::object row{{"id", base64_of(verdict.id)}, {"verdict", to_string(verdict.verdict)}};
        if (!verdict.reason.empty()) row["reason"] = verdict.reason;
        if (verdict.row != 0) {
            row["row"] = verdict.row;
            row["countersignature"] = base64_of(verdict.countersignature);
        }
        verdicts.push_back(row);
    }
    return json::serialize(json::object{{"generation", base64_of(message.generation)},
                                        {"backed_up_row", message.backed_up_row},
                                        {"center_time_ms", message.center_time_ms},
                                        {"verdicts", verdicts}});
}

Result<BatchAnswer> read_batch_answer(std::string_view text) {
    return read_body<BatchAnswer>(text, kBodyBytesMax, "batch", [](FieldReader& in) {
        BatchAnswer message;
        message.generation = in.fixed<Generation>("generation");
        message.backed_up_row = static_cast<std::uint64_t>(in.integer("backed_up_row", 0, kRowMax));
        message.center_time_ms = in.integer("center_time_ms", 0, kWallMsMax);
        in.objects("verdicts", kBatchMax, [&](FieldReader& row) {
            RecordVerdict verdict;
            verdict.id = row.fixed<domain::RecordId>("id");
            verdict.verdict = verdict_in(row);
            verdict.reason = row.text_or_empty("reason", 64);
            verdict.row = static_cast<std::uint64_t>(row.integer_or("row", 0, kRowMax, 0));
            if (verdict.row != 0) {
                verdict.countersignature = row.fixed<seal::Signature>("countersignature");
            }
            message.verdicts.push_back(std::move(verdict));
        });
        return message;
    });
}

std::string write(const ReceiptQuestion& message) {
    return json::serialize(json::object{{"code", message.code}});
}

Result<ReceiptQuestion> read_receipt_question(std::string_view text) {
    return read_body<ReceiptQuestion>(text, 1024, "look_up", [](FieldReader& in) {
        return ReceiptQuestion{in.text("code", kNameBytes)};
    });
}

std::string write(const WishRequest& message) {
    return json::serialize(
        json::object{{"code", message.code}, {"wish", domain::to_string(message.wish)}});
}

Result<WishRequest> read_wish_request(std::string_view text) {
    return read_body<WishRequest>(text, 1024, "wish", [](FieldReader& in) {
        const std::string code = in.text("code", kNameBytes);
        const auto wish = domain::wish_of(in.text("wish", 16));
        if (!wish) in.fail("wish", "is not one of this version");
        return WishRequest{code, wish.value_or(domain::Wish::Urge)};
    });
}

std::string write(const CaseQuestion& message) {
    return json::serialize(json::object{{"case_no", message.case_no}, {"last4", message.last4}});
}

Result<CaseQuestion> read_case_question(std::string_view text) {
    return read_body<CaseQuestion>(text, 1024, "look_up", [](FieldReader& in) {
        CaseQuestion question;
        question.case_no = in.text("case_no", 64);
        question.last4 = in.text("last4", kNameBytes);
        return question;
    });
}

std::string write(const PersonQuestion& message) {
    return json::serialize(
        json::object{{"id_card", message.id_card}, {"phone_last4", message.phone_last4}});
}

Result<PersonQuestion> read_person_question(std::string_view text) {
    return read_body<PersonQuestion>(text, 1024, "look_up", [](FieldReader& in) {
        PersonQuestion question;
        question.id_card = in.text("id_card", 32);
        question.phone_last4 = in.text("phone_last4", 16);
        return question;
    });
}

}  // namespace sunbooth::wire
