// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace sunbooth::tests {

/// Whether a text has a shape in which "d" stands for a digit: "dddd-dd-dd". (std::regex makes GCC
/// 12 warn inside its own headers under the sanitizers.)
bool has_shape(std::string_view text, std::string_view shape);

/// Holds a value against a schema of openapi.json, as far as the contract uses OpenAPI 3.0.3.
/// @return where it departs from it and how; empty when it fits. Fields that the schema does not
/// name are a departure too: the contract must tell all.
std::string departure(const boost::json::value& value, const std::string& schema_name);

/// The schema of the 200 answer to an operation. @return where `value` departs from it.
std::string departure_of_answer(const boost::json::value& value, const std::string& method,
                                const std::string& path);

}  // namespace sunbooth::tests
