// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/http/server.h"

#include <boost/system/error_code.hpp>

#include <optional>
#include <string>

namespace sunbooth::center::http {

// What is written, and what is refused unread.

/// A header and what follows it, as they go out: all that is written has this one type, because
/// each other would be compiled through TLS and timers anew.
struct Message {
    std::string head;
    Bytes body;
};

/// Nothing: the connection is broken or too slow, and nobody would read an answer.
std::optional<wire::Response> refuse_unreadable(const boost::system::error_code& failed);

/// An answer that goes on, and somebody who will go on with it.
bool begins_stream(const wire::Response& response, const Options& options, unsigned version);

/// @param head whether only the header was asked for
/// @param version of HTTP: 10 or 11
Message to_message(wire::Response response, bool head, bool keep_alive, unsigned version);

/// "100 Continue", and the header of an answer whose chunks follow.
Message go_on_message();
Message stream_message(const wire::Response& response);

}  // namespace sunbooth::center::http
