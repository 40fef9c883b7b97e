// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/staff.h"

#include "sync/wire/json.h"

#include <array>

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kCodeBytes = 32;
constexpr std::size_t kSmallBody = 1024;
constexpr std::int64_t kCountMax = 100'000;
constexpr std::array kStates = {StaffCallState::Nobody, StaffCallState::Ringing,
                                StaffCallState::Coming, StaffCallState::Unheard};
constexpr std::array<std::string_view, 3> kWhats = {"ring", "ask", "cancel"};

template <class Message, class Read>
Result<Message> read_body(std::string_view text, std::size_t bytes_max, Read read) {
    const Result<json::value> parsed = parse_json(text, bytes_max);
    if (!parsed.ok()) return parsed.error().in("staff");
    FieldReader in(parsed.value());
    Message message = read(in);
    if (in.error()) return in.error()->in("staff");
    return message;
}

}  // namespace

const char* to_string(StaffCallState state) {
    switch (state) {
        case StaffCallState::Nobody:
            return "nobody";
        case StaffCallState::Ringing:
            return "ringing";
        case StaffCallState::Coming:
            return "coming";
        case StaffCallState::Unheard:
            return "unheard";
    }
    return "nobody";
}

std::string write(const StaffSignIn& message) {
    return json::serialize(json::object{{"monitor", message.monitor}, {"pin", message.pin}});
}

Result<StaffSignIn> read_staff_sign_in(std::string_view text) {
    return read_body<StaffSignIn>(text, kSmallBody, [](FieldReader& in) {
        StaffSignIn message;
        message.monitor = in.text("monitor", kCodeBytes);
        message.pin = in.text("pin", kCodeBytes);
        return message;
    });
}

std::string write(const StaffRecordsQuestion& message) {
    return json::serialize(json::object{{"monitor", message.monitor}});
}

Result<StaffRecordsQuestion> read_staff_records_question(std::string_view text) {
    return read_body<StaffRecordsQuestion>(text, kSmallBody, [](FieldReader& in) {
        return StaffRecordsQuestion{in.text("monitor", kCodeBytes)};
    });
}

std::string write(const StaffRecords& message) {
    json::array records;
    for (const StaffRecord& record : message.records) {
        records.push_back(json::object{{"code", record.code},
                                       {"kind", domain::to_string(record.kind)},
                                       {"day", record.day.iso()},
                                       {"state", record.state}});
    }
    return json::serialize(json::object{{"this_week", message.this_week}, {"records", records}});
}

Result<StaffRecords> read_staff_records(std::string_view text) {
    return read_body<StaffRecords>(text, 64 * 1024, [](FieldReader& in) {
        StaffRecords message;
        message.this_week = static_cast<int>(in.integer("this_week", 0, kCountMax));
        in.objects("records", kStaffRecordsMax, [&](FieldReader& row) {
            StaffRecord record;
            record.code = row.text("code", kCodeBytes);
            const auto kind = domain::issue_kind_of(row.text("kind", 16));
            if (!kind) row.fail("kind", "is not one of this version");
            record.kind = kind.value_or(domain::IssueKind::Problem);
            const auto day = domain::Date::parse(row.text("day", 10));
            if (!day.ok()) row.fail("day", "must be a date such as 2026-11-26");
            if (day.ok()) record.day = day.value();
            record.state = row.text("state", kCodeBytes);
            message.records.push_back(std::move(record));
        });
        return message;
    });
}

std::string write(const StaffCall& message) {
    return json::serialize(
        json::object{{"what", json::string(kWhats.at(static_cast<std::size_t>(message.what)))}});
}

Result<StaffCall> read_staff_call(std::string_view text) {
    return read_body<StaffCall>(text, kSmallBody, [](FieldReader& in) {
        const std::string what = in.text("what", 8);
        for (std::size_t i = 0; i < kWhats.size(); ++i) {
            if (what == kWhats.at(i)) return StaffCall{static_cast<StaffCall::What>(i)};
        }
        in.fail("what", "must be ring, ask or cancel");
        return StaffCall{};
    });
}

std::string write_call_state(StaffCallState state) {
    return json::serialize(json::object{{"state", to_string(state)}});
}

Result<StaffCallState> read_call_state(std::string_view text) {
    return read_body<StaffCallState>(text, kSmallBody, [](FieldReader& in) {
        const std::string name = in.text("state", 16);
        for (const StaffCallState state : kStates) {
            if (name == to_string(state)) return state;
        }
        in.fail("state", "is not one of this version");
        return StaffCallState::Nobody;
    });
}

}  // namespace sunbooth::wire
