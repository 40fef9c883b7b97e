// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace sunbooth::center {

/// DIR/center.toml, as an operator may change it. Relative paths count from DIR.
///
///     [center]  host, port
///     [tls]     certificate, key, ca
///     [backup]  folder, every_min (1..1440), keep (2..1000)
///     [vault]   socket: of a vault that runs by itself; without it serve starts one
///     [accounts] second_factor: "offered" (as without it) or "required"
struct Config {
    std::string host = "127.0.0.1";  ///< The name or address in the certificate, and to listen on.
    std::uint16_t port = 8443;
    std::filesystem::path certificate;
    std::filesystem::path key;
    std::filesystem::path ca;
    std::filesystem::path backup_folder;
    std::chrono::minutes backup_every{15};
    int backup_keep = 8;
    std::filesystem::path vault_socket{};  ///< Empty: serve starts a vault of its own.
    bool second_factor_required = false;
};

/// @return InvalidInput whose detail names the file, the field and the mend.
Result<Config> read_config(const std::filesystem::path& folder);
/// The text of a fresh center.toml.
std::string write_config(const std::string& host, std::uint16_t port);

}  // namespace sunbooth::center
