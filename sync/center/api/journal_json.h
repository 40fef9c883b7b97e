// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/registry/journal.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <vector>

namespace sunbooth::center::api {

/// Schema JournalEntry.
boost::json::object json_of(const registry::JournalEntry& entry);
boost::json::array json_of(const std::vector<registry::JournalEntry>& entries);

}  // namespace sunbooth::center::api
