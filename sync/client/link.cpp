// SPDX-License-Identifier: Apache-2.0
#include "sync/client/link.h"

#include "sync/client/link_trust.h"
#include "sync/wire/routes.h"
#include "sync/wire/snapshot.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace sunbooth::client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::seconds kConnectMax{10};
constexpr std::chrono::seconds kTransferMax{30};
/// An idle connection is used again only this long: later the center may have closed it.
constexpr std::chrono::seconds kIdleMax{4};
constexpr std::uint64_t kAnswerBytesMax = 2 * wire::kHallBytesMax;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

using Stream = beast::ssl_stream<beast::tcp_stream>;
using HttpRequest = http::request<http::vector_body<std::uint8_t>>;
using HttpParser = http::response_parser<http::vector_body<std::uint8_t>>;

Error offline(std::string_view step, const error_code& why) {
    return {ErrorCode::Offline, std::string(step) + ": " + why.message(), ""};
}

HttpRequest to_http(const wire::Request& request, const std::string& host) {
    HttpRequest out;
    out.version(11);
    out.method_string(request.method);
    out.target(request.query.empty() ? request.path : request.path + "?" + request.query);
    for (const auto& [name, value] : request.headers) out.set(name, value);
    out.set(http::field::host, host);
    out.body() = request.body;
    out.prepare_payload();
    return out;
}

wire::Response from_http(HttpParser::value_type message) {
    wire::Response response;
    response.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
        std::string name(field.name_string());
        for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        response.headers[name] = std::string(field.value());
    }
    response.body = std::move(message.body());
    return response;
}

}  // namespace

class Link::Impl : public std::enable_shared_from_this<Impl> {
public:
    Impl(asio::io_context& io, LinkOptions options)
        : io_(io), context_(ssl::context::tls_client), options_(std::move(options)) {}

    Status trust_authority() { return trust_only(context_, options_.ca_file); }

    void send(wire::Request request, Done done) {
        asio::co_spawn(io_, run(shared_from_this(), std::move(request)),
                       [done = std::move(done)](const std::exception_ptr& thrown,
                                                std::optional<Result<wire::Response>> response) {
                           if (thrown || !response)
                               return done(Error{ErrorCode::Internal, "link threw", ""});
                           done(std::move(*response));
                       });
    }

private:
    using Response = std::optional<Result<wire::Response>>;

    /// One exchange: on a connection that is still warm, and once more on a fresh one if that
    /// turned out cold before a byte came back.
    static asio::awaitable<Response> run(std::shared_ptr<Impl> self, wire::Request request) {
        if (std::unique_ptr<Stream> warm = self->take_idle()) {
            Result<wire::Response> response = co_await self->exchange(std::move(warm), request);
            if (response.ok()) co_return response;
        }
        Result<std::unique_ptr<Stream>> fresh = co_await self->connect();
        if (!fresh.ok()) co_return fresh.error();
        co_return co_await self->exchange(std::move(fresh).value(), request);
    }

    std::unique_ptr<Stream> take_idle() {
        const bool warm = std::chrono::steady_clock::now() - idle_since_ < kIdleMax;
        std::unique_ptr<Stream> stream = std::move(idle_);
        if (!warm) return nullptr;
        return stream;
    }

    Status prepare(Stream& stream) {
        const Status expected =
            expect_server(stream.native_handle(), options_.host, options_.known_time());
        if (!expected.ok()) return expected.error();
        error_code failed;
        stream.set_verify_callback(allow_early, failed);
        if (failed) return Error{ErrorCode::Internal, failed.message(), ""};
        return ok_status();
    }

    asio::awaitable<Result<std::unique_ptr<Stream>>> connect() {
        tcp::resolver resolver(io_);
        const auto [not_found, found] =
            co_await resolver.async_resolve(options_.host, std::to_string(options_.port), kTuple);
        if (not_found) co_return offline("resolve", not_found);
        auto stream = std::make_unique<Stream>(io_, context_);
        const Status prepared = prepare(*stream);
        if (!prepared.ok()) co_return prepared.error();
        beast::get_lowest_layer(*stream).expires_after(kConnectMax);
        const auto [unreached, endpoint] =
            co_await beast::get_lowest_layer(*stream).async_connect(found, kTuple);
        if (unreached) co_return offline("connect", unreached);
        beast::get_lowest_layer(*stream).socket().set_option(tcp::no_delay(true));
        const auto [refused] = co_await stream->async_handshake(ssl::stream_base::client, kTuple);
        if (refused) co_return handshake_error(*stream, refused);
        co_return stream;
    }

    static Error handshake_error(Stream& stream, const error_code& why) {
        const long verdict = SSL_get_verify_result(stream.native_handle());
        if (verdict == X509_V_OK) return offline("handshake", why);
        return {ErrorCode::Offline,
                std::string("certificate: ") + X509_verify_cert_error_string(verdict), ""};
    }

    asio::awaitable<Result<wire::Response>> exchange(std::unique_ptr<Stream> stream,
                                                     const wire::Request& request) {
        const HttpRequest out = to_http(request, options_.host);
        beast::get_lowest_layer(*stream).expires_after(kTransferMax);
        const auto [unsent, written] = co_await http::async_write(*stream, out, kTuple);
        if (unsent) co_return offline("send", unsent);

        HttpParser parser;
        parser.header_limit(wire::kHeaderBytesMax);
        parser.body_limit(request.path == wire::route::kSnapshot ? wire::kSnapshotBytesMax
                                                                 : kAnswerBytesMax);
        beast::flat_buffer buffer;
        beast::get_lowest_layer(*stream).expires_after(kTransferMax);
        const auto [unread, read] = co_await http::async_read(*stream, buffer, parser, kTuple);
        if (unread) co_return offline("receive", unread);
        if (parser.keep_alive() && buffer.size() == 0) {
            beast::get_lowest_layer(*stream).expires_never();
            idle_ = std::move(stream);
            idle_since_ = std::chrono::steady_clock::now();
        }
        co_return from_http(parser.release());
    }

    asio::io_context& io_;
    ssl::context context_;
    LinkOptions options_;
    std::unique_ptr<Stream> idle_;
    std::chrono::steady_clock::time_point idle_since_{};
};

Link::Link(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Link::~Link() = default;

Result<std::unique_ptr<Link>> Link::make(asio::io_context& io, LinkOptions options) {
    if (options.host.empty()) return invalid_input("host", "is empty");
    try {
        auto impl = std::make_shared<Impl>(io, std::move(options));
        const Status trusted = impl->trust_authority();
        if (!trusted.ok()) return trusted.error();
        return std::unique_ptr<Link>(new Link(std::move(impl)));
    } catch (const boost::system::system_error& failed) {
        return Error{ErrorCode::Internal, std::string("TLS: ") + failed.what(), ""};
    }
}

void Link::send(wire::Request request, Done done) {
    impl_->send(std::move(request), std::move(done));
}

}  // namespace sunbooth::client
