// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/wire/json.h"

#include <string>
#include <string_view>

namespace sunbooth::center::api {

/// How long a text of a request may be, in characters, as openapi.json says it.
struct Characters {
    std::size_t min = 0;
    std::size_t max = 0;
};
/// A required text; breaking the limits is the reader's error.
std::string text_of(wire::FieldReader& in, std::string_view name, Characters limits);

}  // namespace sunbooth::center::api
