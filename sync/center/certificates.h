// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"

#include <filesystem>
#include <string>

namespace sunbooth::center {

/// Makes a deployment's own certificate authority and the server's certificate for one host name or
/// IP address: DIR/{ca.pem, ca.key, server.pem, server.key}, keys with mode 0600. ECDSA on P-256,
/// because not every hall's TLS inspector knows Ed25519. The CA lives 20 years, the server's
/// certificate 10; both begin a day early, for kiosks whose clocks are behind.
/// @return InvalidInput naming "host"; Io; Internal when OpenSSL fails.
Status make_certificates(const std::filesystem::path& folder, const std::string& host,
                         Random& random, WallTime now);

/// Replaces server.pem and server.key in a folder that holds ca.pem and ca.key: another key, a
/// certificate by the same authority, so kiosks need not be told.
/// @return InvalidInput when the authority's key is not there; as above.
Status renew_server_certificate(const std::filesystem::path& folder, const std::string& host,
                                Random& random, WallTime now);

}  // namespace sunbooth::center
