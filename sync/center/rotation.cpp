// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rotation.h"

#include "sync/center/certificates.h"
#include "sync/center/folder.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/local_vault.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdio.h>
#include <utility>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, KeyKind>, 4> kKinds = {{
    {"intake", KeyKind::Intake},
    {"callback", KeyKind::Callback},
    {"signing", KeyKind::Signing},
    {"tls", KeyKind::Tls},
}};

Error io(const fs::path& at, int number) {
    return {number == ENOSPC ? ErrorCode::Full : ErrorCode::Io,
            at.string() + ": " + std::strerror(number), "--folder"};
}

/// A copy of a folder of secrets, as it is.
Status copy_secrets(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::remove_all(to, failed);
    fs::copy(from, to, fs::copy_options::recursive, failed);
    if (!failed) fs::permissions(to, fs::perms::owner_all, failed);
    return failed ? Status(io(to, failed.value())) : ok_status();
}

Status sync_all(const fs::path& folder) {
    std::error_code failed;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failed)) {
        const Status synced =
            entry.is_directory() ? sync_folder(entry.path()) : sync_file(entry.path());
        if (!synced.ok()) return synced;
    }
    if (failed) return io(folder, failed.value());
    return sync_folder(folder);
}

/// Both names at once, or neither.
Status exchange(const fs::path& one, const fs::path& other) {
    if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) != 0) {
        return io(one, errno);
    }
    if (Status synced = sync_folder(one.parent_path()); !synced.ok()) return synced;
    std::error_code ignored;  // What was replaced is in `former`; the next rotation clears up.
    fs::remove_all(one, ignored);
    return ok_status();
}

/// Writes a key over the one of that name.
Status put(const fs::path& file, ByteView bytes) {
    std::error_code ignored;
    fs::remove(file, ignored);
    return registry::write_secret_file(file, to_base64(bytes));
}

Result<seal::SigningKey> root_of(const fs::path& keys, const registry::Keys& known) {
    const Result<Bytes> bytes = registry::read_secret_file(keys / "root.key", 64);
    const auto seed = bytes.ok() ? seal::SigningSeed::from(bytes.value()) : std::nullopt;
    if (!seed) {
        return invalid_input("root.key", (keys / "root.key").string() +
                                             ": is needed to sign the next keys; bring it back "
                                             "from the safe for the time of the rotation");
    }
    const seal::SigningKey root = seal::signing_key_of(*seed);
    if (root.public_key == known.root) return root;
    return invalid_input("root.key",
                         (keys / "root.key").string() + ": is not the one that root.pub names");
}

/// The next keys of this kind, in the folder that is being made ready.
Status make_next(const fs::path& folder, const fs::path& next, KeyKind kind,
                 const registry::Keys& now, seal::KeySet& set, Random& random) {
    const auto named = [&](const char* what, const seal::KeyName& name, const char* ending) {
        return next / "former" / (what + to_hex(name.view()) + ending);
    };
    if (kind == KeyKind::Intake) {
        const seal::BoxKey key = seal::make_box_key(random);
        const seal::KeyName name = seal::name_of(now.intake.public_key);
        const Status kept = put(named("intake-", name, ".key"), now.intake.secret.view());
        set.intake = key.public_key;
        return kept.ok() ? put(next / "intake.key", key.secret.view()) : kept;
    }
    if (kind == KeyKind::Callback) {
        const Status kept = put(named("callback-", seal::name_of(now.set.callback), ".pub"),
                                now.set.callback.view());
        if (!kept.ok()) return kept;
        const Result<seal::BoxPublicKey> added = vault::add_vault_key(folder, random);
        if (!added.ok()) return added.error();
        set.callback = added.value();
        return sync_all(folder / "vault");  // Before any key set names it.
    }
    const seal::SigningKey key = seal::make_signing_key(random);
    const seal::SigningPublicKey& before = now.center.public_key;
    Status kept = put(named("center-", seal::name_of(before), ".pub"), before.view());
    if (kept.ok()) kept = put(next / "cases.key", now.cases.view());
    set.center = key.public_key;
    return kept.ok() ? put(next / "center.key", key.seed.view()) : kept;
}

Status rotate_in_set(const fs::path& folder, KeyKind kind, Random& random) {
    const fs::path keys = folder / "keys";
    const fs::path next = folder / "keys.next";
    const Result<registry::Keys> known = registry::load_keys(folder);
    if (!known.ok()) return known.error();
    const Result<seal::SigningKey> root = root_of(keys, known.value());
    if (!root.ok()) return root.error();
    if (Status copied = copy_secrets(keys, next); !copied.ok()) return copied;
    if (Status made = registry::make_private_folder(next / "former"); !made.ok()) return made;
    seal::KeySet set = known.value().set;
    ++set.version;
    const Status made = make_next(folder, next, kind, known.value(), set, random);
    if (!made.ok()) return made;
    const Status signed_set = put(next / "keyset", seal::write_key_set(set, root.value()));
    if (!signed_set.ok()) return signed_set;
    if (Status synced = sync_all(next); !synced.ok()) return synced;
    return exchange(next, keys);
}

Status rotate_tls(const fs::path& folder, const std::string& host, Random& random, WallTime now) {
    const fs::path tls = folder / "tls";
    const fs::path next = folder / "tls.next";
    if (Status copied = copy_secrets(tls, next); !copied.ok()) return copied;
    const Status renewed = renew_server_certificate(next, host, random, now);
    if (!renewed.ok()) return renewed;
    if (Status synced = sync_all(next); !synced.ok()) return synced;
    return exchange(next, tls);
}

}  // namespace

Result<KeyKind> key_kind_of(std::string_view name) {
    for (const auto& [word, kind] : kKinds) {
        if (word == name) return kind;
    }
    return invalid_input("--key",
                         std::string(name) + ": is no key; give intake, callback, signing or tls");
}

Status rotate_key(const fs::path& folder, KeyKind kind, const std::string& host, Random& random,
                  WallTime now) {
    return kind == KeyKind::Tls ? rotate_tls(folder, host, random, now)
                                : rotate_in_set(folder, kind, random);
}

}  // namespace sunbooth::center
