// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/files.h"

#include "sync/center/http/headers.h"

#include <array>
#include <fstream>

namespace sunbooth::center::http {
namespace {

namespace fs = std::filesystem;

struct Type {
    std::string_view ending;
    const char* name;
};
constexpr std::array kTypes = {
    Type{".html", "text/html; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".css", "text/css; charset=utf-8"},
    Type{".json", "application/json"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".ico", "image/x-icon"},
    Type{".woff2", "font/woff2"},
    Type{".ttf", "font/ttf"},
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".yaml", "application/yaml"},
    Type{".webmanifest", "application/manifest+json"},
};

const char* type_of(std::string_view path) {
    for (const Type& type : kTypes) {
        if (path.ends_with(type.ending)) return type.name;
    }
    return "application/octet-stream";
}

/// The console's build names a file in assets/ after its contents, so it may be kept for ever; the
/// pages that name it must be asked for each time.
const char* caching_of(std::string_view path) {
    return path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

Error unreadable(const fs::path& path, const char* mend) {
    return invalid_input("console", path.string() + ": " + mend);
}

Result<Bytes> read_file(const fs::path& path, std::size_t bytes_max) {
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path, failed);
    if (failed) return unreadable(path, "cannot be read");
    if (size > bytes_max) return unreadable(path, "is too large to be kept in memory");
    Bytes bytes(static_cast<std::size_t>(size));
    std::ifstream in(path, std::ios::binary);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!in) return unreadable(path, "cannot be read");
    return bytes;
}

}  // namespace

Result<Files> Files::read(const fs::path& folder) {
    Files files;
    if (folder.empty()) return files;
    std::size_t left = kBytesMax;
    std::error_code failed;
    fs::recursive_directory_iterator entry(folder, failed);
    for (const fs::recursive_directory_iterator end; !failed && entry != end;
         entry.increment(failed)) {
        if (entry->symlink_status(failed).type() != fs::file_type::regular) continue;
        Result<Bytes> bytes = read_file(entry->path(), left);
        if (!bytes.ok()) return bytes.error();
        left -= bytes.value().size();
        const std::string path = "/" + entry->path().lexically_relative(folder).generic_string();
        files.files_[path] = {
            200,
            {{"content-type", type_of(path)}, {"cache-control", caching_of(path)}},
            std::move(bytes).value()};
    }
    if (failed) return unreadable(folder, "is no readable folder; build the console first");
    if (!files.files_.contains("/index.html")) {
        return unreadable(folder / "index.html", "is missing; build the console first");
    }
    return files;
}

wire::Response Files::get(std::string_view path) const {
    const auto found = files_.find(path);
    if (found != files_.end()) return found->second;
    const std::string_view last = path.substr(path.rfind('/') + 1);
    const auto index = files_.find("/index.html");
    if (last.find('.') == std::string_view::npos && index != files_.end()) return index->second;
    return refusal(404, "path", "there is no such file");
}

}  // namespace sunbooth::center::http
