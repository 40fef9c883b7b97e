// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <optional>
#include <string>

namespace sunbooth::center::fleet {

/// Which request of which kiosk.
struct RequestKey {
    std::string kiosk;
    std::uint64_t counter = 0;
    seal::Digest request;  ///< Of everything that was signed.
};

/// The answer that exactly this request was given the first time, while its counter is among the
/// last 64 of the kiosk.
Result<std::optional<Bytes>> first_answer(store::Database& db, const RequestKey& key);
/// Keeps an answer, and forgets those whose counters are too old to be asked again.
Status keep_answer(store::Database& db, const RequestKey& key, ByteView body);
/// After a restore no earlier answer may be given again: it names another generation.
Status forget_answers(store::Database& db);

}  // namespace sunbooth::center::fleet
