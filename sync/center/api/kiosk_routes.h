// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/log.h"
#include "sync/base/random.h"
#include "sync/center/api/route.h"
#include "sync/center/fleet/call_board.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/vault.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace sunbooth::center::api {

/// What the kiosks' routes stand on. Everything here outlives them and may be used by any thread.
struct KioskServices {
    const registry::Keys& keys;
    vault::Vault& vault;
    Random& random;
    Log& log;
    fleet::CallBoard& calls;
    std::function<bool()> has_room;   ///< False when the disk is nearly full.
    std::filesystem::path updates{};  ///< Folder of bundles (fleet/updates.h).
};

/// The routes of sync/wire/routes.h. Every answer, problems too, is signed by the center's key
/// (wire::kAnswerSignature), so that a captive portal's page is never taken for one. All of them
/// write: at least the request's counter and when the kiosk was heard.
std::vector<Route> kiosk_routes(const KioskServices& services);

}  // namespace sunbooth::center::api
