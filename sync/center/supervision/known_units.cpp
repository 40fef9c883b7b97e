// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/known_units.h"

#include "sync/center/registry/hall.h"

namespace sunbooth::center::supervision {

Status KnownUnits::put_known(std::string& unit) {
    const auto [at, fresh] = known_.try_emplace(unit, true);
    if (fresh) {
        const auto code = registry::known_code(db_, registry::CodeKind::Unit, unit);
        if (!code.ok() && code.error().code != ErrorCode::NotFound) return code.error();
        at->second = code.ok();
    }
    if (!at->second) unit.clear();
    return ok_status();
}

}  // namespace sunbooth::center::supervision
