// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/center/api/lanes.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/vault.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>

namespace sunbooth::center {

/// Erases, in the hour of the night that the schedule names, what has been kept long enough: a few
/// hundred things at a time on the writer's thread, so that intake waits for none of it. Dies
/// before the lanes do.
class RetentionClock {
public:
    static constexpr int kAtOnce = 200;
    struct Parts {
        std::filesystem::path folder;
        api::Lanes& lanes;
        const registry::Keys& keys;
        vault::Vault& vault;
        Clock& clock;
        Log& log;
    };
    explicit RetentionClock(Parts parts);
    void stop();

private:
    void run(const std::stop_token& stop);
    void forget_replaced_of(WallTime now);

    Parts parts_;
    /// The night (in days) in which nothing more was found: then it is not looked for again. Also
    /// the writer's, who may come to it after this clock is gone.
    std::shared_ptr<std::atomic<std::int32_t>> done_on_;
    std::int32_t forgot_on_ = -1;
    std::jthread thread_;  ///< Last: it uses all above.
};

}  // namespace sunbooth::center
