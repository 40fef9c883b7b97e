// SPDX-License-Identifier: Apache-2.0
#include "sync/client/link.h"

#include "sync/base/mutant.h"
#include "sync/wire/routes.h"
#include "tests/client/tls_server.h"
#include "tests/store/temp_folder.h"

#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include <fstream>

using namespace sunbooth;
using client::Link;
using test::Certificate;
using test::make_certificate;
using test::TempFolder;
using test::TlsServer;

namespace {

constexpr std::int64_t kYear = 365LL * 24 * 60 * 60;

wire::Response greet(const wire::Request& request) {
    const std::string body =
        request.method + " " + request.path + " " + std::string(as_text(request.body));
    return {200, {{"ETag", "\"1\""}}, to_bytes(body)};
}

/// A deployment's authority, and one exchange by whoever trusts it.
struct Deployment {
    Certificate authority = make_certificate({.name = "A", .authority = true}, nullptr);
    TempFolder folder;
    std::string host = "127.0.0.1";
    std::int64_t known = 1'800'000'000;

    Deployment() { std::ofstream(folder / "ca.pem") << authority.pem; }

    Certificate certificate(const test::CertificateWish& wish = {}) {
        return make_certificate(wish, &authority);
    }
    std::unique_ptr<Link> link(boost::asio::io_context& io, std::uint16_t port) {
        return std::move(Link::make(io, {.host = host,
                                         .port = port,
                                         .ca_file = folder / "ca.pem",
                                         .known_time = [this] { return wall_ms(known * 1000); }}))
            .value();
    }
    Result<wire::Response> ask(std::uint16_t port) {
        boost::asio::io_context io;
        const std::unique_ptr<Link> made = link(io, port);
        return exchange(io, *made);
    }
    static Result<wire::Response> exchange(boost::asio::io_context& io, Link& link,
                                           std::string path = "/kiosk/v1/records") {
        std::optional<Result<wire::Response>> got;
        link.send({.method = "POST",
                   .path = std::move(path),
                   .query = {},
                   .headers = {{"content-type", "text/plain"}},
                   .body = to_bytes("hello")},
                  [&](Result<wire::Response> response) { got = std::move(response); });
        CHECK_FALSE(got.has_value());
        while (!got && io.run_one() > 0) {
        }
        io.restart();
        REQUIRE(got.has_value());
        return *got;
    }
};

void check_refused(const Result<wire::Response>& got, std::string_view why) {
    REQUIRE_FALSE(got.ok());
    CHECK(got.error().code == ErrorCode::Offline);
    CAPTURE(got.error().detail);
    CHECK(got.error().detail.find(why) != std::string::npos);
}

}  // namespace

TEST_CASE("link: a request goes out and its answer comes back, header names in lower case") {
    Deployment deployment;
    const TlsServer server({.certificate = deployment.certificate(), .answer = greet});
    const Result<wire::Response> got = deployment.ask(server.port());
    REQUIRE_MESSAGE(got.ok(), (got.ok() ? "" : got.error().line()));
    CHECK(got.value().status == 200);
    CHECK(as_text(got.value().body) == "POST /kiosk/v1/records hello");
    CHECK(got.value().headers.at("etag") == "\"1\"");
}

TEST_CASE("link: a host name in the certificate is checked as well as an address") {
    Deployment deployment;
    deployment.host = "localhost";
    const TlsServer server(
        {.certificate = deployment.certificate({.name = "localhost"}), .answer = greet});
    CHECK(deployment.ask(server.port()).ok());
    deployment.host = "127.0.0.1";
    check_refused(deployment.ask(server.port()), "IP address mismatch");
}

