// SPDX-License-Identifier: Apache-2.0
// kiosk-ux S21: what is said is never the display string.
#include "app/speech/spoken.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunbooth;
using namespace sunbooth::app::speech;

namespace {

/// All pieces, blanks squeezed; a change of voice is "[en]", "[zh]" or "[ug]".
std::string said(std::string_view text, Language language) {
    std::string out;
    Language voice = language;
    for (const Piece& piece : spoken(text, language)) {
        if (piece.voice != voice) {
            const char* const names[] = {"[zh]", "[en]", "[ug]"};
            out += names[static_cast<std::size_t>(piece.voice)];
            voice = piece.voice;
        }
        for (const char c : piece.words.view()) {
            if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
            out += c;
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}
std::string zh(std::string_view text) {
    return said(text, Language::Zh);
}
std::string en(std::string_view text) {
    return said(text, Language::En);
}
std::string ug(std::string_view text) {
    return said(text, Language::Ug);
}

}  // namespace

TEST_CASE("S21: Chinese numbers are words, and 2 before a measure word is 两") {
    CHECK(zh("3 号窗口") == "三 号窗口");
    CHECK(zh("9,412 件") == "九千四百一十二 件");
    CHECK(zh("12") == "十二");
    CHECK(zh("10 号窗口") == "十 号窗口");
    CHECK(zh("102") == "一百零二");
    CHECK(zh("110") == "一百一十");
    CHECK(zh("10,010") == "一万零一十");
    CHECK(zh("2 件") == "两 件");
    CHECK(zh("第 2 步") == "第 二 步");
    CHECK(zh("98.5%") == "百分之九十八点五");
    CHECK(zh("100%") == "百分之一百");
}

TEST_CASE("S21: days, times, ranges and parts are read as such") {
    CHECK(zh("11月26日") == "十一月二十六日");
    CHECK(zh("2026年") == "二零二六年");
    CHECK(zh("2026-11-09") == "二零二六年十一月九日");
    CHECK(zh("10:24") == "十点二十四分");
    CHECK(zh("9:00–17:00") == "九点到十七点");
    CHECK(zh("9:05") == "九点零五分");
    CHECK(zh("第 1 / 3 页") == "第 一 ，共 三 页");
    CHECK(en("10:24") == "10 24");
    CHECK(en("9:05") == "9 0 5");
    CHECK(en("9:00–17:00") == "9 o'clock to 17 o'clock");
    CHECK(en("211 / 214") == "211 of 214");
    CHECK(en("98.5%") == "98 point 5 percent");
}

TEST_CASE("S17 S21: codes, case numbers, telephones and ids are spelt group by group") {
    CHECK(en("A7K2-9QXM-4T8R") == "A 7 K 2 , 9 Q X M , 4 T 8 R");
    CHECK(zh("420600-2026-1109-0017") == "四二零六零零，二零二六，幺幺零九，零零幺七");
    CHECK(zh("13800000017") == "幺三八，零零零零，零零幺七");
    CHECK(zh("138 0000 0017") == "幺三八，零零零零，零零幺七");
    CHECK(zh("0710-355 0000") == "零七幺零，三五五，零零零零");
    CHECK(zh("\u20680710-355\u00A00000\u2069") == "零七幺零，三五五，零零零零");
    CHECK(zh("110101199003077417") == "幺幺零幺零幺，幺九九零零三零七，七四幺七");
    CHECK(zh("12345") == "幺二三四五");
    CHECK(en("002X") == "0 0 2 X");
    CHECK(zh("002X") == "零零二 ai2 ke4 si1");
    CHECK(en("XY-2026-000318").starts_with("X Y , 2 0 2 6 ,"));
}

TEST_CASE("S9 S21: covered characters are counted, not read as asterisks") {
    CHECK(en("138****0017") == "1 3 8 , 4 hidden, 0 0 1 7");
    CHECK(zh("138****0017") == "幺三八，隐藏四位，零零幺七");
    CHECK(zh("••••").find("•") == std::string::npos);
    CHECK(zh("王*") == "王隐藏一位");
}

TEST_CASE("S21: characters of several sounds are given as pinyin, each script gets its own voice") {
    CHECK(zh("银行") == "yin2 hang2");
    CHECK(zh("重新处理") == "chong2 xin1 chu3 li3");
    CHECK(zh("点 English 键") == "点 [en]English [zh]键");
    CHECK(zh("“继续”") == "，继续，");
    CHECK(en("中文") == "[zh]中文");
    CHECK(zh("ئۇيغۇرچە") == "[ug]ئۇيغۇرچە");
    CHECK(en("first-time") == "first time");
    CHECK(en("ID card") == "I D card");
    CHECK(zh("A、B 岗") == "ei1 ， bi4 岗");
}

TEST_CASE("S21: Uyghur numbers are Uyghur words") {
    CHECK(ug("3") == "ئۈچ");
    CHECK(ug("26") == "يىگىرمە ئالتە");
    CHECK(ug("1,305") == "مىڭ ئۈچ يۈز بەش");
    CHECK(ug("026") == "نۆل ئىككى ئالتە");
    for (const char c : ug("A7K2-9QXM، 98.5%، 10:24")) CHECK_FALSE((c >= '0' && c <= '9'));
}

TEST_CASE(
    "S21: marks of direction, signs and broken bytes are not said, and nothing said is nothing") {
    CHECK(zh("\u2068"
             "3"
             "\u2069 号") == "三 号");
    CHECK(en("one → two") == "one two");
    CHECK(spoken("", Language::Zh).empty());
    CHECK(spoken("，。 ·", Language::Zh).empty());
    CHECK(zh("\xff\xfe"
             "好") == "好");
}

TEST_CASE("S21: no display string of digits or marks reaches a voice as it stands") {
    // Whatever comes, a Chinese or Uyghur voice gets no digit, no asterisk and no bullet.
    std::uint32_t seed = 7;
    const char* const alphabet[] = {"1", "0", "9", "-",  ".", ",", ":", "/", "*", "•",
                                    " ", "A", "x", "好", "ئ", "%", "–", "'", "\n"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) {
            seed = seed * 1664525U + 1013904223U;
            text += alphabet[(seed >> 16U) % std::size(alphabet)];
        }
        CAPTURE(text);
        for (const Language language : {Language::Zh, Language::Ug}) {
            for (const Piece& piece : spoken(text, language)) {
                const std::string_view words = piece.words.view();
                REQUIRE(words.find('*') == std::string_view::npos);
                REQUIRE(words.find("•") == std::string_view::npos);
                if (piece.voice != Language::Ug) continue;
                REQUIRE(words.find_first_of("0123456789") == std::string_view::npos);
            }
        }
    }
}
