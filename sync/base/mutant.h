// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sunbooth {

/// A mutant is a defect built on purpose, by name, that a test must catch. The switches exist only
/// in the test twins of the rooms (SUNBOOTH_MUTANTS); in the programs the question is a constant.
#ifdef SUNBOOTH_MUTANTS
bool mutant(std::string_view name);

/// Switches one mutant on for a scope. One at a time, one thread.
class MutantScope {
public:
    explicit MutantScope(std::string_view name);
    ~MutantScope();
    MutantScope(const MutantScope&) = delete;
    MutantScope& operator=(const MutantScope&) = delete;
};
#else
constexpr bool mutant(std::string_view) {
    return false;
}
#endif

}  // namespace sunbooth
