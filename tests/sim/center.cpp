// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/center.h"

#include "sync/center/api/kiosk_routes.h"
#include "sync/center/backups.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/hall.h"
#include "sync/center/restore.h"

namespace sunbooth::sim {
namespace {

using namespace center;

/// How long the writer gathers what shares a commit.
constexpr milliseconds kGather{3};
constexpr std::string_view kFailingCommit = "lanes.commit_fails";
constexpr std::string_view kFailingBackup = "backup.fails_at_the_end";
constexpr const char* kFiles[] = {"vault.db", "center.db"};

void insist(const Status& status) {
    SUNBOOTH_ASSERT(status.ok());
}

}  // namespace

Center::Center(World& world, const std::filesystem::path& folder)
    : world_(world),
      folder_(folder / "center"),
      disk_(folder_.string(), power_),
      backup_disk_((folder / "backups").string(), power_),
      clock_(world) {
    std::filesystem::create_directories(folder_);
}

void Center::found() {
    const auto callback = vault::found_vault(folder_, world_.draws());
    SUNBOOTH_ASSERT(callback.ok());
    auto keys = registry::make_keys(folder_, callback.value(), world_.draws());
    SUNBOOTH_ASSERT(keys.ok());
    keys_ = std::move(keys).value();
    insist(open());
    insist(registry::found_center(*owner_, world_.draws()));
    SUNBOOTH_ASSERT(registry::import_hall(*owner_, hall_file(1), world_.wall()).ok());
}

Kiosk::Provision Center::enrol(const std::string& kiosk) {
    const seal::SigningKey key = seal::make_signing_key(world_.draws());
    const auto code = fleet::make_code(*owner_, kiosk, world_.draws(), world_.wall());
    SUNBOOTH_ASSERT(code.ok());
    const auto enrolled =
        fleet::enrol(*owner_, {kiosk, code.value(), key.public_key, 1}, world_.wall());
    SUNBOOTH_ASSERT(enrolled.ok());
    return {{domain::KioskId::parse(kiosk).value(), key}, keys_->root, keys_->key_set};
}

Status Center::open() {
    auto vault = vault::LocalVault::open(folder_);
    if (!vault.ok()) return vault.error();
    Result<store::Database> owner = registry::open_center(folder_);
    if (!owner.ok()) return owner.error();
    Result<store::Database> reader = registry::open_center_reader(folder_);
    if (!reader.ok()) return reader.error();
    vault_ = std::move(vault).value();
    owner_.emplace(std::move(owner).value());
    reader_.emplace(std::move(reader).value());
    router_.emplace(
        api::kiosk_routes({*keys_, *vault_, world_.draws(), log_, calls_, [] { return true; }}));
    return ok_status();
}

void Center::start() {
    if (is_running()) return;
    ++life_;
    const Status opened = open();
    if (!power_.on()) return go_down();
    if (!opened.ok()) return world_.blame("the center does not open: " + opened.error().line());
    const Status judged = judge_parked();
    if (!power_.on()) return go_down();
    if (!judged.ok()) return world_.blame("parked: " + judged.error().line());
    on_start_();
}

void Center::close() {
    waiting_.clear();
    router_.reset();
    reader_.reset();
    owner_.reset();
    vault_.reset();
    ++life_;
}

void Center::stop(Loss loss) {
    if (loss == Loss::Unsynced) power_.cut();
    close();
    disk_.stop(loss, world_.chance());
    backup_disk_.stop(loss, world_.chance());
    power_.restore();
    world_.note("center stops");
}

/// The power went in the middle of something.
void Center::go_down() {
    stop(Loss::Unsynced);
    world_.after(world_.between(std::chrono::seconds{30}, std::chrono::minutes{15}),
                 [this] { start(); });
}

void Center::arrive(wire::Request request, Answer answer) {
    auto found = router_->find(request.method, request.path);
    if (auto* refusal = std::get_if<wire::Response>(&found)) return answer(std::move(*refusal));
    api::Job job{std::move(request),
                 "kiosk",
                 std::get<api::Router::Match>(std::move(found)),
                 {},
                 // An answer leaves the machine only while it has power.
                 [this, answer = std::move(answer)](wire::Response response) {
                     if (power_.on()) answer(std::move(response));
                 }};
    const auto ready = api::run_handler(job.match.route->prepare, job, *reader_, {clock_, log_});
    if (!power_.on()) return go_down();
    if (!ready.ok()) return job.answer(api::problem_response(ready.error()));
    waiting_.push_back(std::move(job));
    if (waiting_.size() > 1) return;
    world_.after(kGather, [this, life = life_] {
        if (life == life_) commit();
    });
}

void Center::commit() {
    std::vector<api::Job> jobs = std::exchange(waiting_, {});
    const std::uint64_t struck = world_.strikes_at(kFailingCommit);
    const bool committed = api::run_batch(jobs, *owner_, {clock_, log_});
    if (!power_.on()) return go_down();
    if (!committed && world_.strikes_at(kFailingCommit) == struck)
        world_.blame("the center could not commit");
}

void Center::back_up() {
    const std::string to = backup_disk_.root() + "/" + std::to_string(++begun_backups_);
    std::filesystem::create_directories(to);
    const std::uint64_t struck = world_.strikes_at(kFailingBackup);
    const Result<std::uint64_t> row = copy_center(folder_, to);
    if (!power_.on()) return go_down();
    if (!row.ok() && world_.strikes_at(kFailingBackup) > struck) return;  // The next one, then.
    if (!row.ok()) return world_.blame("a backup failed: " + row.error().line());
    if (last_) {
        for (const char* name : kFiles) backup_disk_.remove(last_->folder + "/" + name, true);
    }
    last_ = Copy{to, row.value()};
    const Status marked = registry::set_backed_up(*owner_, row.value(), clock_.wall());
    if (!power_.on()) return go_down();
    if (!marked.ok()) world_.blame("the watermark does not move: " + marked.error().line());
    world_.note("backed up " + std::to_string(row.value()));
}

void Center::lose_disk_and_restore() {
    stop(Loss::Unsynced);
    disk_.wipe();
    for (const char* name : kFiles) {
        const auto copy = backup_disk_.find(last_->folder + "/" + name);
        SUNBOOTH_ASSERT(copy != nullptr);
        const bool vault = std::string_view(name) == "vault.db";
        disk_.receive(folder_ / (vault ? "vault/vault.db" : "center.db"), *copy);
    }
    const Status renewed = renew_center(folder_, world_.draws());
    if (!renewed.ok()) world_.blame("the restore failed: " + renewed.error().line());
    ++restores_;
    world_.note("center restored");
}

}  // namespace sunbooth::sim
