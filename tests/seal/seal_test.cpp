// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/seal/record.h"
#include "sync/seal/secretbox.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <cstdlib>
#include <fstream>

using namespace sunbooth;
using namespace sunbooth::seal;

namespace {

struct World {
    SeededRandom random{11};
    SigningKey kiosk, root, center;
    BoxKey intake, callback;
    World() {
        REQUIRE(start().ok());
        kiosk = make_signing_key(random);
        root = make_signing_key(random);
        center = make_signing_key(random);
        intake = make_box_key(random);
        callback = make_box_key(random);
    }
    RecordParts parts(std::string_view words = "窗口没人") {
        RecordParts made;
        random.fill(made.id.bytes);
        made.seq = 7;
        random.fill(made.previous.bytes);
        made.kiosk = "xy-hall-01";
        made.intake_key = name_of(intake.public_key);
        made.callback_key = name_of(callback.public_key);
        made.content_box = seal_padded(as_bytes(words), intake.public_key).value();
        made.contact_box = seal_padded({}, callback.public_key).value();
        return made;
    }
};

/// Another library's opinion of a signature.
bool openssl_verifies(const SigningPublicKey& key, ByteView message, const Signature& signature) {
    EVP_PKEY* pkey =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.bytes.data(), key.bytes.size());
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool good = EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, pkey) == 1 &&
                      EVP_DigestVerify(context, signature.bytes.data(), signature.bytes.size(),
                                       message.data(), message.size()) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(pkey);
    return good;
}

}  // namespace

TEST_CASE("record: what is written is read back, and its signature holds") {
    World world;
    const RecordParts parts = world.parts();
    const Bytes record = write_record(parts, world.kiosk);
    const RecordParts read = read_record(record).value();
    CHECK(read.id == parts.id);
    CHECK(read.seq == 7);
    CHECK(read.previous == parts.previous);
    CHECK(read.kiosk == "xy-hall-01");
    CHECK(read.content_box == parts.content_box);
    CHECK(verify_record(record, world.kiosk.public_key));
    CHECK_FALSE(verify_record(record, world.center.public_key));
    CHECK(as_text(open_padded(read.content_box, world.intake).value()) == "窗口没人");
}

TEST_CASE("record: every flipped bit is refused; the mutant that skips the check is caught") {
    World world;
    const Bytes record = write_record(world.parts(), world.kiosk);
    const auto silent_flips = [&] {
        int silent = 0;
        for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
            Bytes changed = record;
            changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            silent += verify_record(changed, world.kiosk.public_key) ? 1 : 0;
        }
        return silent;
    };
    CHECK(silent_flips() == 0);
    const MutantScope scope("seal.skip_signature_check");
    CHECK(silent_flips() > 0);
}

TEST_CASE("record: cut, lengthened or foreign bytes are typed refusals") {
    World world;
    const Bytes record = write_record(world.parts(), world.kiosk);
    for (std::size_t length = 0; length < record.size(); ++length) {
        CHECK_FALSE(read_record(ByteView(record).first(length)).ok());
    }
    Bytes longer = record;
    longer.push_back(0);
    CHECK(read_record(longer).error().code == ErrorCode::Corrupt);
    Bytes other_suite = record;
    other_suite[4] = 2;
    CHECK(read_record(other_suite).error().code == ErrorCode::Unsupported);
}

TEST_CASE("box: the size tells a class and no more, and the sealing side holds no way back") {
    World world;
    const auto sealed = [&](std::size_t n) {
        return seal_padded(Bytes(n, 'x'), world.intake.public_key).value().size();
    };
    CHECK(sealed(0) == sealed(252));
    CHECK(sealed(253) == sealed(508));
    CHECK(sealed(0) < sealed(253));
    CHECK(sealed(4092) == 4096 + 48);
    CHECK_FALSE(seal_padded(Bytes(4093, 'x'), world.intake.public_key).ok());
    const Bytes box = seal_padded(as_bytes("x"), world.intake.public_key).value();
    CHECK(open_padded(box, world.callback).error().code == ErrorCode::Corrupt);
}

TEST_CASE("envelope: what was made ahead seals one box that only its receiver opens") {
    SeededRandom random{8};
    const seal::BoxKey to = seal::make_box_key(random);
    const seal::BoxKey other = seal::make_box_key(random);
    seal::Envelope first(to.public_key);
    seal::Envelope moved = std::move(first);
    seal::Envelope second(to.public_key);
    const Bytes words = to_bytes("窗口没人");
    CHECK_FALSE(moved.seal_padded(Bytes(5000, 1)).ok());
    const Bytes box = moved.seal_padded(words).value();
    CHECK(box.size() == second.seal_padded(words).value().size());
    CHECK(seal::open_padded(box, to).value() == words);
    CHECK_FALSE(seal::open_padded(box, other).ok());
    CHECK(box != seal::seal_padded(words, to.public_key).value());
}

