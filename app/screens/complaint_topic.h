// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// What went wrong? One of the topics of the hall feed.
std::optional<Intent> draw_complaint_topic(const View& view);

}  // namespace sunbooth::app::screens
