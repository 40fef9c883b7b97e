// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sunbooth::app::shell {

/// How this process keeps its memory: what is freed goes back to the system. Once, before anything
/// else.
void tend_memory();

/// From here on what is freed is overwritten, whoever freed it. Before a first visitor can touch
/// anything, and after the first frame: glibc fills what is taken too, and a start takes large
/// buffers that it hardly looks at.
void overwrite_freed();

}  // namespace sunbooth::app::shell
