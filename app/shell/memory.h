// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sunbooth::app::shell {

/// How this process keeps its memory: what is freed goes back to the system, and is overwritten
/// before that, whoever freed it. Once, before anything else.
void tend_memory();

}  // namespace sunbooth::app::shell
