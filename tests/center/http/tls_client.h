// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::test {

/// One answer as it came over the wire.
struct RawResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< Names in lower case.
    std::string body;
};

/// A TLS connection to the loopback that sends exactly the bytes it is told to, written on OpenSSL
/// alone, so that the server is judged by another library than its own. Blocking.
class TlsClient {
public:
    struct Wish {
        int version_max = 0;  ///< A TLS1_x_VERSION; 0: the newest.
    };
    /// Nothing when the server closes during the handshake.
    static std::optional<TlsClient> connect(std::uint16_t port, Wish wish);
    static std::optional<TlsClient> connect(std::uint16_t port) { return connect(port, Wish{}); }
    TlsClient(TlsClient&&) noexcept;
    TlsClient& operator=(TlsClient&&) = delete;
    ~TlsClient();

    /// False when the server has closed.
    bool send(std::string_view bytes);
    /// One whole response; nothing when the server closes first. @param head the answer to HEAD.
    std::optional<RawResponse> receive(bool head = false);
    /// Reads until these bytes have come, and takes all up to their end. False when the server
    /// closes first or nothing comes for ten seconds.
    bool read_until(std::string_view bytes);
    /// Waits for the server to close. False after ten seconds without.
    bool closed();

    std::string protocol() const;

private:
    struct State;
    explicit TlsClient(std::unique_ptr<State> state);
    bool fill();
    std::unique_ptr<State> state_;
};

/// A connection that never begins to speak TLS.
class PlainClient {
public:
    explicit PlainClient(std::uint16_t port);
    ~PlainClient();
    PlainClient(const PlainClient&) = delete;
    PlainClient& operator=(const PlainClient&) = delete;
    /// Waits for the server to close. False after ten seconds without.
    bool closed();

private:
    int socket_;
};

}  // namespace sunbooth::test
