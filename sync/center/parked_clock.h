// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/base/random.h"
#include "sync/center/api/lanes.h"
#include "sync/center/intake/check.h"
#include "sync/center/registry/keys.h"
#include "sync/center/trouble.h"
#include "sync/center/vault/vault.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace sunbooth::center {

/// Judges what is parked once more (intake/again.h): at the start, whenever a hall file or an edit
/// of the registry taught the center a word, and every hour, because a key may have been put back.
/// Reads and opens on a thread and a connection of its own; only what can be taken reaches the
/// writer. Dies before the lanes do.
class ParkedClock {
public:
    static constexpr std::chrono::seconds kLook{2};
    static constexpr std::chrono::hours kWhole{1};
    static constexpr int kAtOnce = 50;  ///< Records that share a commit.
    struct Parts {
        std::function<Result<store::Database>()> open_reader;
        api::Lanes& lanes;
        const registry::Keys& keys;
        vault::Vault& vault;
        Random& random;
        Clock& clock;
        Log& log;
        milliseconds look = kLook;
    };
    explicit ParkedClock(Parts parts);
    /// Waits for the look that is being taken.
    void stop();

private:
    void run(const std::stop_token& stop);
    Status look(store::Database& reader);
    void post(std::vector<intake::CheckedBatch> good);

    const Parts parts_;
    std::optional<store::Database> reader_;
    std::int64_t known_ = -1;  ///< How much the center knew when all was judged last.
    Instant judged_at_{};
    Trouble trouble_;
    /// Also the writer's, who may come to it after this clock is gone.
    std::shared_ptr<std::atomic<bool>> again_;
    std::jthread thread_;  ///< Last: it uses all above.
};

}  // namespace sunbooth::center
