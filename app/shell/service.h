// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sunbooth::app::shell {

/// Tells systemd how the service stands, by its notification socket; nothing without one.
void tell_service_manager(std::string_view state);

}  // namespace sunbooth::app::shell
