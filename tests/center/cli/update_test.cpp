// SPDX-License-Identifier: Apache-2.0
// The verbs of updates: a bundle is taken as a terminal would take it, or refused by name.
#include "sync/base/mutant.h"
#include "sync/center/fleet/updates.h"
#include "sync/center/update_bundle.h"
#include "tests/center/cli/hall.h"

#include <doctest/doctest.h>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <memory>
#include <sstream>

using namespace sunbooth;
using namespace sunbooth::tests;
namespace fs = std::filesystem;
namespace fleet = sunbooth::center::fleet;

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key make_key() {
    return {EVP_EC_gen("P-256"), &EVP_PKEY_free};
}

/// Signed by `signer`'s key; `issuer` null: by itself, as an authority.
Certificate make_certificate(const char* name, EVP_PKEY* key, X509* issuer, EVP_PKEY* signer) {
    Certificate made(X509_new(), &X509_free);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), issuer == nullptr ? 1 : 2);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(made.get(),
                         X509_get_subject_name(issuer == nullptr ? made.get() : issuer));
    X509_set_pubkey(made.get(), key);
    if (issuer == nullptr) {
        X509_EXTENSION* authority =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, "critical,CA:TRUE");
        X509_add_ext(made.get(), authority, -1);
        X509_EXTENSION_free(authority);
    }
    REQUIRE(X509_sign(made.get(), signer, EVP_sha256()) > 0);
    return made;
}

/// An office with its update CA, as kiosk-os/keys/make leaves it.
struct UpdateOffice {
    UpdateOffice()
        : ca_key(make_key()),
          key(make_key()),
          ca(make_certificate("updates CA", ca_key.get(), nullptr, ca_key.get())),
          certificate(make_certificate("updates", key.get(), ca.get(), ca_key.get())) {}

    void write_ca(const fs::path& file) const {
        BIO* out = BIO_new_file(file.c_str(), "w");
        REQUIRE(PEM_write_bio_X509(out, ca.get()) == 1);
        BIO_free(out);
    }
    /// Payload, signature with the manifest in it, and its length.
    void write_bundle(const fs::path& file, const std::string& manifest) const {
        BIO* text = BIO_new_mem_buf(manifest.data(), static_cast<int>(manifest.size()));
        CMS_ContentInfo* cms = CMS_sign(certificate.get(), key.get(), nullptr, text, CMS_BINARY);
        REQUIRE(cms != nullptr);
        BIO* out = BIO_new(BIO_s_mem());
        REQUIRE(i2d_CMS_bio(out, cms) == 1);
        char* bytes = nullptr;
        const long length = BIO_get_mem_data(out, &bytes);
        std::ofstream bundle(file, std::ios::binary);
        bundle << "hsqs" << std::string(4092, 'p');
        bundle.write(bytes, length);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bundle.put(static_cast<char>(static_cast<std::uint64_t>(length) >> shift & 0xFFU));
        }
        BIO_free(out);
        BIO_free(text);
        CMS_ContentInfo_free(cms);
    }
    Key ca_key, key;
    Certificate ca, certificate;
};

std::string manifest(const std::string& version) {
    return "[update]\ncompatible=sunbooth-kiosk\nversion=" + version +
           "\n\n[bundle]\nformat=verity\nverity-hash=00\n";
}

struct Desk {
    Desk() {
        office.write_ca(hall.temp / "ca.pem");
        office.write_bundle(bundle(), manifest("0.1.8"));
    }
    fs::path bundle() const { return hall.temp / "update.raucb"; }
    Status add(const fs::path& ca = {}) const {
        center::UpdateOptions options;
        options.folder = hall.folder;
        options.file = bundle();
        options.ca = ca;
        return center::update_add(options);
    }
    std::vector<fleet::Rollout> all() const {
        auto db = center::registry::open_center_reader(hall.folder);
        REQUIRE(db.ok());
        return fleet::rollouts(db.value()).value();
    }
    /// Names in the folder of bundles.
    std::vector<std::string> kept() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(hall.folder / center::kUpdatesFolder)) {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }
    Hall hall;
    UpdateOffice office;
};

}  // namespace

