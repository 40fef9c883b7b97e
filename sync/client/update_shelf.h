// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/seal/digest_stream.h"
#include "sync/wire/update.h"

#include <filesystem>
#include <optional>

namespace sunbooth::client {

/// Where the bundle that the center offers is gathered, part by part, through restarts and power
/// cuts. In its folder:
///
///   DIGEST.part           what has come; its length is where fetching goes on
///   ready/VERSION.raucb   another name of the same file once it is whole: the machine's updater
///                         (kiosk-os/units, `update`) takes that name away and installs it
///
/// so that a cut while it is installed costs no second fetching. A tail that a power cut left wrong
/// shows in the digest. One thread.
class UpdateShelf {
public:
    explicit UpdateShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Looks what of this offer is here already; parts of any other go. @return Io.
    Status want(const wire::UpdateOffer& offer);
    /// Nothing is offered: all parts go.
    void forget();

    const std::optional<wire::UpdateOffer>& offer() const { return offer_; }
    std::int64_t have() const { return have_; }
    bool is_whole() const { return offer_ && have_ == offer_->bytes; }
    /// Adds the bytes that follow; they are on the disk when this returns.
    /// @pre there is an offer. @return Corrupt when there are more than it has; Io, Full.
    Status add(ByteView part);
    /// Gives the whole file its second name. @pre is_whole().
    /// @return Corrupt when it is not what was offered: it is erased, to be fetched again; Io.
    Status hand_over();

private:
    std::filesystem::path part() const;
    Status read_what_is_here();

    std::filesystem::path folder_;
    std::optional<wire::UpdateOffer> offer_;
    std::int64_t have_ = 0;
    seal::DigestStream digest_;
};

}  // namespace sunbooth::client
