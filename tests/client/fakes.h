// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/client/transport.h"
#include "sync/store/disk_space.h"

#include <deque>
#include <utility>

namespace sunbooth::test {

/// Stands still until it is told to move.
class ManualClock final : public Clock {
public:
    Instant now() override { return now_; }
    WallTime wall() override { return wall_ + now_.time_since_epoch(); }
    void advance(milliseconds by) { now_ += by; }

private:
    Instant now_ = instant_ms(1'000'000);
    WallTime wall_ = wall_ms(1'795'000'000'000);  // November 2026
};

/// Keeps requests until the test answers them.
class FakeTransport final : public client::Transport {
public:
    struct Waiting {
        wire::Request request;
        Done done;
    };
    void send(wire::Request request, Done done) override {
        waiting.push_back({std::move(request), std::move(done)});
    }
    Waiting take() {
        Waiting first = std::move(waiting.front());
        waiting.pop_front();
        return first;
    }
    std::deque<Waiting> waiting;
};

class FakeDisk final : public store::DiskSpace {
public:
    Result<std::uint64_t> free_bytes() override { return free; }
    Status hold_ballast() override {
        ballast = true;
        return ok_status();
    }
    Status drop_ballast() override {
        ballast = false;
        if (on_drop) on_drop();
        return ok_status();
    }
    std::uint64_t free = 1ULL << 30U;
    bool ballast = false;
    std::function<void()> on_drop;
};

}  // namespace sunbooth::test
