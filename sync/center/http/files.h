// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/wire/http.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace sunbooth::center::http {

/// The console's pages in memory. A request looks a path up in a map, so no path, however spelt,
/// reaches the disk.
class Files {
public:
    static constexpr std::size_t kBytesMax = 64 * 1024 * 1024;  ///< Of all files together.

    /// Reads every regular file below `folder`; links are not followed. An empty path gives no
    /// files. @return InvalidInput naming "console" when the folder or its index.html cannot be
    /// read, or it holds more than kBytesMax.
    static Result<Files> read(const std::filesystem::path& folder);

    bool empty() const { return files_.empty(); }
    /// The answer to GET `path`: the file, else index.html for a path without a dot in its last
    /// segment, else 404. Where the build left "x.gz" beside "x", who takes gzip gets that.
    wire::Response get(std::string_view path, std::string_view accept_encoding = {}) const;

private:
    std::map<std::string, wire::Response, std::less<>> files_;   ///< By path: "/assets/a-1b2c.js"
    std::map<std::string, wire::Response, std::less<>> packed_;  ///< By the path of the whole file.
};

}  // namespace sunbooth::center::http
