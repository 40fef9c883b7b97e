// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sim/vfs.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::explorer {

/// Number of operations that the disk had done.
using Moment = std::size_t;

/// What happened on a disk, and what must be true of it after a cut.
struct Story {
    std::string root;  ///< Of the disk.
    std::vector<sim::Operation> operations;
    Moment from = 0;                 ///< The first moment at which the power may go.
    std::uint64_t open_every = 400;  ///< Images that the program itself opens.
    /// Looks at an image of a cut after `moment` operations, mounted below `root`.
    /// @return the broken promise, or nothing.
    std::function<std::optional<std::string>(Moment moment)> check;
    /// The same with the program's own opening; slower.
    std::function<std::optional<std::string>(Moment moment)> open;
};

/// A drive that keeps its word, or one that does not.
enum class Drive { Honest, Lying };

struct Count {
    std::uint64_t images = 0;  ///< Opened and checked; all differ in their cut or their seed.
    std::uint64_t opened = 0;  ///< Of them by the program's own code.
    std::uint64_t broken = 0;
    unsigned crashed = 0;  ///< Workers that did not come to their end.
    std::string first;     ///< The first broken promise.
};

/// Cuts the power at every moment of the story, `images` times in all, in `workers` processes.
Count explore(const Story& story, std::uint64_t images, unsigned workers, Drive drive);

/// A kiosk's queue: files, sends, is answered, erases, restarts, meets a restored center.
Story outbox_story();
enum class Damage {
    Row,   ///< A row says what its record does not.
    File,  ///< The file cannot be opened: what is left lies in its bytes.
};
/// A damaged queue, from the damage on: it is set aside, and a fresh one goes on.
Story aside_story(Damage damage);
/// A record whose commit failed is taken back out of a sound queue.
Story taken_back_story();
/// Old databases on their way to this version: every version of a terminal's queue and a center's.
std::vector<std::pair<std::string, Story>> migration_stories();
/// A center's intake: batches of several kiosks, a backup's watermark, a checkpoint.
Story center_story();

}  // namespace sunbooth::explorer
