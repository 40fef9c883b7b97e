// SPDX-License-Identifier: Apache-2.0
// Updates of the terminals' image: added as errands, told at any time.
#include "sync/center/errand.h"
#include "sync/center/fleet/updates.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/update_bundle.h"
#include "sync/center/verbs.h"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCaBytesMax = std::size_t{64} * 1024;

Status run_and_print(const fs::path& folder, Errand errand) {
    const Result<ErrandReport> report = run_errand(folder, std::move(errand));
    if (!report.ok()) return report.error();
    std::fputs(report.value().out.c_str(), stdout);
    return ok_status();
}

/// The office's CA is given with the first bundle and kept; a later one may bring another.
Status keep_ca(const fs::path& ca, const fs::path& updates) {
    std::error_code error;
    if (ca.empty() && fs::exists(updates / kUpdateCa, error)) return ok_status();
    if (ca.empty()) {
        return invalid_input("--ca",
                             "is missing: give the update-ca.pem of the image's keys, once");
    }
    const Result<std::string> pem = read_file(ca, "--ca", kCaBytesMax);
    if (!pem.ok()) return pem.error();
    return write_file(updates / kUpdateCa, pem.value());
}

/// Into the center's folder, on the disk when this returns.
Status bring(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
    if (error) return Error{ErrorCode::Io, to.string() + ": " + error.message(), "--folder"};
    return sync_file(to);
}

std::string told(const fleet::Rollout& one, const std::vector<fleet::UpdatedKiosk>& kiosks) {
    std::string text = fmt::format("{}  {}{}  wave {} of {} ({})\n", one.version,
                                   to_string(one.state), one.why.empty() ? "" : ": " + one.why,
                                   one.wave, one.waves.size(), fleet::write_waves(one.waves));
    for (const fleet::UpdatedKiosk& kiosk : kiosks) {
        text +=
            fmt::format("  {}  runs {} (slot {})  {}{}\n", kiosk.kiosk, kiosk.runs, kiosk.slot,
                        domain::to_string(kiosk.state), kiosk.why.empty() ? "" : ": " + kiosk.why);
    }
    return text;
}

}  // namespace

Status update_add(const UpdateOptions& options) {
    std::error_code error;
    if (!fs::is_regular_file(options.folder / "center.toml", error)) {
        return invalid_input("--folder", options.folder.string() + ": holds no center");
    }
    const fs::path updates = options.folder / kUpdatesFolder;
    fs::create_directories(updates, error);
    if (error) return Error{ErrorCode::Io, updates.string() + ": " + error.message(), "--folder"};
    if (Status kept = keep_ca(options.ca, updates); !kept.ok()) return kept;
    // Read where it lies first: what is no bundle is not copied, and is named as it was given.
    const auto bundle = read_update_bundle(options.file, updates / kUpdateCa);
    if (!bundle.ok()) return bundle.error();
    const std::string name = fmt::format("brought-{}.part", ::getpid());
    if (Status brought = bring(options.file, updates / name); !brought.ok()) return brought;
    std::string waves;
    for (const std::string& wave : options.waves) waves += (waves.empty() ? "" : ";") + wave;
    const Status added = run_and_print(
        options.folder, {.verb = "update add",
                         .words = {{"brought", name},
                                   {"waves", waves},
                                   {"stop_at", std::to_string(options.stop_at)},
                                   {"soak_hours", std::to_string(options.soak_hours)}}});
    fs::remove(updates / name, error);  // There still, when it was not taken.
    return added;
}

Status update_resume(const fs::path& folder, const std::string& version) {
    return run_and_print(folder, {.verb = "update resume", .words = {{"version", version}}});
}

Status update_abort(const fs::path& folder, const std::string& version) {
    return run_and_print(folder, {.verb = "update abort", .words = {{"version", version}}});
}

Status update_list(const fs::path& folder) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const auto all = fleet::rollouts(db.value());
    if (!all.ok()) return all.error();
    for (const fleet::Rollout& one : all.value()) {
        const auto kiosks = fleet::updated_kiosks(db.value(), one.version);
        if (!kiosks.ok()) return kiosks.error();
        std::fputs(told(one, kiosks.value()).c_str(), stdout);
    }
    return ok_status();
}

}  // namespace sunbooth::center
