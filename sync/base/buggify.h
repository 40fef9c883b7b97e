// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

namespace sunbooth {

/// A place of the real code where something rare, but allowed, may be made to happen: a batch of
/// one, an answer that comes too late, a commit of which nobody knows whether it was done. The
/// simulator strikes there by its seed; what is promised must hold all the same. As with mutants,
/// the places exist only in the test twins of the rooms; in the programs the question is a
/// constant.
#ifdef SUNBOOTH_MUTANTS
bool buggify(std::string_view place);

/// Who decides, for a scope. One at a time, one thread.
class BuggifyScope {
public:
    explicit BuggifyScope(std::function<bool(std::string_view place)> strikes);
    ~BuggifyScope();
    BuggifyScope(const BuggifyScope&) = delete;
    BuggifyScope& operator=(const BuggifyScope&) = delete;
};
#else
constexpr bool buggify(std::string_view) {
    return false;
}
#endif

}  // namespace sunbooth
