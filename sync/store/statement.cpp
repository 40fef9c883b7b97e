// SPDX-License-Identifier: Apache-2.0
#include "sync/base/assert.h"
#include "sync/store/database.h"
#include "sync/store/shelf.h"

#include <sqlite3.h>

#include <utility>

namespace sunbooth::store {

Statement::Statement(Statement&& other) noexcept
    : db_(other.db_),
      shelf_(std::move(other.shelf_)),
      handle_(std::exchange(other.handle_, nullptr)),
      failed_(other.failed_) {}

Statement::~Statement() {
    if (shelf_ != nullptr) shelf_->put(handle_);
}

/// A parameter that the statement does not have is a programmer's error, except that a statement
/// which could not be prepared has none.
int Statement::index(const char* name) const {
    const int at = sqlite3_bind_parameter_index(handle_, name);
    SUNBOOTH_ASSERT(at > 0 || handle_ == nullptr);
    return at;
}

void Statement::keep(int code) {
    if (failed_ == SQLITE_OK) failed_ = code;
}

Statement& Statement::bind(const char* name, std::int64_t value) {
    keep(sqlite3_bind_int64(handle_, index(name), value));
    return *this;
}

Statement& Statement::bind(const char* name, std::uint64_t value) {
    SUNBOOTH_ASSERT(value <= static_cast<std::uint64_t>(INT64_MAX));
    return bind(name, static_cast<std::int64_t>(value));
}

Statement& Statement::bind(const char* name, std::string_view value) {
    // A null pointer would bind NULL, and an empty view may have one.
    keep(sqlite3_bind_text64(handle_, index(name), value.empty() ? "" : value.data(), value.size(),
                             SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(const char* name, ByteView value) {
    const void* data = value.empty() ? static_cast<const void*>("") : value.data();
    keep(sqlite3_bind_blob64(handle_, index(name), data, value.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind_null(const char* name) {
    keep(sqlite3_bind_null(handle_, index(name)));
    return *this;
}

Result<bool> Statement::step() {
    if (failed_ != SQLITE_OK) return sqlite_error(db_, failed_);
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return sqlite_error(db_, code);
}

Status Statement::run() {
    const Result<bool> row = step();
    if (!row.ok()) {
        reset();
        return row.error();
    }
    SUNBOOTH_ASSERT(!row.value());
    reset();
    return ok_status();
}

void Statement::reset() {
    if (handle_ == nullptr) return;  // Could not be prepared; step() tells of it.
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

/// Not sqlite3_column_text: it may want memory for a closing zero, and says "empty" when it gets
/// none.
std::string Statement::text(int column) const {
    const void* at = sqlite3_column_blob(handle_, column);
    if (at == nullptr) return {};
    return {static_cast<const char*>(at),
            static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Bytes Statement::blob(int column) const {
    const auto* at = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
    if (at == nullptr) return {};
    return {at, at + sqlite3_column_bytes(handle_, column)};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

}  // namespace sunbooth::store
