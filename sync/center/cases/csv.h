// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::cases {

/// One row with the line that it begins on; a quoted field may span lines.
struct CsvRow {
    int line = 0;
    std::vector<std::string> fields;
};

struct CsvRows {
    std::vector<CsvRow> rows;
    std::vector<int> broken;  ///< Lines with a quote that is not closed; reading went on behind.
};

/// RFC 4180: commas, CRLF or LF, fields in double quotes with "" for a quote. A byte order mark in
/// front is skipped, empty lines too. A quote that is never closed costs the line that it stands in
/// and no other.
CsvRows read_csv(std::string_view text);

}  // namespace sunbooth::center::cases
