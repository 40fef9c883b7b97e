// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/base/result.h"
#include "sync/center/api/streams.h"

#include <functional>
#include <thread>

namespace sunbooth::center {

/// Tells listeners what changed, on a thread and a connection of its own. Dies before the streams.
class StreamPump {
public:
    using OpenReader = std::function<Result<store::Database>()>;
    StreamPump(OpenReader open_reader, api::Streams& streams, Clock& clock, Log& log);
    /// Lets every listener go.
    void stop();

private:
    void run(const std::stop_token& stop);

    OpenReader open_reader_;
    api::Streams& streams_;
    Clock& clock_;
    Log& log_;
    std::jthread thread_;  ///< Last: it uses all above.
};

}  // namespace sunbooth::center
