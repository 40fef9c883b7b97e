// SPDX-License-Identifier: Apache-2.0
#include "sync/center/verbs.h"

#include "sync/center/accounts/accounts.h"
#include "sync/center/config.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/keys.h"
#include "sync/seal/record.h"
#include "tests/store/temp_folder.h"
#include "tests/where.h"

#include <doctest/doctest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <sstream>
#include <sys/stat.h>

using namespace sunbooth;
namespace fs = std::filesystem;

namespace {

struct Made {
    explicit Made(const std::string& host = "127.0.0.1") : folder(temp.path() / "center") {
        REQUIRE(seal::start().ok());
        REQUIRE(center::init({.folder = folder, .host = host}).ok());
    }
    test::TempFolder temp;
    fs::path folder;
};

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
Certificate certificate(const fs::path& file) {
    const std::string pem = text_of(file);
    BIO* in = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    Certificate read(PEM_read_bio_X509(in, nullptr, nullptr, nullptr), &X509_free);
    BIO_free(in);
    REQUIRE(read);
    return read;
}

/// Every name below a folder with its size: two equal listings mean that nothing was written.
std::string listing(const fs::path& folder) {
    std::vector<std::string> lines;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto size = entry.is_regular_file() ? entry.file_size() : 0;
        lines.push_back(entry.path().string() + " " + std::to_string(size));
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
}

}  // namespace

TEST_CASE("init: makes a whole center whose secrets are private and whose certificate holds") {
    for (const std::string host : {"127.0.0.1", "::1", "center.example"}) {
        CAPTURE(host);
        const Made made(host);
        const auto config = center::read_config(made.folder);
        REQUIRE(config.ok());
        CHECK(config.value().host == host);
        CHECK(center::registry::load_keys(made.folder).ok());
        auto db = center::registry::open_center(made.folder);
        REQUIRE(db.ok());
        CHECK(center::registry::center_state(db.value()).ok());
        CHECK(center::accounts::find_account(db.value(), "admin").value().must_change);

        const Certificate ca = certificate(config.value().ca);
        const Certificate server = certificate(config.value().certificate);
        CHECK(X509_verify(server.get(), X509_get0_pubkey(ca.get())) == 1);
        CHECK(X509_check_ca(ca.get()) == 1);
        CHECK(X509_check_ca(server.get()) == 0);
        const bool by_name = host == "center.example";
        CHECK((by_name ? X509_check_host(server.get(), host.c_str(), 0, 0, nullptr)
                       : X509_check_ip_asc(server.get(), host.c_str(), 0)) == 1);
        for (const char* secret : {"keys/root.key", "keys/intake.key", "keys/center.key",
                                   "vault/callback.key", "tls/ca.key", "tls/server.key"}) {
            CAPTURE(secret);
            struct stat found {};
            REQUIRE(::stat((made.folder / secret).c_str(), &found) == 0);
            CHECK((found.st_mode & 0777U) == 0600);
        }
    }
}

TEST_CASE("init: refuses what it cannot use and leaves no trace") {
    const test::TempFolder temp;
    std::ofstream(temp / "letter.txt") << "somebody's";
    const std::string before = listing(temp.path());
    const std::pair<center::InitOptions, const char*> bad[] = {
        {{.folder = temp.path()}, "not empty"},
        {{.folder = temp / "c1", .host = "no host"}, "--host"},
        {{.folder = temp / "c2", .host = ""}, "--host"},
        {{.folder = temp / "c3", .host = "a\"b"}, "--host"},
        {{.folder = temp / "c4", .admin = "No Name"}, "name"},
        {{.folder = temp / "letter.txt" / "c5"}, "letter.txt"},
    };
    for (const auto& [options, told] : bad) {
        CAPTURE(told);
        const Status refused = center::init(options);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().line().find(told) != std::string::npos);
        CHECK(listing(temp.path()) == before);
    }
    fs::create_directory(temp / "empty");
    CHECK_FALSE(center::init({.folder = temp / "empty", .host = "no host"}).ok());
    CHECK(fs::is_empty(temp / "empty"));
    CHECK(center::init({.folder = temp / "empty"}).ok());
    const Status twice = center::init({.folder = temp / "empty"});
    CHECK(twice.error().line().find("already") != std::string::npos);
}

