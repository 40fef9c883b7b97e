// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/wire/http.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace sunbooth::test {

/// A certificate with its key, both PEM.
struct Certificate {
    std::string pem;
    std::string key;
};

struct CertificateWish {
    std::string name = "127.0.0.1";     ///< Host name or address it is for.
    std::int64_t from = 1'700'000'000;  ///< UTC seconds.
    std::int64_t until = 1'900'000'000;
    bool authority = false;
    // What makes a certificate a bad one.
    bool nameless = false;  ///< A common name, but no subject alternative name.
    std::string names{};    ///< Instead of `name`, as "DNS:*,DNS:*.hall".
    std::string purpose{};  ///< Extended key usage; empty: none said.
    bool sha1 = false;      ///< Signed over SHA-1.
    unsigned rsa_bits = 0;  ///< 0: an elliptic key of today.
    bool broken = false;    ///< One bit of the signature is wrong.
};

/// By `issuer`, or by itself when that is null.
Certificate make_certificate(const CertificateWish& wish, const Certificate* issuer);

/// An HTTPS server on a free port of the loopback, with a thread of its own.
class TlsServer {
public:
    struct Setup {
        Certificate certificate;
        std::function<wire::Response(const wire::Request&)> answer;
        bool tls12_only = false;
        bool close_after_each = false;  ///< Without saying so beforehand.
        bool plain_text = false;        ///< Greets in clear instead of speaking TLS.
    };
    explicit TlsServer(Setup setup);
    ~TlsServer();
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    std::uint16_t port() const;
    int connections() const;  ///< Accepted so far.

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sunbooth::test