TEST_CASE(
    "update add: version and digest come from the signed bundle, at a stopped or running center") {
    for (const bool running : {false, true}) {
        Desk desk;
        if (running) desk.hall.start();
        const Status added = desk.add(desk.hall.temp / "ca.pem");
        REQUIRE_MESSAGE(added.ok(), (added.ok() ? "" : added.error().line()));
        const auto all = desk.all();
        REQUIRE(all.size() == 1);
        CHECK(all[0].version == "0.1.8");
        CHECK(all[0].bytes == static_cast<std::int64_t>(fs::file_size(desk.bundle())));
        CHECK(fleet::write_waves(all[0].waves) == "10%;100%");
        std::ifstream in(desk.bundle(), std::ios::binary);
        std::stringstream bytes;
        bytes << in.rdbuf();
        CHECK(all[0].digest == seal::digest(as_bytes(bytes.str())));
        CHECK(desk.kept() == std::vector<std::string>{"0.1.8.raucb", "update-ca.pem"});
        CHECK(desk.hall.run({.verb = "update abort", .words = {{"version", "0.1.8"}}}) ==
              "0.1.8 is offered to nobody from here on\n|");
        CHECK(desk.all()[0].state == fleet::Rollout::State::Aborted);
    }
}

TEST_CASE("update add: what a terminal would refuse is refused here, and nothing of it is kept") {
    Desk desk;
    desk.office.write_ca(desk.hall.temp / "ca.pem");
    const auto refused = [&](const char* why) {
        const Status added = desk.add(desk.hall.temp / "ca.pem");
        REQUIRE_FALSE(added.ok());
        CHECK_MESSAGE(added.error().line().find(why) != std::string::npos, added.error().line());
        CHECK(desk.kept() == std::vector<std::string>{"update-ca.pem"});
    };
    const UpdateOffice stranger;
    stranger.write_bundle(desk.bundle(), manifest("0.1.8"));
    refused("is not signed by the office's update key");
    desk.office.write_bundle(desk.bundle(), "[update]\ncompatible=toaster\nversion=1\n");
    refused("is not an update of a terminal");
    desk.office.write_bundle(
        desk.bundle(), "[update]\ncompatible=sunbooth-kiosk\nversion=1\n[bundle]\nformat=plain\n");
    refused("another format");
    desk.office.write_bundle(desk.bundle(), manifest("1.0-beta"));
    refused("no version of numbers");
    std::ofstream(desk.bundle()) << "a letter";
    refused("no update bundle");
    fs::remove(desk.bundle());
    refused("cannot be read");
}

TEST_CASE("update add: a stranger's bundle is what the signature keeps out") {
    Desk desk;
    const UpdateOffice stranger;
    stranger.write_bundle(desk.bundle(), manifest("0.1.8"));
    const MutantScope broken("center.takes_any_bundle");
    CHECK(desk.add(desk.hall.temp / "ca.pem").ok());  // What the test before does not allow.
}

TEST_CASE("update add: the CA is given once; the same version twice is refused") {
    Desk desk;
    const Status without = desk.add();
    REQUIRE_FALSE(without.ok());
    CHECK(without.error().field == "--ca");
    REQUIRE(desk.add(desk.hall.temp / "ca.pem").ok());
    CHECK(desk.add().error().code == ErrorCode::Conflict);
    desk.office.write_bundle(desk.bundle(), manifest("0.1.9"));
    CHECK(desk.add().ok());
    CHECK(desk.all().size() == 2);
    CHECK(center::update_list(desk.hall.folder).ok());
    CHECK(center::update_resume(desk.hall.folder, "0.1.9").error().code == ErrorCode::Conflict);
}
