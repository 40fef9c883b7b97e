// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/client/courier.h"
#include "tests/sim/disk.h"
#include "tests/sim/ledger.h"
#include "tests/sim/world.h"

#include <functional>
#include <memory>
#include <string>

namespace sunbooth::sim {

/// A machine's clocks: monotonic since its boot, and a wall clock that may be off.
class MachineClock final : public Clock {
public:
    explicit MachineClock(World& world) : world_(world), boot_(world.now()) {}
    Instant now() override { return Instant{world_.now() - boot_}; }
    WallTime wall() override { return world_.wall() + off_; }
    void boot() { boot_ = world_.now(); }
    void jump(milliseconds by) { off_ += by; }

private:
    World& world_;
    Instant boot_;
    milliseconds off_{0};
};

/// A terminal: the real courier on a machine of its own, without a screen.
class Kiosk final : private client::Transport {
public:
    using Carry = std::function<void(Kiosk& from, wire::Request request, Done done)>;
    struct Provision {
        client::Identity identity;
        seal::SigningPublicKey root;
        Bytes key_set;
    };
    Kiosk(World& world, Ledger& ledger, std::string root, Provision provision, Carry carry);

    const std::string& name() const { return name_; }
    Disk& disk() { return disk_; }
    Power& power() { return power_; }
    MachineClock& clock() { return clock_; }
    bool is_running() const { return courier_ != nullptr; }
    /// While somebody has it open: it does not start.
    void hold(bool held) { held_ = held; }
    /// What `--enrol CODE` sends, numbered by the queue. @pre it is not running.
    Result<wire::Request> enrol_request(const std::string& code);
    void take_keys(Bytes key_set) { provision_.key_set = std::move(key_set); }
    client::Courier& courier() { return *courier_; }
    /// Of the hall on its screen.
    int hall_version() const { return hall_version_; }

    /// Switches on and opens the queue. The power may go in the middle of that.
    void start();
    /// The program or the machine stops, wherever it was.
    void stop(Loss loss);
    /// A citizen presses "submit" on the form of this place of the ledger.
    void file(std::size_t form);
    /// A citizen asks by receipt code; `answer` gets the news.
    void look_up(const domain::ReceiptCode& code, std::function<void(client::News)> answer);

private:
    /// Room is never short here: a full disk has tests of its own.
    class Room final : public store::DiskSpace {
    public:
        Result<std::uint64_t> free_bytes() override { return std::uint64_t{1} << 30U; }
        Status hold_ballast() override { return ok_status(); }
        Status drop_ballast() override { return ok_status(); }
    };
    void send(wire::Request request, Done done) override;
    void hear(const client::News& news);
    /// After anything that the courier did: the power may be gone, and it wants to wake up.
    void after_turn();
    void plan_tick();

    World& world_;
    Ledger& ledger_;
    std::string name_;
    Provision provision_;
    Carry carry_;
    Power power_;
    Disk disk_;
    Room room_;
    MachineClock clock_;
    NullLog log_;
    std::unique_ptr<client::Courier> courier_;
    std::uint64_t boot_ = 0;
    std::uint64_t life_ = 0;  ///< Counts starts: what was planned for an earlier one is void.
    bool held_ = false;
    int hall_version_ = 1;
    Instant planned_ = Instant::max();
    std::function<void(client::News)> asked_;
};

}  // namespace sunbooth::sim
