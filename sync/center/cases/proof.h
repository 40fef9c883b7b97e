// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/seal/secretbox.h"

#include <string>
#include <string_view>

namespace sunbooth::center::cases {

/// Capitals without blanks and hyphens: the one spelling of a query code.
std::string canonical_query_code(std::string_view typed);

/// The keyed hash of what proves that a case is somebody's own. Bound to the number, so that equal
/// last fours of two cases do not look alike.
seal::SecretKey proof_hash(const seal::SecretKey& key, std::string_view case_no,
                           std::string_view proof);

/// The keyed hash of a person, by the whole number of the id card.
seal::SecretKey person_hash(const seal::SecretKey& key, std::string_view id_card);

}  // namespace sunbooth::center::cases
