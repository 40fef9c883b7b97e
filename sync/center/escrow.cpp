// SPDX-License-Identifier: Apache-2.0
#include "sync/center/escrow.h"

#include "sync/base/mutant.h"
#include "sync/center/folder.h"
#include "sync/center/registry/keys.h"

#include <algorithm>
#include <map>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "sunbooth-escrow/1";
constexpr std::string_view kOfficer = "officer ";
constexpr std::string_view kBox = "box ";
constexpr std::string_view kMagic = "SBES1";
constexpr std::size_t kSecretBytesMax = 64 * 1024;

using Secrets = std::map<std::string, std::string>;

bool is_secret(const std::string& name) {
    if (name == "center.toml" || name.starts_with("keys/") || name.starts_with("tls/")) return true;
    return name.starts_with("vault/") && name.ends_with(".key");
}

Result<Secrets> secrets_of(const fs::path& folder) {
    Secrets secrets;
    std::error_code failed;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failed)) {
        const std::string name = fs::relative(entry.path(), folder, failed).generic_string();
        if (failed || !entry.is_regular_file(failed) || !is_secret(name)) continue;
        Result<std::string> text = read_file(entry.path(), "--folder", kSecretBytesMax);
        if (!text.ok()) return text.error();
        secrets[name] = std::move(text).value();
    }
    if (failed) return Error{ErrorCode::Io, folder.string() + ": " + failed.message(), "--folder"};
    return secrets;
}

void add(ByteWriter& out, std::string_view text) {
    out.u32(static_cast<std::uint32_t>(text.size())).raw(as_bytes(text));
}

Bytes bundle_of(const Secrets& secrets) {
    ByteWriter out;
    out.raw(as_bytes(kMagic)).u32(static_cast<std::uint32_t>(secrets.size()));
    for (const auto& [name, text] : secrets) {
        add(out, name);
        add(out, text);
    }
    return out.take();
}

/// A name that leads out of the folder is none of ours.
bool is_safe(const std::string& name) {
    return is_secret(name) && name.find("..") == std::string::npos;
}

Result<Secrets> read_bundle(ByteView bytes) {
    const Error wrong{ErrorCode::Corrupt, "what the escrow holds has another layout", "--from"};
    ByteReader in(bytes);
    if (as_text(in.raw(kMagic.size())) != kMagic) return wrong;
    Secrets secrets;
    for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) {
        const std::string name(as_text(in.raw(in.u32())));
        const std::string text(as_text(in.raw(in.u32())));
        if (!in.ok() || !is_safe(name)) return wrong;
        secrets[name] = text;
    }
    if (!in.ok() || in.left() != 0) return wrong;
    return secrets;
}

/// The next line without its end.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

/// The box of this officer.
Result<Bytes> box_for(std::string_view escrow, const seal::BoxPublicKey& officer) {
    const std::string wanted = std::string(kOfficer) + to_base64(officer.view());
    if (take_line(escrow) != kFirstLine) {
        return Error{ErrorCode::Corrupt, "this is no escrow; give a file that `escrow` made",
                     "--from"};
    }
    while (!escrow.empty()) {
        const bool his = take_line(escrow) == wanted;
        const std::string_view line = take_line(escrow);
        if (!his) continue;
        const auto box =
            line.starts_with(kBox) ? from_base64(line.substr(kBox.size())) : std::optional<Bytes>{};
        if (!box) return Error{ErrorCode::Corrupt, "the officer's box cannot be read", "--from"};
        return *box;
    }
    return Error{ErrorCode::Unauthorized, "nothing in this escrow is sealed to this officer",
                 "--officer-key"};
}

Status check_empty(const fs::path& folder) {
    std::error_code ignored;
    for (const char* name : {"keys", "tls", "center.toml"}) {
        if (fs::exists(folder / name, ignored)) {
            return Error{ErrorCode::Conflict,
                         (folder / name).string() + ": is there already; give an empty folder",
                         "--folder"};
        }
    }
    return ok_status();
}

}  // namespace

Result<seal::BoxPublicKey> officer_of(std::string_view text) {
    const auto bytes = from_base64(text);
    const auto key = bytes ? seal::BoxPublicKey::from(*bytes) : std::nullopt;
    if (key) return *key;
    return invalid_input("--officer",
                         "must be the line that `officer` printed, 32 bytes in base64");
}

Result<std::string> make_escrow(const fs::path& folder,
                                const std::vector<seal::BoxPublicKey>& officers) {
    std::vector<seal::BoxPublicKey> each = officers;
    std::sort(each.begin(), each.end(),
              [](const auto& a, const auto& b) { return a.bytes < b.bytes; });
    each.erase(std::unique(each.begin(), each.end()), each.end());
    if (each.size() < kOfficersMin || each.size() != officers.size()) {
        return invalid_input("--officer",
                             "give two or more different officers, so that the loss of "
                             "one key is not the loss of all");
    }
    const Result<Secrets> secrets = secrets_of(folder);
    if (!secrets.ok()) return secrets.error();
    const Bytes bundle = bundle_of(secrets.value());
    std::string text(kFirstLine);
    text += '\n';
    for (const seal::BoxPublicKey& officer : officers) {
        const seal::BoxPublicKey& to = mutant("escrow.one_officer") ? officers.front() : officer;
        text += std::string(kOfficer) + to_base64(officer.view()) + "\n" + std::string(kBox) +
                to_base64(seal::seal_bytes(bundle, to)) + "\n";
    }
    return text;
}

Status recover_keys(const fs::path& folder, std::string_view escrow, const seal::BoxKey& officer) {
    if (Status empty = check_empty(folder); !empty.ok()) return empty;
    const Result<Bytes> box = box_for(escrow, officer.public_key);
    if (!box.ok()) return box.error();
    const Result<Bytes> bundle = seal::open_bytes(box.value(), officer);
    if (!bundle.ok()) return bundle.error().in("escrow");
    const Result<Secrets> secrets = read_bundle(bundle.value());
    if (!secrets.ok()) return secrets.error();
    for (const auto& [name, text] : secrets.value()) {
        const fs::path file = folder / name;
        const Status made = registry::make_private_folder(file.parent_path());
        if (!made.ok()) return made;
        std::string_view line = text;
        if (line.ends_with('\n')) line.remove_suffix(1);  // Written with one.
        const Status written = registry::write_secret_file(file, line);
        if (!written.ok()) return written;
    }
    return sync_folder(folder);
}

}  // namespace sunbooth::center
