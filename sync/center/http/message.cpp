// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/message.h"

#include "sync/center/http/headers.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/write.hpp>

#include <sstream>

namespace sunbooth::center::http {
namespace {

namespace bhttp = boost::beast::http;
using boost::system::error_code;
using Empty = bhttp::response<bhttp::empty_body>;

bool has_no_body(int status) {
    return status == 204 || status == 304;
}

std::string head_text(const bhttp::header<false>& header) {
    std::ostringstream text;
    text << header;
    return std::move(text).str();
}

}  // namespace

std::optional<wire::Response> refuse_unreadable(const error_code& failed) {
    if (failed == bhttp::error::header_limit) {
        return refusal(431, "header", "is longer than allowed");
    }
    if (failed == bhttp::error::body_limit) return refusal(413, "body", "is longer than allowed");
    if (failed == bhttp::error::end_of_stream || failed == bhttp::error::partial_message) {
        return std::nullopt;
    }
    static const auto& parse_errors = bhttp::make_error_code(bhttp::error::bad_target).category();
    if (failed.category() != parse_errors) return std::nullopt;
    return refusal(400, "request", "is not HTTP: " + failed.message());
}

bool begins_stream(const wire::Response& response, const Options& options, unsigned version) {
    if (!options.follow || response.status != 200 || version != 11) return false;
    const auto type = response.headers.find("content-type");
    return type != response.headers.end() && type->second == "text/event-stream" &&
           response.headers.contains(kStreamKey);
}

Message to_message(wire::Response response, bool head, bool keep_alive, unsigned version) {
    Empty message;
    message.version(version);
    message.result(static_cast<unsigned>(response.status));
    for (const auto& [name, value] : response.headers) {
        // A line feed would begin a header of somebody else's choice.
        if (value.find_first_of("\r\n") == std::string::npos) message.set(name, value);
    }
    message.keep_alive(keep_alive);
    const bool empty = has_no_body(response.status);
    if (!empty) message.set(bhttp::field::content_length, std::to_string(response.body.size()));
    return {head_text(message.base()), empty || head ? Bytes{} : std::move(response.body)};
}

Message go_on_message() {
    const Empty message{bhttp::status::continue_, 11};
    return {head_text(message.base()), {}};
}

Message stream_message(const wire::Response& response) {
    Empty message{bhttp::status::ok, 11};
    for (const auto& [name, value] : response.headers) message.set(name, value);
    message.chunked(true);
    return {head_text(message.base()), {}};
}

}  // namespace sunbooth::center::http
