// SPDX-License-Identifier: Apache-2.0
// What an operator does now and then, each an errand: enrol a kiosk, make an account, bring in a
// hall or cases.
#include "sync/center/config.h"
#include "sync/center/errand.h"
#include "sync/center/folder.h"
#include "sync/center/registry/keys.h"
#include "sync/center/verbs.h"
#include "sync/wire/routes.h"

#include <fmt/format.h>

#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCasesBytesMax = std::size_t{256} * 1024 * 1024;

std::string kiosk_toml(const EnrolOptions& options, const Config& config,
                       const registry::Keys& keys) {
    return fmt::format(
        "# One terminal. Paths count from this file's folder.\n"
        "[kiosk]\nid = \"{}\"\nfolder = \"{}\"\n\n"
        "[center]\nhost = \"{}\"\nport = {}\nca_file = \"{}\"\nroot_key = \"{}\"\n\n"
        "[screen]\ndiagonal_in = 27\norientation = \"portrait\"\n",
        options.kiosk, options.kiosk, config.host, config.port, fs::absolute(config.ca).string(),
        to_base64(keys.root.view()));
}

Status write_kiosk_toml(const EnrolOptions& options) {
    const Result<Config> config = read_config(options.folder);
    if (!config.ok()) return config.error();
    const Result<registry::Keys> keys = registry::load_keys(options.folder);
    if (!keys.ok()) return keys.error();
    const Status written =
        write_file(options.config, kiosk_toml(options, config.value(), keys.value()));
    if (written.ok()) return written;
    return Error{
        written.error().code,
        options.config.string() +
            ": cannot be written; give a file in a folder that is there and may be written",
        "--config"};
}

void print(const ErrandReport& report) {
    std::fputs(report.notes.c_str(), stderr);
    std::fputs(report.out.c_str(), stdout);
}

Status run_and_print(const fs::path& folder, Errand errand) {
    const Result<ErrandReport> report = run_errand(folder, std::move(errand));
    if (!report.ok()) return report.error();
    print(report.value());
    return ok_status();
}

Status import_file(const fs::path& folder, const fs::path& file, std::string verb,
                   std::size_t bytes_max) {
    Result<std::string> text = read_file(file, "FILE", bytes_max);
    if (!text.ok()) return text.error();
    const Status done = run_and_print(folder, {.verb = std::move(verb),
                                               .words = {{"file", file.string()}},
                                               .body = std::move(text).value()});
    if (done.ok() || done.error().field != "body") return done;
    return Error{done.error().code, file.string() + ": " + done.error().detail, "FILE"};
}

}  // namespace

Status enrol(const EnrolOptions& options) {
    const Result<ErrandReport> report =
        run_errand(options.folder, {.verb = "enrol", .words = {{"kiosk", options.kiosk}}});
    if (!report.ok()) return report.error();
    if (!options.config.empty()) {
        if (Status written = write_kiosk_toml(options); !written.ok()) return written;
    }
    print(report.value());
    return ok_status();
}

Status revoke(const fs::path& folder, const std::string& kiosk) {
    return run_and_print(folder, {.verb = "revoke", .words = {{"kiosk", kiosk}}});
}

Status account(const AccountOptions& options) {
    return run_and_print(options.folder, {.verb = "account",
                                          .words = {{"name", options.name},
                                                    {"display", options.display},
                                                    {"role", options.role},
                                                    {"unit", options.unit},
                                                    {"reset", options.reset ? "yes" : ""}}});
}

Status badge(const fs::path& folder, const std::string& monitor) {
    return run_and_print(folder, {.verb = "badge", .words = {{"monitor", monitor}}});
}

Status pin(const fs::path& folder, const std::string& monitor) {
    return run_and_print(folder, {.verb = "pin", .words = {{"monitor", monitor}}});
}

Status import_hall_file(const fs::path& folder, const fs::path& file) {
    return import_file(folder, file, "import hall", wire::kHallBytesMax);
}

Status import_cases_file(const fs::path& folder, const fs::path& file) {
    return import_file(folder, file, "import cases", kCasesBytesMax);
}

Status backup(const fs::path& folder) {
    return run_and_print(folder, {.verb = "backup"});
}

}  // namespace sunbooth::center
