// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/seal/keys.h"

#include <string>
#include <string_view>

namespace sunbooth::seal {

// A service card opens a terminal's page for its operator: how network, queue, printer and screen
// stand, and the calibration of the glass. It works without a network, shows nothing of any
// citizen, and is signed by the deployment's root.
//
//     card    = "SBS1." base64url(payload) "." base64url(signature)
//     payload = kiosk name, or "*" for every terminal of the deployment, LF, last day
//     ("2027-01-31")
//
// The signature covers "sunbooth-service-card/1" LF payload.

/// The text of a card, as its QR code holds it.
std::string write_service_card(std::string_view kiosk, domain::Date last_day,
                               const SigningKey& root);

/// Whether a scanned text looks like one.
bool is_service_card(std::string_view text);

/// @return ok when the card is the root's, for this kiosk, and not past its last day; Unauthorized
/// otherwise, InvalidInput for a text that is none. A terminal's clock may be wrong: the day keeps
/// honest cards short-lived, it is no lock.
Status check_service_card(std::string_view text, std::string_view kiosk, domain::Date today,
                          const SigningPublicKey& root);

}  // namespace sunbooth::seal
