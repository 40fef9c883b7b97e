// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/mouth.h"
#include "app/speech/pcm.h"

namespace sunbooth::app::speech {

/// A sound of kiosk-ux 2.9, made by arithmetic: at 0 dB it peaks at a quarter of the full scale.
Pcm tone_of(Sound sound);

}  // namespace sunbooth::app::speech
