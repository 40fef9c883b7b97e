// SPDX-License-Identifier: Apache-2.0
// The running center: builds every part once, from the bottom up, and takes them down in reverse.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/health.h"
#include "sync/center/api/kiosk_routes.h"
#include "sync/center/api/lanes.h"
#include "sync/center/backups.h"
#include "sync/center/errand_desk.h"
#include "sync/center/folder.h"
#include "sync/center/http/server.h"
#include "sync/center/parked_clock.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/editions.h"
#include "sync/center/registry/keys.h"
#include "sync/center/retention_clock.h"
#include "sync/center/stream_pump.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/sweeps.h"
#include "sync/center/tickets/step.h"
#include "sync/center/update_bundle.h"
#include "sync/center/vault/remote_vault.h"
#include "sync/center/vault_process.h"
#include "sync/center/verbs.h"
#include "sync/store/disk_space.h"

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

/// The signals that end the program, taken by sigwait instead of a handler. Before any thread.
sigset_t block_signals() {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    return ending;
}

constexpr std::uint64_t kBallastFrom = store::kFreeBytesMin + 2 * store::kBallastBytes;
constexpr std::uint64_t kBallastUntil = store::kBallastBytes;

/// Holds the ballast while there is plenty of room, and gives it back when even a checkpoint might
/// fail for want of it.
void tend_ballast(store::DiskSpace& disk, Log& log) {
    const Result<std::uint64_t> free = disk.free_bytes();
    if (!free.ok()) return log.error("disk_unmeasured", {{"error", free.error().line()}});
    if (free.value() < kBallastUntil) {
        log.error("disk_full", {{"free_bytes", static_cast<std::int64_t>(free.value())}});
        const Status dropped = disk.drop_ballast();
        if (!dropped.ok()) log.error("ballast_stuck", {{"error", dropped.error().line()}});
    } else if (free.value() > kBallastFrom) {
        const Status held = disk.hold_ballast();
        if (!held.ok()) log.warn("ballast_missing", {{"error", held.error().line()}});
    }
}

/// Backs up at once and then every `backup_every`; the watermark moves on the writer's thread.
class BackupClock {
public:
    BackupClock(fs::path folder, const Config& config, api::Lanes& lanes, Clock& clock, Log& log)
        : folder_(std::move(folder)),
          config_(config),
          lanes_(lanes),
          clock_(clock),
          log_(log),
          disk_(folder_),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

    /// A copy now; waits for one that is being made. Any thread.
    Result<Backup> make() {
        const std::lock_guard lock(making_);
        return make_backup(folder_, config_, clock_.wall());
    }

    /// Waits for the copy that is being made.
    void stop() {
        thread_.request_stop();
        thread_.join();
    }

private:
    void run(const std::stop_token& stop) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any wake;
        while (!stop.stop_requested()) {
            tend_ballast(disk_, log_);
            back_up();
            wake.wait_for(lock, stop, config_.backup_every, [] { return false; });
        }
    }

    void back_up() {
        const Result<Backup> made = make();
        if (!made.ok()) {
            log_.error("backup_failed", {{"error", made.error().line()}});
            return;
        }
        const std::uint64_t row = made.value().row;
        // Not `this`: the writer may come to it after this clock is gone.
        lanes_.post_to_writer([row, &clock = clock_, &log = log_](store::Database& db) {
            const Status marked = registry::set_backed_up(db, row, clock.wall());
            if (!marked.ok()) log.error("watermark_failed", {{"error", marked.error().line()}});
        });
        log_.info("backed_up", {{"row", static_cast<std::int64_t>(row)}});
    }

    fs::path folder_;
    Config config_;
    api::Lanes& lanes_;
    Clock& clock_;
    Log& log_;
    store::FolderSpace disk_;
    std::mutex making_;    ///< Two copies at once would share one unfinished folder.
    std::jthread thread_;  ///< Last: it uses all above.
};

std::vector<api::Route> all_routes(const api::KioskServices& kiosk,
                                   const api::ConsoleServices& console,
                                   std::function<api::LanesFigures()> figures) {
    std::vector<api::Route> routes = api::kiosk_routes(kiosk);
    for (const auto& part :
         {api::console_routes(console), api::health_routes(std::move(figures))}) {
        routes.insert(routes.end(), part.begin(), part.end());
    }
    return routes;
}

/// The vault that is configured, or one of the center's own.
vault::RemoteVault::Connect vault_connection(const Config& config, VaultProcess& own) {
    if (config.vault_socket.empty()) return [&own] { return own.connect(); };
    return [socket = config.vault_socket] { return vault::connect_vault(socket); };
}

/// A center without its vault would take complaints whose contacts it cannot keep.
Status check_vault(vault::Vault& vault) {
    const auto answered = vault.keep_all({});
    return answered.ok() ? ok_status() : Status(answered.error());
}

