// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/route.h"
#include "sync/wire/json.h"

#include <functional>
#include <string>
#include <vector>

namespace sunbooth::center::api {

// The same done with many things: each stands for itself. What one refuses leaves the others done,
// and the answer has a verdict for each, in the order in which they were given.

/// One of the things that were named, at the version that the page shows.
struct Meant {
    std::string id;
    std::int64_t version = 0;
};

/// The things under `list`, at least one and at most kMeantMax; beside them stands a "deed".
/// What is wrong is told by in.error().
inline constexpr std::size_t kMeantMax = 100;
std::vector<Meant> meant_in(wire::FieldReader& in, std::string_view list);

/// Does it with each, in a savepoint of its own. A failure of the center (disk, damage) ends the
/// whole: nothing of it may be half-done then.
Result<wire::Response> verdicts(Context& context, const std::vector<Meant>& all,
                                const std::function<Result<wire::Response>(const Meant&)>& act);

}  // namespace sunbooth::center::api
