// SPDX-License-Identifier: Apache-2.0
// The queue's side of the courier: filing, a failing disk, the engine's turns.
#include "sync/client/courier.h"

#include "sync/base/buggify.h"
#include "sync/base/mutant.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

constexpr std::uint64_t kQueueBytesMax = 200ULL * 1024 * 1024;  ///< reliability.md 4.4
constexpr milliseconds kLookEvery = std::chrono::seconds{30};
constexpr milliseconds kFailureMemory = std::chrono::hours{1};  ///< reliability.md 4.7

bool is_disk_failure(const Error& error) {
    return error.code == ErrorCode::Io || error.code == ErrorCode::Corrupt;
}

}  // namespace

Result<std::unique_ptr<Courier>> Courier::open(const CourierSetup& setup,
                                               const CourierWorld& world) {
    std::unique_ptr<Courier> courier(new Courier(setup, world));
    const Status opened = courier->open_queue();
    if (!opened.ok()) return opened.error();
    Result<Trust> trust = Trust::open(*courier->outbox_, setup.root, setup.key_set);
    if (!trust.ok()) return trust.error();
    courier->trust_ = std::move(trust).value();
    if (courier->trust_->hall()) world.tell(HallChanged{courier->trust_->hall()});
    courier->look_at_disk();
    courier->turn(courier->queue());
    courier->announce(std::nullopt);
    if (courier->outbox_) courier->outbox_->prepare_ahead(courier->trust_->keys());
    return courier;
}

Status Courier::open_queue() {
    Result<Outbox> outbox =
        Outbox::open(setup_.outbox, setup_.identity, world_.outside.clock.wall(),
                     world_.outside.random, world_.outside.log);
    if (!outbox.ok()) return outbox.error();
    outbox_.emplace(std::move(outbox).value());
    if (refused_) {
        const Status taken = outbox_->take_back(*refused_);
        if (!taken.ok()) {
            outbox_.reset();
            return taken;
        }
        refused_.reset();
    }
    const Result<std::optional<Bytes>> time = outbox_->recall(kCenterTime);
    if (time.ok() && time.value()) {
        center_time_ = wall_ms(static_cast<std::int64_t>(ByteReader(*time.value()).u64()));
    }
    return ok_status();
}

void Courier::handle(const Command& command) {
    if (const auto* record = std::get_if<FileRecord>(&command)) file(*record);
    if (const auto* receipt = std::get_if<LookUpReceipt>(&command)) look_up(*receipt);
    if (const auto* wish = std::get_if<MakeWish>(&command)) make_wish(*wish);
    if (const auto* question = std::get_if<LookUpCase>(&command)) look_up(*question);
    if (const auto* person = std::get_if<LookUpPerson>(&command)) look_up(*person);
    if (const auto* question = std::get_if<SignInStaff>(&command)) sign_in(*question);
    if (const auto* question = std::get_if<ListOwnIssues>(&command)) list_own(*question);
    if (const auto* call = std::get_if<CallStaff>(&command)) call_staff(*call);
    if (const auto* told = std::get_if<TellHealth>(&command)) hear(*told);
    if (const auto* told = std::get_if<TellUpdate>(&command)) hear(*told);
}

/// A clock that was never set may stand before 1970, which no message can carry.
WallTime Courier::wall() const {
    return std::max(world_.outside.clock.wall(), wall_ms(0));
}

void Courier::file(const FileRecord& command) {
    look_at_disk();
    if (!accepting()) {
        const Error full{ErrorCode::Full, "the queue takes no records at present", ""};
        world_.tell(NotSaved{command.token, full});
        return announce(std::nullopt);
    }
    const domain::FiledAt filed_at{wall(), world_.outside.clock.now(), setup_.boot_id};
    const Result<PreparedRecord> made =
        outbox_->prepare(command.filing, filed_at, trust_->keys(), world_.outside.random);
    if (!made.ok()) return world_.tell(NotSaved{command.token, made.error()});
    const PreparedRecord& record = made.value();
    const Saved saved{command.token, record.id, record.receipt.code, record.receipt.qr, record.day};
    if (mutant("client.saved_before_commit")) world_.tell(saved);
    const Status committed = commit(record);
    if (!committed.ok()) {
        world_.outside.log.error("record.not_saved", {{"why", committed.error().line()}});
        world_.tell(NotSaved{command.token, committed.error()});
        return announce(std::nullopt);
    }
    if (!mutant("client.saved_before_commit")) world_.tell(saved);
    outbox_->write_head();
    if (const auto* issue = std::get_if<domain::Issue>(&command.filing)) note_own(*issue, record);
    turn(queue());
    announce(std::nullopt);
    if (outbox_) outbox_->prepare_ahead(trust_->keys());
}

