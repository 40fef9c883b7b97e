// SPDX-License-Identifier: Apache-2.0
#include "app/shell/provision.h"

#include "app/shell/config.h"
#include "sync/wire/provision.h"

#include <toml++/toml.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace sunbooth::app::shell {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_text(const fs::path& file, const char* field, const char* mend) {
    std::ifstream in(file, std::ios::binary);
    std::string text(wire::kProvisionBytesMax + 1, '\0');
    if (!in) return Error{ErrorCode::NotFound, file.string() + ": cannot be read; " + mend, field};
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

Result<seal::SigningPublicKey> read_root(const fs::path& trust) {
    Result<std::string> text =
        read_text(trust, "--trust",
                  "this image was built without a deployment's root key, see kiosk-os/keys");
    if (!text.ok()) return text.error();
    std::string line = std::move(text).value();
    line.erase(std::find(line.begin(), line.end(), '\n'), line.end());
    const auto bytes = from_base64(line);
    const auto key = bytes ? seal::SigningPublicKey::from(*bytes) : std::nullopt;
    if (!key) return invalid_input("--trust", trust.string() + ": must be 32 bytes in base64");
    return *key;
}

/// Written beside its place, synced, and moved there.
Status write_whole(const fs::path& file, std::string_view text) {
    const fs::path part = file.string() + ".part";
    const int out = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool written =
        out >= 0 && ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(out) == 0;
    if (out >= 0) ::close(out);
    if (!written || ::rename(part.c_str(), file.c_str()) != 0) {
        return Error{ErrorCode::Io, file.string() + ": cannot be written", "--into"};
    }
    return ok_status();
}

bool is_address(const std::string& text) {
    in_addr four{};
    in6_addr six{};
    return inet_pton(AF_INET, text.c_str(), &four) == 1 ||
           inet_pton(AF_INET6, text.c_str(), &six) == 1;
}

/// What a shell script may read without a thought of quoting.
bool is_plain(const std::string& text) {
    return text.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:/-") ==
           std::string::npos;
}

struct Machine {
    std::string ca, env;
};

Result<Machine> machine_of(const std::string& body, const KioskConfig& config) {
    const toml::table table = toml::parse(body);
    const auto word = [&](const char* path) {
        return table.at_path(path).value<std::string>().value_or("");
    };
    Machine machine{word("center.ca"), {}};
    if (machine.ca.find("BEGIN CERTIFICATE") == std::string::npos) {
        return invalid_input("center.ca", "is missing: it holds the deployment's ca.pem");
    }
    const std::string host = config.client.host;
    const std::string address = word("center.address").empty() ? host : word("center.address");
    if (!is_address(address)) {
        return invalid_input("center.address",
                             "must be an IP address: a terminal asks no name server");
    }
    const std::string own = word("network.address");
    const std::string gateway = word("network.gateway");
    for (const std::string& one : {host, own, gateway}) {
        if (!is_plain(one)) return invalid_input("network", "\"" + one + "\" is no address");
    }
    if (!own.empty() &&
        (own.find('/') == std::string::npos || !is_address(own.substr(0, own.find('/'))))) {
        return invalid_input("network.address", "must be an address with its prefix: 10.1.2.3/24");
    }
    if (!own.empty() && !is_address(gateway)) {
        return invalid_input("network.gateway",
                             "must be an address, where network.address is given");
    }
    machine.env = "center_address=" + address +
                  "\ncenter_port=" + std::to_string(config.client.port) + "\ncenter_host=" + host +
                  "\nntp=" + (table.at_path("center.ntp").value_or(false) ? "yes" : "no") +
                  "\naddress=" + own + "\ngateway=" + gateway + "\n";
    return machine;
}

/// The body as a configuration, read in a folder where it may fail without harm.
Result<KioskConfig> try_out(const std::string& body, const fs::path& folder) {
    const fs::path trial = folder / "trial";
    std::error_code ignored;
    fs::create_directories(trial, ignored);
    std::ofstream(trial / "ca.pem") << "x";
    std::ofstream(trial / "kiosk.toml") << body;
    Result<KioskConfig> config = read_config(trial / "kiosk.toml");
    fs::remove_all(trial, ignored);
    return config;
}

}  // namespace

Status provision(const fs::path& file, const fs::path& trust, const fs::path& folder) {
    if (Status started = seal::start(); !started.ok()) return started;
    const Result<seal::SigningPublicKey> root = read_root(trust);
    if (!root.ok()) return root.error();
    const Result<std::string> text = read_text(file, "setup file", "copy it again");
    if (!text.ok()) return text.error();
    const Result<std::string> body = wire::read_provision(text.value(), root.value());
    if (!body.ok()) return body.error();
    const Result<KioskConfig> config = try_out(body.value(), folder);
    if (!config.ok()) return config.error();
    const Result<Machine> machine = machine_of(body.value(), config.value());
    if (!machine.ok()) return machine.error();
    for (const auto& [name, words] :
         {std::pair{"ca.pem", std::string_view(machine.value().ca)},
          std::pair{"center.env", std::string_view(machine.value().env)},
          std::pair{"kiosk.toml", std::string_view(body.value())}}) {
        if (Status written = write_whole(folder / name, words); !written.ok()) return written;
    }
    return ok_status();
}

}  // namespace sunbooth::app::shell
