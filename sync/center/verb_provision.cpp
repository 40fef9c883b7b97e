// SPDX-License-Identifier: Apache-2.0
// provision: the one file that tells a fresh terminal all it must know (sync/wire/provision.h).
#include "sync/center/config.h"
#include "sync/center/errand.h"
#include "sync/center/folder.h"
#include "sync/center/registry/keys.h"
#include "sync/center/verbs.h"
#include "sync/domain/ids.h"
#include "sync/seal/service_card.h"
#include "sync/wire/provision.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>
#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

/// What the center itself tells a terminal; a settings file may not tell another story.
constexpr std::array kOurTables = {"kiosk", "center", "enrol"};

Result<seal::SigningKey> root_of(const fs::path& folder, const fs::path& given) {
    const fs::path file = given.empty() ? folder / "keys" / "root.key" : given;
    const Result<Bytes> seed = registry::read_secret_file(file, seal::SigningSeed::kSize);
    if (!seed.ok()) {
        return Error{ErrorCode::NotFound,
                     file.string() +
                         ": holds no root key; where it was put into a safe, fetch it and "
                         "give the file by --root-key",
                     "--root-key"};
    }
    const auto fixed = seal::SigningSeed::from(seed.value());
    if (!fixed)
        return invalid_input("--root-key", file.string() + ": must hold 32 bytes in base64");
    return seal::signing_key_of(*fixed);
}

/// The settings as text, checked to be TOML that leaves our tables alone.
Result<std::string> settings_of(const fs::path& file) {
    if (file.empty())
        return std::string("\n[screen]\ndiagonal_in = 27\norientation = \"portrait\"\n");
    Result<std::string> text = read_file(file, "--settings", wire::kProvisionBytesMax / 2);
    if (!text.ok()) return text;
    try {
        const toml::table table = toml::parse(text.value());
        for (const char* ours : kOurTables) {
            if (!table.contains(ours)) continue;
            return invalid_input(
                "--settings",
                fmt::format("{}: leave [{}] out: the center tells it", file.string(), ours));
        }
    } catch (const toml::parse_error& wrong) {
        return invalid_input("--settings",
                             fmt::format("{}: line {}: is not TOML: {}", file.string(),
                                         wrong.source().begin.line, wrong.description()));
    }
    return "\n" + text.value() + (text.value().ends_with('\n') ? "" : "\n");
}

/// The code in "one-time code: XXXX".
std::string code_in(const std::string& report) {
    constexpr std::string_view kLabel = "one-time code: ";
    const std::size_t at = report.find(kLabel);
    if (at == std::string::npos) return {};
    const std::size_t from = at + kLabel.size();
    return report.substr(from, report.find_first_of(" \n", from) - from);
}

std::string body_of(const ProvisionOptions& options, const Config& config, const std::string& ca,
                    const std::string& root, const std::string& code) {
    const std::uint16_t port =
        options.port > 0 ? static_cast<std::uint16_t>(options.port) : config.port;
    return fmt::format(
        "# What terminal {0} is told. Its code works once; the file may be kept.\n"
        "[kiosk]\nid = \"{0}\"\nfolder = \"/var/lib/sunbooth\"\n\n"
        "[center]\nhost = \"{1}\"\naddress = \"{2}\"\nport = {3}\nroot_key = \"{4}\"\nntp = {5}\n"
        "ca_file = \"ca.pem\"\nca = \"\"\"\n{6}\"\"\"\n\n[enrol]\ncode = \"{7}\"\n",
        options.kiosk, config.host, options.address.empty() ? config.host : options.address, port,
        root, options.ntp ? "true" : "false", ca, code);
}

}  // namespace

Status provision(const ProvisionOptions& options) {
    const Result<Config> config = read_config(options.folder);
    if (!config.ok()) return config.error();
    const Result<seal::SigningKey> root = root_of(options.folder, options.root_key);
    if (!root.ok()) return root.error();
    const Result<registry::Keys> keys = registry::load_keys(options.folder);
    if (!keys.ok()) return keys.error();
    if (root.value().public_key != keys.value().root) {
        return invalid_input("--root-key", "is not the root key of this center");
    }
    const Result<std::string> settings = settings_of(options.settings);
    if (!settings.ok()) return settings.error();
    const Result<std::string> ca =
        read_file(config.value().ca, "tls.ca", wire::kProvisionBytesMax / 2);
    if (!ca.ok()) return ca.error();
    // The code comes last: a refusal before it leaves the terminal's former code as it was.
    const Result<ErrandReport> report = run_errand(
        options.folder, {.verb = "enrol", .words = {{"kiosk", options.kiosk}, {"carried", "yes"}}});
    if (!report.ok()) return report.error();
    const std::string body =
        body_of(options, config.value(), ca.value(), to_base64(root.value().public_key.view()),
                code_in(report.value().out)) +
        settings.value();
    std::string file = wire::write_provision(body, root.value());
    SUNBOOTH_ASSERT(file.ends_with('\n'));
    file.pop_back();  // write_file ends a text with a line feed of its own.
    const Status written = write_file(options.out, file);
    if (!written.ok()) {
        return Error{written.error().code,
                     options.out.string() +
                         ": cannot be written; give a file in a folder that is "
                         "there and may be written",
                     "--out"};
    }
    std::printf(
        "%s: for terminal %s; put it as sunbooth.setup on a FAT stick, or on the boot partition\n",
        options.out.string().c_str(), options.kiosk.c_str());
    return ok_status();
}

Status service_card(const ServiceCardOptions& options) {
    const bool everybody = options.kiosk == "*";
    if (!everybody && !domain::KioskId::parse(options.kiosk).ok()) {
        return invalid_input("--kiosk", "must be a terminal's name, or \"*\" for every terminal");
    }
    const Result<domain::Date> last_day = domain::Date::parse(options.last_day);
    if (!last_day.ok()) return invalid_input("--until", "must be a day such as 2027-01-31");
    const Result<seal::SigningKey> root = root_of(options.folder, options.root_key);
    if (!root.ok()) return root.error();
    std::printf("%s\n",
                seal::write_service_card(options.kiosk, last_day.value(), root.value()).c_str());
    return ok_status();
}

}  // namespace sunbooth::center
