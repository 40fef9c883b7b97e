// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/job.h"
#include "sync/center/fleet/call_board.h"
#include "sync/center/registry/keys.h"
#include "sync/center/rotation.h"
#include "sync/center/vault/local_vault.h"
#include "tests/sim/disk.h"
#include "tests/sim/kiosk.h"
#include "tests/sim/world.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sunbooth::sim {

/// The complaint center: the real routes, group commit, vault and backups on a machine of its own,
/// without threads and sockets. Its keys are real files in `folder`; its databases live on the
/// simulated disk of the same path, its backups on another disk of the same machine.
class Center {
public:
    using Answer = center::api::Lanes::Answer;
    Center(World& world, const std::filesystem::path& folder);

    Disk& disk() { return disk_; }
    Disk& backup_disk() { return backup_disk_; }
    Power& power() { return power_; }
    const center::registry::Keys& keys() const { return *keys_; }
    center::vault::Vault& vault() { return *vault_; }
    store::Database& db() { return *owner_; }
    bool is_running() const { return owner_.has_value(); }
    std::uint64_t restores() const { return restores_; }
    std::uint64_t rotations() const { return rotations_; }
    /// Told whenever it has started.
    void on_start(std::function<void()> hook) { on_start_ = std::move(hook); }

    /// Keys, databases, the demo hall. Once, in good weather.
    void found();
    /// Enrols by a one-time code.
    Kiosk::Provision enrol(const std::string& kiosk);

    void start();
    void stop(Loss loss);
    /// A request came in; nothing is answered while the center is down.
    void arrive(wire::Request request, Answer answer);
    /// What `serve` does every so often.
    void back_up();
    /// The disk burns; a new one gets the last finished backup.
    void lose_disk_and_restore();
    /// An operator stops it and replaces one of its keys.
    void rotate(center::KeyKind kind);

    // office.cpp: what an operator does to terminals. Nothing, or false: the power went meanwhile.
    std::optional<std::string> make_code(const std::string& kiosk);
    bool revoke(const std::string& kiosk);
    /// Enrolled, and not revoked.
    bool welcomes(const std::string& kiosk);
    bool has_revoked(const std::string& kiosk);
    bool knows(const std::string& kiosk);
    /// How many of its records came in, those that are parked among them.
    std::int64_t rows_of(const std::string& kiosk);
    /// The hall's file in this version, and whatever waited for its words. False: not done.
    bool import_hall(int version);
    int hall_version();
    /// Why records are parked still, one line for each.
    std::vector<std::string> parked();

private:
    struct Copy {
        std::string folder;
        std::uint64_t row = 0;
    };
    Status open();
    Status judge_parked();
    void commit();
    void close();
    void go_down();

    World& world_;
    std::filesystem::path folder_;
    Power power_;
    Disk disk_;
    Disk backup_disk_;
    MachineClock clock_;
    NullLog log_;
    sunbooth::center::fleet::CallBoard calls_;
    std::optional<center::registry::Keys> keys_;
    std::unique_ptr<center::vault::LocalVault> vault_;
    std::optional<store::Database> owner_;
    std::optional<store::Database> reader_;
    std::optional<center::api::Router> router_;
    std::vector<center::api::Job> waiting_;  ///< For the writer.
    std::optional<Copy> last_;               ///< The newest finished backup.
    std::uint64_t begun_backups_ = 0;
    std::uint64_t restores_ = 0;
    std::uint64_t rotations_ = 0;
    std::function<void()> on_start_ = [] {};
    std::uint64_t life_ = 0;
};

}  // namespace sunbooth::sim
