// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/seal/keys.h"

#include <string>
#include <string_view>

namespace sunbooth::wire {

// provision/1: all that a fresh terminal must be told, in one text file, so that an operator can
// read it, carry it on a stick and keep it. Signed by the root key of the deployment, because a
// terminal that takes its center's address and CA from anybody belongs to anybody. The image that a
// hall flashes holds the root's public half.
//
//     file    = "sunbooth-provision/1" LF "signature = " base64 LF LF body
//     body    = TOML: the kiosk.toml of this terminal and what else it is told
//     (app/shell/provision.h)
//
// The signature covers "sunbooth-provision/1" LF body: nothing signed for another purpose passes
// here.

/// Far more than a CA and a dozen entries need; a stick may hold anything.
constexpr std::size_t kProvisionBytesMax = std::size_t{64} * 1024;

/// The file for a body.
std::string write_provision(std::string_view body, const seal::SigningKey& root);

/// The body, if `root` has signed it. @return Unsupported for another version; InvalidInput when it
/// is no such file; Unauthorized when the signature is not the root's, or the body was changed.
Result<std::string> read_provision(std::string_view file, const seal::SigningPublicKey& root);

}  // namespace sunbooth::wire
