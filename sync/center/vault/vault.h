// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/base/secret.h"
#include "sync/domain/ids.h"

#include <span>
#include <string>
#include <vector>

namespace sunbooth::center::vault {

/// A contact as it came.
struct ContactBox {
    domain::RecordId record;
    ByteView box;
};
/// What became of one of many.
enum class Kept {
    Empty,       ///< Kept; the citizen left no contact.
    Contact,     ///< Kept; there is a contact in it.
    Unreadable,  ///< Not kept: the box does not open, or holds no contact/1.
};

/// On what occasion somebody wants to see a contact; each has a quota of its own for a day.
enum class Occasion {
    LookUp,  ///< Out of the ticket's page: rare.
    Call,    ///< The desk handed the ticket out for a call: many an hour.
};
/// Reveals that one account has in a day at the hall (reliability.md 5.4 #15 says 30; a caller whom
/// the desk keeps busy makes 40 calls an hour for eight hours).
inline constexpr int kLookUpsPerDay = 30;
inline constexpr int kCallsPerDay = 400;

/// Who wants to see which contact, and why.
struct Asked {
    const domain::RecordId& record;
    const std::string& account;
    const std::string& reason;
    Occasion occasion = Occasion::LookUp;
};

/// Where contacts live: sealed boxes in, three questions out. Its own key and its own database, in
/// a process of its own (remote_vault.h) or, in tests, in this one (local_vault.h). Any thread.
class Vault {
public:
    virtual ~Vault() = default;
    /// Keeps a contact box as it came (idempotent by record).
    /// @return Corrupt when the box does not open with the callback key.
    virtual Status keep(const domain::RecordId& record, ByteView contact_box) = 0;
    /// Keeps many in one durable step; the answer has their order. Empty and Contact are told of
    /// the box that is kept, which for a repeated record is the first.
    virtual Result<std::vector<Kept>> keep_all(std::span<const ContactBox> contacts) = 0;
    /// "138****5678", or empty when no contact was left. @return NotFound.
    virtual Result<std::string> mask(const domain::RecordId& record) = 0;
    /// The whole contact. Every call is written to the audit log first: who, why, when.
    /// @return InvalidInput without a reason; NotFound; TooMany, field "quota", past the quota.
    virtual Result<SecretText> reveal(const Asked& asked, WallTime now) = 0;
    virtual Status erase(const domain::RecordId& record) = 0;
};

}  // namespace sunbooth::center::vault
