// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace sunbooth::center::registry {

/// The migrations of center.db, in order. A shipped one is never edited; a room that needs a table
/// adds a file under sync/center/migrations and a line in schema.cpp and CMakeLists.txt.
std::span<const std::string_view> center_schema();

}  // namespace sunbooth::center::registry
