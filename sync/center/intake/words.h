// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/base/secret.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"

namespace sunbooth::center::intake {

/// A citizen's words at rest: under a fresh key of the record's own, which is wrapped together with
/// the record's id under a key derived from the intake secret. Destroying the wrapped key destroys
/// the words. (Sealing it to the public half instead costs a hundred times as much a record, and
/// the process that writes holds the secret half anyway: it has just opened the content box with
/// it.)
struct LockedWords {
    Bytes words;
    Bytes key;
};
LockedWords lock_words(const SecretText& text, const domain::RecordId& record,
                       const seal::BoxKey& intake, Random& random);
/// @return Corrupt when a bit was changed, or the words belong to another record.
Result<SecretText> unlock_words(const LockedWords& locked, const domain::RecordId& record,
                                const seal::BoxKey& intake);

}  // namespace sunbooth::center::intake
