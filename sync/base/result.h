// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/assert.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sunbooth {

/// Why something that may fail did fail. The set is closed: each code names one reaction.
enum class ErrorCode {
    InvalidInput,  ///< Ask for the field again, or answer 400.
    NotFound,      ///< Say that there is no such thing.
    Unauthorized,  ///< Who asks is not known, or the signature is wrong: 401.
    Forbidden,     ///< Known, but may not: 403.
    Conflict,      ///< Another state or another claim stands in the way: 409.
    TooMany,       ///< Too many tries: wait `retry_after`.
    Offline,       ///< The peer cannot be reached now: try later, lose nothing.
    Refused,       ///< The peer answered, and the answer is no: park and show.
    Io,            ///< A file or the database failed: not saved.
    Full,          ///< No room on disk: refuse before typing starts.
    Corrupt,       ///< What was read fails its check: quarantine, never delete.
    Unsupported,   ///< Made by a newer version: refuse, do not guess.
    Internal,      ///< A library surprised us: log, answer 500.
};

/// Short stable name of a code, for logs and problem documents, e.g. "invalid_input".
const char* to_string(ErrorCode code);

/// One failure: the reaction, the field to mend, and words for the log.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;  ///< For the log and the operator. Never holds what a visitor typed.
    std::string field;   ///< The input that must be mended, e.g. "center.address"; may be empty.
    std::optional<std::chrono::seconds> retry_after = std::nullopt;

    /// The same error with the place it passed through put in front: "outbox.due: disk I/O error".
    Error in(std::string place) const;
    /// One line for an operator: code, field and detail.
    std::string line() const;
};

inline Error invalid_input(std::string field, std::string detail) {
    return {ErrorCode::InvalidInput, std::move(detail), std::move(field)};
}

/// A value, or the Error that kept us from having it. Dropping one unread is a compile error.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

    bool ok() const { return state_.index() == 0; }
    const T& value() const& { return checked<0>(state_); }
    T& value() & { return checked<0>(state_); }
    T&& value() && { return std::move(checked<0>(state_)); }
    const Error& error() const { return checked<1>(state_); }

private:
    /// Reading the wrong side is a programmer error: it aborts, it does not throw.
    template <std::size_t I, class V>
    static auto& checked(V& state) {
        SUNBOOTH_ASSERT(state.index() == I);
        return *std::get_if<I>(&state);
    }
    std::variant<T, Error> state_;
};

/// Success without a value.
using Status = Result<std::monostate>;
inline Status ok_status() {
    return std::monostate{};
}

}  // namespace sunbooth
