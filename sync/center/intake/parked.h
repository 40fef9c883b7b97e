// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/check.h"
#include "sync/center/registry/keys.h"
#include "sync/domain/date.h"
#include "sync/store/database.h"
#include "sync/wire/messages.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::intake {

/// A record that could not be taken. Its sealed bytes wait here: for an auditor, and for the day on
/// which the center knows the word that it did not know (again.h).
struct Parking {
    wire::Verdict verdict = wire::Verdict::Refused;  ///< Refused or Conflict.
    std::string reason;
    bool in_chain = false;  ///< It took its place in the kiosk's chain.
};
/// When a record came, by the center's clock and by its kiosk's: what its filing is counted from.
struct Arrival {
    BatchClocks clocks;
    WallTime at;
};

Status park(store::Database& db, const fleet::Kiosk& kiosk, const CheckedRecord& record,
            const Parking& parking, const Arrival& arrival);

/// A record as it was parked.
struct Parked {
    std::int64_t id = 0;
    Parking parking;
    Arrival arrival;
    bool erased = false;
};
/// How exactly these bytes of this kiosk were judged before. What another kiosk, or one that had
/// this name before, sent of them is no word about them.
Result<std::optional<Parked>> find_parked(store::Database& db, const fleet::Kiosk& kiosk,
                                          const seal::Digest& digest);
/// It is parked no more: a submission stands in its place. Inside the caller's transaction.
Status unpark(store::Database& db, std::int64_t id);

/// A record of some kiosk that was refused in its place of the chain and is still there.
struct WaitingRecord {
    std::int64_t id = 0;
    std::string kiosk;
    std::int64_t epoch = 0;
    Bytes sealed;
};
/// Those after `after`, by id.
Result<std::vector<WaitingRecord>> waiting_records(store::Database& db, std::int64_t after,
                                                   int limit);

/// One row of the list, without the bytes.
struct ParkedLine {
    std::int64_t id = 0;
    domain::RecordId record;
    std::string kiosk;
    std::uint64_t seq = 0;
    Parking parking;
    domain::Date parked_on{};
    std::optional<domain::Date> erased_on{};

    /// Whether it is judged again: refused in its place of the chain, and its bytes are there.
    bool waits() const {
        return parking.in_chain && parking.verdict == wire::Verdict::Refused && !erased_on;
    }
};
struct ParkedFilter {
    bool waiting = false;     ///< Only what is judged again.
    std::string kiosk{};      ///< Empty: any.
    std::int64_t before = 0;  ///< Cursor: what comes after this id; 0: from the newest.
    int limit = 50;
};
struct ParkedPage {
    std::vector<ParkedLine> items;  ///< Newest first.
    std::int64_t next = 0;          ///< Cursor; 0 when this is the last page.
};
Result<ParkedPage> parked(store::Database& db, const ParkedFilter& filter);

/// What lies here, as a watchman counts it.
struct ParkedCount {
    std::int64_t waiting = 0;  ///< Is judged again, until it can be taken or its time is over.
    std::int64_t aside = 0;    ///< Never is: a conflict, or of no kiosk's chain. Bytes still there.
    std::optional<domain::Date> oldest_on{};  ///< Since when the oldest of those that wait does.
};
Result<ParkedCount> count_parked(store::Database& db);

/// Destroys the sealed bytes. Kiosk, number, digest and reason stay, and for one that has a place
/// in a chain a mark says that it was done on purpose. Inside the caller's transaction.
/// @return NotFound.
Status erase_parked(store::Database& db, const registry::Keys& keys, std::int64_t id, WallTime now);
/// Whether the sealed bytes are there. @return NotFound.
Result<bool> holds_parked(store::Database& db, std::int64_t id);

}  // namespace sunbooth::center::intake
