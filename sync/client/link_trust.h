// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/verify_context.hpp>

#include <filesystem>
#include <string>

namespace sunbooth::client {

// Whom a Link believes to be its center (link.h has the rules).

/// TLS 1.3, and one authority that is believed.
/// @return InvalidInput naming "ca_file".
Status trust_only(boost::asio::ssl::context& context, const std::filesystem::path& ca_file);

/// The name that the certificate has to bear, and the day by which it is judged.
/// @return InvalidInput naming "host".
Status expect_server(SSL* connection, const std::string& host, WallTime known_time);

/// Lets a certificate pass that is not yet valid by the known time, and nothing else that is wrong.
bool allow_early(bool fine, boost::asio::ssl::verify_context& context);

}  // namespace sunbooth::client
