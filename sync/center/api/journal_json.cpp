// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/journal_json.h"

#include "sync/center/api/time_json.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {

namespace json = boost::json;

json::object json_of(const registry::JournalEntry& entry) {
    json::object fields;
    for (const auto& [name, value] : entry.fields) fields[name] = value;
    return {{"n", entry.n},       {"at", json_time(entry.at)}, {"by", entry.by},
            {"what", entry.what}, {"about", entry.about},      {"fields", std::move(fields)}};
}

json::array json_of(const std::vector<registry::JournalEntry>& entries) {
    json::array items;
    for (const registry::JournalEntry& one : entries) items.push_back(json_of(one));
    return items;
}

}  // namespace sunbooth::center::api