namespace {

struct BadCertificate {
    const char* what;
    Certificate certificate;
    const char* why;  ///< Words of the refusal.
    const char* host = "127.0.0.1";
};

/// Thirteen that are not the deployment's own for this host and time. A chain of the deployment
/// that ends in a leaf which plays the authority counts among them.
std::vector<BadCertificate> bad_certificates(Deployment& deployment) {
    const Certificate other = make_certificate({.name = "B", .authority = true}, nullptr);
    const Certificate namesake = make_certificate({.name = "A", .authority = true}, nullptr);
    const Certificate leaf = deployment.certificate();
    Certificate by_leaf = make_certificate({}, &leaf);
    by_leaf.pem += leaf.pem;
    return {
        {"another authority", make_certificate({}, &other), "issuer certificate"},
        {"signed by itself", make_certificate({}, nullptr), "self-signed"},
        {"an authority of the same name", make_certificate({}, &namesake), "certificate"},
        {"signed by one that is no authority", by_leaf, "certificate"},
        {"one bit changed", deployment.certificate({.broken = true}), "signature"},
        {"another address", deployment.certificate({.name = "127.0.0.2"}), "mismatch"},
        {"another host", deployment.certificate({.name = "elsewhere"}), "mismatch"},
        {"every host", deployment.certificate({.names = "DNS:*,DNS:*.localhost"}), "mismatch",
         "localhost"},
        {"a name in free text only",
         deployment.certificate({.name = "localhost", .nameless = true}), "mismatch", "localhost"},
        {"expired", deployment.certificate({.until = 1'799'999'999}), "expired"},
        {"for clients only", deployment.certificate({.purpose = "clientAuth"}), "purpose"},
        {"a key of 1,024 bits", deployment.certificate({.rsa_bits = 1024}), "too weak"},
        {"signed over SHA-1", deployment.certificate({.sha1 = true}), "too weak"},
    };
}

Result<wire::Response> ask(Deployment& deployment, const BadCertificate& bad) {
    deployment.host = bad.host;
    const TlsServer server({.certificate = bad.certificate, .answer = greet});
    return deployment.ask(server.port());
}

}  // namespace

TEST_CASE("link: every certificate but the deployment's own for this host and time is refused") {
    Deployment deployment;
    const auto all = bad_certificates(deployment);
    for (const BadCertificate& bad : all) {
        CAPTURE(bad.what);
        check_refused(ask(deployment, bad), bad.why);
    }
    MESSAGE("S-5: " << all.size() << " bad certificates refused");
}

TEST_CASE("link: the mutant client.verify_off is caught") {
    const MutantScope mutant("client.verify_off");
    Deployment deployment;
    int served = 0;
    for (const BadCertificate& bad : bad_certificates(deployment)) {
        served += ask(deployment, bad).ok() ? 1 : 0;
    }
    CHECK(served > 0);
    MESSAGE("S-5, mutant client.verify_off: " << served << " bad certificates were taken");
}

TEST_CASE("link: time is the center's, not the machine's, and only expiry is held against it") {
    Deployment deployment;
    const test::CertificateWish past{.from = 1'000'000'000, .until = 1'000'000'000 + kYear};
    const TlsServer server({.certificate = deployment.certificate(past), .answer = greet});
    // The machine's clock says that this one ended long ago; the last signed time says otherwise.
    deployment.known = 1'000'000'000 + kYear / 2;
    CHECK(deployment.ask(server.port()).ok());
    // Known time is a lower bound: a certificate that begins after it may be valid by the true one.
    deployment.known = 1'000'000'000 - 5 * kYear;
    CHECK(deployment.ask(server.port()).ok());
    deployment.known = 1'000'000'000 + 2 * kYear;
    check_refused(deployment.ask(server.port()), "expired");
}

TEST_CASE("link: older TLS and clear text are not spoken") {
    Deployment deployment;
    const TlsServer old(
        {.certificate = deployment.certificate(), .answer = greet, .tls12_only = true});
    check_refused(deployment.ask(old.port()), "handshake");
    const TlsServer plain(
        {.certificate = deployment.certificate(), .answer = greet, .plain_text = true});
    check_refused(deployment.ask(plain.port()), "handshake");
}

TEST_CASE("link: nobody listening is offline") {
    Deployment deployment;
    std::uint16_t port = 0;
    {
        const TlsServer gone({.certificate = deployment.certificate(), .answer = greet});
        port = gone.port();
    }
    check_refused(deployment.ask(port), "connect");
}

TEST_CASE("link: a warm connection is used again, and a cold one is noticed") {
    Deployment deployment;
    {
        const TlsServer server({.certificate = deployment.certificate(), .answer = greet});
        boost::asio::io_context io;
        const std::unique_ptr<Link> link = deployment.link(io, server.port());
        for (int i = 0; i < 3; ++i) CHECK(Deployment::exchange(io, *link).ok());
        CHECK(server.connections() == 1);
    }
    const TlsServer forgetful(
        {.certificate = deployment.certificate(), .answer = greet, .close_after_each = true});
    boost::asio::io_context io;
    const std::unique_ptr<Link> link = deployment.link(io, forgetful.port());
    for (int i = 0; i < 3; ++i) CHECK(Deployment::exchange(io, *link).ok());
    CHECK(forgetful.connections() == 3);
}

TEST_CASE("link: an answer beyond the limit is cut off; a snapshot may be longer") {
    Deployment deployment;
    const TlsServer server(
        {.certificate = deployment.certificate(), .answer = [](const wire::Request&) {
             return wire::Response{200, {}, Bytes(2 * wire::kHallBytesMax + 1)};
         }});
    check_refused(deployment.ask(server.port()), "receive");
    boost::asio::io_context io;
    const std::unique_ptr<Link> link = deployment.link(io, server.port());
    const auto got = Deployment::exchange(io, *link, std::string(wire::route::kSnapshot));
    REQUIRE(got.ok());
    CHECK(got.value().body.size() == 2 * wire::kHallBytesMax + 1);
}

TEST_CASE("link: a missing or foreign file is no authority") {
    const TempFolder folder;
    std::ofstream(folder / "not.pem") << "hello";
    boost::asio::io_context io;
    for (const char* name : {"none.pem", "not.pem"}) {
        const auto made = Link::make(io, {.host = "127.0.0.1",
                                          .port = 1,
                                          .ca_file = folder / name,
                                          .known_time = client::build_time});
        REQUIRE_FALSE(made.ok());
        CHECK(made.error().field == "ca_file");
    }
}
