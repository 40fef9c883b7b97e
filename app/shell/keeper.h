// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::app::shell {

/// How an appliance's kiosk is kept.
struct Keeping {
    std::vector<std::string> libraries;  ///< Loaded beforehand, by the names that dlopen takes.
    milliseconds patience{0};  ///< The service manager's; a kiosk that shows frames and is silent
                               ///< for five sixths of it is killed. 0: it may be silent for ever.
    int starts_max = 8;        ///< Of the kiosk by one keeper, >= 1.
    std::function<void(std::string_view)> tell;  ///< To the service manager.
};

/// Starts `work` in a child of a process that has loaded everything and does nothing else, and
/// again whenever the child ends or hangs: what the loader, the sandbox and the service manager
/// cost is paid once. All children of one keeper have one layout of memory, so after `starts_max`
/// of them it ends, and the service manager begins anew.
///
/// The child finds the keeper in the place of the service manager (NOTIFY_SOCKET), which is handed
/// READY=1 and WATCHDOG=1 and no other word. The child dies with its keeper. To be called before
/// any thread is there.
/// @return never in the child, which ends with what `work` returns; in the keeper the status to end
/// with.
int keep(const Keeping& keeping, const std::function<int()>& work);

}  // namespace sunbooth::app::shell
