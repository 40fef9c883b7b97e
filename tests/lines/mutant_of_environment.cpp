// SPDX-License-Identifier: Apache-2.0
// Linked into a program's twin: the mutant that SUNBOOTH_MUTANT names is on from before main() to
// the end. Without it the twin does what the program does.
#include "sync/base/mutant.h"

#include <cstdlib>
#include <memory>
#include <string>

namespace {

const char* const chosen = std::getenv("SUNBOOTH_MUTANT");
const std::string name = chosen != nullptr ? chosen : "";
const std::unique_ptr<sunbooth::MutantScope> scope =
    name.empty() ? nullptr : std::make_unique<sunbooth::MutantScope>(name);

}  // namespace
