// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::cases {

/// One row with the line that it begins on; a quoted field may span lines.
struct CsvRow {
    int line = 0;
    std::vector<std::string> fields;
};

/// RFC 4180: commas, CRLF or LF, fields in double quotes with "" for a quote. A byte order mark in
/// front is skipped, empty lines too. @return InvalidInput naming the line of an open quote.
Result<std::vector<CsvRow>> read_csv(std::string_view text);

}  // namespace sunbooth::center::cases
