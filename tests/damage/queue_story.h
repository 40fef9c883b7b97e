// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/client/rig.h"
#include "tests/damage/damage.h"
#include "tests/sim/vfs.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace sunbooth::damage {

/// One moment of a kiosk's queue: its files as a stopped machine holds them, and what is true.
struct Moment {
    Image image;
    /// Every state that a record's row was ever committed in, as text: a log that is cut short
    /// takes it back to one of them.
    std::map<std::uint64_t, std::set<std::string>> rows;
    std::map<std::string, std::set<Bytes>> memory;  ///< The same of what is remembered, by name.
    std::map<std::uint64_t, Bytes> payloads;        ///< Every record ever made, by number.
    std::set<std::uint64_t> held;                   ///< Whose payload was not erased.
    client::ChainEnd end;
    std::uint64_t counter = 0;  ///< Highest number of a request that was sent.
    test::FakeCenter center;    ///< As it stood then.
};

/// What a real courier did on a simulated disk: files, sends, is answered, parks, erases,
/// restarts, meets a restored center; small and large records, in the log and folded back.
struct QueueStory {
    QueueStory();
    std::string path() const { return rig->folder / "outbox.db"; }
    std::string root() const { return rig->folder.path(); }
    /// Everything below the root that belongs to the queue.
    std::vector<std::string> files() const;

    std::unique_ptr<test::Rig> rig;  ///< Its courier has stopped; keys and chance live on.
    std::vector<Moment> moments;
};

/// Rows of a queue as text, by number. @return nothing when it cannot be read.
std::optional<std::map<std::uint64_t, std::string>> rows_of(store::Database& db);
std::optional<std::map<std::string, Bytes>> memory_of(store::Database& db);

}  // namespace sunbooth::damage
