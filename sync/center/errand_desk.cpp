// SPDX-License-Identifier: Apache-2.0
#include "sync/center/errand_desk.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <future>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sunbooth::center {
namespace {

/// A verb that says nothing for this long has hung; others wait for their turn.
constexpr milliseconds kErrandWait = std::chrono::seconds{10};

bool is_ours(int fd) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

}  // namespace

Result<std::unique_ptr<ErrandDesk>> ErrandDesk::open(ErrandTools tools, api::Lanes& lanes,
                                                     Log& log) {
    Result<Descriptor> socket = listen_for_errands(tools.folder);
    if (!socket.ok()) return socket.error();
    Descriptor stop(::eventfd(0, EFD_CLOEXEC));
    if (!stop.ok()) return Error{ErrorCode::Io, std::strerror(errno), "--folder"};
    return std::unique_ptr<ErrandDesk>(
        new ErrandDesk(std::move(tools), lanes, log, std::move(socket).value(), std::move(stop)));
}

ErrandDesk::ErrandDesk(ErrandTools tools, api::Lanes& lanes, Log& log, Descriptor socket,
                       Descriptor stop)
    : tools_(std::move(tools)),
      lanes_(lanes),
      log_(log),
      socket_(std::move(socket)),
      stop_(std::move(stop)),
      thread_([this] { run(); }) {}

ErrandDesk::~ErrandDesk() {
    const std::uint64_t one = 1;
    const ssize_t told = ::write(stop_.get(), &one, sizeof(one));
    if (told != sizeof(one)) log_.error("errand_desk_deaf");
    thread_.join();
    std::error_code ignored;
    std::filesystem::remove(tools_.folder / kErrandSocket, ignored);
}

void ErrandDesk::run() {
    while (true) {
        std::array<pollfd, 2> watched = {pollfd{socket_.get(), POLLIN, 0},
                                         pollfd{stop_.get(), POLLIN, 0}};
        if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
        if (watched[1].revents != 0) return;
        if (watched[0].revents == 0) continue;
        const Descriptor caller(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!caller.ok() || !is_ours(caller.get())) continue;
        try {
            serve_one(caller.get());
        } catch (const std::exception& failed) {
            log_.error("errand_threw", {{"what", failed.what()}});
        }
    }
}

void ErrandDesk::serve_one(int fd) {
    Result<Errand> errand = read_errand(fd, {kErrandWait, stop_.get()});
    if (!errand.ok()) {
        log_.warn("errand_refused", {{"error", errand.error().line()}});
        const Status told = write_report(fd, errand.error());
        if (!told.ok()) log_.warn("errand_unheard");
        return;
    }
    const std::string verb = errand.value().verb;
    const Result<ErrandStep> step = prepare(std::move(errand).value(), tools_);
    Result<ErrandReport> report =
        step.ok() ? run_on_writer(step.value()) : Result<ErrandReport>(step.error());
    while (report.ok() && report.value().goes_on) report = run_on_writer(step.value());
    log_.info("errand",
              {{"verb", verb}, {"outcome", report.ok() ? "done" : to_string(report.error().code)}});
    const Status told = write_report(fd, report);
    if (!told.ok()) log_.warn("errand_unheard", {{"verb", verb}});
}

Result<ErrandReport> ErrandDesk::run_on_writer(const ErrandStep& step) {
    // Shared: the writer may still be inside set_value() when this thread has the report already.
    const auto done = std::make_shared<std::promise<Result<ErrandReport>>>();
    std::future<Result<ErrandReport>> report = done->get_future();
    const bool taken = lanes_.post_to_writer([done, &step](store::Database& db) {
        try {
            done->set_value(step(db));
        } catch (const std::exception& failed) {  // Or this thread would wait for ever.
            done->set_value(Error{ErrorCode::Internal, failed.what(), ""});
        }
    });
    if (!taken) return Error{ErrorCode::Offline, "the center is stopping", "--folder"};
    return report.get();
}

}  // namespace sunbooth::center
