// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/patience.h"

#include "sync/base/mutant.h"

namespace sunbooth::center::http {

std::optional<milliseconds> header_wait(const Limits& limits) {
    if (mutant("http.no_header_wait")) return std::nullopt;
    return limits.header_wait;
}

bool hears_hang_up() {
    return !mutant("http.stream_deaf_to_hang_up");
}

}  // namespace sunbooth::center::http
