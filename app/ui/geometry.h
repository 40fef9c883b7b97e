// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"

namespace sunbooth::app::ui {

/// The panel, measured. Every size on a page is in millimetres and becomes pixels here only.
struct Screen {
    int width_px = 1080;
    int height_px = 1920;
    float diagonal_in = 27;
    float bottom_mm = 850;  ///< The picture's lower edge above the floor (kiosk-ux 1.1).

    float px_per_mm() const;
    float px(float mm) const { return mm * px_per_mm(); }
    float width_mm() const { return static_cast<float>(width_px) / px_per_mm(); }
    float height_mm() const { return static_cast<float>(height_px) / px_per_mm(); }
    bool portrait() const { return height_px >= width_px; }
};

}  // namespace sunbooth::app::ui
