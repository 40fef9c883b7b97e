// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <string>
#include <string_view>

namespace sunbooth::domain {

/// Names one record for ever. 16 random bytes, made on the kiosk, with no time in them, so that a
/// list of ids beside a camera's recording unmasks nobody.
using RecordId = Fixed<struct RecordIdTag, 16>;

/// A kiosk's name, given by the operator at enrolment: 1..18 of a-z, 0-9 and "-". It is also the
/// `keyid` of its signatures. To hold one is to have checked it.
class KioskId {
public:
    static constexpr std::size_t kLengthMax =
        18;  ///< So that a receipt QR stays within 180 characters.
    /// @return InvalidInput naming the field "kiosk" when the name has another shape.
    static Result<KioskId> parse(std::string_view text);
    const std::string& text() const { return text_; }
    auto operator<=>(const KioskId&) const = default;

private:
    explicit KioskId(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace sunbooth::domain
