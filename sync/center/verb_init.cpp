// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/accounts.h"
#include "sync/center/certificates.h"
#include "sync/center/config.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/journal.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/local_vault.h"
#include "sync/center/verbs.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

Status check_free(const fs::path& folder) {
    std::error_code ignored;
    if (fs::exists(folder / "center.toml", ignored)) {
        return Error{ErrorCode::Conflict,
                     folder.string() + ": a center is here already; give another folder",
                     "--folder"};
    }
    if (!fs::is_empty(folder, ignored) && fs::exists(folder, ignored)) {
        return Error{ErrorCode::Conflict,
                     folder.string() + ": is not empty; give an empty folder or one to be made",
                     "--folder"};
    }
    return ok_status();
}

/// Nothing half-written stays; a folder that was there before stays, empty as it was.
void clear_away(const fs::path& folder, bool was_there) {
    std::error_code ignored;
    if (!was_there) {
        fs::remove_all(folder, ignored);
        return;
    }
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        fs::remove_all(entry.path(), ignored);
    }
}

struct Founded {
    std::string root_key;
    std::string password;
};

Result<Founded> found(const InitOptions& options, Random& random, WallTime now) {
    const Result<seal::BoxPublicKey> callback = vault::found_vault(options.folder, random);
    if (!callback.ok()) return callback.error();
    const Result<registry::Keys> keys =
        registry::make_keys(options.folder, callback.value(), random);
    if (!keys.ok()) return keys.error();
    const fs::path tls = options.folder / "tls";
    if (Status made = registry::make_private_folder(tls); !made.ok()) return made.error();
    const Status certified = make_certificates(tls, options.host, random, now);
    if (!certified.ok()) return certified.error();
    Result<store::Database> db = registry::open_center(options.folder);
    if (!db.ok()) return db.error();
    if (Status done = registry::found_center(db.value(), random); !done.ok()) return done.error();
    const accounts::Account admin{options.admin, options.admin, rules::Role::Supervisor, {}, true};
    Result<std::string> password = accounts::create_account(db.value(), admin, random, now);
    if (!password.ok()) return password.error();
    const Status noted = registry::note(db.value(), {.at = now,
                                                     .by = registry::kByCommand,
                                                     .what = "account_made",
                                                     .about = admin.name,
                                                     .fields = {{"role", "supervisor"}}});
    if (!noted.ok()) return noted.error();
    return Founded{to_base64(keys.value().root.view()), std::move(password).value()};
}

}  // namespace

Status init(const InitOptions& options) {
    if (Status free = check_free(options.folder); !free.ok()) return free;
    std::error_code ignored;
    const bool was_there = fs::exists(options.folder, ignored);
    if (const Status made = registry::make_private_folder(options.folder); !made.ok()) {
        return Error{made.error().code,
                     made.error().detail + "; give a folder that may be made and written",
                     "--folder"};
    }
    OsRandom random;
    SystemClock clock;
    const Result<Founded> founded = found(options, random, clock.wall());
    // The configuration comes last: a folder without it is no center yet.
    const Status written = founded.ok() ? write_file(options.folder / "center.toml",
                                                     write_config(options.host, options.port))
                                        : Status(founded.error());
    if (!written.ok()) {
        clear_away(options.folder, was_there);
        return written;
    }
    std::printf("root key: %s\naccount: %s\none-time password: %s\n",
                founded.value().root_key.c_str(), options.admin.c_str(),
                founded.value().password.c_str());
    return ok_status();
}

}  // namespace sunbooth::center
