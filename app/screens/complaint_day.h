// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// When it happened, as far as it is remembered (kiosk-ux B3); and one day of the last weeks.
std::optional<Intent> draw_complaint_day(const View& view);
std::optional<Intent> draw_complaint_date(const View& view);
/// "昨天", "一周内", "11月20日（周五）": the answer, for the check page.
std::string happened_text(const View& view);

}  // namespace sunbooth::app::screens
