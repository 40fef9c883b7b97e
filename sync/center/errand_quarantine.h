// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/errand.h"

namespace sunbooth::center {

// The errands about damaged queues that terminals sent. The file itself is read and written by the
// verb, as its user; the journal knows of it before it can be taken by its name, and of nothing
// that could not be written.

/// Notes that a file is taken out; with the word "only_asks" it tells whether it could be.
Result<ErrandStep> quarantine_take(Errand errand, const ErrandTools& tools);
/// Erases a file before its time, e.g. because a citizen asked for it.
Result<ErrandStep> quarantine_erase(Errand errand, const ErrandTools& tools);

}  // namespace sunbooth::center
