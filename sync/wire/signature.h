// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/wire/http.h"

#include <cstdint>
#include <string>

namespace sunbooth::wire {

// One fixed profile of RFC 9421 (HTTP message signatures). Every kiosk request carries
//
//   content-digest:    sha-256=:<base64>:                       (RFC 9530, also for an empty body)
//   sunbooth-counter:  <decimal, never used before by this kiosk>
//   signature-input:   sig1=("@method" "@path" "content-digest"
//   "sunbooth-counter");alg="ed25519";keyid="<kiosk>" signature:         sig1=:<base64 of 64
//   bytes>:
//
// and nothing else is accepted: other components, orders, labels or parameters are refused. There
// is no `created`: the kiosk's clock may be wrong by years. The counter stands in for it.

/// Adds the four headers. `kiosk` is the keyid.
void sign_request(Request& request, const std::string& kiosk, std::uint64_t counter,
                  const seal::SigningKey& key);

/// What a request claims, before its key is known.
struct SignatureClaim {
    std::string kiosk;
    std::uint64_t counter = 0;
};
/// @return Unauthorized, with the header to mend in `field`, when the profile is not kept.
Result<SignatureClaim> read_signature_claim(const Request& request);
/// Checks digest and signature against the key of the claimed kiosk. @return Unauthorized.
Status verify_request(const Request& request, const seal::SigningPublicKey& key);

}  // namespace sunbooth::wire
