// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/signature.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <functional>

using namespace sunbooth;
using namespace sunbooth::wire;

namespace {

struct World {
    SeededRandom random{7};
    seal::SigningKey key;
    World() {
        REQUIRE(seal::start().ok());
        key = seal::make_signing_key(random);
    }
    Request signed_request() {
        Request request{"POST", "/kiosk/v1/records", "", {}, to_bytes("{\"a\":1}")};
        sign_request(request, "xy-hall-01", 42, key);
        return request;
    }
};

/// Another library's opinion.
bool openssl_verifies(const seal::SigningPublicKey& key, std::string_view message,
                      const Bytes& signature) {
    EVP_PKEY* pkey =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.bytes.data(), key.bytes.size());
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool good = EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, pkey) == 1 &&
                      EVP_DigestVerify(context, signature.data(), signature.size(),
                                       as_bytes(message).data(), message.size()) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(pkey);
    return good;
}

}  // namespace

TEST_CASE("signature: OpenSSL agrees over the signature base of RFC 9421, spelt out by hand") {
    World world;
    const Request request = world.signed_request();
    const std::string digest = request.headers.at("content-digest");
    const std::string base =
        "\"@method\": POST\n"
        "\"@path\": /kiosk/v1/records\n"
        "\"content-digest\": " +
        digest +
        "\n"
        "\"sunbooth-counter\": 42\n"
        "\"@signature-params\": (\"@method\" \"@path\" \"content-digest\" \"sunbooth-counter\")"
        ";alg=\"ed25519\";keyid=\"xy-hall-01\"";
    const std::string coded = request.headers.at("signature");
    REQUIRE(coded.starts_with("sig1=:"));
    REQUIRE(coded.ends_with(":"));
    const auto signature = from_base64(coded.substr(6, coded.size() - 7));
    REQUIRE(signature);
    CHECK(openssl_verifies(world.key.public_key, base, *signature));
    CHECK_FALSE(openssl_verifies(world.key.public_key, base + " ", *signature));
}

TEST_CASE("signature: the digest of an empty body is RFC 9530's sha-256 of nothing") {
    World world;
    Request request{"GET", "/kiosk/v1/hall", "", {}, {}};
    sign_request(request, "xy-hall-01", 1, world.key);
    CHECK(request.headers.at("content-digest") ==
          "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
}

TEST_CASE("signature: kiosk and counter are read, and the key of that kiosk verifies") {
    World world;
    const Request request = world.signed_request();
    const SignatureClaim claim = read_signature_claim(request).value();
    CHECK(claim.kiosk == "xy-hall-01");
    CHECK(claim.counter == 42);
    CHECK(verify_request(request, world.key.public_key).ok());
    const seal::SigningKey other = seal::make_signing_key(world.random);
    CHECK(verify_request(request, other.public_key).error().code == ErrorCode::Unauthorized);
}

TEST_CASE("signature: whatever is covered cannot be changed") {
    World world;
    struct Row {
        const char* name;
        std::function<void(Request&)> change;
        const char* field;
    };
    const Row rows[] = {
        {"method", [](Request& r) { r.method = "PUT"; }, "signature"},
        {"path", [](Request& r) { r.path = "/kiosk/v1/enrol"; }, "signature"},
        {"counter", [](Request& r) { r.headers["sunbooth-counter"] = "43"; }, "signature"},
        {"body", [](Request& r) { r.body.push_back(' '); }, "content-digest"},
        {"digest", [](Request& r) { r.headers.erase("content-digest"); }, "content-digest"},
        {"digest algorithm",
         [](Request& r) { r.headers["content-digest"].replace(0, 7, "sha-512"); },
         "content-digest"},
        {"kiosk",
         [](Request& r) {
             std::string& input = r.headers["signature-input"];
             input.replace(input.find("xy-hall-01"), 10, "xy-hall-02");
         },
         "signature"},
        {"no signature", [](Request& r) { r.headers.erase("signature"); }, "signature"},
        {"another label", [](Request& r) { r.headers["signature"].replace(0, 4, "sig2"); },
         "signature"},
        {"a short signature", [](Request& r) { r.headers["signature"] = "sig1=:AAAA:"; },
         "signature"},
        {"no base64", [](Request& r) { r.headers["signature"] = "sig1=:?:"; }, "signature"},
        {"nothing", [](Request& r) { r.headers["signature"] = "sig1=:"; }, "signature"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        Request request = world.signed_request();
        row.change(request);
        const Status verified = verify_request(request, world.key.public_key);
        REQUIRE_FALSE(verified.ok());
        CHECK(verified.error().code == ErrorCode::Unauthorized);
        CHECK(verified.error().field == row.field);
    }
}

TEST_CASE("signature: only the one profile is accepted, and only a plain counter") {
    World world;
    const std::string parts = R"(("@method" "@path" "content-digest" "sunbooth-counter"))";
    const std::string inputs[] = {
        "",
        "sig1=",
        R"(sig1=("@method");alg="ed25519";keyid="xy-hall-01")",
        R"(sig1=("@path" "@method" "content-digest" "sunbooth-counter");alg="ed25519";keyid="a")",
        "sig1=" + parts + R"(;alg="hmac-sha256";keyid="xy-hall-01")",
        "sig1=" + parts + R"(;keyid="xy-hall-01";alg="ed25519")",
        "sig1=" + parts + R"(;alg="ed25519";keyid="xy-hall-01";created=1)",
        "sig1=" + parts + R"(;alg="ed25519";keyid="Hall 1")",
        "sig1=" + parts + R"(;alg="ed25519";keyid="")",
        "sig2=" + parts + R"(;alg="ed25519";keyid="xy-hall-01")",
    };
    for (const std::string& input : inputs) {
        CAPTURE(input);
        Request request = world.signed_request();
        request.headers["signature-input"] = input;
        const Result<SignatureClaim> claim = read_signature_claim(request);
        REQUIRE_FALSE(claim.ok());
        CHECK(claim.error().field == "signature-input");
        CHECK_FALSE(verify_request(request, world.key.public_key).ok());
    }
    for (const char* counter : {"", "-1", "+1", "01", "1 ", "1.0", "0x1", "18446744073709551616"}) {
        CAPTURE(counter);
        Request request = world.signed_request();
        request.headers["sunbooth-counter"] = counter;
        CHECK(read_signature_claim(request).error().field == "sunbooth-counter");
    }
}
