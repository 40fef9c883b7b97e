// SPDX-License-Identifier: Apache-2.0
#include "tests/center/http/tls_client.h"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sunbooth::test {
namespace {

/// A connected socket, or -1.
int connect_to(std::uint16_t port) {
    const int made = socket(AF_INET, SOCK_STREAM, 0);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(made, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0) return made;
    close(made);
    return -1;
}

}  // namespace

struct TlsClient::State {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL* tls = nullptr;
    int socket = -1;
    std::string buffer;
    bool timed_out = false;

    ~State() {
        SSL_free(tls);
        SSL_CTX_free(context);
        if (socket >= 0) close(socket);
    }
};

TlsClient::TlsClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsClient::TlsClient(TlsClient&&) noexcept = default;
TlsClient::~TlsClient() = default;

std::optional<TlsClient> TlsClient::connect(std::uint16_t port, Wish wish) {
    std::signal(SIGPIPE, SIG_IGN);
    auto state = std::make_unique<State>();
    if (wish.version_max != 0) SSL_CTX_set_max_proto_version(state->context, wish.version_max);
    state->socket = connect_to(port);
    if (state->socket < 0) return {};
    state->tls = SSL_new(state->context);
    SSL_set_fd(state->tls, state->socket);
    if (SSL_connect(state->tls) != 1) return {};
    return TlsClient(std::move(state));
}

bool TlsClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t written = 0;
        if (SSL_write_ex(state_->tls, bytes.data(), bytes.size(), &written) != 1) return false;
        bytes.remove_prefix(written);
    }
    return true;
}

bool TlsClient::fill() {
    char part[16 * 1024];
    std::size_t size = 0;
    if (SSL_read_ex(state_->tls, part, sizeof part, &size) != 1) {
        state_->timed_out = SSL_get_error(state_->tls, 0) == SSL_ERROR_WANT_READ;
        return false;
    }
    state_->buffer.append(part, size);
    return true;
}

std::optional<RawResponse> TlsClient::receive(bool head) {
    std::string& buffer = state_->buffer;
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) return {};
    }
    RawResponse response;
    response.status = std::stoi(buffer.substr(9, 3));
    for (std::size_t at = buffer.find("\r\n") + 2; at < end;) {
        const std::size_t line_end = buffer.find("\r\n", at);
        const std::size_t colon = buffer.find(':', at);
        std::string name = buffer.substr(at, colon - at);
        for (char& c : name) c = static_cast<char>(std::tolower(c));
        response.headers[name] = buffer.substr(colon + 2, line_end - colon - 2);
        at = line_end + 2;
    }
    buffer.erase(0, end + 4);
    if (head || !response.headers.contains("content-length")) return response;
    const std::size_t size = std::stoul(response.headers["content-length"]);
    while (buffer.size() < size) {
        if (!fill()) return {};
    }
    response.body = buffer.substr(0, size);
    buffer.erase(0, size);
    return response;
}

bool TlsClient::read_until(std::string_view bytes) {
    std::string& buffer = state_->buffer;
    std::size_t at = 0;
    while ((at = buffer.find(bytes)) == std::string::npos) {
        if (!fill()) return false;
    }
    buffer.erase(0, at + bytes.size());
    return true;
}

bool TlsClient::closed() {
    while (fill()) {
    }
    return !state_->timed_out;
}

PlainClient::PlainClient(std::uint16_t port) : socket_(connect_to(port)) {}
PlainClient::~PlainClient() {
    close(socket_);
}
bool PlainClient::closed() {
    char byte = 0;
    return recv(socket_, &byte, 1, 0) == 0;
}

std::string TlsClient::protocol() const {
    return SSL_get_version(state_->tls);
}

}  // namespace sunbooth::test
