// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/faults/sweep.h"

namespace sunbooth::faults {

// Each makes its beginning below `folder`, which must be empty and outlive the sweep.

/// A terminal: opens its queue, files, sends, is answered, erases, restarts.
Kind outbox(const std::filesystem::path& folder);
/// The same, with a queue that was damaged while the terminal was off: it is set aside.
Kind damaged_queue(const std::filesystem::path& folder);
/// A queue of the first version, opened by this one.
Kind old_queue(const std::filesystem::path& folder);
/// A center's database of an early version, opened by this one.
Kind old_center(const std::filesystem::path& folder);
/// A center takes batches of two kiosks in, through its routes and its group commit.
Kind intake(const std::filesystem::path& folder);
/// A backup beside an earlier one.
Kind backup(const std::filesystem::path& folder);
/// Going back to an earlier backup.
Kind restore(const std::filesystem::path& folder);

}  // namespace sunbooth::faults
