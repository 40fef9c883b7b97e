// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

std::string severity_text(const View& view, domain::Severity severity);  ///< "较重"
std::string aspect_text(const View& view, domain::Aspect aspect);        ///< "服务态度"
std::string when_text(const View& view, flow::When when);                ///< "昨天"

}  // namespace sunbooth::app::screens
