// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/receipt_code.h"

#include "sync/base/random.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using domain::ReceiptCode;
using domain::RecordId;

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

RecordId random_id(Random& random) {
    RecordId id;
    random.fill(id.bytes);
    return id;
}

}  // namespace

TEST_CASE("receipt code: every single wrong character is caught") {
    SeededRandom random(1);
    for (int round = 0; round < 200; ++round) {
        const std::string right = ReceiptCode::of(random_id(random)).compact();
        for (std::size_t at = 0; at < right.size(); ++at) {
            for (const char other : kAlphabet) {
                if (other == right[at]) continue;
                std::string wrong = right;
                wrong[at] = other;
                CAPTURE(wrong);
                CHECK_FALSE(ReceiptCode::parse(wrong).ok());
            }
        }
    }
}

TEST_CASE("receipt code: every swap of two neighbours is caught, the check character's too") {
    SeededRandom random(2);
    for (int round = 0; round < 2000; ++round) {
        const std::string right = ReceiptCode::of(random_id(random)).compact();
        for (std::size_t at = 0; at + 1 < right.size(); ++at) {
            if (right[at] == right[at + 1]) continue;
            std::string wrong = right;
            std::swap(wrong[at], wrong[at + 1]);
            CAPTURE(wrong);
            CHECK_FALSE(ReceiptCode::parse(wrong).ok());
        }
    }
}

TEST_CASE("receipt code: it reads back however a person writes it") {
    SeededRandom random(3);
    for (int round = 0; round < 200; ++round) {
        const ReceiptCode code = ReceiptCode::of(random_id(random));
        std::string lower = code.grouped();
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
        std::string lookalike = code.compact();
        std::replace(lookalike.begin(), lookalike.end(), '0', 'O');
        std::replace(lookalike.begin(), lookalike.end(), '1', 'l');
        for (const std::string& typed :
             {code.compact(), code.grouped(), lower, lookalike, " " + code.grouped() + " \n"}) {
            CAPTURE(typed);
            REQUIRE(ReceiptCode::parse(typed).ok());
            CHECK(ReceiptCode::parse(typed).value() == code);
        }
    }
}

TEST_CASE("receipt code: it is the first 55 bits of the id, big end first") {
    RecordId id;
    CHECK(ReceiptCode::of(id).compact() == "000000000000");
    id.bytes[0] = 0b00001'000;  // The first symbol is 1, all others 0.
    CHECK(ReceiptCode::of(id).compact().substr(0, 11) == "10000000000");
    id.bytes[0] = 0;
    id.bytes[6] = 0b10;  // Bit 55 of 55.
    CHECK(ReceiptCode::of(id).compact().substr(0, 11) == "00000000001");
    const std::string same = ReceiptCode::of(id).compact();
    id.bytes[6] = 0b11;  // The 56th bit and all after it are not shown.
    id.bytes[15] = 0xff;
    CHECK(ReceiptCode::of(id).compact() == same);
}

TEST_CASE("receipt code: eleven characters of a QR get their check character back") {
    SeededRandom random(4);
    const ReceiptCode code = ReceiptCode::of(random_id(random));
    CHECK(ReceiptCode::of_eleven(code.compact().substr(0, 11)).value() == code);
    CHECK_FALSE(ReceiptCode::of_eleven(code.compact()).ok());
    CHECK_FALSE(ReceiptCode::of_eleven("0000000000U").ok());
}

TEST_CASE("receipt code: other lengths and alphabets are refused by the name of the field") {
    for (const char* typed : {"", "0", "0000-0000-000", "0000-0000-0000-0", "00000000000U",
                              "王00000000000", "0000_0000_0000"}) {
        CAPTURE(typed);
        const auto code = ReceiptCode::parse(typed);
        REQUIRE_FALSE(code.ok());
        CHECK(code.error().code == ErrorCode::InvalidInput);
        CHECK(code.error().field == "code");
    }
}

TEST_CASE("kiosk id: only what a signature's keyid and a short QR can carry") {
    for (const char* good : {"a", "hall-1", "xiangyang-hall-001", "0"}) {
        CHECK(domain::KioskId::parse(good).ok());
    }
    for (const char* bad : {"", "Hall", "hall_1", "hall 1", "xiangyang-hall-0012", "亭", "a\""}) {
        CAPTURE(bad);
        REQUIRE_FALSE(domain::KioskId::parse(bad).ok());
        CHECK(domain::KioskId::parse(bad).error().field == "kiosk");
    }
}

TEST_CASE("receipt code: the ids that have a code are exactly those between its bounds") {
    SeededRandom random(9);
    for (int i = 0; i < 200; ++i) {
        RecordId id;
        random.fill(id.bytes);
        const ReceiptCode code = ReceiptCode::of(id);
        const auto [low, high] = code.id_bounds();
        CHECK(low <= id);
        CHECK(id <= high);
        CHECK(ReceiptCode::of(low) == code);
        CHECK(ReceiptCode::of(high) == code);
    }
}
