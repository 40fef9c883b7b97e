// SPDX-License-Identifier: Apache-2.0
// What is done with a center's keys: rotation, escrow, recovery; and a kiosk's public key for
// whoever verifies its receipts.
#include "sync/center/config.h"
#include "sync/center/escrow.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/keys.h"
#include "sync/center/rotation.h"
#include "sync/center/verbs.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEscrowBytesMax = 16 * 1024 * 1024;

Error at_option(const Error& error, const char* option) {
    return {error.code, error.detail, option};
}

/// SubjectPublicKeyInfo of Ed25519 (RFC 8410 4): a fixed head, then the key.
std::string pem_of(const seal::SigningPublicKey& key) {
    constexpr std::uint8_t kHead[] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                      0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    const Bytes der = ByteWriter{}.raw(kHead).raw(key.view()).take();
    return "-----BEGIN PUBLIC KEY-----\n" + to_base64(der) + "\n-----END PUBLIC KEY-----\n";
}

}  // namespace

Status rotate(const fs::path& folder, const std::string& key) {
    const Result<KeyKind> kind = key_kind_of(key);
    if (!kind.ok()) return kind.error();
    Result<FolderLock> lock = enter_folder(folder);
    if (!lock.ok()) return lock.error();
    const Result<Config> config = read_config(folder);
    if (!config.ok()) return config.error();
    OsRandom random;
    SystemClock clock;
    const Status done = rotate_key(folder, kind.value(), config.value().host, random, clock.wall());
    if (!done.ok()) return done;
    std::printf(
        "the %s key is replaced; make an escrow of the keys as they are (`escrow`), then "
        "start the center\n",
        key.c_str());
    return ok_status();
}

Status officer(const fs::path& out) {
    OsRandom random;
    const seal::BoxKey key = seal::make_box_key(random);
    const Status written = registry::write_secret_file(out, to_base64(key.secret.view()));
    if (!written.ok()) return at_option(written.error(), "--out");
    std::printf("%s\n", to_base64(key.public_key.view()).c_str());
    return ok_status();
}

Status escrow(const EscrowOptions& options) {
    Result<std::string> config = read_file(options.folder / "center.toml", "--folder", 1 << 16);
    if (!config.ok()) return config.error();
    std::vector<seal::BoxPublicKey> officers;
    for (const std::string& text : options.officers) {
        const Result<seal::BoxPublicKey> one = officer_of(text);
        if (!one.ok()) return one.error();
        officers.push_back(one.value());
    }
    const Result<std::string> made = make_escrow(options.folder, officers);
    if (!made.ok()) return made.error();
    const Status written = write_file(options.out, made.value());
    if (!written.ok()) return at_option(written.error(), "--out");
    std::printf("all keys are sealed to %zu officers, any one of whom opens them\n",
                officers.size());
    return ok_status();
}

Status recover(const RecoverOptions& options) {
    const Result<Bytes> secret = registry::read_secret_file(options.officer_key, 64);
    const auto key = secret.ok() ? seal::BoxSecretKey::from(secret.value()) : std::nullopt;
    if (!key) {
        return invalid_input("--officer-key", options.officer_key.string() +
                                                  ": is no officer's key; give the file that "
                                                  "`officer` made");
    }
    const Result<std::string> text = read_file(options.from, "--from", kEscrowBytesMax);
    if (!text.ok()) return text.error();
    const Status made = registry::make_private_folder(options.folder);
    if (!made.ok()) return at_option(made.error(), "--folder");
    const Status done = recover_keys(options.folder, text.value(), seal::box_key_of(*key));
    if (!done.ok()) return done;
    std::printf("the keys are back; `restore` brings the records back from a backup\n");
    return ok_status();
}

Result<std::string> kiosk_keys_pem(const fs::path& folder, const std::string& kiosk) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const auto keys = fleet::keys_of(db.value(), kiosk);
    if (!keys.ok()) return keys.error();
    std::string text;
    for (const seal::SigningPublicKey& key : keys.value()) text += pem_of(key);
    return text;
}

Status export_kiosk_keys(const fs::path& folder, const std::string& kiosk) {
    const Result<std::string> text = kiosk_keys_pem(folder, kiosk);
    if (!text.ok()) return text.error();
    std::fputs(text.value().c_str(), stdout);
    return ok_status();
}

}  // namespace sunbooth::center
