// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/http/server.h"

#include <optional>

namespace sunbooth::center::http {

// What a session asks of its rules where a mutant may answer: apart from session.cpp, which would
// otherwise be compiled twice, at a minute each.

/// How long a request's header may take. Nothing: for ever.
std::optional<milliseconds> header_wait(const Limits& limits);
/// Whether a stream looks out for its reader's end.
bool hears_hang_up();

}  // namespace sunbooth::center::http
