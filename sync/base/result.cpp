// SPDX-License-Identifier: Apache-2.0
#include "sync/base/result.h"

#include <cstdio>
#include <cstdlib>

namespace sunbooth {

void assert_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "assertion failed: %s (%s:%d)\n", expression, file, line);
    std::abort();
}

const char* to_string(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidInput:
            return "invalid_input";
        case ErrorCode::NotFound:
            return "not_found";
        case ErrorCode::Unauthorized:
            return "unauthorized";
        case ErrorCode::Forbidden:
            return "forbidden";
        case ErrorCode::Conflict:
            return "conflict";
        case ErrorCode::TooMany:
            return "too_many";
        case ErrorCode::Offline:
            return "offline";
        case ErrorCode::Refused:
            return "refused";
        case ErrorCode::Io:
            return "io";
        case ErrorCode::Full:
            return "full";
        case ErrorCode::Corrupt:
            return "corrupt";
        case ErrorCode::Unsupported:
            return "unsupported";
        case ErrorCode::Internal:
            return "internal";
    }
    return "unknown";
}

Error Error::in(std::string place) const {
    Error copy = *this;
    copy.detail = std::move(place) + ": " + copy.detail;
    return copy;
}

std::string Error::line() const {
    std::string line = to_string(code);
    if (!field.empty()) line += " in " + field;
    return line + ": " + detail;
}

}  // namespace sunbooth
