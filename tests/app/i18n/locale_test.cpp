// SPDX-License-Identifier: Apache-2.0
// Checks over the catalogues themselves: the words in locale/*.toml.
#include "app/i18n/catalogue.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

using namespace sunbooth;
using namespace sunbooth::app::i18n;

namespace {

namespace fs = std::filesystem;

const Catalogues& catalogues() {
    static const Catalogues all = [] {
        auto loaded = Catalogues::load();
        REQUIRE_MESSAGE(loaded.ok(), loaded.error().line());
        return std::move(loaded).value();
    }();
    return all;
}

/// [languages] holds words in their own script, the same in each file.
bool is_own_script(const std::string& key) {
    // Names of languages, and of the keyboards named after them.
    return key.starts_with("languages.") || key == "keyboard.tab_latin" ||
           key == "keyboard.tab_uyghur";
}

std::u32string code_points(std::string_view utf8) {
    std::u32string points;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const int tail = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        char32_t point = tail == 0 ? lead : lead & (0x3fU >> tail);
        for (int k = 1; k <= tail; ++k) {
            point = point << 6U |
                    (static_cast<unsigned char>(utf8[i + static_cast<std::size_t>(k)]) & 0x3fU);
        }
        points.push_back(point);
        i += static_cast<std::size_t>(tail) + 1;
    }
    return points;
}

bool is_han(char32_t c) {
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c >= 0x20000;
}

template <class Predicate>
std::size_t count(std::string_view utf8, Predicate predicate) {
    const std::u32string points = code_points(utf8);
    return static_cast<std::size_t>(std::count_if(points.begin(), points.end(), predicate));
}

std::size_t words_in(const std::string& text) {
    std::istringstream in(text);
    return static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(in),
                                                  std::istream_iterator<std::string>()));
}

/// Labels of buttons (kiosk-ux C5: at most 6 Han or 3 words).
const std::vector<std::string> kButtons = {
    "shell.back",
    "shell.continue",
    "shell.exit",
    "shell.home",
    "case_secret.look_up",
    "case_result.complain",
    "case_result.again",
    "case_missing.mend",
    "case_missing.other",
    "queue_number.open",
    "place_words.open",
    "place_words.find",
    "complaint_check.submit",
    "rating_reason.submit",
    "receipt_code.look_up",
    "receipt.done",
    "receipt_found.again",
    "paper.print",
    "paper.again",
    "busy.cancel",
    "idle.stay",
    "idle.end",
    "leave.stay",
    "leave.end",
    "complaint_check.change",
    "modes.key",
    "modes.text_standard",
    "modes.text_large",
    "modes.text_largest",
    "modes.reach",
    "modes.more_time",
    "modes.elder",
    "modes.steady",
    "modes.simple",
    "modes.still",
    "send.stay",
    "modes.close",
};

/// Those that do something, as against those that choose how a page looks.
std::vector<std::string> acts() {
    std::vector<std::string> found = {"shell.call_long",    "help.read",
                                      "call_staff.again",   "staff_home.sign_out",
                                      "issue_check.submit", "wish.withdraw"};
    std::ranges::copy_if(kButtons, std::back_inserter(found),
                         [](const std::string& key) { return !key.starts_with("modes."); });
    return found;
}

/// Whether a label says what it does, with the verb where each language puts it: Chinese and
/// English first, Uyghur last (a verbal noun in -sh, or the polite imperative in -ng).
bool says_what_it_does(Language language, const std::string& label) {
    constexpr std::array kZh = {"返回", "继续", "结束", "回",   "查",   "投诉", "改",
                                "换",   "输入", "提交", "完成", "打",   "取消", "清除",
                                "修改", "叫",   "看",   "退出", "撤回", "朗读", "读"};
    constexpr std::array kEn = {"Back",   "Continue", "End",    "Go",       "Look",  "Complain",
                                "Check",  "Change",   "Try",    "Enter",    "Find",  "Submit",
                                "Finish", "Print",    "Cancel", "Stay",     "Clear", "Call",
                                "Read",   "Sign",     "Send",   "Withdraw", "Use"};
    if (language == Language::Zh) {
        const std::string_view again = "再";  // "Once more" belongs to its verb.
        const std::string_view verb =
            std::string_view(label).substr(label.starts_with(again) ? again.size() : 0);
        return std::ranges::any_of(kZh, [&](const char* one) { return verb.starts_with(one); });
    }
    if (language == Language::En) {
        const std::string first = label.substr(0, label.find(' '));
        return std::ranges::find(kEn, first) != kEn.end();
    }
    return label.ends_with("ش") || label.ends_with("ڭ");
}

/// Sentences of a text, cut behind any of these marks; a plural with its arms counts as one.
std::vector<std::string> sentences(const std::string& text, const std::vector<std::string>& marks) {
    std::vector<std::string> found(1);
    for (std::size_t i = 0; i < text.size();) {
        const auto mark = std::find_if(marks.begin(), marks.end(), [&](const std::string& one) {
            return text.compare(i, one.size(), one) == 0;
        });
        if (mark == marks.end()) {
            found.back() += text[i++];
        } else {
            found.emplace_back();
            i += mark->size();
        }
    }
    return found;
}

