// SPDX-License-Identifier: Apache-2.0
#include "sync/store/shelf.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace sunbooth::store {
namespace {

/// More texts than any program of ours has; a bound all the same.
constexpr std::size_t kReadyMax = 256;

/// Pragmas and the like may act while they are prepared, so they are prepared each time.
bool worth_keeping(std::string_view sql) {
    constexpr std::array<std::string_view, 5> kPlain{"SELECT", "INSERT", "UPDATE", "DELETE",
                                                     "WITH"};
    sql.remove_prefix(std::min(sql.find_first_not_of(" \n\t"), sql.size()));
    return std::any_of(kPlain.begin(), kPlain.end(),
                       [&](std::string_view word) { return sql.starts_with(word); });
}

}  // namespace

sqlite3_stmt* Shelf::take(std::string_view sql) {
    const auto found = ready_.find(sql);
    if (found == ready_.end()) return nullptr;
    sqlite3_stmt* statement = found->second;
    ready_.erase(found);
    return statement;
}

void Shelf::put(sqlite3_stmt* statement) {
    if (statement == nullptr) return;
    const std::string_view sql = sqlite3_sql(statement);
    if (!open_ || ready_.size() >= kReadyMax || !worth_keeping(sql)) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    ready_.emplace(sql, statement);
}

void Shelf::close() {
    open_ = false;
    for (const auto& [sql, statement] : ready_) sqlite3_finalize(statement);
    ready_.clear();
}

}  // namespace sunbooth::store
