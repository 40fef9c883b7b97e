// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/http/session.h"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <mutex>
#include <string>

namespace sunbooth::center::http {

/// What waits to be sent on one stream: filled from any thread, emptied by its session. It holds
/// the server's io_context, because its bell hangs on it.
class Line final : public Listener, public std::enable_shared_from_this<Line> {
public:
    explicit Line(std::shared_ptr<Shared> shared);

    bool tell(std::string bytes) override;
    void end() override;

    // [io thread] What the session does.

    /// Rings when there is something to take, or the end.
    boost::asio::steady_timer& bell() { return bell_; }
    /// All that waits; empty when nothing does.
    std::string take();
    bool ended();
    /// The connection is gone: nothing more is taken.
    void hang_up();

private:
    void ring();

    std::shared_ptr<Shared> shared_;  ///< Before the bell: it must outlive it.
    boost::asio::steady_timer bell_;
    std::mutex mutex_;  ///< Guards all below.
    std::string pending_{};
    bool ended_ = false;
    bool gone_ = false;
};

}  // namespace sunbooth::center::http
