// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/id_card.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace sunbooth;
using domain::checked_id_card;
using domain::checked_org_code;
using domain::Date;

namespace {

const Date kToday = Date::of(2026, 11, 24);

bool is_card(std::string_view typed) {
    return checked_id_card(typed, kToday).ok();
}

/// Puts the check character behind seventeen digits, by trying all eleven.
std::string checked(const std::string& body) {
    for (const char c : std::string_view("0123456789X")) {
        if (is_card(body + c)) return body + c;
    }
    return {};
}

}  // namespace

TEST_CASE("id card: the published vectors are taken, in whichever way they are typed") {
    for (const char* good : {"11010519491231002X", "42060219900307123X", "420606198512240020",
                             "652828197805153640", "110105 19491231 002x"}) {
        CAPTURE(good);
        const auto card = checked_id_card(good, kToday);
        REQUIRE(card.ok());
        CHECK(card.value().size() == 18);
    }
    CHECK(checked_id_card("110105 19491231 002x", kToday).value().view() == "11010519491231002X");
}

TEST_CASE("id card: no such day, no such length, no such character") {
    const struct {
        const char* typed;
        const char* why;
    } rows[] = {
        {"", "has not 18 characters"},
        {"110105491231002", "has not 18 characters"},  // Fifteen: void since 2013.
        {"11010519491231002XX", "has not 18 characters"},
        {"1101051949123100２X", "has not 18 characters"},
        {"11010519491231X02X", "holds another character than digits and a last X"},
        {"110105194912310020", "does not check"},
        {"420606198513240020", "names no day"},  // Month 13.
        {"420606198502290020", "names no day"},  // 1985 has no 29 February.
        {"420606202611250020", "names no day"},  // Tomorrow.
        {"420606000001010020", "names no day"},
        {"000105194912310021", "begins with no division"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.typed);
        const auto card = checked_id_card(row.typed, kToday);
        REQUIRE_FALSE(card.ok());
        CHECK(card.error().field == "id_card");
        CHECK(card.error().detail == row.why);
    }
    CHECK_FALSE(checked("42060619840229002").empty());  // 1984 has one.
    CHECK_FALSE(checked("42060620261124002").empty());  // Born today.
    CHECK_FALSE(checked("99060619850229002").size() == 18);
}

TEST_CASE("id card: divisions that no longer exist and permits of 81, 82 and 83 are taken") {
    for (const char* body :
         {"42999919900307123", "81000019900307123", "82000019900307123", "83000019900307123"}) {
        CAPTURE(body);
        CHECK_FALSE(checked(body).empty());
    }
}

TEST_CASE("id card: every wrong digit and every swap of neighbours is seen") {
    std::mt19937_64 dice(11);
    for (int round = 0; round < 300; ++round) {
        std::string body = std::to_string(110000 + dice() % 540000) + "19900307";
        for (int i = 0; i < 3; ++i) body += static_cast<char>('0' + dice() % 10);
        const std::string card = checked(body);
        REQUIRE(card.size() == 18);
        for (std::size_t at = 0; at < card.size(); ++at) {
            for (const char c : std::string_view("0123456789X")) {
                std::string wrong = card;
                wrong[at] = c;
                if (wrong != card) CHECK_FALSE(is_card(wrong));
            }
            if (at == 0 || card[at] == card[at - 1]) continue;
            std::string swapped = card;
            std::swap(swapped[at], swapped[at - 1]);
            CHECK_FALSE(is_card(swapped));
        }
    }
}

TEST_CASE("organisation code: published and made-up vectors check, changed ones do not") {
    for (const char* good :
         {"11440232MB2D06811W", "11330800MB0R57773W", "11420600MB9A000142", "11420602MB9B00023F",
          "12652828MB9C00032F", "91420600MA9K0001XC", "9142 0600 ma9k0001xc"}) {
        CAPTURE(good);
        REQUIRE(checked_org_code(good).ok());
        CHECK(checked_org_code(good).value().size() == 18);
    }
    for (const char* wrong :
         {"", "11440232MB2D06811", "11440232MB2D06811X", "11440232MB2D06812W", "1144O232MB2D06811W",
          "1144A232MB2D06811W", "11440232MB2D0681IW", "11440232MB2D06811WW"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(checked_org_code(wrong).ok());
        CHECK(checked_org_code(wrong).error().field == "org_code");
    }
}
