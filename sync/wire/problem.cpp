// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/json.h"
#include "sync/wire/messages.h"

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::string_view kTypePrefix = "tag:sunbooth,2026:";
constexpr ErrorCode kCodes[] = {
    ErrorCode::InvalidInput, ErrorCode::NotFound, ErrorCode::Unauthorized, ErrorCode::Forbidden,
    ErrorCode::Conflict,     ErrorCode::TooMany,  ErrorCode::Offline,      ErrorCode::Refused,
    ErrorCode::Io,           ErrorCode::Full,     ErrorCode::Corrupt,      ErrorCode::Unsupported,
    ErrorCode::Internal,
};

}  // namespace

std::string write_problem(const Error& error, int status) {
    json::object problem{{"type", std::string(kTypePrefix) + to_string(error.code)},
                         {"title", to_string(error.code)},
                         {"status", status},
                         {"detail", error.detail}};
    if (!error.field.empty()) problem["field"] = error.field;
    if (error.retry_after) problem["retry_after_s"] = error.retry_after->count();
    return json::serialize(problem);
}

Error read_problem(int status, std::string_view text) {
    Error error{ErrorCode::Refused, "the center answered " + std::to_string(status), {}};
    const Result<json::value> parsed = parse_json(text, 16 * 1024);
    if (!parsed.ok()) return error;
    FieldReader in(parsed.value());
    const std::string type = in.text("type", 64);
    const std::string detail = in.text_or_empty("detail", 2000);
    const std::string field = in.text_or_empty("field", 200);
    const std::int64_t wait = in.integer_or("retry_after_s", 0, 86'400, 0);
    if (in.error()) return error;
    for (const ErrorCode code : kCodes) {
        if (type == std::string(kTypePrefix) + to_string(code)) error.code = code;
    }
    if (!detail.empty()) error.detail = detail;
    error.field = field;
    if (wait > 0) error.retry_after = std::chrono::seconds(wait);
    return error;
}

}  // namespace sunbooth::wire