/// Measured anew each time; any thread.
bool has_room(const fs::path& folder) {
    const Result<std::uint64_t> free = store::free_bytes_of(folder);
    return free.ok() && free.value() >= store::kFreeBytesMin;
}

http::Options server_options(const Config& config, const ServeOptions& options,
                             api::Streams& streams) {
    http::Options server;
    server.host = config.host;
    server.port = options.port >= 0 ? static_cast<std::uint16_t>(options.port) : config.port;
    server.certificate = config.certificate;
    server.key = config.key;
    server.files = options.console;
    static_assert(std::string_view(http::kStreamKey) == api::kStreamKeyHeader);
    server.follow = [&streams](const std::string& key, std::shared_ptr<http::Listener> listener) {
        streams.follow(key,
                       {[listener](std::string bytes) { return listener->tell(std::move(bytes)); },
                        [listener] { listener->end(); }});
    };
    return server;
}

/// The one database that writes, with what this program knows and derives more than the one before.
Result<store::Database> open_store(const std::filesystem::path& folder) {
    Result<store::Database> owner = registry::open_center(folder);
    if (!owner.ok()) return owner;
    const Status loaded = registry::load_editions(owner.value());
    if (!loaded.ok()) return loaded.error();
    const Result<std::int64_t> brought = tickets::bring_columns_up(owner.value());
    if (!brought.ok()) return brought.error();
    const Result<std::int64_t> chained = supervision::chain_old_cards(owner.value());
    if (!chained.ok()) return chained.error();
    return owner;
}

}  // namespace

Status serve(const ServeOptions& options) {
    const sigset_t ending = block_signals();
    Result<FolderLock> lock = enter_folder(options.folder);
    if (!lock.ok()) return lock.error();
    const Result<Config> config = read_config(options.folder);
    if (!config.ok()) return config.error();
    const Result<registry::Keys> keys = registry::load_keys(options.folder);
    if (!keys.ok()) return keys.error();
    Result<store::Database> owner = open_store(options.folder);
    if (!owner.ok()) return owner.error();

    SystemClock clock;
    OsRandom random;
    StderrLog log;
    VaultProcess vault_process(options.folder, log);
    vault::RemoteVault vault(vault_connection(config.value(), vault_process));
    if (Status there = check_vault(vault); !there.ok()) return there;
    accounts::Sessions sessions(random, config.value().second_factor_required);
    callbacks::Desk desk;
    fleet::CallBoard calls;
    api::Streams streams(sessions, calls, random);
    api::Lanes* running = nullptr;  // Set below, before the first request can come.
    api::Router router(all_routes(
        {keys.value(), vault, random, log, calls, [&options] { return has_room(options.folder); },
         options.folder / kUpdatesFolder},
        {keys.value(), vault, sessions, desk, calls, random, streams},
        [&running] { return running->figures(); }));
    Result<std::unique_ptr<api::Lanes>> lanes = api::Lanes::start(
        std::move(router), std::move(owner).value(),
        [&options] { return registry::open_center_reader(options.folder); }, {clock, log},
        {.readers = accounts::kHashersMax + 1, .after_write = [&streams] { streams.poke(); }});
    if (!lanes.ok()) return lanes.error();
    running = lanes.value().get();
    Result<std::unique_ptr<http::Server>> server = http::Server::start(
        server_options(config.value(), options, streams), log,
        [running](wire::Request request, std::string peer, http::Answer answer) {
            running->serve(std::move(request), std::move(peer), std::move(answer));
        });
    if (!server.ok()) return server.error();
    BackupClock backups(options.folder, config.value(), *running, clock, log);
    NoticeSpool spool(options.folder);
    SweepClock sweeps([&options] { return registry::open_center_reader(options.folder); }, spool,
                      *running, clock, log);
    StreamPump pump([&options] { return registry::open_center_reader(options.folder); }, streams,
                    clock, log);
    RetentionClock retention({options.folder, *running, keys.value(), vault, clock, log});
    ParkedClock parked({[&options] { return registry::open_center_reader(options.folder); },
                        *running, keys.value(), vault, random, clock, log});
    Result<std::unique_ptr<ErrandDesk>> errands =
        ErrandDesk::open({options.folder, random, clock, [&backups] { return backups.make(); },
                          [&sessions](const std::string& name) { sessions.close_all(name); }},
                         *running, log);
    if (!errands.ok()) return errands.error();
    std::printf("{\"listening\":\"https://%s:%d\"}\n", config.value().host.c_str(),
                server.value()->port());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ending, &signal);
    log.info("stopping", {{"signal", signal}});
    pump.stop();
    server.value()->stop();
    errands.value().reset();
    parked.stop();
    retention.stop();
    sweeps.stop();
    backups.stop();
    lanes.value()->stop();
    return ok_status();
}

}  // namespace sunbooth::center
