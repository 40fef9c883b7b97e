// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/request_text.h"

#include "sync/domain/text.h"

namespace sunbooth::center::api {

std::string text_of(wire::FieldReader& in, std::string_view name, Characters limits) {
    constexpr std::size_t kBytesOfCharacterMax = 4;
    std::string text = in.text(name, limits.max * kBytesOfCharacterMax);
    const auto length = domain::count_code_points(text);
    if (!in.error() && (!length || *length < limits.min || *length > limits.max)) {
        in.fail(name, "must have " + std::to_string(limits.min) + " to " +
                          std::to_string(limits.max) + " characters");
    }
    return text;
}

}  // namespace sunbooth::center::api
