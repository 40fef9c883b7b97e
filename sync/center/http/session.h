// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/http/files.h"
#include "sync/center/http/place.h"
#include "sync/center/http/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace sunbooth::center::http {

class Session;

/// What the sessions of one server share. Io thread only, but for `io`, to which an Answer posts
/// from any thread: that is why an Answer holds this too, and may outlive the server.
struct Shared {
    Shared(const Options& chosen, Log& to, Serve takes)
        : grace(io),
          tls(boost::asio::ssl::context::tls_server),
          options(chosen),
          log(to),
          serve(std::move(takes)) {}

    boost::asio::io_context io;
    boost::asio::steady_timer grace;  ///< Runs while stopping; the last connection stops it.
    boost::asio::ssl::context tls;
    Options options;
    Files files;
    Log& log;
    Serve serve;
    bool stopping = false;
    std::set<Session*> sessions{};
    std::size_t connections = 0;
    std::map<std::string, std::size_t> connections_of{};  ///< By address.

    /// Closes sessions between two requests, or all of them.
    void close_idle();
    void close_all();
};

/// One connection from its handshake to its end.
boost::asio::awaitable<void> serve_connection(Place place, boost::asio::ip::tcp::socket socket);

}  // namespace sunbooth::center::http
