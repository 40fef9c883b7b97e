// SPDX-License-Identifier: Apache-2.0
#include "tests/client/tls_server.h"

#include "sync/base/assert.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <thread>

namespace sunbooth::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string text_of(BIO* bio) {
    char* at = nullptr;
    const long size = BIO_get_mem_data(bio, &at);
    return {at, static_cast<std::size_t>(size)};
}

Bio reading(const std::string& pem) {
    return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free};
}

void add(X509* to, X509* issuer, int what, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
    X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
    SUNBOOTH_ASSERT(made != nullptr);
    X509_add_ext(to, made, -1);
    X509_EXTENSION_free(made);
}

void add_name(X509* to, const std::string& name) {
    X509_NAME_add_entry_by_txt(X509_get_subject_name(to), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
}

void break_signature(X509* certificate) {
    const ASN1_BIT_STRING* signature = nullptr;
    X509_get0_signature(&signature, nullptr, certificate);
    // The last byte belongs to a number, so that the shape stays right.
    const_cast<ASN1_BIT_STRING*>(signature)->data[signature->length - 1] ^= 1;
}

}  // namespace

Certificate make_certificate(const CertificateWish& wish, const Certificate* issuer) {
    static std::atomic<long> serial{1};
    const Key key{wish.rsa_bits == 0 ? EVP_EC_gen("P-256") : EVP_RSA_gen(wish.rsa_bits),
                  EVP_PKEY_free};
    const X509Ptr made{X509_new(), X509_free};
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
    ASN1_TIME_set(X509_getm_notBefore(made.get()), wish.from);
    ASN1_TIME_set(X509_getm_notAfter(made.get()), wish.until);
    X509_set_pubkey(made.get(), key.get());
    add_name(made.get(), wish.authority ? "Test authority " + wish.name : wish.name);

    X509Ptr parent{nullptr, X509_free};
    Key parent_key{nullptr, EVP_PKEY_free};
    if (issuer != nullptr) {
        parent.reset(PEM_read_bio_X509(reading(issuer->pem).get(), nullptr, nullptr, nullptr));
        parent_key.reset(
            PEM_read_bio_PrivateKey(reading(issuer->key).get(), nullptr, nullptr, nullptr));
    }
    X509* by = parent ? parent.get() : made.get();
    X509_set_issuer_name(made.get(), X509_get_subject_name(by));
    add(made.get(), by, NID_basic_constraints,
        wish.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (!wish.authority && !wish.nameless) {
        const bool address = wish.name.find_first_not_of("0123456789.") == std::string::npos;
        add(made.get(), by, NID_subject_alt_name,
            wish.names.empty() ? (address ? "IP:" : "DNS:") + wish.name : wish.names);
    }
    if (!wish.purpose.empty()) add(made.get(), by, NID_ext_key_usage, wish.purpose);
    X509_sign(made.get(), parent_key ? parent_key.get() : key.get(),
              wish.sha1 ? EVP_sha1() : EVP_sha256());
    if (wish.broken) break_signature(made.get());

    const Bio pem{BIO_new(BIO_s_mem()), BIO_free};
    PEM_write_bio_X509(pem.get(), made.get());
    const Bio key_pem{BIO_new(BIO_s_mem()), BIO_free};
    PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {text_of(pem.get()), text_of(key_pem.get())};
}

class TlsServer::Impl {
public:
    explicit Impl(Setup setup)
        : setup_(std::move(setup)),
          context_(asio::ssl::context::tls_server),
          acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}) {
        const Certificate& own = setup_.certificate;
        SSL_CTX_set_security_level(context_.native_handle(), 0);  // Weak ones are shown too.
        context_.use_certificate_chain(asio::buffer(own.pem));
        context_.use_private_key(asio::buffer(own.key), asio::ssl::context::pem);
        if (setup_.tls12_only) {
            SSL_CTX_set_max_proto_version(context_.native_handle(), TLS1_2_VERSION);
        }
        thread_ = std::thread([this] { run(); });
    }

    ~Impl() {
        stopping_ = true;
        // A blocking accept and a blocking read each end with their socket.
        error_code ignored;
        tcp::socket knock(io_);
        knock.connect(acceptor_.local_endpoint(), ignored);
        if (tcp::socket* open = open_) open->shutdown(tcp::socket::shutdown_both, ignored);
        thread_.join();
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    int connections() const { return connections_; }

private:
    void run() {
        while (!stopping_) {
            error_code failed;
            asio::ssl::stream<tcp::socket> stream(io_, context_);
            acceptor_.accept(stream.next_layer(), failed);
            if (failed || stopping_) return;
            ++connections_;
            open_ = &stream.next_layer();
            serve(stream);
            open_ = nullptr;
        }
    }

    void serve(asio::ssl::stream<tcp::socket>& stream) {
        error_code failed;
        if (setup_.plain_text) {
            asio::write(stream.next_layer(), asio::buffer("HTTP/1.1 200 OK\r\n\r\n", 19), failed);
            return;
        }
        stream.handshake(asio::ssl::stream_base::server, failed);
        boost::beast::flat_buffer buffer;
        while (!failed && !stopping_) {
            http::request<http::vector_body<std::uint8_t>> request;
            http::read(stream, buffer, request, failed);
            if (failed) return;
            http::response<http::vector_body<std::uint8_t>> response = answer(request);
            http::write(stream, response, failed);
            if (setup_.close_after_each) return;
        }
    }

    http::response<http::vector_body<std::uint8_t>> answer(
        const http::request<http::vector_body<std::uint8_t>>& in) {
        wire::Request request;
        request.method = std::string(in.method_string());
        request.path = std::string(in.target());
        request.body = in.body();
        for (const auto& field : in) {
            std::string name(field.name_string());
            for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            request.headers[name] = std::string(field.value());
        }
        const wire::Response made = setup_.answer(request);
        http::response<http::vector_body<std::uint8_t>> out;
        out.result(static_cast<unsigned>(made.status));
        for (const auto& [name, value] : made.headers) out.set(name, value);
        out.body() = made.body;
        out.prepare_payload();
        return out;
    }

    Setup setup_;
    asio::io_context io_;
    asio::ssl::context context_;
    tcp::acceptor acceptor_;
    std::atomic<bool> stopping_{false};
    std::atomic<int> connections_{0};
    std::atomic<tcp::socket*> open_{nullptr};
    std::thread thread_;
};

TlsServer::TlsServer(Setup setup) : impl_(std::make_unique<Impl>(std::move(setup))) {}
TlsServer::~TlsServer() = default;
std::uint16_t TlsServer::port() const {
    return impl_->port();
}
int TlsServer::connections() const {
    return impl_->connections();
}

}  // namespace sunbooth::test
