// SPDX-License-Identifier: Apache-2.0
#include "sync/base/assert.h"
#include "sync/base/mutant.h"
#include "sync/store/database.h"

#include <sqlite3.h>

#include <utility>

namespace sunbooth::store {
namespace {

/// Some failures (a full disk, an I/O error) have rolled back already; a second try is harmless.
void roll_back(Database& db) {
    if (sqlite3_get_autocommit(db.handle()) == 0) {
        sqlite3_exec(db.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

/// One error code that nobody looks at.
bool is_ignored(ErrorCode code) {
    return (code == ErrorCode::Full && mutant("store.ignores_full")) ||
           (code == ErrorCode::Io && mutant("store.ignores_io"));
}

}  // namespace

Result<Transaction> Transaction::begin(Database& db) {
    const Status begun = db.run("BEGIN IMMEDIATE");
    if (!begun.ok()) return begun.error().in("begin");
    return Transaction(db);
}

Transaction::Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}

Transaction::~Transaction() {
    if (db_ != nullptr) roll_back(*db_);
}

Status Transaction::commit() {
    SUNBOOTH_ASSERT(db_ != nullptr);
    Database& db = *std::exchange(db_, nullptr);
    const Status committed = db.run("COMMIT");
    if (committed.ok()) return committed;
    roll_back(db);
    if (is_ignored(committed.error().code)) return ok_status();
    return committed.error().in("commit");
}

}  // namespace sunbooth::store
