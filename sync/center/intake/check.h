// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/filing_time.h"
#include "sync/center/intake/words.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/vault.h"
#include "sync/seal/record.h"
#include "sync/wire/content.h"
#include "sync/wire/messages.h"

#include <string>
#include <vector>

namespace sunbooth::center::intake {

/// What checking needs besides the batch. The database may be a read-only one.
struct CheckTools {
    store::Database& db;
    const registry::Keys& keys;
    vault::Vault& vault;
    Random& random;
};

/// The columns that lists may show.
struct ClearColumns {
    std::string unit;
    std::string window;
    std::string topic;     ///< Or "rating-<level>", or "issue-<kind>".
    std::string category;  ///< Of an issue its aspect.
    domain::Language language = domain::Language::Zh;
};

/// One record of a batch, judged as far as it can be without writing.
struct CheckedRecord {
    Bytes sealed;  ///< record/1 as it came.
    seal::Digest digest;
    seal::RecordParts parts;  ///< Blank when the layout cannot be read.
    /// Why it cannot be taken, as a stable code; empty: it can.
    ///   bad_record bad_signature other_kiosk                  (not of this kiosk's chain)
    ///   unknown_key content_unreadable content_invalid contact_unreadable
    ///   unknown_topic unknown_window unknown_unit unknown_level unknown_tag unknown_monitor
    std::string refusal;
    bool authentic = false;  ///< Readable and signed by this kiosk: it has a place in the chain.
    bool has_contact = false;
    ClearColumns clear;
    domain::FiledAt filed;
    /// Of a complaint, as its visitor remembers it.
    std::optional<domain::Date> occurred_from, occurred_to;
    int level = 0;  ///< Of a rating; 0 for anything else.
    std::string scale;
    std::vector<std::string> tags;
    domain::Issue issue;  ///< Of an issue, without its words.
    LockedWords words;
};

struct CheckedBatch {
    std::string kiosk;
    std::int64_t epoch = 0;
    BatchClocks clocks;
    std::vector<CheckedRecord> records;
};

/// Verifies, opens and validates each record, and keeps the contacts of the good ones in the vault
/// (idempotent, and durable before the record can be). Refusals are marks on records, not errors.
/// @return Offline while no hall was imported; Io and the like from the database or the vault.
Result<CheckedBatch> check_batch(CheckTools tools, const fleet::Kiosk& kiosk,
                                 wire::BatchRequest batch);

/// What somebody wrote: a complaint's or an issue's text, a rating's comment.
const SecretText& words_of(const domain::Filing& filing);

}  // namespace sunbooth::center::intake
