// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"

#include <map>
#include <string>

namespace sunbooth::wire {

/// One HTTP request or response as values, with no library behind it. Header names are lower case.
struct Request {
    std::string method;  ///< "GET", "POST" …
    std::string path;    ///< Without the query: "/kiosk/v1/records"
    std::string query;   ///< Raw, without the "?".
    std::map<std::string, std::string> headers;
    Bytes body;
};
struct Response {
    int status = 0;
    std::map<std::string, std::string> headers;
    Bytes body;
};

}  // namespace sunbooth::wire
