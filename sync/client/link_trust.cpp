// SPDX-License-Identifier: Apache-2.0
#include "sync/client/link_trust.h"

#include "sync/base/mutant.h"

#include <boost/asio/ip/address.hpp>

namespace sunbooth::client {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;

constexpr int kSecurityLevel = 2;  // OpenSSL, SSL_CTX_set_security_level(3)

bool is_address(const std::string& host) {
    error_code not_an_address;
    (void)asio::ip::make_address(host, not_an_address);
    return !not_an_address;
}

/// Spelled out because OpenSSL's macro for it holds an old-style cast.
bool set_server_name(SSL* handle, std::string host) {
    return SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) ==
           1;
}

}  // namespace

Status trust_only(ssl::context& context, const std::filesystem::path& ca_file) {
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_3_VERSION);
    // 112 bits (RSA 2048, SHA-256): not left to how the machine's OpenSSL is set up.
    SSL_CTX_set_security_level(context.native_handle(), kSecurityLevel);
    context.set_verify_mode(mutant("client.verify_off") ? ssl::verify_none : ssl::verify_peer);
    error_code failed;
    context.load_verify_file(ca_file.string(), failed);
    if (!failed) return ok_status();
    return invalid_input("ca_file", ca_file.string() + " cannot be read as a PEM certificate");
}

Status expect_server(SSL* connection, const std::string& host, WallTime known_time) {
    X509_VERIFY_PARAM* rules = SSL_get0_param(connection);
    X509_VERIFY_PARAM_set_time(rules, to_ms(known_time) / 1000);
    // A name counts where names stand: not in the free text of the subject.
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    const bool set = is_address(host)
                         ? X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1
                         : X509_VERIFY_PARAM_set1_host(rules, host.data(), host.size()) == 1 &&
                               set_server_name(connection, host);
    return set ? ok_status() : invalid_input("host", "is not a host name or an address");
}

bool allow_early(bool fine, ssl::verify_context& context) {
    X509_STORE_CTX* store = context.native_handle();
    if (fine || X509_STORE_CTX_get_error(store) != X509_V_ERR_CERT_NOT_YET_VALID) return fine;
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return true;
}

}  // namespace sunbooth::client