TEST_CASE("configuration: a bad entry is told with file, field and mend") {
    const Made made;
    const fs::path file = made.folder / "center.toml";
    const std::string good = text_of(file);
    const auto with = [&](std::string_view what, std::string_view instead) {
        std::string text = good;
        const std::size_t at = text.find(what);
        REQUIRE(at != std::string::npos);
        return text.replace(at, what.size(), instead);
    };
    const std::pair<std::string, const char*> bad[] = {
        {with("8443", "70000"), "center.port"},
        {with("8443", "\"x\""), "center.port"},
        {with("every_min = 15", "every_min = 0"), "backup.every_min"},
        {with("keep = 8", "keep = 1"), "backup.keep"},
        {with("host", "hots"), "center.host"},
        {with("'tls/server.pem'", "7"), "tls.certificate"},
        {"[center\n", "line 1"},
    };
    for (const auto& [text, field] : bad) {
        CAPTURE(field);
        std::ofstream(file) << text;
        const auto config = center::read_config(made.folder);
        REQUIRE_FALSE(config.ok());
        CHECK(config.error().line().find(field) != std::string::npos);
        CHECK(config.error().line().find("center.toml") != std::string::npos);
    }
}

TEST_CASE("lock: while another process is at work in the folder, no verb writes") {
    const Made made;
    const auto other = center::FolderLock::take(made.folder);
    REQUIRE(other.ok());
    const std::string before = listing(made.folder);
    const std::pair<Status, const char*> refused[] = {
        {center::enrol({.folder = made.folder, .kiosk = "hall-1"}), "another command"},
        {center::account({.folder = made.folder, .name = "li"}), "another command"},
        {center::revoke(made.folder, "hall-1"), "another command"},
        {center::backup(made.folder), "another command"},
        {center::import_hall_file(made.folder, test::source_dir() + "/assets/demo/hall.json"),
         "another command"},
        {center::import_cases_file(made.folder, test::source_dir() + "/assets/demo/cases.csv"),
         "another command"},
        {center::restore({.folder = made.folder, .from = made.folder}), "stop it first"},
        {center::serve({.folder = made.folder}), "stop it first"},
    };
    for (const auto& [status, told] : refused) {
        REQUIRE_FALSE(status.ok());
        CHECK(status.error().line().find(told) != std::string::npos);
    }
    CHECK(listing(made.folder) == before);
}

TEST_CASE(
    "enrol: writes a configuration that names host, port, CA and root; revoke needs a kiosk") {
    const Made made;
    const fs::path config = made.temp / "kiosk.toml";
    REQUIRE(center::enrol({.folder = made.folder, .kiosk = "hall-1", .config = config}).ok());
    const std::string text = text_of(config);
    const auto keys = center::registry::load_keys(made.folder);
    for (const std::string& part :
         {std::string("id = \"hall-1\""), std::string("port = 8443"),
          (made.folder / "tls" / "ca.pem").string(), to_base64(keys.value().root.view())}) {
        CHECK(text.find(part) != std::string::npos);
    }
    CHECK_FALSE(center::enrol({.folder = made.folder, .kiosk = "Hall 1"}).ok());
    const Status nobody = center::revoke(made.folder, "hall-1");  // A code alone is no kiosk.
    REQUIRE_FALSE(nobody.ok());
    CHECK(nobody.error().code == ErrorCode::NotFound);
}

TEST_CASE("account: made once, reset by name, and only in a role that exists") {
    const Made made;
    REQUIRE(center::account({.folder = made.folder, .name = "li", .role = "callback"}).ok());
    CHECK_FALSE(center::account({.folder = made.folder, .name = "li", .role = "callback"}).ok());
    CHECK(center::account({.folder = made.folder, .name = "li", .reset = true}).ok());
    CHECK_FALSE(center::account({.folder = made.folder, .name = "wu", .reset = true}).ok());
    const Status king = center::account({.folder = made.folder, .name = "wu", .role = "king"});
    CHECK(king.error().field == "--role");
}

TEST_CASE("verify: a receipt of nobody and a text that is none are refused") {
    const Made made;
    SeededRandom random(3);
    const seal::SigningKey stranger = seal::make_signing_key(random);
    seal::RecordParts parts;
    parts.kiosk = "hall-1";
    const seal::Receipt receipt = seal::write_receipt(parts, seal::Digest{}, 20'000, stranger);
    const Status foreign = center::verify_receipt_text(made.folder, receipt.qr);
    REQUIRE_FALSE(foreign.ok());
    CHECK(foreign.error().field == "receipt");
    CHECK_FALSE(center::verify_receipt_text(made.folder, "SB1.abc").ok());
    CHECK_FALSE(center::verify_receipt_text(made.folder, "").ok());
    CHECK(center::verify_all_chains(made.folder).ok());
}
