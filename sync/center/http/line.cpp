// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/line.h"

#include "sync/base/mutant.h"

#include <boost/asio/post.hpp>

namespace sunbooth::center::http {

Line::Line(std::shared_ptr<Shared> shared) : shared_(std::move(shared)), bell_(shared_->io) {
    bell_.expires_at(boost::asio::steady_timer::time_point::max());
}

bool Line::tell(std::string bytes) {
    {
        const std::lock_guard lock(mutex_);
        if (gone_ || ended_) return false;
        if (pending_.size() + bytes.size() > kPendingMax && !mutant("http.stream_no_bound")) {
            ended_ = true;  // It comes again, and is told what it missed.
        } else {
            pending_ += bytes;
        }
    }
    ring();
    const std::lock_guard lock(mutex_);
    return !ended_;
}

void Line::end() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    ring();
}

std::string Line::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(pending_, {});
}

bool Line::ended() {
    const std::lock_guard lock(mutex_);
    return ended_;
}

void Line::hang_up() {
    const std::lock_guard lock(mutex_);
    gone_ = true;
    pending_ = {};
}

/// What is posted holds neither: left over in a stopped io_context it would keep both alive.
void Line::ring() {
    boost::asio::post(shared_->io, [line = weak_from_this()] {
        if (const auto there = line.lock()) there->bell_.cancel();
    });
}

}  // namespace sunbooth::center::http
