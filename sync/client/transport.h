// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/wire/http.h"

#include <functional>

namespace sunbooth::client {

/// Carries one request to the center and its response back. The real one is Link; the simulator and
/// the tests bring their own. One thread.
class Transport {
public:
    using Done = std::function<void(Result<wire::Response>)>;
    virtual ~Transport() = default;
    /// `done` is called once, later, never from inside send(). Offline when there was no response.
    virtual void send(wire::Request request, Done done) = 0;
};

}  // namespace sunbooth::client
