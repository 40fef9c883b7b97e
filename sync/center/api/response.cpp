// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/response.h"

#include "sync/center/api/problem_words.h"
#include "sync/wire/json.h"
#include "sync/wire/messages.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

constexpr std::chrono::seconds kTryAgain{5};

/// The center's own failures are for its log: what a caller reads must not tell of files and SQL.
bool is_private(ErrorCode code) {
    return code == ErrorCode::Io || code == ErrorCode::Corrupt || code == ErrorCode::Internal;
}

}  // namespace

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidInput:
        case ErrorCode::Unsupported:
            return 400;
        case ErrorCode::Unauthorized:
            return 401;
        case ErrorCode::Forbidden:
            return 403;
        case ErrorCode::NotFound:
            return 404;
        case ErrorCode::Conflict:
            return 409;
        case ErrorCode::Refused:
            return 422;
        case ErrorCode::TooMany:
            return 429;
        case ErrorCode::Offline:
        case ErrorCode::Io:
        case ErrorCode::Full:
            return 503;
        case ErrorCode::Corrupt:
        case ErrorCode::Internal:
            return 500;
    }
    return 500;
}

wire::Response json_response(int status, std::string body) {
    return {status, {{"content-type", "application/json"}}, to_bytes(body)};
}

wire::Response problem_response(const Error& error) {
    Error told = error;
    const int status = status_of(error.code);
    if (is_private(error.code)) {
        told.detail = "the center failed; its log says why";
        told.field.clear();
    }
    if (status == 503 && !told.retry_after) told.retry_after = kTryAgain;
    wire::Response response = problem_with_status(told, status);
    if (told.retry_after) {
        response.headers["retry-after"] = std::to_string(told.retry_after->count());
    }
    return response;
}

wire::Response problem_with_status(const Error& error, int status) {
    wire::Response response;
    response.status = status;
    response.headers["content-type"] = "application/problem+json";
    boost::json::object problem =
        boost::json::parse(wire::write_problem(error, status)).as_object();
    problem["detail_zh"] = in_chinese(error);
    response.body = to_bytes(boost::json::serialize(problem));
    return response;
}

}  // namespace sunbooth::center::api
