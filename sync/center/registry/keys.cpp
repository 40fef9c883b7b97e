// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/keys.h"

#include "sync/base/mutant.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace sunbooth::center::registry {
namespace {

namespace fs = std::filesystem;

Error file_error(const fs::path& file, int number) {
    const ErrorCode code = number == EEXIST   ? ErrorCode::Conflict
                           : number == ENOSPC ? ErrorCode::Full
                                              : ErrorCode::Io;
    return {code, file.string() + ": " + std::strerror(number), ""};
}

Status write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return Error{ErrorCode::Io, std::strerror(errno), ""};
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(fd) != 0) return Error{ErrorCode::Io, std::strerror(errno), ""};
    return ok_status();
}

template <class F>
Result<F> read_key(const fs::path& file) {
    const Result<Bytes> bytes = read_secret_file(file, F::kSize);
    if (!bytes.ok()) return bytes.error();
    const auto key = F::from(bytes.value());
    if (!key) {
        return invalid_input(file.filename().string(),
                             file.string() + ": must hold " + std::to_string(F::kSize) +
                                 " bytes in base64; put back the file that init made");
    }
    return *key;
}

/// Every key of this kind in DIR/keys/former.
template <class F>
Result<std::vector<F>> read_former(const fs::path& keys, std::string_view prefix) {
    std::vector<F> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(keys / "former", none)) {
        if (!entry.path().filename().string().starts_with(prefix)) continue;
        const Result<F> key = read_key<F>(entry.path());
        if (!key.ok()) return key.error();
        found.push_back(key.value());
    }
    return found;
}

/// What rotations left.
Status load_former(const fs::path& keys, Keys& loaded) {
    const auto intake = read_former<seal::BoxSecretKey>(keys, "intake-");
    if (!intake.ok()) return intake.error();
    const auto center = read_former<seal::SigningPublicKey>(keys, "center-");
    if (!center.ok()) return center.error();
    const auto callback = read_former<seal::BoxPublicKey>(keys, "callback-");
    if (!callback.ok()) return callback.error();
    for (const seal::BoxSecretKey& secret : intake.value()) {
        if (!mutant("keys.forgets_former")) {
            loaded.former_intake.push_back(seal::box_key_of(secret));
        }
    }
    loaded.former_center = center.value();
    loaded.former_callback = callback.value();
    std::error_code none;
    loaded.cases = loaded.center.seed;
    if (!fs::exists(keys / "cases.key", none)) return ok_status();
    const auto cases = read_key<seal::SigningSeed>(keys / "cases.key");
    if (!cases.ok()) return cases.error();
    loaded.cases = cases.value();
    return ok_status();
}

}  // namespace

const seal::BoxKey* Keys::intake_named(const seal::KeyName& name) const {
    if (seal::name_of(intake.public_key) == name) return &intake;
    for (const seal::BoxKey& key : former_intake) {
        if (seal::name_of(key.public_key) == name) return &key;
    }
    return nullptr;
}

bool Keys::knows_callback(const seal::KeyName& name) const {
    if (seal::name_of(set.callback) == name) return true;
    return std::any_of(former_callback.begin(), former_callback.end(),
                       [&](const seal::BoxPublicKey& key) { return seal::name_of(key) == name; });
}

seal::Signers Keys::signers() const {
    std::vector<seal::SigningPublicKey> all = former_center;
    all.push_back(center.public_key);
    return seal::Signers(std::move(all));
}

Status make_private_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder.parent_path().empty() ? "." : folder.parent_path(), error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return file_error(folder, errno);
    if (::chmod(folder.c_str(), 0700) != 0) return file_error(folder, errno);
    return ok_status();
}

Status write_secret_file(const fs::path& file, std::string_view text) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return file_error(file, errno);
    const Status written = write_all(fd, std::string(text) + "\n");
    ::close(fd);
    if (!written.ok()) return written.error().in(file.string());
    return ok_status();
}

Result<Bytes> read_secret_file(const fs::path& file, std::size_t size_max) {
    std::ifstream in(file);
    std::string line;
    if (!in || !std::getline(in, line)) {
        return invalid_input(file.filename().string(),
                             file.string() + ": cannot be read; put back the file that init made");
    }
    const auto bytes = from_base64(line);
    if (!bytes || bytes->empty() || bytes->size() > size_max) {
        return invalid_input(file.filename().string(),
                             file.string() + ": is not base64; put back the file that init made");
    }
    return *bytes;
}

Result<Keys> make_keys(const fs::path& folder, const seal::BoxPublicKey& callback, Random& random) {
    const fs::path keys = folder / "keys";
    const seal::SigningKey root = seal::make_signing_key(random);
    Keys made;
    made.root = root.public_key;
    made.center = seal::make_signing_key(random);
    made.cases = made.center.seed;
    made.intake = seal::make_box_key(random);
    made.set = {made.intake.public_key, callback, made.center.public_key, 1};
    made.key_set = seal::write_key_set(made.set, root);
    const std::pair<const char*, ByteView> files[] = {
        {"root.key", root.seed.view()},
        {"root.pub", root.public_key.view()},
        {"center.key", made.center.seed.view()},
        {"intake.key", made.intake.secret.view()},
        {"keyset", made.key_set},
    };
    const Status folder_made = make_private_folder(keys);
    if (!folder_made.ok()) return folder_made.error();
    for (const auto& [name, bytes] : files) {
        const Status written = write_secret_file(keys / name, to_base64(bytes));
        if (!written.ok()) return written.error();
    }
    return made;
}

Result<Keys> load_keys(const fs::path& folder) {
    const fs::path keys = folder / "keys";
    const auto root = read_key<seal::SigningPublicKey>(keys / "root.pub");
    if (!root.ok()) return root.error();
    const auto center = read_key<seal::SigningSeed>(keys / "center.key");
    if (!center.ok()) return center.error();
    const auto intake = read_key<seal::BoxSecretKey>(keys / "intake.key");
    if (!intake.ok()) return intake.error();
    Result<Bytes> key_set = read_secret_file(keys / "keyset", 1024);
    if (!key_set.ok()) return key_set.error();
    const Result<seal::KeySet> set = seal::read_key_set(key_set.value(), root.value());
    if (!set.ok()) return set.error().in((keys / "keyset").string());

    Keys loaded{.root = root.value(),
                .center = seal::signing_key_of(center.value()),
                .intake = seal::box_key_of(intake.value()),
                .set = set.value(),
                .key_set = std::move(key_set).value()};
    if (Status former = load_former(keys, loaded); !former.ok()) return former.error();
    if (loaded.set.center != loaded.center.public_key ||
        loaded.set.intake != loaded.intake.public_key) {
        return Error{ErrorCode::Corrupt,
                     keys.string() + ": center.key or intake.key is not the one that keyset names",
                     "keyset"};
    }
    return loaded;
}

}  // namespace sunbooth::center::registry
