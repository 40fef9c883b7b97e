// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/base/result.h"
#include "sync/wire/http.h"
#include "sync/wire/routes.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sunbooth::center::http {

/// Sends the answer of one request. Call it once, from any thread; it may outlive the server.
using Answer = std::function<void(wire::Response)>;
/// Takes one request in. Runs on the io thread: it must hand the work on and return at once.
/// `peer` is the caller's address without its port.
using Serve = std::function<void(wire::Request request, std::string peer, Answer answer)>;

/// A caller whose answer goes on (text/event-stream). It may outlive the server; any thread.
class Listener {
public:
    static constexpr std::size_t kPendingMax = 64 * 1024;  ///< Bytes that wait for a slow caller.
    virtual ~Listener() = default;
    /// @return false when it has gone, or kPendingMax wait already: it is let go then.
    virtual bool tell(std::string bytes) = 0;
    /// Lets it go after what it was told.
    virtual void end() = 0;
};
/// Is given every caller whose answer begins a stream: it has status 200, the type
/// text/event-stream and a header kStreamKey, which is taken off. Runs on the io thread.
using Follow = std::function<void(const std::string& key, std::shared_ptr<Listener>)>;
inline constexpr const char* kStreamKey = "x-sunbooth-stream";

/// Bounds of what one caller may cost. Past a time the connection is closed.
struct Limits {
    std::size_t header_bytes_max = wire::kHeaderBytesMax;  ///< Past it: 431.
    std::size_t body_bytes_max = wire::kBodyBytesMax;      ///< Past it: 413.
    milliseconds handshake_wait{5'000};
    milliseconds header_wait{5'000};   ///< From a request's first byte to the end of its header.
    milliseconds body_wait{20'000};    ///< From the end of the header to the end of the body.
    milliseconds idle_wait{30'000};    ///< Between two requests of one connection.
    milliseconds answer_wait{60'000};  ///< For the handler. Past it: 503.
    milliseconds write_wait{60'000};   ///< For the caller to take the answer.
    milliseconds stop_wait{10'000};    ///< For requests under way when the server stops.
    std::size_t connections_max = 1024;
    std::size_t connections_max_per_address = 64;
};

struct Options {
    std::string host = "127.0.0.1";     ///< Address or name to listen on.
    std::uint16_t port = 0;             ///< 0: any free one, see Server::port().
    std::filesystem::path certificate;  ///< PEM, the server's first, then the chain.
    std::filesystem::path key;          ///< PEM.
    /// The console's pages, read into memory at start; empty: none. A path that is no file and has
    /// no dot in its last segment gets index.html, because the page routes by itself.
    std::filesystem::path files;
    /// GET paths that begin with one of these go to `Serve`; so does everything that is not a GET.
    std::vector<std::string> api_prefixes = {"/api/", "/kiosk/", "/healthz", "/readyz", "/metrics"};
    Limits limits{};
    Follow follow{};  ///< Optional; without it such an answer is one like any other.
};

/// HTTPS: TLS 1.3 only, HTTP/1.1 with keep-alive, on one io thread of its own. It names no handler.
/// Every answer carries the security headers of headers.h; handlers need not set them. A path is
/// passed on as it came: percent-escapes are not decoded. Header fields that repeat are joined with
/// ", ".
class Server {
public:
    /// Binds, loads certificate and files, and starts.
    /// @return InvalidInput naming "center.host", "center.port", "tls.certificate", "tls.key" or
    /// "console", with the mend in its detail; Io.
    static Result<std::unique_ptr<Server>> start(const Options& options, Log& log, Serve serve);
    /// Stops.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The port that is really listened on.
    std::uint16_t port() const;
    /// Accepts nothing more, lets requests under way be answered (up to `stop_wait`), closes the
    /// rest and joins the thread. Stop the server before the lanes that answer for it.
    void stop();

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace sunbooth::center::http
