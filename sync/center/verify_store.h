// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/registry/keys.h"
#include "sync/store/database.h"

#include <cstdint>

namespace sunbooth::center {

struct StoreReport {
    std::uint64_t records = 0;
    std::uint64_t kiosks = 0;
    std::int64_t tickets = 0;
};

/// Everything that an auditor can check of a center's database: the file and its indexes, the chain
/// of every kiosk, each sealed original against the words beside it, each ticket's events, and the
/// center's marks on what it wrote itself.
/// @return Corrupt naming the first record or event that is wrong; Io and the like.
Result<StoreReport> verify_store(store::Database& db, const registry::Keys& keys);

}  // namespace sunbooth::center
