// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/update.h"
#include "sync/seal/keys.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::wire {

// How an update of the image reaches a terminal. Both questions are POST and not GET, because the
// signature of a request covers its body and not its query: whoever stands between can neither ask
// for another part nor tell another result.

/// A part of a bundle at most: 16 s on a line of 256 kbit/s, half of what the link waits for.
inline constexpr std::int64_t kPartBytesMax = std::int64_t{512} * 1024;
inline constexpr std::int64_t kUpdateBytesMax = std::int64_t{1024} * 1024 * 1024;

/// POST /kiosk/v1/update: what runs here, what became of the last update, is there another?
struct UpdateQuestion {
    std::string version;  ///< That runs.
    std::string slot;
    domain::Update update;
    bool operator==(const UpdateQuestion&) const = default;
};
/// A bundle that this terminal is to have. Its own signature is the machine's to check (RAUC); the
/// digest only tells that all of it came.
struct UpdateOffer {
    std::string version;
    std::int64_t bytes = 0;
    seal::Digest digest;
    bool operator==(const UpdateOffer&) const = default;
};
struct UpdateAnswer {
    std::optional<UpdateOffer> offer;
    bool operator==(const UpdateAnswer&) const = default;
};

/// POST /kiosk/v1/update/parts: the bytes from `offset` on, as many as kPartBytesMax or the rest.
/// Answered by these bytes, application/octet-stream; NotFound when it is offered no longer.
struct PartQuestion {
    std::string version;
    std::int64_t offset = 0;
    bool operator==(const PartQuestion&) const = default;
};

std::string write(const UpdateQuestion& question);
std::string write(const UpdateAnswer& answer);
std::string write(const PartQuestion& question);
/// @return InvalidInput naming the field.
Result<UpdateQuestion> read_update_question(std::string_view json);
Result<UpdateAnswer> read_update_answer(std::string_view json);
Result<PartQuestion> read_part_question(std::string_view json);

}  // namespace sunbooth::wire
