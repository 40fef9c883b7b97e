// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/store/database.h"

#include <type_traits>

namespace sunbooth::store {

/// Runs `work`, which returns a Status or a Result, in a transaction of its own that is kept when
/// it is ok. On the thread of the database. @return what the work returned, or why the transaction
/// could not begin or be kept.
template <class Work>
auto in_transaction(Database& db, const Work& work) -> std::invoke_result_t<const Work&> {
    Result<Transaction> transaction = Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    auto done = work();
    if (!done.ok()) return done;
    if (Status kept = transaction.value().commit(); !kept.ok()) return kept.error();
    return done;
}

}  // namespace sunbooth::store
