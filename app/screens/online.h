// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Where the same can be done online: the address, to be read or taken along by camera. Nothing
/// where the hall told none.
void draw_online(const View& view, std::string_view element);

}  // namespace sunbooth::app::screens
