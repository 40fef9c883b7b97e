// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/ids.h"

#include <utility>

namespace sunbooth::domain {

/// What a citizen carries home: 12 characters of Crockford's base 32 (no I, L, O, U), grouped
/// 4-4-4. Eleven come from the first 55 bits of the record's random id, the last is a check
/// character: the eleven weighted and summed in the field of 32 elements, so that every single
/// wrong character and every swap of two neighbours is seen. Derived, so kiosk and center agree
/// without speaking.
class ReceiptCode {
public:
    static constexpr std::size_t kLength = 12;
    static ReceiptCode of(const RecordId& id);
    /// Puts the check character behind the first eleven, as a receipt's QR holds them (capitals, no
    /// blanks). @return InvalidInput naming "code".
    static Result<ReceiptCode> of_eleven(std::string_view eleven);
    /// Reads what a person typed or scanned: case, blanks and hyphens do not matter, O reads as 0,
    /// I and L as 1. @return InvalidInput naming "code" when the length, an alphabet character or
    /// the check character is wrong.
    static Result<ReceiptCode> parse(std::string_view typed);

    const std::string& compact() const { return text_; }  ///< "A7K29QXM4T8R"
    std::string grouped() const;                          ///< "A7K2-9QXM-4T8R"
    /// The lowest and the highest record id that have this code: a store finds by range.
    std::pair<RecordId, RecordId> id_bounds() const;
    bool operator==(const ReceiptCode&) const = default;

private:
    explicit ReceiptCode(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace sunbooth::domain
