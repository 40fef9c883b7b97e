// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/database.h"
#include "sync/wire/http.h"

#include <any>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sunbooth::center::api {

/// What a handler is given besides the request. A handler is a plain function; it knows no thread.
struct Context {
    store::Database& db;  ///< Reader lane: read-only. Writer lane: inside an open savepoint.
    Instant now;
    WallTime wall;
    std::string peer;  ///< Address of the caller, for attempt limits; never stored with a record.
};

using PathArgs = std::map<std::string, std::string>;
using Handler = std::function<Result<wire::Response>(Context&, const wire::Request&,
                                                     const PathArgs&, std::any& prepared)>;

/// Where a handler runs. The io thread never waits for any of them.
enum class Lane {
    Reader,  ///< Any of N threads, each with a read-only connection.
    Writer,  ///< The one writing thread. Many handlers share one COMMIT (group commit); each stands
             ///< in a savepoint of its own, undone when it returns an error. The answer leaves only
             ///< after the COMMIT.
};

/// One row of the route table. "{name}" in the pattern binds one path segment.
struct Route {
    std::string method;
    std::string pattern;  ///< "/api/v1/tickets/{id}/events"
    Lane lane = Lane::Reader;
    Handler handle;
    /// Optional, for writers: the part that needs a CPU and no writing (signatures, opening boxes,
    /// password hashing). Runs first, on a reader thread; what it leaves in `prepared` reaches
    /// `handle`. An error here is the answer.
    Handler prepare;
};

/// A JSON response; `body` must be JSON text.
wire::Response json_response(int status, std::string body);
/// The RFC 9457 document for an error, with its status and, for TooMany, Retry-After.
wire::Response problem_response(const Error& error);

}  // namespace sunbooth::center::api
