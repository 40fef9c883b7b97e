// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/text.h"

#include <doctest/doctest.h>

using namespace sunbooth;

TEST_CASE("text: code points are counted, and what is not UTF-8 is seen") {
    CHECK(domain::count_code_points("") == 0);
    CHECK(domain::count_code_points("abc") == 3);
    CHECK(domain::count_code_points("窗口没人") == 4);
    CHECK(domain::count_code_points("ئۇيغۇر") == 6);
    CHECK(domain::count_code_points("\xf0\xa0\x80\x80") == 1);  // U+20000
    CHECK(domain::count_code_points("\xf4\x8f\xbf\xbf") == 1);  // U+10FFFF
    for (const char* wrong : {
             "\x80",
             "\xc3",
             "\xe7\xaa",
             "\xc0\xaf",
             "\xe0\x80\xaf",
             "\xf0\x80\x80\xaf",
             "\xed\xa0\x80",
             "\xf4\x90\x80\x80",
             "\xff",
             "a\xc3(",
             "\xf5\x80\x80\x80",
         }) {
        CAPTURE(wrong);
        CHECK_FALSE(domain::count_code_points(wrong).has_value());
    }
}

TEST_CASE("text: words are trimmed and checked by code points, not bytes") {
    CHECK(domain::checked_text(" \n窗口没人\xe3\x80\x80 ", 4, "text").value().view() == "窗口没人");
    CHECK(domain::checked_text("一\n二", 3, "text").value().view() == "一\n二");
    CHECK(domain::checked_text(" ", 4, "text").value().empty());
    struct Row {
        const char* typed;
        const char* why;
    };
    for (const Row& row :
         {Row{"窗口没人了", "is too long"}, Row{"a\tb", "holds a control character"},
          Row{"a\x7f", "holds a control character"}, Row{"\xc2\x85", "holds a control character"},
          Row{"\xc3(", "is not UTF-8"}}) {
        CAPTURE(row.typed);
        const auto text = domain::checked_text(row.typed, 4, "text");
        REQUIRE_FALSE(text.ok());
        CHECK(text.error().field == "text");
        CHECK(text.error().detail == row.why);
    }
}

TEST_CASE("phone: mobiles and landlines with area code are taken, nothing else") {
    struct Row {
        const char* typed;
        const char* kept;
    };
    for (const Row& row :
         {Row{"13812345678", "13812345678"}, Row{"199 1234 5678", "19912345678"},
          Row{"0710-3512345", "0710-3512345"}, Row{"07103512345", "07103512345"},
          Row{"0996-20123456", "0996-20123456"}, Row{"010-12345678", "010-12345678"}}) {
        CAPTURE(row.typed);
        REQUIRE(domain::checked_phone(row.typed).ok());
        CHECK(domain::checked_phone(row.typed).value().view() == row.kept);
    }
    for (const char* wrong : {"", "12812345678", "1381234567", "138123456789", "3512345",
                              "0710--3512345", "07-103512345", "0710-351234", "07103-512345",
                              "+8613812345678", "0710-351234567", "０７１０"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(domain::checked_phone(wrong).ok());
        CHECK(domain::checked_phone(wrong).error().field == "phone");
    }
}
