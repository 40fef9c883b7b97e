// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/route.h"

namespace sunbooth::center::api {

/// The HTTP status that an error is answered with, 400..599.
int status_of(ErrorCode code);

/// A problem document under a status that no error code has of its own, such as 405.
wire::Response problem_with_status(const Error& error, int status);

}  // namespace sunbooth::center::api
