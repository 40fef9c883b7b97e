// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"

#ifdef SUNBOOTH_MUTANTS
#include "sync/base/assert.h"

namespace sunbooth {
namespace {
std::string_view active;
}

bool mutant(std::string_view name) {
    return !active.empty() && active == name;
}

MutantScope::MutantScope(std::string_view name) {
    SUNBOOTH_ASSERT(active.empty());
    active = name;
}

MutantScope::~MutantScope() {
    active = {};
}

}  // namespace sunbooth
#endif
