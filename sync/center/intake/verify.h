// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/database.h"

#include <optional>
#include <string>

namespace sunbooth::center::intake {

/// The first row that cannot be as it was stored, or that nobody announced as missing.
struct ChainFault {
    std::string kiosk;
    std::uint64_t seq = 0;
    std::uint64_t row = 0;  ///< Of submission; 0 when the record is missing or parked.
    std::string what;
};

struct ChainReport {
    std::uint64_t records = 0;
    std::uint64_t kiosks = 0;
    std::uint64_t alarmed = 0;  ///< Gaps and forks that were seen on arrival and alarmed.
    std::optional<ChainFault> fault{};
};

/// Walks the chain of every kiosk and epoch: sequence, links, digests of the sealed originals,
/// countersignatures, the center's marks on the columns, and that the last one is the head that the
/// center remembers.
/// @return errors of the database only; what is wrong with the rows is in the report.
Result<ChainReport> verify_chains(store::Database& db, const seal::Signers& center);

}  // namespace sunbooth::center::intake
