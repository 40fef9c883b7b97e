// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/shell/wipe_rig.h"

#include <vector>

// Visitors in the middle of writing, and what of it is looked for once they have left.

namespace sunbooth::app::shell::tests {

/// Writes characters with a finger on the glass, whatever they are read as, and begins one more.
/// Where the finger went is made by arithmetic, so that nothing else holds it.
std::vector<Needle> write_by_hand(Booth& booth, int characters);

/// Begins a sentence by sounds that nobody ever said, and leaves it unfinished.
std::vector<Needle> begin_by_sounds(Booth& booth, flow::Keys keys);

/// What is offered behind a chosen word, and comes of nothing that was begun.
std::vector<Needle> be_offered_more(Booth& booth);

}  // namespace sunbooth::app::shell::tests