TEST_CASE("receipt: at most 180 characters, read back, and signed as OpenSSL sees it too") {
    World world;
    RecordParts parts = world.parts();
    parts.kiosk = std::string(domain::KioskId::kLengthMax, 'k');
    const Digest record = digest(write_record(parts, world.kiosk));
    const Receipt receipt = write_receipt(parts, record, 20780, world.kiosk);
    CHECK(receipt.qr.size() <= 180);
    const Receipt read = read_receipt(receipt.qr).value();
    CHECK(read.code == domain::ReceiptCode::of(parts.id));
    CHECK(read.day == 20780);
    CHECK(read.record == record);
    CHECK(read.kiosk == parts.kiosk);
    CHECK(verify_receipt(receipt.qr, world.kiosk.public_key));
    const std::size_t dot = receipt.qr.rfind('.');
    const Bytes payload = *from_base64url(std::string_view(receipt.qr).substr(4, dot - 4));
    const auto signature =
        Signature::from(*from_base64url(std::string_view(receipt.qr).substr(dot + 1)));
    CHECK(openssl_verifies(world.kiosk.public_key, payload, *signature));
}

namespace {

void write_file(const std::filesystem::path& file, ByteView bytes) {
    std::ofstream(file, std::ios::binary) << as_text(bytes);
}

/// What an auditor without our programs would do with a receipt and a kiosk's public key.
bool openssl_command_verifies(const SigningPublicKey& key, ByteView payload, ByteView signature) {
    const test::TempFolder folder;
    // RFC 8410: SubjectPublicKeyInfo of Ed25519 is this prefix and the key.
    Bytes der = *from_hex("302a300506032b6570032100");
    der.insert(der.end(), key.bytes.begin(), key.bytes.end());
    write_file(folder / "key.der", der);
    write_file(folder / "payload", payload);
    write_file(folder / "signature", signature);
    const std::string command = "cd " + folder.path().string() +
                                " && openssl pkeyutl -verify -pubin -keyform DER -inkey key.der"
                                " -rawin -in payload -sigfile signature >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
}

}  // namespace

TEST_CASE("receipt: the openssl command verifies a QR code, and refuses a changed one") {
    World world;
    const RecordParts parts = world.parts();
    const Receipt receipt = write_receipt(parts, digest(as_bytes("r")), 20780, world.kiosk);
    const std::size_t dot = receipt.qr.rfind('.');
    Bytes payload = *from_base64url(std::string_view(receipt.qr).substr(4, dot - 4));
    const Bytes signature = *from_base64url(std::string_view(receipt.qr).substr(dot + 1));
    CHECK(openssl_command_verifies(world.kiosk.public_key, payload, signature));
    payload[5] ^= 1U;
    CHECK_FALSE(openssl_command_verifies(world.kiosk.public_key, payload, signature));
}

TEST_CASE("receipt: a changed character is refused or no longer verifies") {
    World world;
    const RecordParts parts = world.parts();
    const Receipt receipt = write_receipt(parts, digest(as_bytes("r")), 20780, world.kiosk);
    for (std::size_t at = 0; at < receipt.qr.size(); ++at) {
        std::string changed = receipt.qr;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        CHECK_FALSE(verify_receipt(changed, world.kiosk.public_key));
    }
    CHECK(read_receipt("SB1.abc").error().field == "receipt");
    CHECK(read_receipt("http://example.com").error().code == ErrorCode::InvalidInput);
}

TEST_CASE("key set: only the root's signature makes it count") {
    World world;
    const KeySet keys{world.intake.public_key, world.callback.public_key, world.center.public_key,
                      3};
    const Bytes written = write_key_set(keys, world.root);
    CHECK(read_key_set(written, world.root.public_key).value() == keys);
    CHECK(read_key_set(written, world.center.public_key).error().code == ErrorCode::Corrupt);
    for (std::size_t at = 0; at < written.size(); ++at) {
        Bytes changed = written;
        changed[at] ^= 1U;
        CHECK_FALSE(read_key_set(changed, world.root.public_key).ok());
    }
}

TEST_CASE("countersignature: bound to id, digest and row") {
    World world;
    domain::RecordId id;
    world.random.fill(id.bytes);
    const Digest record = digest(as_bytes("record"));
    const Signature signature = countersign(id, record, 5, world.center);
    CHECK(verify_countersign(id, record, 5, signature, world.center.public_key));
    CHECK_FALSE(verify_countersign(id, record, 6, signature, world.center.public_key));
}

TEST_CASE("secretbox: locks with a fresh nonce, and derived keys differ by purpose and material") {
    World world;
    const SecretKey key = make_secret_key(world.random);
    const Bytes locked = encrypt(key, as_bytes("话"), world.random);
    CHECK(decrypt(key, locked).value().view() == "话");
    CHECK(encrypt(key, as_bytes("话"), world.random) != locked);
    CHECK_FALSE(decrypt(make_secret_key(world.random), locked).ok());
    CHECK(derive_key("a", as_bytes("m")) != derive_key("b", as_bytes("m")));
    CHECK(derive_key("a", as_bytes("m")) != derive_key("a", as_bytes("n")));
}
