// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/hall.h"

#include <algorithm>

namespace sunbooth::domain {
namespace {

template <class T>
const T* find_code(const std::vector<T>& among, std::string_view code) {
    const auto found =
        std::find_if(among.begin(), among.end(), [&](const T& one) { return one.code == code; });
    return found == among.end() ? nullptr : &*found;
}

}  // namespace

const Unit* Hall::unit(std::string_view code) const {
    return find_code(units, code);
}
const Window* Hall::window(std::string_view code) const {
    return find_code(windows, code);
}
const Topic* Hall::topic(std::string_view code) const {
    return find_code(topics, code);
}

}  // namespace sunbooth::domain
