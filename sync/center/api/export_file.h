// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <memory>
#include <string>
#include <vector>

namespace sunbooth::center::api {

/// A list as a file for a spreadsheet, row by row. In neither form does a cell become a formula.
class ExportFile {
public:
    virtual ~ExportFile() = default;
    virtual Status add(const std::vector<std::string>& cells) = 0;
    /// The whole file. Once, at the end.
    virtual Result<Bytes> finish() = 0;
};

/// RFC 4180 with UTF-8's mark, so that Excel reads it as such; every cell in quotes, and one that a
/// spreadsheet might take for a formula behind an apostrophe.
std::unique_ptr<ExportFile> csv_file();
/// One sheet of texts (libxlsxwriter, row by row). @return Io when no temporary file can be made.
Result<std::unique_ptr<ExportFile>> xlsx_file();

/// The cell as it stands in a CSV file, without its quotes: "=1+1" becomes "'=1+1". What begins
/// with = + - @ | %, also full-width or after blanks and quotes, or with a tab or a line's end
/// (reliability.md 5.4 #22).
std::string harmless_cell(const std::string& text);

}  // namespace sunbooth::center::api
