// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/client/transport.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace sunbooth::client {

struct LinkOptions {
    std::string host;  ///< Name or address, as in the center's certificate.
    std::uint16_t port = 0;
    std::filesystem::path ca_file;  ///< PEM; nothing else is trusted.
    /// A lower bound of the true time: the last one that the center signed, else the build's. Never
    /// the machine's clock, which may be wrong by years.
    std::function<WallTime()> known_time;
};

/// HTTPS to the center: TLS 1.3, one pinned authority, host name checked, a time-out on every step,
/// a limit on every answer. A certificate that has expired by the known time has expired for
/// certain and is refused; one that is not yet valid by it may well be valid by the true time, so
/// that is no objection: after a year in a store room a kiosk must still reach its center.
/// One thread, which runs the io_context; destroy after that has stopped.
class Link final : public Transport {
public:
    /// @return InvalidInput naming "host" or "ca_file".
    static Result<std::unique_ptr<Link>> make(boost::asio::io_context& io, LinkOptions options);
    ~Link() override;

    void send(wire::Request request, Done done) override;

private:
    class Impl;
    explicit Link(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> impl_;
};

/// When this program was built, to the day: trust in certificates starts here.
WallTime build_time();

}  // namespace sunbooth::client
