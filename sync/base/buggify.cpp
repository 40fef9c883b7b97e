// SPDX-License-Identifier: Apache-2.0
#include "sync/base/buggify.h"

#ifdef SUNBOOTH_MUTANTS
#include "sync/base/assert.h"

#include <utility>

namespace sunbooth {
namespace {

std::function<bool(std::string_view)>& decider() {
    static std::function<bool(std::string_view)> decides;
    return decides;
}

}  // namespace

bool buggify(std::string_view place) {
    return decider() && decider()(place);
}

BuggifyScope::BuggifyScope(std::function<bool(std::string_view)> strikes) {
    SUNBOOTH_ASSERT(!decider());
    decider() = std::move(strikes);
}

BuggifyScope::~BuggifyScope() {
    decider() = nullptr;
}

}  // namespace sunbooth
#endif
