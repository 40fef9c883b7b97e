// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/base/secret.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/check.h"
#include "sync/center/registry/keys.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/ticket.h"
#include "sync/store/database.h"

#include <optional>
#include <string>

namespace sunbooth::center::intake {

/// What the first answer to a record said; the same is said to every repeat, for ever.
struct Stored {
    std::uint64_t row = 0;
    seal::Digest digest;
    seal::Signature countersignature;
};

/// @return nothing when no record of this id was stored.
Result<std::optional<Stored>> find_stored(store::Database& db, const domain::RecordId& record);

/// What the center signed when it stored a record.
struct Acceptance {
    domain::RecordId id;
    std::uint64_t row = 0;
    seal::Signature countersignature;
};
/// By the digest that a receipt names. @return nothing when no such record was stored.
Result<std::optional<Acceptance>> acceptance_of(store::Database& db, const seal::Digest& record);

/// Stores a good record under the next row number, with its rating if it is one, and countersigns
/// it. Inside the caller's transaction.
Result<Stored> store_submission(store::Database& db, const registry::Keys& keys,
                                const fleet::Kiosk& kiosk, const CheckedRecord& record,
                                const FilingTime& filed, WallTime now);

/// A rating whose receipt has this code, as its citizen may see it: filed, counted, nothing to wait
/// for. (Bad ratings have a ticket as well, which says more.) @return NotFound.
Result<domain::TicketView> rating_by_receipt(store::Database& db, const domain::ReceiptCode& code);

/// The highest row number; 0 when nothing was stored.
Result<std::uint64_t> newest_row(store::Database& db);

/// The citizen's words, for who may read the ticket. Empty when nothing was written.
/// @return NotFound; Refused once they were erased; Corrupt.
Result<SecretText> read_words(store::Database& db, const registry::Keys& keys,
                              const domain::RecordId& record);

/// Opens the sealed original again and checks it against its digest, its kiosk's keys and the
/// words kept beside it. @return Corrupt naming what differs; NotFound; Refused once erased.
Status verify_original(store::Database& db, const registry::Keys& keys,
                       const domain::RecordId& record);

/// Destroys the sealed original, in which the contact lies sealed to the vault's key; the words
/// stay. A mark says that it was done on purpose. Inside the caller's transaction. @return
/// NotFound.
Status erase_original(store::Database& db, const registry::Keys& keys,
                      const domain::RecordId& record, WallTime now);

/// Destroys the words' key and the sealed original. Number, id, digest and chain stay, and a mark
/// says that it was done on purpose. Inside the caller's transaction. @return NotFound.
Status erase_words(store::Database& db, const registry::Keys& keys, const domain::RecordId& record,
                   WallTime now);

}  // namespace sunbooth::center::intake
