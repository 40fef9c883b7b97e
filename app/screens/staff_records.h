// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// E8: what the monitor filed, by number, kind, day and state; never the words.
std::optional<Intent> draw_staff_records(const View& view);
std::optional<Intent> draw_staff_record(const View& view);

/// Of what kind a record is and how it stands, in one line.
std::string kind_and_state(const View& view, const client::OwnIssue& one);

}  // namespace sunbooth::app::screens
