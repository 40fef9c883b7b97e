// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/chain.h"

#include "sync/base/mutant.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kSelectTaken = R"sql(
    SELECT 1 FROM submission WHERE kiosk = :kiosk AND epoch = :epoch AND seq = :seq
     UNION ALL
    SELECT 1 FROM parked
     WHERE kiosk = :kiosk AND epoch = :epoch AND seq = :seq AND in_chain = 1)sql";

}  // namespace

Result<Place> place_of(store::Database& db, const fleet::Kiosk& kiosk, const Claim& claim) {
    if (mutant("intake.skip_chain_check")) return Place::Next;
    if (claim.seq == kiosk.head_seq + 1) {
        return claim.previous == kiosk.head ? Place::Next : Place::Broken;
    }
    if (claim.seq > kiosk.head_seq) return Place::Gap;
    store::Statement select = db.prepare(kSelectTaken);
    select.bind(":kiosk", kiosk.name).bind(":epoch", kiosk.epoch).bind(":seq", claim.seq);
    const Result<bool> taken = select.step();
    if (!taken.ok()) return taken.error().in("intake.place_of");
    return taken.value() ? Place::Taken : Place::Filler;
}

std::string trouble_at(Place place, const fleet::Kiosk& kiosk, std::uint64_t seq) {
    switch (place) {
        case Place::Next:
        case Place::Filler:
            return {};
        case Place::Gap:
            return std::to_string(seq - kiosk.head_seq - 1) +
                   " records are missing before this one";
        case Place::Broken:
            return "this record does not follow the one that the center has before it";
        case Place::Taken:
            return "another record holds this place: the kiosk was cloned or rolled back";
    }
    return {};
}

}  // namespace sunbooth::center::intake
