// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/log.h"
#include "sync/center/api/lanes.h"

#include <optional>

namespace sunbooth::center::api {

/// One request on its way through the lanes.
struct Job {
    wire::Request request;
    std::string peer;
    Router::Match match;
    std::any prepared;
    Lanes::Answer answer;
};

/// The one place where an exception of a handler or of a library below it ends. Without a value the
/// handler threw: it is logged, and the caller is told no more than 500.
/// @return the handler's response, or its error; failures of the center are logged here.
Result<wire::Response> run_handler(const Handler& handler, Job& job, store::Database& db,
                                   const Lanes::Outside& outside);

/// Answers; what a throwing `answer` does to its own caller is no reason to end a lane.
void send(Job& job, wire::Response response, Log& log);

/// 503 with Retry-After.
wire::Response busy_response(std::string why);

/// Runs jobs in one transaction and answers them after its COMMIT.
/// @return true when it was committed.
bool run_batch(std::vector<Job>& jobs, store::Database& db, const Lanes::Outside& outside);

}  // namespace sunbooth::center::api
