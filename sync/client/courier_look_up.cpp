// SPDX-License-Identifier: Apache-2.0
// Questions that a visitor waits for: asked once, at once, beside the engine's exchange.
#include "sync/client/courier.h"
#include "sync/wire/routes.h"
#include "sync/wire/snapshot.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

constexpr int kOk = 200;
constexpr std::size_t kLast4 = 4;

/// What a visitor can be told. Everything that is the kiosk's or the line's trouble is "offline".
Error for_visitor(const Error& error) {
    switch (error.code) {
        case ErrorCode::NotFound:
        case ErrorCode::TooMany:
        case ErrorCode::InvalidInput:
        case ErrorCode::Offline:
            return error;
        case ErrorCode::Unauthorized:
        case ErrorCode::Forbidden:
        case ErrorCode::Conflict:
        case ErrorCode::Refused:
        case ErrorCode::Io:
        case ErrorCode::Full:
        case ErrorCode::Corrupt:
        case ErrorCode::Unsupported:
        case ErrorCode::Internal:
            break;
    }
    return {ErrorCode::Offline, error.line(), "", error.retry_after};
}

/// Whether an error is the center's own word on the question.
bool is_the_centers(const Error& error) {
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::TooMany ||
           error.code == ErrorCode::InvalidInput;
}

Result<News> as_it_stands(const wire::Response& response, Token token) {
    Result<domain::TicketView> view = wire::read_ticket_view(as_text(response.body));
    if (!view.ok()) return view.error();
    return News{ReceiptFound{token, std::move(view).value(), false}};
}

/// A query code as a person writes it: capitals, no blanks.
/// Capitals without blanks, and without hyphens when `plain`.
SecretText squeezed(std::string_view typed, bool plain = false) {
    SecretText text;
    for (const char c : typed) {
        if (c == ' ' || (plain && c == '-')) continue;
        const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        text.append({&capital, 1});
    }
    return text;
}

}  // namespace

void Courier::look_up(const LookUpReceipt& question) {
    const Token token = question.token;
    std::string body = wire::write(wire::ReceiptQuestion{question.code.compact()});
    const Result<std::optional<OutboxEntry>> own =
        outbox_ ? outbox_->find(question.code)
                : Result<std::optional<OutboxEntry>>(std::optional<OutboxEntry>{});
    if (!own.ok() || !own.value() || own.value()->state == RecordState::Stored) {
        return ask_record(wire::route::kLookUpReceipt, std::move(body), token);
    }
    domain::TicketView view;
    view.kind = own.value()->kind;
    view.filed_on = own.value()->day;
    const ReceiptFound here{token, view, true};
    if (own.value()->state == RecordState::Unsent) return world_.tell(here);
    // What was refused may have been taken in since, when the center learnt its words.
    ask(
        wire::route::kLookUpReceipt, std::move(body), token,
        [token](const wire::Response& response) { return as_it_stands(response, token); },
        [here](const Error&) -> Result<News> { return News{here}; });
}

void Courier::make_wish(const MakeWish& wish) {
    ask_record(wire::route::kWish, wire::write(wire::WishRequest{wish.code.compact(), wish.wish}),
               wish.token);
}

/// What is answered by a record as it stands.
void Courier::ask_record(std::string_view path, std::string body, Token token) {
    ask(
        path, std::move(body), token,
        [token](const wire::Response& response) { return as_it_stands(response, token); },
        [](const Error& error) -> Result<News> { return error; });
}

void Courier::look_up(const LookUpCase& question) {
    const Token token = question.token;
    const Result<std::string> case_no = domain::checked_case_no(question.case_no);
    if (!case_no.ok()) return world_.tell(LookUpFailed{token, case_no.error()});
    LookUpCase checked{token, case_no.value(), squeezed(question.secret.view())};
    if (checked.secret.size() == kLast4) {
        const Result<std::string> last4 = domain::checked_last4(question.secret.view());
        if (!last4.ok()) return world_.tell(LookUpFailed{token, last4.error()});
        checked.secret = SecretText(last4.value());
    }
    // The request is text like any other: from here on the secret lies in the link's buffers too.
    ask(
        wire::route::kLookUpCase,
        wire::write(wire::CaseQuestion{checked.case_no, std::string(checked.secret.view())}), token,
        [token](const wire::Response& response) -> Result<News> {
            Result<domain::CaseView> view = wire::read_case_view(as_text(response.body));
            if (!view.ok()) return view.error();
            return News{CaseFound{token, std::move(view).value(), false}};
        },
        [this, checked](const Error& error) { return from_snapshot(checked, error); });
}

void Courier::look_up(const LookUpPerson& question) {
    const Token token = question.token;
    std::string body = wire::write(wire::PersonQuestion{std::string(question.id_card.view()),
                                                        std::string(question.phone_last4.view())});
    ask(
        wire::route::kLookUpPerson, std::move(body), token,
        [token](const wire::Response& response) -> Result<News> {
            auto cases = wire::read_case_list(as_text(response.body));
            if (!cases.ok()) return cases.error();
            return News{CasesFound{token, std::move(cases).value()}};
        },
        [](const Error& error) -> Result<News> { return error; });
}

/// Only a question that the center did not answer may be answered from the snapshot, and only with
/// a query code: it is the key. Whether the department prints it with hyphens does not matter.
Result<News> Courier::from_snapshot(const LookUpCase& question, const Error& why) {
    if (is_the_centers(why) || question.secret.size() == kLast4 || !outbox_) return why;
    const Result<std::optional<Bytes>> kept = outbox_->recall(kSnapshot);
    if (!kept.ok() || !kept.value()) return why;
    const Result<wire::Snapshot> snapshot = wire::read_snapshot(as_text(*kept.value()));
    if (!snapshot.ok()) return why;
    for (const bool plain : {false, true}) {
        const SecretText code = squeezed(question.secret.view(), plain);
        Result<domain::CaseView> view =
            wire::find_case(snapshot.value(), question.case_no, code.view());
        if (view.ok()) return News{CaseFound{question.token, std::move(view).value(), true}};
    }
    // Not in the snapshot is not "no such case": it may be older than the case.
    return why;
}

void Courier::ask(std::string_view path, std::string body, Token token, Read read,
                  Otherwise otherwise) {
    const auto answer = [this, token, read = std::move(read),
                         otherwise = std::move(otherwise)](const Result<wire::Response>& response) {
        world_.tell(answer_of(response, token, read, otherwise));
        announce(std::nullopt);
    };
    if (!outbox_) return answer(Error{ErrorCode::Io, "the queue is closed", ""});
    Result<wire::Request> request = post_request(path, body);
    if (!request.ok()) return answer(request.error());
    const std::weak_ptr<const bool> alive = alive_;
    world_.transport.send(std::move(request).value(),
                          [alive, answer](Result<wire::Response> response) {
                              if (!alive.expired()) answer(response);
                          });
}

News Courier::answer_of(const Result<wire::Response>& response, Token token, const Read& read,
                        const Otherwise& otherwise) {
    const bool genuine = response.ok() && is_genuine(response.value());
    Result<News> news = Error{};
    if (!response.ok()) {
        news = response.error();
    } else if (genuine && response.value().status == kOk) {
        news = read(response.value());
    } else {
        news = refusal(response.value());
    }
    online_ = genuine;
    if (genuine) turn(Reached{});
    if (!news.ok()) news = otherwise(news.error());
    if (news.ok()) return std::move(news).value();
    return LookUpFailed{token, for_visitor(news.error())};
}

}  // namespace sunbooth::client
