// SPDX-License-Identifier: Apache-2.0
// Papers: made with a number, read, and marked void with a reason.
#include "sync/center/api/etag.h"
#include "sync/center/api/query.h"
#include "sync/center/api/registry_routes.h"
#include "sync/center/api/request_text.h"
#include "sync/center/documents/documents.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using documents::Document;

constexpr int kPageDefault = 50;
constexpr int kPageMax = 100;
constexpr std::size_t kBodyMax = 32 * 1024;
constexpr std::size_t kLineMax = 100;
constexpr std::size_t kKindMax = 32;
constexpr std::size_t kReasonMax = 500;

json::value or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object row_json(const Document& document) {
    json::array copies(document.copies.begin(), document.copies.end());
    return {{"id", std::to_string(document.id)},
            {"kind", document.kind},
            {"title", document.title},
            {"number", document.number},
            {"of", json::string(documents::to_string(document.of))},
            {"subject", std::to_string(document.subject)},
            {"issuer", document.issuer},
            {"addressee", document.addressee},
            {"made_on", document.made_on.iso()},
            {"by", document.made_by},
            {"due_on", or_null(document.due_on)},
            {"copies", std::move(copies)},
            {"basis", document.basis},
            {"void", document.is_void},
            {"void_reason", or_null(document.void_reason)},
            {"void_by", or_null(document.void_by)},
            {"void_on", or_null(document.void_on)}};
}

std::string body_of(const Document& document) {
    json::object out = row_json(document);
    out["text"] = json::object{{"zh", document.zh}, {"en", document.en}};
    // A draft is nothing yet that could be asked for again.
    if (document.id == 0) out["id"] = "";
    return json::serialize(out);
}

wire::Response whole(int status, const Document& document) {
    return with_version(json_response(status, body_of(document)), document.is_void ? 2 : 1);
}

Error hidden() {
    return {ErrorCode::Forbidden, "this role reads no papers", "role"};
}

Status put_parameter(documents::Filter& filter, const std::string& name, const std::string& value) {
    if (name == "kind") {
        if (value.size() > kKindMax) return invalid_input(name, "is too long");
        filter.kind = value;
    } else if (name == "of") {
        filter.of = documents::subject_kind_of(value);
        if (!filter.of) return invalid_input(name, "must be ticket, issue, card or month");
    } else if (name == "subject" || name == "cursor" || name == "limit" || name == "year") {
        const Result<std::int64_t> number = number_of(value, name);
        if (!number.ok()) return number.error();
        if (name == "limit" && (number.value() < 1 || number.value() > kPageMax)) {
            return invalid_input(name, "must be from 1 to 100");
        }
        if (name == "year" && (number.value() < 2000 || number.value() > 9999)) {
            return invalid_input(name, "must have four digits");
        }
        if (name == "subject") filter.subject = number.value();
        if (name == "cursor") filter.before = number.value();
        if (name == "limit") filter.limit = static_cast<int>(number.value());
        if (name == "year") filter.year = static_cast<int>(number.value());
    }
    return ok_status();
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    if (session.account.role == rules::Role::Administrator) return hidden();
    documents::Filter filter{.limit = kPageDefault};
    const Status asked =
        each_parameter(request, [&filter](const std::string& name, const std::string& value) {
            return put_parameter(filter, name, value);
        });
    if (!asked.ok()) return asked.error();
    const auto page = documents::list(context.db, viewer_of(session), filter);
    if (!page.ok()) return page.error();
    json::array items;
    for (const Document& document : page.value().items) items.push_back(row_json(document));
    json::value next = nullptr;
    if (page.value().next != 0) next = json::string(std::to_string(page.value().next));
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"next", std::move(next)}}));
}

Result<std::int64_t> id_in(const PathArgs& args) {
    const Result<std::int64_t> id = number_of(args.at("id"), "id");
    if (!id.ok()) return Error{ErrorCode::NotFound, "there is no such paper", "id"};
    return id;
}

Result<wire::Response> read(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs& args) {
    if (session.account.role == rules::Role::Administrator) return hidden();
    const Result<std::int64_t> id = id_in(args);
    if (!id.ok()) return id.error();
    const auto document = documents::find(context.db, viewer_of(session), id.value());
    if (!document.ok()) return document.error();
    return unless_known(request, whole(200, document.value()));
}

Result<documents::Wish> wish_of(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), kBodyMax);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    documents::Wish wish;
    wish.kind = text_of(in, "kind", {1, kKindMax});
    const Result<std::int64_t> subject = number_of(in.text("subject", 20), "subject");
    if (!in.error() && !subject.ok()) in.fail("subject", "must be an id");
    wish.subject = subject.ok() ? subject.value() : 0;
    if (in.has("addressee")) wish.addressee = text_of(in, "addressee", {0, kLineMax});
    if (in.has("words")) wish.words = text_of(in, "words", {0, documents::kWordsMax});
    const std::string due = in.text_or_empty("due_on", 10);
    if (!due.empty()) {
        const auto day = domain::Date::parse(due);
        if (!day.ok()) in.fail("due_on", "must be a date such as 2026-11-26");
        if (day.ok()) wish.due_on = day.value();
    }
    if (in.has("copies")) {
        wish.copies = in.texts("copies", documents::kCopiesMax, kLineMax * 4);
    }
    if (in.error()) return *in.error();
    return wish;
}

Result<wire::Response> make(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    if (session.account.role == rules::Role::Administrator) return hidden();
    const auto wish = wish_of(request);
    if (!wish.ok()) return wish.error();
    const auto made = documents::make(context.db, {session.account.name, viewer_of(session)},
                                      wish.value(), context.wall);
    if (!made.ok()) return made.error();
    return whole(201, made.value());
}

/// As it would be made, to be read first. Nothing is written, no number is drawn.
Result<wire::Response> draft(Context& context, const accounts::Session& session,
                             const wire::Request& request, const PathArgs&) {
    if (session.account.role == rules::Role::Administrator) return hidden();
    const auto wish = wish_of(request);
    if (!wish.ok()) return wish.error();
    const auto written = documents::draft(context.db, {session.account.name, viewer_of(session)},
                                          wish.value(), context.wall);
    if (!written.ok()) return written.error();
    return json_response(200, body_of(written.value()));
}

Result<wire::Response> make_void(Context& context, const accounts::Session& session,
                                 const wire::Request& request, const PathArgs& args) {
    if (session.account.role == rules::Role::Administrator) return hidden();
    const auto body = wire::parse_json(as_text(request.body), kBodyMax);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    const std::string reason = text_of(in, "reason", {1, kReasonMax});
    if (in.error()) return *in.error();
    const Result<std::int64_t> id = id_in(args);
    if (!id.ok()) return id.error();
    const auto done = documents::make_void(context.db, {session.account.name, viewer_of(session)},
                                           id.value(), reason, context.wall);
    if (!done.ok()) return done.error();
    return whole(200, done.value());
}

}  // namespace

std::vector<Route> document_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string path = "/api/v1/documents";
    return {
        {"GET", path, Lane::Reader, staff_only(sessions, list), {}},
        {"POST", path, Lane::Writer, staff_only(sessions, make), {}},
        {"POST", path + "/draft", Lane::Reader, staff_only(sessions, draft), {}},
        {"GET", path + "/{id}", Lane::Reader, staff_only(sessions, read), {}},
        {"POST", path + "/{id}/void", Lane::Writer, staff_only(sessions, make_void), {}},
    };
}

}  // namespace sunbooth::center::api
