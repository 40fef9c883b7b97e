// SPDX-License-Identifier: Apache-2.0
#include "sync/center/update_bundle.h"

#include "sync/base/mutant.h"
#include "sync/domain/update.h"
#include "sync/seal/digest_stream.h"
#include "sync/wire/update.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProduct = "sunbooth-kiosk";
constexpr std::int64_t kLengthBytes = 8;
constexpr std::int64_t kSignatureBytesMax = std::int64_t{1024} * 1024;
constexpr std::size_t kReadBytes = std::size_t{256} * 1024;

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* one) const {
        Free(one);
    }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Freer<CMS_ContentInfo_free>>;
using Store = std::unique_ptr<X509_STORE, Freer<X509_STORE_free>>;

Error refused(const fs::path& file, const std::string& why) {
    return invalid_input("FILE", file.string() + ": " + why);
}

/// The signature from the end of the file.
std::optional<Bytes> read_signature(std::ifstream& in, std::int64_t bytes) {
    std::array<char, kLengthBytes> raw{};
    if (bytes < kLengthBytes) return std::nullopt;
    in.seekg(bytes - kLengthBytes);
    if (!in.read(raw.data(), raw.size())) return std::nullopt;
    std::uint64_t length = 0;
    for (const char byte : raw) length = length << 8U | static_cast<std::uint8_t>(byte);
    const std::int64_t room = std::min(kSignatureBytesMax, bytes - kLengthBytes);
    if (length == 0 || length > static_cast<std::uint64_t>(room)) return std::nullopt;
    Bytes signature(static_cast<std::size_t>(length));
    in.seekg(bytes - kLengthBytes - static_cast<std::int64_t>(length));
    in.read(reinterpret_cast<char*>(signature.data()), static_cast<std::streamsize>(length));
    return in ? std::optional(std::move(signature)) : std::nullopt;
}

Result<Store> store_of(const fs::path& ca) {
    Store store(X509_STORE_new());
    if (X509_STORE_load_file(store.get(), ca.c_str()) != 1) {
        ERR_clear_error();
        return invalid_input("--ca", ca.string() +
                                         ": cannot be read as a PEM certificate; give the update-"
                                         "ca.pem of the image's keys");
    }
    return store;
}

/// What stands in the signature, if the CA vouches for it.
Result<std::string> signed_text(const fs::path& file, const Bytes& signature, X509_STORE* trusted) {
    const Bio in(BIO_new_mem_buf(signature.data(), static_cast<int>(signature.size())));
    const Cms cms(d2i_CMS_bio(in.get(), nullptr));
    if (!cms) {
        ERR_clear_error();
        return refused(file, "has no signature at its end; it is no update bundle");
    }
    const Bio out(BIO_new(BIO_s_mem()));
    const unsigned flags =
        CMS_BINARY | (mutant("center.takes_any_bundle") ? CMS_NO_SIGNER_CERT_VERIFY : 0U);
    if (CMS_verify(cms.get(), nullptr, trusted, nullptr, out.get(), flags) != 1) {
        ERR_clear_error();
        return refused(file,
                       "is not signed by the office's update key; a terminal would refuse it");
    }
    char* text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    return std::string(text, static_cast<std::size_t>(length));
}

/// The value of a key in a section of the manifest; empty without one.
std::string value_of(const std::string& manifest, std::string_view section, std::string_view key) {
    std::istringstream lines(manifest);
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("[")) inside = line == "[" + std::string(section) + "]";
        if (inside && line.starts_with(std::string(key) + "=")) return line.substr(key.size() + 1);
    }
    return "";
}

Result<seal::Digest> digest_of(const fs::path& file, std::ifstream& in) {
    seal::DigestStream digest;
    Bytes piece(kReadBytes);
    in.clear();
    in.seekg(0);
    while (in.read(reinterpret_cast<char*>(piece.data()),
                   static_cast<std::streamsize>(piece.size())) ||
           in.gcount() > 0) {
        digest.add(ByteView(piece).first(static_cast<std::size_t>(in.gcount())));
    }
    if (in.bad()) return refused(file, "cannot be read to its end");
    return digest.digest();
}

}  // namespace

Result<UpdateBundle> read_update_bundle(const fs::path& file, const fs::path& ca) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in) return refused(file, "cannot be read; give the path of an update.raucb");
    if (size > static_cast<std::uint64_t>(wire::kUpdateBytesMax)) {
        return refused(file, "is larger than a terminal takes");
    }
    UpdateBundle bundle{.version = {}, .bytes = static_cast<std::int64_t>(size), .digest = {}};
    const std::optional<Bytes> signature = read_signature(in, bundle.bytes);
    if (!signature) return refused(file, "has no signature at its end; it is no update bundle");
    const Result<Store> store = store_of(ca);
    if (!store.ok()) return store.error();
    const Result<std::string> manifest = signed_text(file, *signature, store.value().get());
    if (!manifest.ok()) return manifest.error();
    if (value_of(manifest.value(), "update", "compatible") != kProduct) {
        return refused(file, "is not an update of a terminal");
    }
    if (value_of(manifest.value(), "bundle", "format") != "verity") {
        return refused(file, "has another format than terminals take (verity)");
    }
    bundle.version = value_of(manifest.value(), "update", "version");
    if (!domain::is_version(bundle.version)) {
        return refused(file, "has no version of numbers with dots between them");
    }
    const Result<seal::Digest> digest = digest_of(file, in);
    if (!digest.ok()) return digest.error();
    bundle.digest = digest.value();
    return bundle;
}

}  // namespace sunbooth::center
