// SPDX-License-Identifier: Apache-2.0
// Receipts as anybody verifies them: the three lines of the public page, with OpenSSL alone.
#include "sync/base/mutant.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/verbs.h"
#include "tests/center/kiosk_world.h"
#include "tests/store/temp_folder.h"

#include <array>
#include <cstdlib>

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

/// What stands on the page, as a browser shows it.
std::string three_lines() {
    const std::string page = source_file("sync/center/console/public/receipt.html");
    const std::string_view begin = "<pre id=\"openssl\">";
    const std::size_t from = page.find(begin) + begin.size();
    std::string lines = page.substr(from, page.find("</pre>", from) - from);
    for (std::size_t at = lines.find("&gt;"); at != std::string::npos; at = lines.find("&gt;")) {
        lines.replace(at, 4, ">");
    }
    return lines;
}

std::string receipt_of(const Bytes& record, const seal::SigningKey& key) {
    const seal::RecordParts parts = seal::read_record(record).value();
    return seal::write_receipt(parts, seal::digest(record), 20'760, key).qr;
}

/// Runs the page's lines. @return whether OpenSSL says yes.
bool openssl_verifies(const std::string& qr, const std::string& pem) {
    const test::TempFolder folder;
    std::ofstream(folder / "receipt.txt") << qr << "\n";
    std::ofstream(folder / "kiosk.pem") << pem;
    std::ofstream(folder / "verify.sh") << three_lines() << "\n";
    const std::string command = "cd '" + folder.path().string() + "' && sh verify.sh > out 2>&1";
    return std::system(command.c_str()) == 0;
}

}  // namespace

TEST_CASE("receipt: three lines of OpenSSL verify it, and refuse it with any byte changed") {
    Deployment center;
    for (const char* name : {"k", "hall-1", "longest-kiosk-name"}) {
        CAPTURE(name);
        TestKiosk kiosk(center, name);
        const std::string qr = receipt_of(kiosk.make(complaint()), kiosk.key);
        const auto pem = center::kiosk_keys_pem(center.folder(), name);
        REQUIRE(pem.ok());
        REQUIRE_MESSAGE(openssl_verifies(qr, pem.value()), qr);
        for (const std::size_t at : {std::size_t{6}, std::size_t{40}, qr.size() - 30}) {
            std::string changed = qr;
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            CHECK_FALSE(openssl_verifies(changed, pem.value()));
        }
    }
    MESSAGE("receipts: verified offline by three lines of OpenSSL, 9 changed ones refused");
}

namespace {

/// How many of the receipts that differ from a good one in one character the center calls good.
int changed_ones_taken(Deployment& center, const std::string& qr) {
    int taken = 0;
    for (std::size_t at = 0; at < qr.size(); ++at) {
        std::string changed = qr;
        changed[at] = changed[at] == 'A' ? 'a' : 'A';
        if (center::verify_receipt_text(center.folder(), changed).ok()) ++taken;
    }
    return taken;
}

}  // namespace

TEST_CASE("receipt: the center's own verify refuses it with any character changed") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes record = kiosk.make(complaint());
    REQUIRE(kiosk.send_one(record).row == 1);
    const std::string qr = receipt_of(record, kiosk.key);
    REQUIRE(center::verify_receipt_text(center.folder(), qr).ok());
    CHECK(changed_ones_taken(center, qr) == 0);
    const MutantScope blind("seal.skip_receipt_check");
    CHECK(changed_ones_taken(center, qr) > 0);
}

TEST_CASE("receipt: the center tells whether it accepted the record") {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    const Bytes record = kiosk.make(complaint());
    const auto before = center::intake::acceptance_of(center.db(), seal::digest(record));
    REQUIRE(before.ok());
    CHECK_FALSE(before.value());
    REQUIRE(kiosk.send_one(record).row == 1);
    const std::string qr = receipt_of(record, kiosk.key);
    CHECK(center::verify_receipt_text(center.folder(), qr).ok());
    REQUIRE(center.db()
                .run("UPDATE submission SET countersignature = zeroblob(64) WHERE row_no = 1")
                .ok());
    const Status forged = center::verify_receipt_text(center.folder(), qr);
    REQUIRE_FALSE(forged.ok());
    CHECK(forged.error().code == ErrorCode::Corrupt);
}
