// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/known.h"

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kCount = R"sql(
    SELECT (SELECT count(*) FROM hall_code) + (SELECT count(*) FROM monitor))sql";

}  // namespace

Result<std::int64_t> count_known(store::Database& db) {
    store::Statement select = db.prepare(kCount);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.count_known");
    return select.integer(0);
}

}  // namespace sunbooth::center::registry
