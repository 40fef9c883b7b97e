// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/server.h"

#include "sync/center/http/session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <thread>

namespace sunbooth::center::http {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;

/// Out of file descriptors, say: accepting again at once would only burn the processor.
constexpr milliseconds kAcceptPause{100};

Error broken_file(std::string field, const std::filesystem::path& file, const char* why) {
    return invalid_input(std::move(field), file.string() + ": " + why);
}

Status load_tls(ssl::context& tls, const Options& options) {
    SSL_CTX* native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    error_code failed;
    // A key with a password would ask on the terminal, and a service has none.
    tls.set_password_callback([](std::size_t, ssl::context::password_purpose) { return ""; },
                              failed);
    tls.use_certificate_chain_file(options.certificate.string(), failed);
    if (failed) {
        return broken_file("tls.certificate", options.certificate,
                           "is no readable PEM certificate");
    }
    tls.use_private_key_file(options.key.string(), ssl::context::pem, failed);
    if (failed) {
        return broken_file("tls.key", options.key,
                           "is no readable PEM key, or not the key of the certificate");
    }
    if (SSL_CTX_check_private_key(native) != 1) {
        return broken_file("tls.key", options.key, "is not the key of the certificate");
    }
    return ok_status();
}

Result<tcp::endpoint> resolve(asio::io_context& io, const Options& options) {
    error_code failed;
    const auto address = asio::ip::make_address(options.host, failed);
    if (!failed) return tcp::endpoint(address, options.port);
    tcp::resolver resolver(io);
    const auto found = resolver.resolve(options.host, std::to_string(options.port), failed);
    if (failed || found.empty()) {
        return invalid_input("center.host",
                             options.host + " is no address or name of this machine");
    }
    return found.begin()->endpoint();
}

Error cannot_listen(const Options& options, const error_code& failed) {
    const std::string where = options.host + ", port " + std::to_string(options.port);
    if (failed == asio::error::address_in_use) {
        return invalid_input("center.port", where +
                                                ": another program listens there; stop it or "
                                                "choose another port");
    }
    if (failed == asio::error::access_denied) {
        return invalid_input("center.port", where + ": not permitted; choose a port above 1023");
    }
    return invalid_input("center.host",
                         where + ": " + failed.message() + "; choose an address of this machine");
}

Status listen_on(tcp::acceptor& acceptor, const tcp::endpoint& at, const Options& options) {
    error_code failed;
    if (!failed) acceptor.open(at.protocol(), failed);
    if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor.bind(at, failed);
    if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) return cannot_listen(options, failed);
    return ok_status();
}

/// An IPv4 caller of an IPv6 socket counts as what it is.
std::string address_of(const tcp::socket& socket) {
    error_code failed;
    const auto address = socket.remote_endpoint(failed).address();
    if (failed) return {};
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

bool has_room(const Shared& shared, const std::string& peer) {
    const Limits& limits = shared.options.limits;
    if (shared.connections >= limits.connections_max) return false;
    const auto count = shared.connections_of.find(peer);
    return count == shared.connections_of.end() ||
           count->second < limits.connections_max_per_address;
}

void log_end(Log& log, const std::exception_ptr& failed) {
    if (!failed) return;
    try {
        std::rethrow_exception(failed);
    } catch (const std::exception& what) {
        log.error("session_threw", {{"what", what.what()}});
    }
}

asio::awaitable<void> accept_on(std::shared_ptr<Shared> shared, tcp::acceptor& acceptor) {
    constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
    while (acceptor.is_open()) {
        auto [failed, socket] = co_await acceptor.async_accept(kTuple);
        if (!acceptor.is_open()) co_return;
        if (failed) {
            shared->log.warn("accept_failed", {{"error", failed.message()}});
            asio::steady_timer pause(shared->io, kAcceptPause);
            co_await pause.async_wait(kTuple);
            continue;
        }
        std::string peer = address_of(socket);
        if (!has_room(*shared, peer)) continue;  // Closes it: TLS has no word for "too many".
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        asio::co_spawn(shared->io,
                       serve_connection(Place(shared, std::move(peer)), std::move(socket)),
                       [shared](const std::exception_ptr& end) { log_end(shared->log, end); });
    }
}

}  // namespace

class Server::Impl {
public:
    Impl(const Options& options, Log& log, Serve serve)
        : shared_(std::make_shared<Shared>(options, log, std::move(serve))),
          acceptor_(shared_->io) {}

    Status start() {
        const Options& options = shared_->options;
        Result<Files> files = Files::read(options.files);
        if (!files.ok()) return files.error();
        shared_->files = std::move(files).value();
        const Status tls = load_tls(shared_->tls, options);
        if (!tls.ok()) return tls;
        const Result<tcp::endpoint> at = resolve(shared_->io, options);
        if (!at.ok()) return at.error();
        const Status listening = listen_on(acceptor_, at.value(), options);
        if (!listening.ok()) return listening;
        port_ = acceptor_.local_endpoint().port();
        asio::co_spawn(shared_->io, accept_on(shared_, acceptor_),
                       [this](const std::exception_ptr& end) { log_end(shared_->log, end); });
        thread_ = std::thread([this] { run(); });
        return ok_status();
    }

    std::uint16_t port() const { return port_; }

    void stop() {
        if (!thread_.joinable()) return;
        asio::post(shared_->io, [this] { wind_down(); });
        thread_.join();
    }

private:
    void run() {
        while (true) {
            try {
                shared_->io.run();
                return;
            } catch (const std::exception& failed) {
                shared_->log.error("io_threw", {{"what", failed.what()}});
            }
        }
    }

    /// The loop ends by itself when nothing is left to wait for.
    void wind_down() {
        shared_->stopping = true;
        acceptor_.close();
        shared_->close_idle();
        if (shared_->connections == 0) return;
        shared_->grace.expires_after(shared_->options.limits.stop_wait);
        shared_->grace.async_wait([this](const error_code& cut_short) {
            if (!cut_short) shared_->close_all();
        });
    }

    std::shared_ptr<Shared> shared_;
    tcp::acceptor acceptor_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

Result<std::unique_ptr<Server>> Server::start(const Options& options, Log& log, Serve serve) {
    auto impl = std::make_unique<Impl>(options, log, std::move(serve));
    const Status started = impl->start();
    if (!started.ok()) return started.error();
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() {
    stop();
}
std::uint16_t Server::port() const {
    return impl_->port();
}
void Server::stop() {
    impl_->stop();
}

}  // namespace sunbooth::center::http