void Courier::hear(const TellHealth& told) {
    machine_ = told.machine;
    turn(HealthKnown{});
}

/// After a failed sync nobody knows what the disk holds; the reopened, checked queue does.
Status Courier::commit(const PreparedRecord& prepared) {
    Status committed = outbox_->commit(prepared);
    if (committed.ok() && buggify("client.commit_unsure")) {
        committed = Error{ErrorCode::Io, "nobody knows whether this was committed", ""};
    }
    if (committed.ok() || !is_disk_failure(committed.error())) return committed;
    reopen(committed.error());
    if (!outbox_) {
        if (!mutant("client.keeps_refused")) refused_ = prepared.id;
        return committed;
    }
    if (mutant("client.trusts_failed_commit")) return committed;
    const Result<bool> there = outbox_->holds(prepared.id);
    return there.ok() && there.value() ? ok_status() : committed;
}

void Courier::reopen(const Error& why) {
    const Instant now = world_.outside.clock.now();
    world_.outside.log.error("outbox.failed", {{"why", why.line()}});
    stopped_ = last_failure_ && now - *last_failure_ < kFailureMemory;
    last_failure_ = now;
    outbox_.reset();
    const Status opened = open_queue();
    if (!opened.ok()) world_.outside.log.error("outbox.closed", {{"why", opened.error().line()}});
}

void Courier::tick() {
    const Instant now = world_.outside.clock.now();
    if (now >= look_at_) look_at_disk();
    if (now >= engine_wake_) turn(Tick{});
    announce(std::nullopt);
}

Instant Courier::wake_at() const {
    return std::min(engine_wake_, look_at_);
}

/// Whether there is room, and whether a queue that failed can be opened again.
void Courier::look_at_disk() {
    const Instant now = world_.outside.clock.now();
    look_at_ = now + kLookEvery;
    if (!outbox_ && open_queue().ok()) turn(queue());
    if (last_failure_ && now - *last_failure_ >= kFailureMemory) stopped_ = false;
    roomy_ = store::has_room(world_.disk);
    if (!ballast_ && roomy_) ballast_ = world_.disk.hold_ballast().ok();
}

/// A full disk must not keep the queue from draining, which alone makes room: the ballast is there
/// for exactly this, whether this run put it there or one before a restart.
/// @return true when what failed may be tried again.
bool Courier::drop_ballast(const Error& failed) {
    if (failed.code != ErrorCode::Full) return false;
    world_.outside.log.warn("disk.ballast_dropped");
    ballast_ = !world_.disk.drop_ballast().ok();
    return !ballast_;
}

bool Courier::accepting() const {
    return outbox_ && roomy_ && !stopped_ && counts_.bytes_held < kQueueBytesMax;
}

Queued Courier::queue() {
    if (outbox_) counts_ = outbox_->counts();
    return {.unsent = counts_.unsent,
            .held = counts_.held + counts_.parked,
            .aside = outbox_ ? outbox_->aside() : 0};
}

void Courier::turn(Event event) {
    while (true) {
        const Actions actions = engine_.step(world_.outside.clock.now(), event);
        engine_wake_ = actions.wake_at;
        if (!actions.send) return;
        Result<wire::Request> request = request_for(*actions.send);
        if (!request.ok() && drop_ballast(request.error())) request = request_for(*actions.send);
        if (request.ok()) return dispatch(*actions.send, std::move(request).value());
        world_.outside.log.warn("exchange.not_made", {{"why", request.error().line()}});
        event = Failed{actions.send->number};
    }
}

void Courier::announce(std::optional<domain::RecordId> delivered) {
    Standing standing;
    standing.online = online_;
    standing.accepting = accepting();
    standing.unsent = counts_.unsent;
    standing.parked = counts_.parked;
    standing.held = counts_.held;
    standing.quarantined = outbox_ && !outbox_->quarantined().empty();
    standing.delivered = delivered;
    if (told_ && *told_ == standing && !delivered) return;
    world_.tell(standing);
    standing.delivered.reset();
    told_ = standing;
}

}  // namespace sunbooth::client
