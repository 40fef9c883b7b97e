// SPDX-License-Identifier: Apache-2.0
// Monitors at the terminal, and citizens who ask for a person.
//
// The queue cannot be read back, so a monitor's own list is a note beside it, one for each monitor:
//
//   own_issues/<code> = version:u8(1) (id:16 kind:u8 day:u32)*      oldest first, at most 100
//
// It is written after the record is saved and nobody waits for it. Lost with a power cut in between
// it costs a line of the list, never the report.
#include "sync/client/courier.h"
#include "sync/wire/routes.h"
#include "sync/wire/staff.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

constexpr std::size_t kOwnMax = 100;
constexpr std::uint8_t kOwnVersion = 1;
constexpr std::size_t kOwnBytes = domain::RecordId::kSize + 1 + 4;

std::string own_name(const std::string& monitor) {
    return std::string(kOwnIssues) + monitor;
}

OwnIssue::State state_of(RecordState state) {
    switch (state) {
        case RecordState::Unsent:
            return OwnIssue::State::Queued;
        case RecordState::Stored:
            return OwnIssue::State::Delivered;
        case RecordState::Parked:
            return OwnIssue::State::Parked;
    }
    return OwnIssue::State::Queued;
}

OwnIssue::State state_named(const std::string& name) {
    using State = OwnIssue::State;
    if (name == "verified") return State::Verified;
    if (name == "acted") return State::Acted;
    return name == "closed" ? State::Closed : State::Registered;
}

StaffCalled::State call_state(wire::StaffCallState state) {
    switch (state) {
        case wire::StaffCallState::Nobody:
            return StaffCalled::State::Nobody;
        case wire::StaffCallState::Ringing:
            return StaffCalled::State::Ringing;
        case wire::StaffCallState::Coming:
            return StaffCalled::State::Coming;
        case wire::StaffCallState::Unheard:
            return StaffCalled::State::Unheard;
    }
    return StaffCalled::State::Nobody;
}

Result<News> as_it_is(const Error& error) {
    return error;
}

}  // namespace

void Courier::sign_in(const SignInStaff& question) {
    const Token token = question.token;
    ask(
        wire::route::kStaffSignIn,
        wire::write(wire::StaffSignIn{question.monitor, std::string(question.pin.view())}), token,
        [token](const wire::Response&) -> Result<News> { return News{StaffSignedIn{token}}; },
        as_it_is);
}

void Courier::note_own(const domain::Issue& issue, const PreparedRecord& record) {
    const Result<std::optional<Bytes>> kept = outbox_->recall(own_name(issue.monitor));
    if (!kept.ok()) return world_.outside.log.warn("own_issue.not_noted");
    Bytes bytes = kept.value().value_or(Bytes{kOwnVersion});
    if (bytes.size() > 1 + (kOwnMax - 1) * kOwnBytes) {
        bytes.erase(bytes.begin() + 1, bytes.begin() + 1 + static_cast<std::ptrdiff_t>(kOwnBytes));
    }
    const Bytes line = ByteWriter{}
                           .raw(record.id.view())
                           .u8(static_cast<std::uint8_t>(issue.kind))
                           .u32(static_cast<std::uint32_t>(record.day.days))
                           .take();
    bytes.insert(bytes.end(), line.begin(), line.end());
    const Status noted = outbox_->remember(own_name(issue.monitor), bytes);
    if (!noted.ok()) world_.outside.log.warn("own_issue.not_noted");
}

/// Newest first, each as this terminal's queue knows it.
Result<std::vector<OwnIssue>> Courier::own_issues(const std::string& monitor) {
    std::vector<OwnIssue> own;
    const Result<std::optional<Bytes>> kept = outbox_->recall(own_name(monitor));
    if (!kept.ok()) return kept.error();
    if (!kept.value()) return own;
    ByteReader in(*kept.value());
    if (in.u8() != kOwnVersion) return own;
    while (in.left() >= kOwnBytes) {
        OwnIssue one;
        one.code = domain::ReceiptCode::of(in.fixed<domain::RecordId>());
        const std::uint8_t kind = in.u8();
        one.day = {static_cast<std::int32_t>(in.u32())};
        if (kind < domain::kIssueKinds.size()) one.kind = domain::kIssueKinds.at(kind);
        const Result<std::optional<OutboxEntry>> entry = outbox_->find(one.code);
        if (!entry.ok()) return entry.error();
        if (entry.value()) one.state = state_of(entry.value()->state);
        own.push_back(one);
    }
    std::reverse(own.begin(), own.end());
    return own;
}

/// The center knows those of every terminal and how they stand; what it has not got yet is here.
Result<News> Courier::own_at_center(const ListOwnIssues& question, const wire::Response& response) {
    const Result<wire::StaffRecords> told = wire::read_staff_records(as_text(response.body));
    if (!told.ok()) return told.error();
    OwnIssues all{question.token, {}, told.value().this_week, true};
    const Result<std::vector<OwnIssue>> here = own_issues(question.monitor);
    const domain::Date today = domain::date_of(wall());
    const domain::Date monday = today.plus(1 - today.weekday());
    for (const OwnIssue& one : here.ok() ? here.value() : std::vector<OwnIssue>{}) {
        if (one.state != OwnIssue::State::Queued && one.state != OwnIssue::State::Parked) continue;
        all.items.push_back(one);
        if (one.day >= monday) ++all.this_week;
    }
    for (const wire::StaffRecord& record : told.value().records) {
        const Result<domain::ReceiptCode> code = domain::ReceiptCode::parse(record.code);
        if (!code.ok() || all.items.size() >= kOwnMax) continue;
        all.items.push_back({code.value(), record.kind, record.day, state_named(record.state)});
    }
    return News{std::move(all)};
}

Result<News> Courier::own_at_terminal(const ListOwnIssues& question) {
    OwnIssues all{question.token, {}, 0, false};
    const Result<std::vector<OwnIssue>> here = own_issues(question.monitor);
    if (!here.ok()) return here.error();
    all.items = here.value();
    const domain::Date today = domain::date_of(wall());
    const domain::Date monday = today.plus(1 - today.weekday());
    all.this_week =
        static_cast<int>(std::count_if(all.items.begin(), all.items.end(),
                                       [&](const OwnIssue& one) { return one.day >= monday; }));
    return News{std::move(all)};
}

void Courier::list_own(const ListOwnIssues& question) {
    ask(
        wire::route::kStaffRecords, wire::write(wire::StaffRecordsQuestion{question.monitor}),
        question.token,
        [this, question](const wire::Response& response) {
            return own_at_center(question, response);
        },
        [this, question](const Error& why) -> Result<News> {
            if (!outbox_) return why;
            return own_at_terminal(question);
        });
}

void Courier::call_staff(const CallStaff& call) {
    const Token token = call.token;
    using What = wire::StaffCall::What;
    const What what = call.what == CallStaff::What::Ring  ? What::Ring
                      : call.what == CallStaff::What::Ask ? What::Ask
                                                          : What::Cancel;
    ask(
        wire::route::kCallStaff, wire::write(wire::StaffCall{what}), token,
        [token](const wire::Response& response) -> Result<News> {
            const auto state = wire::read_call_state(as_text(response.body));
            if (!state.ok()) return state.error();
            return News{StaffCalled{token, call_state(state.value())}};
        },
        as_it_is);
}

}  // namespace sunbooth::client
