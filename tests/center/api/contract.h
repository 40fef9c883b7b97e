// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::tests {

/// Whether a text has a shape in which "d" stands for a digit: "dddd-dd-dd". (std::regex makes GCC
/// 12 warn inside its own headers under the sanitizers.)
bool has_shape(std::string_view text, std::string_view shape);

/// Holds a value against a schema of openapi.json, as far as the contract uses OpenAPI 3.0.3.
/// @return where it departs from it and how; empty when it fits. Fields that the schema does not
/// name are a departure too: the contract must tell all.
std::string departure(const boost::json::value& value, const std::string& schema_name);

/// Holds an answer against what the contract says of its operation and status: type of content,
/// presence and shape of the body. @return where it departs from it.
struct AnswerSeen {
    std::string method;  ///< "GET"
    std::string path;    ///< As the contract writes it: "/api/v1/tickets/{id}"
    int status = 0;
    std::string content_type;
    std::string body;
};
std::string departure_of_answer(const AnswerSeen& seen);

/// A schema of the contract.
const boost::json::object& schema(const std::string& name);

/// Every operation of the contract, "GET /api/v1/tickets/{id}", in order.
std::vector<std::string> operations();
/// What is wrong with the examples: one that is missing beside a JSON body, or that is not as its own
/// schema says.
std::vector<std::string> wrong_examples();

}  // namespace sunbooth::tests
