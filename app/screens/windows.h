// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The hall's windows as choices, a page of them at a time, with the pager when there are more.
struct WindowList {
    std::string_view row_prefix;  ///< Ids of the rows, ending in a dot.
    std::string_view pager;
    std::optional<std::string> chosen;
};
std::optional<Intent> draw_windows(const View& view, const WindowList& list);

}  // namespace sunbooth::app::screens
