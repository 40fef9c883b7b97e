// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/date.h"

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

/// A rate over tickets (statistics/formulas.h says what each is called in the law).
enum class RateOf {
    Answered,    ///< In time, of those whose answer was given or is past its day.
    Fixed,       ///< The same of bad ratings.
    CalledBack,  ///< Of bad ratings that left a number.
    Pleased,     ///< At the closing call, of bad ratings whose citizen was heard.
};
std::optional<RateOf> rate_of(std::string_view name);  ///< "answered", "fixed", "called", "pleased"

/// Which of the tickets that figures are made of; what is empty asks for nothing. A list asks with
/// it for exactly those that a picture counted, so a rating that an upheld appeal left out of the
/// figures is left out here too.
struct Counted {
    std::optional<Stage> reached{};
    std::optional<int> closed_over{}, closed_within{};  ///< Days from filing to closing.
    std::optional<bool> late{};  ///< Closed, and answered after its day or not.
    std::string closed_from{}, closed_to{};
    std::optional<RateOf> rate{};  ///< Only those that this rate is of;
    std::optional<bool> met{};     ///< and of them only its part, or only the others.
    domain::Date today{};          ///< Of a rate: what is past its day.

    bool asks() const {
        return rate || reached || closed_over || closed_within || late || !closed_from.empty() ||
               !closed_to.empty();
    }
};

}  // namespace sunbooth::center::tickets
