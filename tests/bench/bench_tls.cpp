// SPDX-License-Identifier: Apache-2.0
// What TLS 1.3 costs the center: its own end of a session, driven in memory, so that neither the
// kernel's sockets nor the other end are counted.
#include "tests/bench/bench.h"

#include <openssl/ssl.h>

#include <memory>

namespace sunbooth::bench {
namespace {

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
    void operator()(SSL* session) const { SSL_free(session); }
};
using Context = std::unique_ptr<SSL_CTX, FreeContext>;
using Session = std::unique_ptr<SSL, FreeSession>;

/// One end of a session; what it wants to send lies in memory until the other end takes it.
class End {
public:
    End(SSL_CTX* context, bool serves) : session_(SSL_new(context)) {
        SSL_set_bio(session_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        serves ? SSL_set_accept_state(session_.get()) : SSL_set_connect_state(session_.get());
    }
    void give(ByteView bytes) {
        BIO_write(SSL_get_rbio(session_.get()), bytes.data(), static_cast<int>(bytes.size()));
    }
    Bytes take() {
        Bytes bytes(BIO_ctrl_pending(SSL_get_wbio(session_.get())));
        if (bytes.empty()) return bytes;
        BIO_read(SSL_get_wbio(session_.get()), bytes.data(), static_cast<int>(bytes.size()));
        return bytes;
    }
    bool handshake() { return SSL_do_handshake(session_.get()) == 1; }
    bool write(ByteView bytes) {
        return SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
    }
    std::size_t read() {
        Bytes buffer(16 * 1024);
        std::size_t sum = 0;
        while (true) {
            const int got =
                SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
            if (got <= 0) return sum;
            sum += static_cast<std::size_t>(got);
        }
    }

private:
    Session session_;
};

/// Until both ends agree. @return the server's share of the time; nothing when they do not.
std::optional<Seconds> shake_hands(End& server, End& client) {
    Seconds served{};
    for (int turn = 0; turn < 6; ++turn) {
        const bool connected = client.handshake();
        server.give(client.take());
        bool accepted = false;
        served += time_of([&] { accepted = server.handshake(); });
        client.give(server.take());
        if (connected && accepted) return served;
    }
    return std::nullopt;
}

}  // namespace

Status tls(const std::filesystem::path& certificate, const std::filesystem::path& key,
           std::size_t request_bytes, std::size_t answer_bytes, double records) {
    const Context serving(SSL_CTX_new(TLS_server_method()));
    const Context calling(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(serving.get(), TLS1_3_VERSION);
    const bool ready =
        SSL_CTX_use_certificate_chain_file(serving.get(), certificate.c_str()) == 1 &&
        SSL_CTX_use_PrivateKey_file(serving.get(), key.c_str(), SSL_FILETYPE_PEM) == 1;
    if (!ready) return invalid_input("certificate", "OpenSSL takes no certificate from the center");
    constexpr int kTimes = 200;
    std::vector<Seconds> handshakes, batches;
    for (int i = 0; i < kTimes; ++i) {
        End server(serving.get(), true), client(calling.get(), false);
        const std::optional<Seconds> shaken = shake_hands(server, client);
        if (!shaken) return Error{ErrorCode::Internal, "the ends of a session do not agree", ""};
        handshakes.push_back(*shaken);
        client.write(Bytes(request_bytes, 'r'));
        server.give(client.take());
        std::size_t got = 0;
        batches.push_back(time_of([&] {
            got = server.read();
            server.write(Bytes(answer_bytes, 'a'));
        }));
        if (got != request_bytes) return Error{ErrorCode::Internal, "TLS lost bytes", ""};
    }
    report("split: TLS, a record (its share of a batch and the answer)",
           in_us(median(batches) / records));
    report("split: TLS handshake, once a connection", in_us(median(handshakes)));
    return ok_status();
}

}  // namespace sunbooth::bench
