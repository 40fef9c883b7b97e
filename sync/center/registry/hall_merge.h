// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/hall.h"

#include <functional>
#include <string>
#include <vector>

namespace sunbooth::center::registry {

// A hall's file and the registry say the same things: units, windows, monitoring points, monitors
// with their badges. People edit both. An import that took the file's word would undo an edit that
// nobody wanted undone (a badge that was lost would open again); one that took the registry's would
// make the file worth nothing. So three are held against each other, field by field: what the file
// said at the last import, what the registry says, what the file says. Who changed it since has the
// word; where both did, and differently, nothing is imported and the field is named.

struct HallsToMerge {
    /// As the file said at the last import; null: that was not kept (a center of an older program),
    /// and `was_edited` has to stand in.
    const domain::Hall* file_before = nullptr;
    const domain::Hall& registry;  ///< With its points and monitors.
    const domain::Hall& file;
    /// Whether the registry has an entry of this list ("units") and code.
    std::function<bool(const std::string& list, const std::string& code)> was_edited;
};
struct MergedHall {
    domain::Hall hall;
    std::vector<std::string> kept;  ///< "units.scjg.phone": the registry's, against the file.
};
/// @return Conflict, field "units.scjg.phone", with both values.
Result<MergedHall> merge_halls(const HallsToMerge& halls);

}  // namespace sunbooth::center::registry
