// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/fleet/kiosks.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::intake {

/// How a record stands to what the center has of its kiosk's chain.
enum class Place {
    Next,    ///< Directly after the head, and it names the head as the one before.
    Gap,     ///< Behind missing records.
    Broken,  ///< Directly after the head, but it names another one before.
    Filler,  ///< Before the head, at a place that is free: a gap closes.
    Taken,   ///< Before the head, at a place that another record holds: a clone or a rollback.
};

struct Claim {
    std::uint64_t seq = 0;
    seal::Digest previous;
};
Result<Place> place_of(store::Database& db, const fleet::Kiosk& kiosk, const Claim& claim);

/// What the alarm says of a place; empty for Next and Filler, which alarm nobody.
std::string trouble_at(Place place, const fleet::Kiosk& kiosk, std::uint64_t seq);

}  // namespace sunbooth::center::intake
