// SPDX-License-Identifier: Apache-2.0
// kiosk-ux C5: words that everybody can read. Which Chinese characters are common is no opinion:
// 通用规范汉字表 (2013) has 3500 of level one, which Unicode carries as kTGH 1 to 3500.
#include "app/i18n/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <string_view>

using namespace sunbooth;
using namespace sunbooth::app::i18n;

namespace {

constexpr int kCommonMax = 3500;

const Catalogues& catalogues() {
    static const Catalogues all = [] {
        auto loaded = Catalogues::load();
        REQUIRE_MESSAGE(loaded.ok(), loaded.error().line());
        return std::move(loaded).value();
    }();
    return all;
}

/// The 3500 characters, from Debian's unicode-data.
std::set<char32_t> common_characters() {
    constexpr const char* kRead = "bzcat /usr/share/unicode/Unihan_OtherMappings.txt.bz2";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> lines(::popen(kRead, "r"), ::pclose);
    REQUIRE(lines != nullptr);
    std::set<char32_t> common;
    std::array<char, 256> line{};
    while (std::fgets(line.data(), line.size(), lines.get()) != nullptr) {
        unsigned point = 0;
        int place = 0;  // "U+4E00	kTGH	2013:1"
        if (std::sscanf(line.data(), "U+%X\tkTGH\t2013:%d", &point, &place) != 2) continue;
        if (place <= kCommonMax) common.insert(static_cast<char32_t>(point));
    }
    return common;
}

std::u32string han_in(std::string_view utf8) {
    std::u32string han;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const int tail = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        char32_t point = tail == 0 ? lead : lead & (0x3fU >> tail);
        for (int k = 1; k <= tail; ++k) {
            point = point << 6U |
                    (static_cast<unsigned char>(utf8[i + static_cast<std::size_t>(k)]) & 0x3fU);
        }
        const bool is_han = (point >= 0x4e00 && point <= 0x9fff) ||
                            (point >= 0x3400 && point <= 0x4dbf) || point >= 0x20000;
        if (is_han) han += point;
        i += static_cast<std::size_t>(tail) + 1;
    }
    return han;
}

struct Share {
    std::size_t all = 0, rare = 0;
    void count(std::string_view text, const std::set<char32_t>& common) {
        for (const char32_t c : han_in(text)) {
            ++all;
            rare += common.contains(c) ? std::size_t{0} : std::size_t{1};
        }
    }
};

/// Pages of those who set the machine up; no citizen sees them.
bool is_for_technicians(const std::string& key) {
    return key.starts_with("setup.") || key.starts_with("service.");
}

}  // namespace

TEST_CASE("locale C5: 98 of 100 Chinese characters are of the 3500 that everybody learns") {
    const std::set<char32_t> common = common_characters();
    REQUIRE(common.size() == kCommonMax);
    Share share;
    for (const std::string& key : catalogues().of(Language::Zh).keys()) {
        const std::string text = catalogues().of(Language::Zh).pattern(key);
        Share own;
        own.count(text, common);
        if (own.rare > 0) MESSAGE(key << " has " << own.rare << " rare: " << text);
        share.count(text, common);
    }
    MESSAGE(share.rare << " rare of " << share.all);
    REQUIRE(share.all > 3000);
    CHECK(share.rare * 100 <= share.all * 2);
    // A text of the other sort is told apart.
    Share other;
    other.count("兹经稽核，予以褫夺；饕餮之徒，概不姑息。", common);
    CHECK(other.rare * 100 > other.all * 2);
}

TEST_CASE("locale C5: Chinese sentences have 18 characters at most in the mean") {
    std::size_t sentences = 0, characters = 0;
    for (const std::string& key : catalogues().of(Language::Zh).keys()) {
        std::string text = catalogues().of(Language::Zh).pattern(key);
        for (const std::string_view mark : {"。", "；", "？", "！"}) {
            for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
                text.replace(at, mark.size(), "\n");
            }
        }
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t to = std::min(text.find('\n', from), text.size());
            const std::size_t han = han_in(std::string_view(text).substr(from, to - from)).size();
            constexpr std::size_t kWord = 6;  // Shorter ones are labels.
            if (han > kWord) ++sentences, characters += han;
            from = to + 1;
        }
    }
    REQUIRE(sentences > 100);
    CHECK(characters <= 18 * sentences);
}

namespace {

/// As many vowels in a row, a last e not counted: near enough for a mean.
int syllables(std::string_view word) {
    int count = 0;
    bool former = false;
    for (const char c : word) {
        const bool vowel = std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos;
        count += vowel && !former ? 1 : 0;
        former = vowel;
    }
    const bool silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    return std::max(1, count - (silent ? 1 : 0));
}

}  // namespace

TEST_CASE("locale C5: English is of grade six at most (Flesch-Kincaid)") {
    double sentences = 0, words = 0, sounds = 0;
    for (const std::string& key : catalogues().of(Language::En).keys()) {
        if (is_for_technicians(key)) continue;
        const std::string text = catalogues().of(Language::En).pattern(key);
        if (text.find("plural") != std::string::npos) continue;
        double in_text = 0;
        std::string word;
        for (const char c : text + " ") {
            if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
                word += c;
                continue;
            }
            if (!word.empty()) ++in_text, sounds += syllables(word);
            word.clear();
        }
        words += in_text;
        const auto ends =
            std::ranges::count_if(text, [](char c) { return c == '.' || c == '?' || c == '!'; });
        sentences += std::max<double>(1, static_cast<double>(ends));
    }
    REQUIRE(words > 1000);
    const double grade = 0.39 * words / sentences + 11.8 * sounds / words - 15.59;
    MESSAGE("grade " << grade);
    CHECK(grade <= 6);
}

TEST_CASE("locale C5: no citizen reads the office's jargon, nor the machine's") {
    constexpr std::array kOffice = {"予以", "兹", "贵方", "特此", "之规定", "相关部门", "依法依规"};
    constexpr std::array kMachine = {"异常", "参数", "接口", "校验", "鉴权",   "会话",
                                     "缓存", "报错", "非法", "无效", "服务器", "超时"};
    for (const std::string& key : catalogues().of(Language::Zh).keys()) {
        if (is_for_technicians(key)) continue;
        CAPTURE(key);
        const std::string text = catalogues().of(Language::Zh).pattern(key);
        for (const char* word : kOffice) CHECK(text.find(word) == std::string::npos);
        for (const char* word : kMachine) CHECK(text.find(word) == std::string::npos);
    }
}
