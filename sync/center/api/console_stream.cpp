// SPDX-License-Identifier: Apache-2.0
// The answer that does not end: what changed, told as it happens (streams.h).
#include "sync/center/api/console_routes.h"
#include "sync/center/api/streams.h"

namespace sunbooth::center::api {
namespace {

constexpr std::size_t kEventIdMax = 64;
/// How long a page waits before it comes again, ms.
constexpr const char* kRetry = "retry: 3000\n\n";

StaffHandler listen(Streams& streams) {
    return [&streams](Context& context, const accounts::Session&, const wire::Request& request,
                      const PathArgs&) -> Result<wire::Response> {
        const auto last = request.headers.find("last-event-id");
        const std::string from = last == request.headers.end() ? std::string() : last->second;
        if (from.size() > kEventIdMax) return invalid_input("last-event-id", "is no id of ours");
        const Result<std::string> key =
            streams.open(context.db, session_token(request), from, context.now);
        if (!key.ok()) return key.error();
        wire::Response response{200, {}, to_bytes(kRetry)};
        response.headers["content-type"] = "text/event-stream";
        response.headers["cache-control"] = "no-store";
        response.headers["x-accel-buffering"] = "no";  // A proxy must not collect the blocks.
        response.headers[kStreamKeyHeader] = key.value();
        return response;
    };
}

}  // namespace

std::vector<Route> stream_routes(const ConsoleServices& services) {
    return {{"GET",
             "/api/v1/events",
             Lane::Reader,
             staff_listens(services.sessions, listen(services.streams)),
             {}}};
}

}  // namespace sunbooth::center::api
