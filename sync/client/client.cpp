// SPDX-License-Identifier: Apache-2.0
// The running client: one thread with one io_context, an inbox, a timer. All thinking is Courier's.
#include "sync/client/config.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

namespace sunbooth::client {
namespace {

namespace asio = boost::asio;

constexpr milliseconds kSleepMax = std::chrono::minutes{10};

/// News on their way to the UI thread. The only lock of the client.
class Inbox {
public:
    explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}
    void put(News news) {
        {
            const std::lock_guard lock(mutex_);
            news_.push_back(std::move(news));
        }
        wake_();
    }
    std::vector<News> drain() {
        const std::lock_guard lock(mutex_);
        return std::exchange(news_, {});
    }

private:
    std::function<void()> wake_;
    std::mutex mutex_;
    std::vector<News> news_;
};

class RunningClient final : public Client, private Transport {
public:
    RunningClient(Outside outside, const std::filesystem::path& folder, std::function<void()> wake)
        : outside_(outside),
          disk_(folder),
          inbox_(std::move(wake)),
          timer_(io_),
          work_(io_.get_executor()) {}

    ~RunningClient() override {
        // The handler that runs is finished: a commit is never cut short.
        io_.stop();
        if (thread_.joinable()) thread_.join();
    }

    Status open(const Config& config) {
        const Result<CheckedConfig> checked = check_config(config);
        if (!checked.ok()) return checked.error();
        const Result<Identity> identity =
            load_identity(checked.value().folder, checked.value().kiosk);
        const Result<Bytes> key_set = load_key_set(checked.value());
        if (!identity.ok() || !key_set.ok()) {
            return not_enrolled(identity.ok() ? key_set.error() : identity.error());
        }
        Result<std::unique_ptr<Link>> link =
            Link::make(io_, link_of(config, [this] { return known_time(); }));
        if (!link.ok()) return link.error();
        link_ = std::move(link).value();
        Result<std::unique_ptr<Courier>> courier =
            Courier::open({.outbox = outbox_of(checked.value()),
                           .identity = identity.value(),
                           .root = checked.value().root,
                           .key_set = key_set.value(),
                           .boot_id = config.boot_id},
                          {.transport = *this,
                           .disk = disk_,
                           .outside = outside_,
                           .tell = [this](News news) { inbox_.put(std::move(news)); },
                           .keep_feed =
                               [this, folder = checked.value().folder](ByteView envelope) {
                                   if (keep_feed(folder, envelope).ok()) return;
                                   outside_.log.warn("hall.not_kept");
                               }});
        if (!courier.ok()) return courier.error();
        courier_ = std::move(courier).value();
        return ok_status();
    }

    void start() {
        arm();
        thread_ = std::thread([this] { run(); });
    }

    void post(Command command) override {
        asio::post(io_, [this, command = std::move(command)] {
            courier_->handle(command);
            arm();
        });
    }

    std::vector<News> drain() override { return inbox_.drain(); }

private:
    static Error not_enrolled(const Error& why) {
        if (why.code != ErrorCode::NotFound) return why;
        return {ErrorCode::NotFound,
                "holds no key: this kiosk is not enrolled; run it once with --enrol CODE",
                "kiosk.folder"};
    }

    /// Transport, for the courier: each answer may change when to wake.
    void send(wire::Request request, Done done) override {
        link_->send(std::move(request), [this, done = std::move(done)](Result<wire::Response> got) {
            done(std::move(got));
            arm();
        });
    }

    WallTime known_time() const {
        const std::optional<WallTime> told =
            courier_ ? courier_->center_time() : std::optional<WallTime>{};
        return std::max(told.value_or(build_time()), build_time());
    }

    void arm() {
        const Instant now = outside_.clock.now();
        const milliseconds wait = std::clamp(
            courier_->wake_at() <= now ? milliseconds{0} : until(now), milliseconds{0}, kSleepMax);
        timer_.expires_after(wait);
        timer_.async_wait([this](const boost::system::error_code& cancelled) {
            if (cancelled) return;
            courier_->tick();
            arm();
        });
    }

    /// Instant::max() minus a time before the epoch would overflow.
    milliseconds until(Instant now) const {
        return std::min(courier_->wake_at(), now + kSleepMax) - now;
    }

    void run() {
        while (!io_.stopped()) {
            try {
                io_.run();
            } catch (const std::exception& thrown) {
                outside_.log.error("sync.thrown", {{"what", thrown.what()}});
            } catch (...) {
                outside_.log.error("sync.thrown");
            }
        }
    }

    Outside outside_;
    store::FolderSpace disk_;
    Inbox inbox_;
    // What the io_context holds when it goes refers to the link's shared part, never to the
    // courier.
    asio::io_context io_{1};
    asio::steady_timer timer_;
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::unique_ptr<Link> link_;
    std::unique_ptr<Courier> courier_;
    std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Client>> Client::start(const Config& config, Outside outside,
                                              std::function<void()> wake) {
    auto client = std::make_unique<RunningClient>(outside, config.folder, std::move(wake));
    const Status opened = client->open(config);
    if (!opened.ok()) return opened.error();
    client->start();
    return std::unique_ptr<Client>(std::move(client));
}

}  // namespace sunbooth::client
