// SPDX-License-Identifier: Apache-2.0
#include "sync/client/config.h"

#include "sync/store/files.h"

#include <sys/stat.h>
#include <unistd.h>

namespace sunbooth::client {
namespace {

constexpr std::size_t kKeySetBytesMax = 1024;

std::filesystem::path key_set_file(const CheckedConfig& config) {
    return config.folder / "center.keys";
}

Status make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return invalid_input("folder", folder.string() + ": " + failed.message());
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
        return invalid_input("folder", folder.string() + " is not writable");
    }
    if (::chmod(folder.c_str(), S_IRWXU) != 0) {
        return invalid_input("folder", folder.string() + " belongs to somebody else");
    }
    return ok_status();
}

}  // namespace

Result<CheckedConfig> check_config(const Config& config) {
    const Status started = seal::start();
    if (!started.ok()) return started.error();
    Result<domain::KioskId> kiosk = domain::KioskId::parse(config.kiosk);
    if (!kiosk.ok()) return kiosk.error();
    const std::optional<Bytes> root_bytes = from_base64(config.root_key);
    const auto root = root_bytes ? seal::SigningPublicKey::from(*root_bytes) : std::nullopt;
    if (!root) return invalid_input("root_key", "is not 32 bytes in base64");
    if (config.host.empty()) return invalid_input("host", "is empty");
    if (config.port == 0) return invalid_input("port", "is 0");
    if (config.boot_id.empty() || config.boot_id.size() > 36) {
        return invalid_input("boot_id", "must have 1 to 36 characters");
    }
    const Status made = make_folder(config.folder);
    if (!made.ok()) return made.error();
    return CheckedConfig{std::move(kiosk).value(), *root, config.folder};
}

OutboxOptions outbox_of(const CheckedConfig& config) {
    return {.path = config.folder / "outbox.db"};
}

LinkOptions link_of(const Config& config, std::function<WallTime()> known_time) {
    return {.host = config.host,
            .port = config.port,
            .ca_file = config.ca_file,
            .known_time = std::move(known_time)};
}

Result<Bytes> load_key_set(const CheckedConfig& config) {
    Result<std::optional<Bytes>> bytes =
        store::read_small_file(key_set_file(config), "", kKeySetBytesMax);
    if (!bytes.ok()) return bytes.error();
    if (!bytes.value()) return Error{ErrorCode::NotFound, key_set_file(config).string(), ""};
    return std::move(*bytes.value());
}

Status keep_key_set(const CheckedConfig& config, ByteView key_set) {
    return store::write_small_file(key_set_file(config), "", key_set);
}

}  // namespace sunbooth::client
