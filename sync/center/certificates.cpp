// SPDX-License-Identifier: Apache-2.0
#include "sync/center/certificates.h"

#include "sync/center/registry/keys.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <functional>
#include <memory>

namespace sunbooth::center {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

constexpr long kCaDays = 20 * 365;
constexpr long kServerDays = 10 * 365;

Error openssl_error(const char* what) {
    std::array<char, 256> words{};
    ERR_error_string_n(ERR_get_error(), words.data(), words.size());
    return {ErrorCode::Internal, std::string(what) + ": " + words.data(), ""};
}

/// What tells one certificate from another.
struct Wanted {
    std::string name;
    std::string subject_alternative;  ///< "IP:127.0.0.1"; empty for the CA.
    long days = 0;
    EVP_PKEY* key = nullptr;
    X509* issuer = nullptr;  ///< Null: signs itself.
    EVP_PKEY* issuer_key = nullptr;
};

bool add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    const bool added = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool add_extensions(X509* certificate, X509* issuer, const std::string& alternative) {
    const bool is_ca = alternative.empty();
    return add_extension(certificate, issuer, NID_basic_constraints,
                         is_ca ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
           add_extension(certificate, issuer, NID_key_usage,
                         is_ca ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature") &&
           add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
           add_extension(certificate, issuer, NID_authority_key_identifier, "keyid") &&
           (is_ca || (add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
                      add_extension(certificate, issuer, NID_subject_alt_name, alternative)));
}

bool set_serial(X509* certificate, Random& random) {
    const std::uint64_t serial = random.next() >> 1;  // Positive.
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1;
}

bool set_times(X509* certificate, long days, WallTime now) {
    time_t from = static_cast<time_t>(to_ms(now) / 1000);
    return X509_time_adj_ex(X509_getm_notBefore(certificate), -1, 0, &from) != nullptr &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), static_cast<int>(days), 0, &from) !=
               nullptr;
}

Result<Certificate> make(const Wanted& wanted, Random& random, WallTime now) {
    Certificate made(X509_new(), &X509_free);
    if (!made) return openssl_error("certificate");
    X509* issuer = wanted.issuer != nullptr ? wanted.issuer : made.get();
    X509_NAME* name = X509_get_subject_name(made.get());
    const auto* text = reinterpret_cast<const unsigned char*>(wanted.name.c_str());
    const bool good = X509_set_version(made.get(), X509_VERSION_3) == 1 &&
                      set_serial(made.get(), random) && set_times(made.get(), wanted.days, now) &&
                      X509_set_pubkey(made.get(), wanted.key) == 1 &&
                      X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1 &&
                      X509_set_issuer_name(made.get(), X509_get_subject_name(issuer)) == 1 &&
                      add_extensions(made.get(), issuer, wanted.subject_alternative) &&
                      X509_sign(made.get(), wanted.issuer_key, EVP_sha256()) > 0;
    if (!good) return openssl_error("certificate");
    return made;
}

Result<std::string> pem_of(const std::function<int(BIO*)>& write) {
    const Memory memory(BIO_new(BIO_s_mem()), &BIO_free);
    if (!memory || write(memory.get()) != 1) return openssl_error("PEM");
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    std::string pem(text, static_cast<std::size_t>(size));
    if (!pem.empty() && pem.back() == '\n') pem.pop_back();
    return pem;
}

Status write_pem(const std::filesystem::path& file, const Result<std::string>& pem) {
    if (!pem.ok()) return pem.error();
    return registry::write_secret_file(file, pem.value());
}

Status write_pair(const std::filesystem::path& folder, const std::string& name, X509* certificate,
                  EVP_PKEY* key) {
    const Status first =
        write_pem(folder / (name + ".pem"),
                  pem_of([&](BIO* out) { return PEM_write_bio_X509(out, certificate); }));
    if (!first.ok()) return first;
    std::error_code ignored;  // The certificate is public: kiosks are given it.
    std::filesystem::permissions(folder / (name + ".pem"), std::filesystem::perms{0644}, ignored);
    return write_pem(folder / (name + ".key"), pem_of([&](BIO* out) {
                         return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr,
                                                         nullptr);
                     }));
}

/// "IP:…" or "DNS:…". Only letters that a name may have, so that nothing else slips in.
Result<std::string> alternative_of(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    if (::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
        ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1) {
        return "IP:" + host;
    }
    const bool good =
        !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '-' || c == '.';
        });
    if (!good) return invalid_input("--host", "--host must be a host name or an IP address");
    return "DNS:" + host;
}

/// Reads one PEM file with one of OpenSSL's readers.
template <class Read>
auto read_pem(const std::filesystem::path& file, Read read) {
    const Memory in(BIO_new_file(file.c_str(), "r"), &BIO_free);
    return in ? read(in.get()) : nullptr;
}

}  // namespace

Status renew_server_certificate(const std::filesystem::path& folder, const std::string& host,
                                Random& random, WallTime now) {
    const Result<std::string> alternative = alternative_of(host);
    if (!alternative.ok()) return alternative.error();
    const Certificate ca(
        read_pem(folder / "ca.pem",
                 [](BIO* in) { return PEM_read_bio_X509(in, nullptr, nullptr, nullptr); }),
        &X509_free);
    const Key ca_key(
        read_pem(folder / "ca.key",
                 [](BIO* in) { return PEM_read_bio_PrivateKey(in, nullptr, nullptr, nullptr); }),
        &EVP_PKEY_free);
    if (!ca || !ca_key) {
        return invalid_input("ca.key", (folder / "ca.key").string() +
                                           ": the authority that `init` made is needed to certify "
                                           "another key; bring it back for the time of the "
                                           "rotation");
    }
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    if (!key) return openssl_error("key");
    const Result<Certificate> server = make(
        {host.substr(0, 64), alternative.value(), kServerDays, key.get(), ca.get(), ca_key.get()},
        random, now);
    if (!server.ok()) return server.error();
    std::error_code ignored;
    for (const char* name : {"server.pem", "server.key"}) {
        std::filesystem::remove(folder / name, ignored);
    }
    return write_pair(folder, "server", server.value().get(), key.get());
}

Status make_certificates(const std::filesystem::path& folder, const std::string& host,
                         Random& random, WallTime now) {
    const Result<std::string> alternative = alternative_of(host);
    if (!alternative.ok()) return alternative.error();
    const Key ca_key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    if (!ca_key || !key) return openssl_error("key");
    const Result<Certificate> ca = make(
        {"Sunbooth deployment CA", "", kCaDays, ca_key.get(), nullptr, ca_key.get()}, random, now);
    if (!ca.ok()) return ca.error();
    const Result<Certificate> server = make({host.substr(0, 64), alternative.value(), kServerDays,
                                             key.get(), ca.value().get(), ca_key.get()},
                                            random, now);
    if (!server.ok()) return server.error();

    const Status made = registry::make_private_folder(folder);
    if (!made.ok()) return made;
    const Status authority = write_pair(folder, "ca", ca.value().get(), ca_key.get());
    if (!authority.ok()) return authority;
    return write_pair(folder, "server", server.value().get(), key.get());
}

}  // namespace sunbooth::center
