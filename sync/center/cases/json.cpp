// SPDX-License-Identifier: Apache-2.0
// Cases as JSON: made into the table that a CSV file makes, so that both are judged by one reader.
#include "sync/wire/json.h"

#include "sync/center/cases/cases.h"
#include "sync/center/cases/columns.h"

namespace sunbooth::center::cases {
namespace {

namespace json = boost::json;

/// A text or a whole number as CSV would have it; nothing for anything else.
std::optional<std::string> cell_of(const json::value& value) {
    if (value.is_null()) return std::string();
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_int64()) return std::to_string(value.get_int64());
    if (value.is_uint64()) return std::to_string(value.get_uint64());
    return std::nullopt;
}

/// Adds the row, or what is wrong with it.
void take_row(const json::value& one, int line, CaseTable& table) {
    if (!one.is_object()) {
        table.errors.push_back({line, "", "must be an object"});
        return;
    }
    CsvRow row{line, {}};
    const std::size_t errors = table.errors.size();
    const auto take = [&](const char* column) {
        const json::value* value = one.get_object().if_contains(column);
        const auto cell = value == nullptr ? std::string() : cell_of(*value);
        if (!cell) table.errors.push_back({line, column, "must be a text or a whole number"});
        row.fields.push_back(cell.value_or(std::string()));
    };
    for (const char* column : kCaseColumns) take(column);
    take(kPersonColumn);
    take(kSuspendedColumn);
    if (table.errors.size() == errors) table.rows.push_back(std::move(row));
}

Result<const json::array*> list_in(const json::value& body) {
    if (body.is_array()) return &body.get_array();
    const json::value* cases = body.is_object() ? body.get_object().if_contains("cases") : nullptr;
    if (cases == nullptr || !cases->is_array()) {
        return invalid_input("cases", "must be a list of cases");
    }
    return &cases->get_array();
}

}  // namespace

bool looks_like_json(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != text.npos && (text[first] == '{' || text[first] == '[');
}

Result<CaseTable> read_json_cases(std::string_view text, const JsonCasesLimit& limit) {
    const Result<json::value> body = wire::parse_json(text, limit.bytes);
    if (!body.ok()) return body.error();
    const auto list = list_in(body.value());
    if (!list.ok()) return list.error();
    if (list.value()->size() > limit.cases) {
        return invalid_input("cases", "must be at most " + std::to_string(limit.cases) +
                                          ": bring the rest in behind it");
    }
    CaseTable table;
    for (std::size_t i = 0; i < kCaseColumns.size(); ++i) table.columns[kCaseColumns.at(i)] = i;
    table.columns[kPersonColumn] = kCaseColumns.size();
    table.columns[kSuspendedColumn] = kCaseColumns.size() + 1;
    int line = 0;
    for (const json::value& one : *list.value()) take_row(one, ++line, table);
    return table;
}

}  // namespace sunbooth::center::cases
