// SPDX-License-Identifier: Apache-2.0
#include "sync/client/identity.h"

#include "sync/base/secret.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// kiosk.key, one line:   sunbooth-kiosk-key/1 <kiosk> <base64 of the Ed25519 seed> LF

namespace sunbooth::client {
namespace {

constexpr std::string_view kForm = "sunbooth-kiosk-key/1 ";
constexpr std::size_t kFileBytesMax = 256;

std::filesystem::path key_file(const std::filesystem::path& folder) {
    return folder / "kiosk.key";
}

Error file_error(const std::filesystem::path& path, int number) {
    const bool full = number == ENOSPC || number == EDQUOT;
    return {full ? ErrorCode::Full : ErrorCode::Io, path.string() + ": " + std::strerror(number),
            ""};
}

Result<SecretText> read_file(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT) return Error{ErrorCode::NotFound, path.string(), ""};
    if (fd < 0) return file_error(path, errno);
    char buffer[kFileBytesMax];
    const ssize_t got = ::read(fd, buffer, sizeof buffer);
    const int failed = errno;
    ::close(fd);
    if (got < 0) return file_error(path, failed);
    SecretText text(std::string_view(buffer, static_cast<std::size_t>(got)));
    wipe_memory(buffer, sizeof buffer);
    return text;
}

}  // namespace

// Written and synced under another name first.
Status write_file(const std::filesystem::path& path, std::string_view text) {
    const std::string draft = path.string() + ".new";
    const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return file_error(draft, errno);
    const bool written =
        ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(fd) == 0;
    const int failed = errno;
    ::close(fd);
    if (!written) return file_error(draft, failed);
    if (::rename(draft.c_str(), path.c_str()) != 0) return file_error(path, errno);
    const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || ::fsync(folder) != 0) return file_error(path.parent_path(), errno);
    ::close(folder);
    return ok_status();
}

Result<Identity> load_identity(const std::filesystem::path& folder, const domain::KioskId& kiosk) {
    const Result<SecretText> text = read_file(key_file(folder));
    if (!text.ok()) return text.error();
    const std::string head = std::string(kForm) + kiosk.text() + " ";
    std::string_view line = text.value().view();
    if (!line.starts_with(head) || !line.ends_with("\n")) {
        return Error{ErrorCode::Corrupt,
                     key_file(folder).string() + " is damaged or belongs to another kiosk", ""};
    }
    line.remove_prefix(head.size());
    line.remove_suffix(1);
    std::optional<Bytes> bytes = from_base64(line);
    const auto seed = bytes ? seal::SigningSeed::from(*bytes) : std::nullopt;
    if (bytes) wipe_memory(bytes->data(), bytes->size());
    if (!seed) return Error{ErrorCode::Corrupt, key_file(folder).string() + " is damaged", ""};
    return Identity{kiosk, seal::signing_key_of(*seed)};
}

Result<Identity> make_identity(const std::filesystem::path& folder, const domain::KioskId& kiosk,
                               Random& random) {
    if (std::filesystem::exists(key_file(folder))) {
        return Error{ErrorCode::Conflict, key_file(folder).string() + " exists", ""};
    }
    Identity identity{kiosk, seal::make_signing_key(random)};
    SecretText line{std::string(kForm) + kiosk.text() + " "};
    std::string seed = to_base64(identity.key.seed.view());
    line.append(seed);
    line.append("\n");
    wipe_memory(seed.data(), seed.size());
    const Status written = write_file(key_file(folder), line.view());
    if (!written.ok()) return written.error();
    return identity;
}

}  // namespace sunbooth::client
