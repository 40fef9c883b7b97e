// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

#include <string>
#include <vector>

namespace sunbooth::app::screens {

/// What a key of the sheet would change of how the page is heard.
struct HearingChoice {
    std::string id;
    flow::ChooseHearing intent;
};

/// The rows of the sheet for speech, the dark screen and sounds (kiosk-ux 1.9, S12, S14, S20);
/// speed and volume stand there while somebody listens.
std::vector<ui::SheetRow> hearing_rows(const View& view, std::vector<HearingChoice>& choices);

}  // namespace sunbooth::app::screens
