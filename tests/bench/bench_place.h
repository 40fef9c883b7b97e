// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/local_vault.h"
#include "sync/store/database.h"
#include "tests/bench/bench.h"

#include <functional>
#include <memory>
#include <optional>

namespace sunbooth::bench {

Status in_transaction(store::Database& db, const std::function<Status()>& work);

/// Every so-manieth ticket has words that can be read; the others' stay locked.
inline constexpr int kWorded = 20;

/// A whole center in a folder, with its owner's connection. A few hundred tickets are real, filed,
/// sealed and worked on; the others are copies of their rows under other numbers, filed on other
/// days, so that trees are as deep and pages as full as they would be.
struct Place {
    std::filesystem::path folder;
    OsRandom random;
    SystemClock clock;
    std::optional<store::Database> db{};
    std::optional<center::registry::Keys> keys{};
    std::unique_ptr<center::vault::LocalVault> vault{};
    seal::SigningKey kiosk_key{};

    Status make(const std::filesystem::path& in, const std::filesystem::path& hall);
    /// Files the real ones and copies them until there are so many, of which `open` are open.
    Status fill(int all, int open);
};

}  // namespace sunbooth::bench
