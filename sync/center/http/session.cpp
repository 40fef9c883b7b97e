// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/session.h"

#include "sync/center/http/headers.h"
#include "sync/center/http/life.h"
#include "sync/center/http/line.h"
#include "sync/center/http/message.h"
#include "sync/center/http/patience.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <tuple>

namespace sunbooth::center::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using Body = bhttp::vector_body<std::uint8_t>;
using Parser = bhttp::request_parser<Body>;
using boost::system::error_code;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr milliseconds kGoodbyeWait{2'000};
constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kOnePieceMax = 16 * 1024;  // A TLS record (RFC 8446, 5.1).
constexpr std::size_t kDrainBytesMax = 4 * 1024 * 1024;
constexpr std::string_view kHeadersJoinedBy = ", ";

/// Where a handler's answer lands. The timer is both the alarm clock and the bell.
struct Waiting {
    explicit Waiting(asio::io_context& io) : bell(io) {}
    asio::steady_timer bell;
    std::optional<wire::Response> response;
};

/// What is posted holds no Shared: left over in a stopped io_context it would keep both alive.
Answer make_answer(std::shared_ptr<Shared> shared, std::shared_ptr<Waiting> waiting) {
    return [shared = std::move(shared), waiting = std::move(waiting)](wire::Response response) {
        asio::post(shared->io, [waiting, response = std::move(response)]() mutable {
            waiting->response = std::move(response);
            waiting->bell.cancel();
        });
    };
}

std::string lower(std::string_view name) {
    std::string text(name);
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

wire::Request to_request(const bhttp::request<Body>& in) {
    wire::Request request;
    request.method = std::string(in.method_string());
    const std::string_view target(in.target().data(), in.target().size());
    const std::size_t mark = std::min(target.find('?'), target.size());
    request.path = std::string(target.substr(0, mark));
    request.query = std::string(target.substr(std::min(mark + 1, target.size())));
    for (const auto& field : in) {
        const std::string value(field.value());
        const auto [at, fresh] = request.headers.try_emplace(lower(field.name_string()), value);
        if (!fresh) at->second.append(kHeadersJoinedBy).append(value);
    }
    return request;
}

/// What can be judged by the header alone.
std::optional<wire::Response> refuse_header(const bhttp::request<Body>& in) {
    if (in.version() != 10 && in.version() != 11) {
        return refusal(505, "version", "only HTTP/1.0 and HTTP/1.1 are spoken here");
    }
    if (in.version() == 11 && in.count(bhttp::field::host) != 1) {
        return refusal(400, "host", "must be given once");
    }
    if (!in.target().starts_with('/')) return refusal(400, "path", "must begin with a slash");
    if (in.count(bhttp::field::content_encoding) != 0) {
        return refusal(415, "content-encoding", "is not read here: send the body as it is");
    }
    const auto coding = in.find(bhttp::field::transfer_encoding);
    if (coding != in.end() && !beast::iequals(coding->value(), "chunked")) {
        return refusal(501, "transfer-encoding", "can only be chunked");
    }
    const auto expected = in.find(bhttp::field::expect);
    if (expected != in.end() && !beast::iequals(expected->value(), "100-continue")) {
        return refusal(417, "expect", "can only be 100-continue");
    }
    return std::nullopt;
}

}  // namespace

/// Registers itself with the server for as long as it lives.
class Session {
public:
    Session(const Place& place, asio::ip::tcp::socket socket)
        : place_(place),
          shared_(*place.shared()),
          limits_(shared_.options.limits),
          stream_(std::move(socket), shared_.tls) {
        shared_.sessions.insert(this);
    }
    ~Session() { shared_.sessions.erase(this); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    bool idle() const { return idle_; }
    void close() {
        beast::get_lowest_layer(stream_).close();
        if (waiting_) waiting_->bell.cancel();
        if (line_) line_->end();
    }

    asio::awaitable<bool> handshake() {
        limit(limits_.handshake_wait);
        const auto [failed] =
            co_await stream_.async_handshake(asio::ssl::stream_base::server, kTuple);
        idle_ = false;
        co_return !failed;
    }

    /// @return true when another request may follow.
    asio::awaitable<bool> one_request() {
        const bool begun = co_await first_byte();
        if (!begun) co_return false;
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
        parser.body_limit(limits_.body_bytes_max);
        const bool read = co_await read_request(parser);
        if (!read) co_return false;
        const bhttp::request<Body>& message = parser.get();
        const bool head = message.method() == bhttp::verb::head;
        wire::Request request = to_request(message);
        request.body = std::move(parser.get().body());
        wire::Response response = co_await answer(std::move(request));
        if (!head && begins_stream(response, shared_.options, message.version())) {
            co_await stream(std::move(response));
            co_return false;
        }
        const bool keep_alive = message.keep_alive() && !shared_.stopping;
        const bool sent =
            co_await write(to_message(std::move(response), head, keep_alive, message.version()));
        co_return sent&& keep_alive;
    }

    asio::awaitable<void> say_goodbye() {
        if (!beast::get_lowest_layer(stream_).socket().is_open() || refused_) co_return;
        limit(kGoodbyeWait);
        co_await stream_.async_shutdown(kTuple);
    }

private:
    void limit(milliseconds wait) { beast::get_lowest_layer(stream_).expires_after(wait); }

    asio::awaitable<bool> first_byte() {
        if (buffer_.size() > 0) co_return true;  // The caller sent two requests at once.
        if (shared_.stopping) co_return false;
        idle_ = true;
        limit(limits_.idle_wait);
        const auto [failed, size] =
            co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kTuple);
        idle_ = false;
        if (failed) co_return false;
        buffer_.commit(size);
        co_return true;
    }

    asio::awaitable<bool> read_request(Parser& parser) {
        if (const auto wait = header_wait(limits_)) limit(*wait);
        const auto [no_header, header_size] =
            co_await bhttp::async_read_header(stream_, buffer_, parser, kTuple);
        if (no_header) {
            co_await refuse(refuse_unreadable(no_header));
            co_return false;
        }
        std::optional<wire::Response> refused = refuse_header(parser.get());
        if (refused) {
            co_await refuse(std::move(refused));
            co_return false;
        }
        limit(limits_.body_wait);
        if (parser.get().count(bhttp::field::expect) != 0) {
            const bool sent = co_await put(go_on_message());
            if (!sent) co_return false;
        }
        const auto [no_body, body_size] =
            co_await bhttp::async_read(stream_, buffer_, parser, kTuple);
        if (no_body) co_await refuse(refuse_unreadable(no_body));
        co_return !no_body;
    }

    asio::awaitable<wire::Response> answer(wire::Request request) {
        const std::string trace = trace_of(request);
        wire::Response response;
        if (is_page(request)) {
            const auto accepted = request.headers.find("accept-encoding");
            response = shared_.files.get(request.path, accepted == request.headers.end()
                                                           ? std::string_view{}
                                                           : accepted->second);
        } else {
            response = co_await ask(std::move(request));
        }
        add_security_headers(response);
        if (!trace.empty()) response.headers["traceparent"] = trace;
        co_return response;
    }

    bool is_page(const wire::Request& request) const {
        if (shared_.files.empty() || (request.method != "GET" && request.method != "HEAD")) {
            return false;
        }
        const auto& prefixes = shared_.options.api_prefixes;
        return std::ranges::none_of(
            prefixes, [&](const std::string& prefix) { return request.path.starts_with(prefix); });
    }

    asio::awaitable<wire::Response> ask(wire::Request request) {
        waiting_ = std::make_shared<Waiting>(shared_.io);
        waiting_->bell.expires_after(limits_.answer_wait);
        shared_.serve(std::move(request), place_.peer(), make_answer(place_.shared(), waiting_));
        co_await waiting_->bell.async_wait(kTuple);
        const std::shared_ptr<Waiting> done = std::move(waiting_);
        waiting_ = nullptr;
        if (!done->response) {
            shared_.log.error("no_answer", {});
            co_return refusal(503, "", "no answer in time");
        }
        co_return std::move(*done->response);
    }

    asio::awaitable<bool> write(Message message) {
        limit(limits_.write_wait);
        const bool sent = co_await put(std::move(message));
        co_return sent;
    }

    /// Small enough, header and body go out in one piece. Otherwise one after the other: given two
    /// buffers at once, Beast's stream takes a first one that is used up for the end of all.
    asio::awaitable<bool> put(Message message) {
        if (message.body.size() <= kOnePieceMax) {
            message.head.append(as_text(message.body));
            message.body.clear();
        }
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(message.head),
                                                       asio::buffer(message.body)};
        for (const asio::const_buffer& piece : pieces) {
            if (piece.size() == 0) continue;
            const auto [failed, size] =
                co_await asio::async_write(stream_, asio::buffer(piece), kTuple);
            if (failed) co_return false;
        }
        co_return true;
    }

    /// Sends the header and what the body has so far, and then what the line is told, as chunks,
    /// until its end. It counts as idle: the server does not wait for it when it stops.
    asio::awaitable<void> stream(wire::Response response) {
        line_ = std::make_shared<Line>(place_.shared());
        const std::string key = std::exchange(response.headers[kStreamKey], {});
        response.headers.erase(kStreamKey);
        line_->tell(std::string(as_text(response.body)));
        const bool begun = co_await write(stream_message(response));
        ask_for_life(beast::get_lowest_layer(stream_).socket().native_handle());
        shared_.options.follow(key, line_);
        idle_ = true;
        if (shared_.stopping) line_->end();
        using namespace asio::experimental::awaitable_operators;
        if (begun) co_await (hung_up() || pass_on());
        line_->hang_up();
    }

    /// What the line is told, until its end or the connection's.
    asio::awaitable<void> pass_on() {
        for (;;) {
            const std::string piece = line_->take();
            if (piece.empty() && line_->ended()) break;
            if (piece.empty()) {
                co_await line_->bell().async_wait(kTuple);
                continue;
            }
            Message chunk;
            chunk.head = beast::buffers_to_string(bhttp::make_chunk(asio::buffer(piece)));
            const bool sent = co_await write(std::move(chunk));
            if (!sent) co_return;
        }
        limit(kGoodbyeWait);
        Message last;
        last.head = beast::buffers_to_string(bhttp::make_chunk_last());
        co_await put(std::move(last));
    }

    /// The caller has nothing more to say, so what is read is the end of its side. Seen at once, a
    /// page that was closed takes no place from the one that is opened after it.
    asio::awaitable<void> hung_up() {
        if (!hears_hang_up()) {
            asio::steady_timer never{shared_.io, asio::steady_timer::time_point::max()};
            co_await never.async_wait(kTuple);
        }
        beast::get_lowest_layer(stream_).expires_never();
        for (bool there = true; there;) {
            buffer_.clear();
            const auto [failed, size] =
                co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kTuple);
            there = !failed;
        }
    }

    /// Answers, and reads on for a little: closing on a caller that still sends would reset the
    /// connection and take the answer with it.
    asio::awaitable<void> refuse(std::optional<wire::Response> response) {
        refused_ = true;
        if (!response) co_return;
        add_security_headers(*response);
        const bool sent = co_await write(to_message(std::move(*response), false, false, 11));
        if (!sent) co_return;
        auto& lowest = beast::get_lowest_layer(stream_);
        error_code ignored;
        lowest.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        lowest.expires_after(kGoodbyeWait);
        buffer_.clear();
        for (std::size_t drained = 0; drained < kDrainBytesMax;) {
            const auto [failed, size] =
                co_await lowest.async_read_some(buffer_.prepare(kReadBytes), kTuple);
            if (failed) break;
            drained += size;
        }
    }

    const Place& place_;
    Shared& shared_;
    const Limits& limits_;
    beast::ssl_stream<beast::tcp_stream> stream_;
    beast::flat_buffer buffer_;
    std::shared_ptr<Waiting> waiting_;
    std::shared_ptr<Line> line_;
    bool idle_ = false;
    bool refused_ = false;
};

void Shared::close_idle() {
    for (Session* session : sessions) {
        if (session->idle()) session->close();
    }
}

void Shared::close_all() {
    for (Session* session : sessions) session->close();
}

asio::awaitable<void> serve_connection(Place place, asio::ip::tcp::socket socket) {
    if (place.shared()->stopping) co_return;
    Session session(place, std::move(socket));
    const bool secured = co_await session.handshake();
    if (!secured) co_return;
    bool more = true;
    while (more) more = co_await session.one_request();
    co_await session.say_goodbye();
}

}  // namespace sunbooth::center::http
