// SPDX-License-Identifier: Apache-2.0
#include "sync/center/errand_update.h"

#include "sync/center/fleet/updates.h"
#include "sync/center/folder.h"
#include "sync/center/update_bundle.h"

#include <fmt/format.h>

#include <charconv>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr int kStopAtMax = 10'000;
constexpr int kSoakHoursMax = 24 * 90;

std::string word(const Errand& errand, const char* name) {
    const auto found = errand.words.find(name);
    return found == errand.words.end() ? std::string() : found->second;
}

Result<int> number(const Errand& errand, const char* name, const char* option, int min, int max) {
    const std::string text = word(errand, name);
    int value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size() || value < min || value > max) {
        return invalid_input(option, fmt::format("must be a number from {} to {}", min, max));
    }
    return value;
}

/// In a transaction of its own, kept when it is ok.
Status write(store::Database& db, const std::function<Status()>& work) {
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    if (Status done = work(); !done.ok()) return done;
    return transaction.value().commit();
}

Result<fleet::Rollout> rollout_of(const Errand& errand) {
    fleet::Rollout rollout;
    auto waves = fleet::read_waves(word(errand, "waves"));
    if (!waves.ok()) return waves.error();
    rollout.waves = std::move(waves).value();
    const Result<int> stop_at = number(errand, "stop_at", "--stop-at", 1, kStopAtMax);
    if (!stop_at.ok()) return stop_at.error();
    rollout.stop_at = stop_at.value();
    const Result<int> soak = number(errand, "soak_hours", "--soak-hours", 0, kSoakHoursMax);
    if (!soak.ok()) return soak.error();
    rollout.soak = std::chrono::hours{soak.value()};
    return rollout;
}

/// The file that the verb put there gets its name by the version, before anybody is offered it.
Status keep(const fs::path& brought, const fs::path& updates, const std::string& version) {
    std::error_code error;
    fs::rename(brought, fleet::bundle_file(updates, version), error);
    if (error) return Error{ErrorCode::Io, brought.string() + ": " + error.message(), ""};
    return sync_folder(updates);
}

}  // namespace

Result<ErrandStep> update_add(Errand errand, const ErrandTools& tools) {
    Result<fleet::Rollout> made = rollout_of(errand);
    if (!made.ok()) return made.error();
    const fs::path updates = tools.folder / kUpdatesFolder;
    const std::string name = word(errand, "brought");
    if (name.empty() || name.find('/') != std::string::npos) {
        return invalid_input("brought", "must be the name of a file in the folder of updates");
    }
    const fs::path brought = updates / name;
    const Result<UpdateBundle> bundle = read_update_bundle(brought, updates / kUpdateCa);
    if (!bundle.ok()) return bundle.error();
    fleet::Rollout rollout = std::move(made).value();
    rollout.version = bundle.value().version;
    rollout.bytes = bundle.value().bytes;
    rollout.digest = bundle.value().digest;
    return ErrandStep(
        [rollout, brought, updates, &tools](store::Database& db) mutable -> Result<ErrandReport> {
            rollout.added = tools.clock.wall();
            const Status added = write(db, [&]() -> Status {
                if (Status put = fleet::add_rollout(db, rollout); !put.ok()) return put;
                return keep(brought, updates, rollout.version);
            });
            if (!added.ok()) return added.error();
            return ErrandReport{fmt::format("version {}: {} MB, waves {}, stops at failure {}\n",
                                            rollout.version, rollout.bytes / 1'000'000,
                                            fleet::write_waves(rollout.waves), rollout.stop_at),
                                ""};
        });
}

Result<ErrandStep> update_resume(Errand errand, const ErrandTools& tools) {
    return ErrandStep(
        [version = word(errand, "version"), &tools](store::Database& db) -> Result<ErrandReport> {
            const Status done =
                write(db, [&] { return fleet::resume_rollout(db, version, tools.clock.wall()); });
            if (!done.ok()) return done.error();
            return ErrandReport{version + " goes on\n", ""};
        });
}

Result<ErrandStep> update_abort(Errand errand, const ErrandTools&) {
    return ErrandStep(
        [version = word(errand, "version")](store::Database& db) -> Result<ErrandReport> {
            const Status done = write(db, [&] { return fleet::abort_rollout(db, version); });
            if (!done.ok()) return done.error();
            return ErrandReport{version + " is offered to nobody from here on\n", ""};
        });
}

}  // namespace sunbooth::center
