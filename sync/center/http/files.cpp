// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/files.h"

#include "sync/center/http/headers.h"

#include <algorithm>
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

constexpr std::string_view kPacked = ".gz";

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// Of one member of Accept-Encoding (RFC 9110 12.5.3), whether its weight is more than nought.
bool is_wanted(std::string_view parameters) {
    const std::size_t weight = parameters.find("q=");
    if (weight == std::string_view::npos) return true;
    const std::string_view number = parameters.substr(weight + 2);
    return number.substr(0, number.find_first_of(" \t;")).find_first_of("123456789") !=
           std::string_view::npos;
}

bool takes_gzip(std::string_view accepted) {
    while (!accepted.empty()) {
        const std::size_t comma = std::min(accepted.find(','), accepted.size());
        std::string_view one = accepted.substr(0, comma);
        accepted.remove_prefix(std::min(comma + 1, accepted.size()));
        while (!one.empty() && is_blank(one.front())) one.remove_prefix(1);
        const std::string_view name = one.substr(0, one.find_first_of(" \t;"));
        if (name == "gzip") return is_wanted(one.substr(name.size()));
    }
    return false;
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
        const bool packed = path.ends_with(kPacked);
        const std::string name = packed ? path.substr(0, path.size() - kPacked.size()) : path;
        wire::Response file{200,
                            {{"content-type", type_of(name)},
                             {"cache-control", caching_of(name)},
                             {"vary", "accept-encoding"}},
                            std::move(bytes).value()};
        if (packed) file.headers["content-encoding"] = "gzip";
        (packed ? files.packed_ : files.files_)[name] = std::move(file);
    }
    if (failed) return unreadable(folder, "is no readable folder; build the console first");
    if (!files.files_.contains("/index.html")) {
        return unreadable(folder / "index.html", "is missing; build the console first");
    }
    return files;
}

wire::Response Files::get(std::string_view path, std::string_view accept_encoding) const {
    const std::string_view last = path.substr(path.rfind('/') + 1);
    auto found = files_.find(path);
    if (found == files_.end() && last.find('.') == std::string_view::npos) {
        found = files_.find("/index.html");
    }
    if (found == files_.end()) return refusal(404, "path", "there is no such file");
    const auto packed = packed_.find(found->first);
    return packed != packed_.end() && takes_gzip(accept_encoding) ? packed->second : found->second;
}

}  // namespace sunbooth::center::http
