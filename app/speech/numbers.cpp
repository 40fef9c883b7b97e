// SPDX-License-Identifier: Apache-2.0
#include "app/speech/numbers.h"

#include <array>
#include <string>

namespace sunbooth::app::speech {
namespace {

constexpr std::uint64_t kWordsMax = 999'999'999;

constexpr std::array<const char*, 10> kZhDigits = {"零", "一", "二", "三", "四",
                                                   "五", "六", "七", "八", "九"};
constexpr std::array<const char*, 10> kUgDigits = {"نۆل", "بىر",   "ئىككى", "ئۈچ",    "تۆت",
                                                   "بەش", "ئالتە", "يەتتە", "سەككىز", "توققۇز"};
constexpr std::array<const char*, 10> kUgTens = {"",       "ئون",    "يىگىرمە", "ئوتتۇز", "قىرىق",
                                                 "ئەللىك", "ئاتمىش", "يەتمىش",  "سەكسەن", "توقسان"};

/// Letters as Chinese speakers name them, in pinyin: the pinyin voice reads "B" as no name at all.
constexpr std::array<const char*, 26> kZhLetters = {
    "ei1",     "bi4",          "xi1",         "di4",    "yi4",      "ai2 fu2", "ji4",
    "ai2 qi1", "ai4",          "zhei4",       "kei4",   "ai2 lou2", "ai2 mu3", "en1",
    "ou1",     "pi4",          "kai2 you4",   "a4 er2", "ai2 si1",  "ti4",     "you1",
    "wei1",    "da2 bu4 liu4", "ai2 ke4 si1", "wai4",   "zei4"};
constexpr std::array<const char*, 26> kUgLetters = {
    "ئېي", "بى", "سى", "دى",  "ئى",  "ئېف", "جى", "ئېچ", "ئاي", "جېي",    "كېي",  "ئېل", "ئېم",
    "ئېن", "ئو", "پى", "كيۇ", "ئار", "ئېس", "تى", "يۇ",  "ۋى",  "دەبليۇ", "ئېكس", "ۋاي", "زېد"};

/// 1..9999; `inside`: after a larger part, where 十 is 一十 and a gap is 零.
void zh_below_10000(SecretText& to, std::uint64_t value, bool inside) {
    constexpr std::array<const char*, 4> kUnits = {"千", "百", "十", ""};
    std::uint64_t unit = 1000;
    bool begun = inside;
    bool gap = inside && value < 1000;
    for (std::size_t i = 0; i < kUnits.size(); ++i, unit /= 10) {
        const auto digit = static_cast<std::size_t>(value / unit % 10);
        if (digit == 0) {
            gap = begun;
            continue;
        }
        if (gap) to.append("零");
        gap = false;
        if (digit != 1 || unit != 10 || begun) to.append(kZhDigits[digit]);
        to.append(kUnits[i]);
        begun = true;
    }
}

void zh_number(SecretText& to, std::uint64_t value) {
    if (value == 0) return to.append("零");
    bool inside = false;
    for (const auto& [unit, name] :
         {std::pair<std::uint64_t, const char*>{100'000'000, "亿"}, {10'000, "万"}, {1, ""}}) {
        const std::uint64_t part = value / unit % 10'000;
        if (part == 0) continue;
        zh_below_10000(to, part, inside);
        to.append(name);
        inside = true;
    }
}

void ug_number(SecretText& to, std::uint64_t value) {
    const auto word = [&to](const char* said) {
        if (!to.empty() && to.view().back() != ' ') to.append(" ");
        to.append(said);
    };
    if (value == 0) return word(kUgDigits[0]);
    for (const auto& [unit, name] : {std::pair<std::uint64_t, const char*>{1'000'000, "مىليون"},
                                     {1'000, "مىڭ"},
                                     {100, "يۈز"}}) {
        const std::uint64_t part = value / unit;
        value %= unit;
        if (part == 0) continue;
        if (part > 1 || unit == 1'000'000) ug_number(to, part);
        word(name);
    }
    if (value >= 10) word(kUgTens[static_cast<std::size_t>(value / 10)]);
    if (value % 10 != 0) word(kUgDigits[static_cast<std::size_t>(value % 10)]);
}

}  // namespace

void append_number(SecretText& to, std::uint64_t value, Language language) {
    if (value > kWordsMax) {
        for (const char digit : std::to_string(value)) {
            append_digit(to, static_cast<char32_t>(digit), language, true);
        }
        return;
    }
    switch (language) {
        case Language::Zh:
            return zh_number(to, value);
        case Language::En:
            return to.append(std::to_string(value));
        case Language::Ug:
            return ug_number(to, value);
    }
}

void append_digit(SecretText& to, char32_t digit, Language language, bool dictated) {
    const auto at = static_cast<std::size_t>(digit - U'0');
    switch (language) {
        case Language::Zh:
            return to.append(at == 1 && dictated ? "幺" : kZhDigits[at]);
        case Language::En:
            append_rune(to, digit);
            return to.append(" ");
        case Language::Ug:
            to.append(kUgDigits[at]);
            return to.append(" ");
    }
}

void append_letter(SecretText& to, char32_t letter, Language language) {
    const char32_t upper = letter >= 'a' ? letter - 'a' + 'A' : letter;
    const auto at = static_cast<std::size_t>(upper - U'A');
    switch (language) {
        case Language::Zh:
            to.append(" ");
            to.append(kZhLetters[at]);
            return to.append(" ");
        case Language::En:
            append_rune(to, upper);
            return to.append(" ");
        case Language::Ug:
            to.append(kUgLetters[at]);
            return to.append(" ");
    }
}

}  // namespace sunbooth::app::speech