/// The names before `"_key` in one file.
void collect_keys(const std::string& text, std::set<std::string>& used) {
    constexpr std::string_view kMark = "\"_key";
    for (std::size_t end = text.find(kMark); end != std::string::npos;
         end = text.find(kMark, end + 1)) {
        const std::size_t quote = text.rfind('"', end - 1);
        used.insert(text.substr(quote + 1, end - quote - 1));
    }
}

std::set<std::string> keys_in_sources() {
    std::set<std::string> used;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(test::source_dir()) / "app")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
        if (entry.path().parent_path().filename() == "i18n") continue;  // Examples in comments.
        std::ifstream file(entry.path());
        collect_keys({std::istreambuf_iterator<char>(file), {}}, used);
    }
    return used;
}

}  // namespace

TEST_CASE("locale: the three catalogues have the same keys and the same placeholders") {
    const Catalogue& zh = catalogues().of(Language::Zh);
    REQUIRE(zh.keys().size() > 150);
    for (const Language language : {Language::En, Language::Ug}) {
        const Catalogue& other = catalogues().of(language);
        CHECK(other.keys() == zh.keys());
        for (const std::string& key : zh.keys()) {
            CAPTURE(key);
            CHECK(other.placeholders(key) == zh.placeholders(key));
        }
    }
}

TEST_CASE("locale: every key that a screen uses exists, and every key is used") {
    const std::vector<std::string> known = catalogues().of(Language::Zh).keys();
    const std::set<std::string> used = keys_in_sources();
    REQUIRE(used.size() > 100);
    for (const std::string& key : used) {
        CHECK_MESSAGE(std::binary_search(known.begin(), known.end(), key), key << " is missing");
    }
    for (const std::string& key : known) {
        CHECK_MESSAGE(used.contains(key), key << " is used by no screen");
    }
}

TEST_CASE("locale: each text stands in its own script") {
    for (const std::string& key : catalogues().of(Language::Zh).keys()) {
        CAPTURE(key);
        const std::string en = catalogues().of(Language::En).pattern(key);
        const std::string ug = catalogues().of(Language::Ug).pattern(key);
        const std::string zh = catalogues().of(Language::Zh).pattern(key);
        CHECK_FALSE(en.empty());
        if (is_own_script(key)) {
            CHECK(en == zh);
            CHECK(ug == zh);
            continue;
        }
        const auto is_arabic = [](char32_t c) { return c >= 0x600 && c <= 0x6ff; };
        CHECK(count(en, is_han) == 0);
        CHECK(count(ug, is_han) == 0);
        CHECK(count(en, is_arabic) == 0);
        CHECK(count(zh, is_arabic) == 0);
    }
}

TEST_CASE("locale: Uyghur is written with its own letters") {
    // Arabic and Persian look-alikes that keyboards and converters put in: heh, alef maksura's
    // twin keheh forms, and kaf that Uyghur does not use.
    const std::set<char32_t> foreign = {0x0647, 0x06cc, 0x06a9, 0x0629, 0x06c0, 0x06c1};
    for (const std::string& key : catalogues().of(Language::Ug).keys()) {
        CAPTURE(key);
        const std::string ug = catalogues().of(Language::Ug).pattern(key);
        CHECK(count(ug, [&](char32_t c) { return foreign.contains(c); }) == 0);
    }
}

TEST_CASE("locale: buttons are short") {
    for (const std::string& key : kButtons) {
        CAPTURE(key);
        const std::string zh = catalogues().of(Language::Zh).pattern(key);
        REQUIRE_FALSE(zh.empty());
        CHECK(count(zh, is_han) <= 6);
        CHECK(words_in(catalogues().of(Language::En).pattern(key)) <= 3);
        CHECK(words_in(catalogues().of(Language::Ug).pattern(key)) <= 3);
    }
}

TEST_CASE("locale C5: a button says what it does, its verb where the language puts it") {
    for (const Language language : {Language::Zh, Language::En, Language::Ug}) {
        for (const std::string& key : acts()) {
            const std::string label = catalogues().of(language).pattern(key);
            REQUIRE_MESSAGE(!label.empty(), key);
            CHECK_MESSAGE(says_what_it_does(language, label), key << ": " << label);
        }
    }
    // A label of the other sort is told apart.
    CHECK_FALSE(says_what_it_does(Language::Zh, "按名称找"));
    CHECK_FALSE(says_what_it_does(Language::En, "Another case"));
    CHECK_FALSE(says_what_it_does(Language::Ug, "باشقا كود"));
}

TEST_CASE("locale: sentences are plain and short") {
    const std::vector<std::string> zh_end = {"。", "；", "？", "！"};
    const std::vector<std::string> en_end = {". ", "; ", "? ", "! ", "؟ ", "؛ "};
    for (const std::string& key : catalogues().of(Language::Zh).keys()) {
        CAPTURE(key);
        for (const auto& one : sentences(catalogues().of(Language::Zh).pattern(key), zh_end)) {
            CHECK_MESSAGE(count(one, is_han) <= 32, one);
        }
        for (const auto& one : sentences(catalogues().of(Language::En).pattern(key), en_end)) {
            CHECK_MESSAGE(words_in(one) <= 20, one);
        }
        for (const auto& one : sentences(catalogues().of(Language::Ug).pattern(key), en_end)) {
            CHECK_MESSAGE(words_in(one) <= 14, one);
        }
    }
}
