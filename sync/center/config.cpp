// SPDX-License-Identifier: Apache-2.0
#include "sync/center/config.h"

#include <toml++/toml.h>

#include <fstream>
#include <optional>
#include <sstream>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

/// Takes entries out of a parsed file and keeps the first complaint.
class Entries {
public:
    Entries(const toml::table& table, fs::path file) : table_(table), file_(std::move(file)) {}

    std::string text(const char* path) {
        const auto found = table_.at_path(path).value<std::string>();
        if (!found || found->empty()) fail(path, "is missing: add it as a text");
        return found.value_or("");
    }

    int integer(const char* path, int min, int max) {
        const auto found = table_.at_path(path).value<std::int64_t>();
        if (!found || *found < min || *found > max) {
            fail(path, "must be a whole number from " + std::to_string(min) + " to " +
                           std::to_string(max));
            return min;
        }
        return static_cast<int>(*found);
    }

    fs::path path(const char* name) {
        const fs::path given = text(name);
        return given.is_absolute() ? given : file_.parent_path() / given;
    }

    fs::path path_or_none(const char* name) {
        return table_.at_path(name) ? path(name) : fs::path{};
    }

    /// One of two words; the first when there is none.
    bool is_second(const char* path, const std::string& first, const std::string& second) {
        const auto found = table_.at_path(path).value<std::string>();
        const bool right = !table_.at_path(path) || found == first || found == second;
        if (!right) fail(path, "must be \"" + first + "\" or \"" + second + "\"");
        return found == second;
    }

    const std::optional<Error>& error() const { return error_; }

private:
    void fail(const std::string& field, const std::string& why) {
        if (!error_) error_ = invalid_input(field, file_.string() + ": " + field + " " + why);
    }
    const toml::table& table_;
    fs::path file_;
    std::optional<Error> error_;
};

Result<toml::table> parse(const fs::path& file) {
    std::ifstream in(file);
    std::stringstream words;
    if (!in || !(words << in.rdbuf())) {
        return invalid_input("--folder", file.string() +
                                             ": cannot be read; make a center there with `init`, "
                                             "or give the folder of one");
    }
    try {
        return toml::parse(words.str());
    } catch (const toml::parse_error& wrong) {
        return invalid_input("line " + std::to_string(wrong.source().begin.line),
                             file.string() + ": is not TOML: " + std::string(wrong.description()));
    }
}

}  // namespace

Result<Config> read_config(const fs::path& folder) {
    const fs::path file = folder / "center.toml";
    const Result<toml::table> table = parse(file);
    if (!table.ok()) return table.error();
    Entries in(table.value(), file);
    Config config;
    config.host = in.text("center.host");
    config.port = static_cast<std::uint16_t>(in.integer("center.port", 0, 65535));
    config.certificate = in.path("tls.certificate");
    config.key = in.path("tls.key");
    config.ca = in.path("tls.ca");
    config.backup_folder = in.path("backup.folder");
    config.backup_every = std::chrono::minutes{in.integer("backup.every_min", 1, 1440)};
    config.backup_keep = in.integer("backup.keep", 2, 1000);
    config.vault_socket = in.path_or_none("vault.socket");
    config.second_factor_required = in.is_second("accounts.second_factor", "offered", "required");
    if (in.error()) return *in.error();
    return config;
}

std::string write_config(const std::string& host, std::uint16_t port) {
    const toml::table table{
        {"center", toml::table{{"host", host}, {"port", std::int64_t{port}}}},
        {"tls",
         toml::table{
             {"certificate", "tls/server.pem"}, {"key", "tls/server.key"}, {"ca", "tls/ca.pem"}}},
        {"backup", toml::table{{"folder", "backup"}, {"every_min", 15}, {"keep", 8}}},
        {"accounts", toml::table{{"second_factor", "offered"}}},
    };
    std::ostringstream out;
    out << "# The center's configuration. Relative paths count from this file's folder.\n"
        << "# backup.folder should be another disk than this one.\n"
        << "# accounts.second_factor: \"required\" lets nobody work without one.\n"
        << table << '\n';
    return out.str();
}

}  // namespace sunbooth::center
