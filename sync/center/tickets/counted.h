// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::center::tickets {

/// How far a ticket came, whatever became of it afterwards.
enum class Stage {
    Registered,
    Called,    ///< By either of the two calls, reached or in vain.
    Accepted,  ///< A bad rating: found valid.
    Replied,
    Closed,
};
const char* to_string(Stage stage);  ///< "registered" ..
std::optional<Stage> stage_of(std::string_view name);

/// Which of the tickets that figures are made of; what is empty asks for nothing. A list asks with
/// it for exactly those that a picture counted, so a rating that an upheld appeal left out of the
/// figures is left out here too.
struct Counted {
    std::optional<Stage> reached{};
    std::optional<int> closed_over{}, closed_within{};  ///< Days from filing to closing.
    std::optional<bool> late{};  ///< Closed, and answered after its day or not.
    std::string closed_from{}, closed_to{};

    bool asks() const {
        return reached || closed_over || closed_within || late || !closed_from.empty() ||
               !closed_to.empty();
    }
};

}  // namespace sunbooth::center::tickets
