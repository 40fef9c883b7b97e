// SPDX-License-Identifier: Apache-2.0
#include "sync/base/bytes.h"

#include "sync/base/mutant.h"
#include "sync/base/random.h"
#include "sync/base/secret.h"

#include <doctest/doctest.h>

#include <set>

using namespace sunbooth;

TEST_CASE("bytes: base64 follows RFC 4648's own vectors") {
    const std::pair<std::string, std::string> vectors[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (const auto& [plain, coded] : vectors) {
        CHECK(to_base64(as_bytes(plain)) == coded);
        REQUIRE(from_base64(coded).has_value());
        CHECK(as_text(*from_base64(coded)) == plain);
    }
}

TEST_CASE("bytes: a text that is not the one spelling of its value is refused") {
    for (const char* wrong : {"Zg", "Zg=", "Zh==", "Z===", "Zg==\n", "Zm9v====", "Zm 9"}) {
        CAPTURE(wrong);
        CHECK_FALSE(from_base64(wrong).has_value());
    }
    CHECK_FALSE(from_base64url("Zg==").has_value());
    CHECK_FALSE(from_base64url("Zh").has_value());
    CHECK_FALSE(from_hex("abc").has_value());
    CHECK_FALSE(from_hex("zz").has_value());
}

TEST_CASE("bytes: every length survives both alphabets and hex") {
    SeededRandom random(7);
    for (std::size_t length = 0; length < 70; ++length) {
        Bytes bytes(length);
        random.fill(bytes);
        CHECK(from_base64(to_base64(bytes)) == bytes);
        CHECK(from_base64url(to_base64url(bytes)) == bytes);
        CHECK(from_hex(to_hex(bytes)) == bytes);
    }
}

TEST_CASE("bytes: a short read is noticed and stays noticed") {
    const Bytes written = ByteWriter{}.u8(1).u16(2).u32(3).u64(4).raw(to_bytes("xy")).take();
    ByteReader in(written);
    CHECK(in.u8() == 1);
    CHECK(in.u16() == 2);
    CHECK(in.u32() == 3);
    CHECK(in.u64() == 4);
    CHECK(as_text(in.raw(2)) == "xy");
    CHECK(in.ok());
    CHECK(in.left() == 0);
    CHECK(in.u8() == 0);
    CHECK_FALSE(in.ok());
}

TEST_CASE("random: between stays inside and reaches both ends; a seed repeats") {
    SeededRandom random(1);
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random.between(3, 6));
    CHECK(seen == std::set<std::uint64_t>{3, 4, 5, 6});
    SeededRandom one(42), same(42), other(43);
    CHECK(one.next() == same.next());
    CHECK(one.next() != other.next());
}

TEST_CASE("secret: editing keeps the words and wiping leaves nothing") {
    SecretText text("窗口");
    text.append("没人");
    text.insert(6, "今天");
    CHECK(text.view() == "窗口今天没人");
    text.erase(6, 6);
    CHECK(text.view() == "窗口没人");
    text.wipe();
    CHECK(text.empty());
}

TEST_CASE("secret: what is erased is overwritten in place") {
    SecretText text("abcdef");
    const char* at = text.view().data();
    text.erase(2, 4);
    CHECK(std::string_view(at, 6) == std::string_view("ab\0\0\0\0", 6));
}

TEST_CASE("mutant: the twin library knows the switch, and only inside its scope") {
    CHECK_FALSE(mutant("x"));
    {
        const MutantScope scope("x");
        CHECK(mutant("x"));
        CHECK_FALSE(mutant("y"));
    }
    CHECK_FALSE(mutant("x"));
}
