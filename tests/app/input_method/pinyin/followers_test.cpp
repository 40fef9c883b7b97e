// SPDX-License-Identifier: Apache-2.0
// Words that are offered behind what was written.
#include "app/input_method/pinyin/followers.h"

#include "tests/app/input_method/pinyin/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace sunbooth;
using namespace sunbooth::pinyin;

namespace {

std::vector<std::string> texts(const std::vector<SecretText>& words) {
    std::vector<std::string> all;
    for (const SecretText& one : words) all.emplace_back(one.view());
    return all;
}

bool holds(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("followers: words that belong together call for each other, each once, Chinese only") {
    const Followers followers(built_list());
    CHECK(holds(texts(followers.after("工作", 12)), "人员"));
    CHECK(holds(texts(followers.after("我想投诉工作", 12)), "人员"));
    const std::vector<std::string> all = texts(followers.after("排队", 24));
    CHECK(all.size() == 24);
    CHECK(std::set<std::string>(all.begin(), all.end()).size() == all.size());
    for (const std::string& one : all) CHECK(static_cast<unsigned char>(one.front()) >= 0xE3);
    CHECK(texts(followers.after("排队", 24)) == all);  // Nothing was learnt by asking.
}

TEST_CASE("followers: nothing is offered behind nothing, other scripts or odd bytes") {
    const Followers followers(built_list());
    for (const char* text : {"", "abc", "12", "ئۇيغۇر", "\xff\xfe", "\x80\x80\x80"}) {
        CAPTURE(text);
        CHECK(followers.after(text, 24).empty());
    }
}

TEST_CASE("followers: the beginning of a name of the hall calls for the rest of it, before all") {
    Followers followers(built_list());
    followers.know({"不动产转移登记", "不动产抵押登记", "企业开办"});
    const std::vector<std::string> all = texts(followers.after("我要办不动产", 12));
    REQUIRE(all.size() > 2);
    CHECK(all[0] == "转移登记");
    CHECK(all[1] == "抵押登记");
    CHECK(texts(followers.after("我要办不动产转移", 12)).front() == "登记");
    CHECK_FALSE(holds(texts(followers.after("不", 12)), "动产转移登记"));  // Too little said.
}

TEST_CASE("followers: a character that begins a word calls for its rest") {
    const Followers followers(built_list());
    CHECK(texts(followers.after("我去窗", 12)).front() == "口");
    CHECK(holds(texts(followers.after("身份", 12)), "证"));
    // A word that is whole calls for no rest of its last character's words: 口袋.
    CHECK_FALSE(holds(texts(followers.after("窗口", 12)), "袋"));
}

TEST_CASE("followers: how often what comes next in a hall's sentence is offered") {
    // The 200 sentences of the accuracy suite, character by character and word by word. Nothing
    // here was tuned on them.
    const Followers followers(built_list());
    const Reader reader(*built_list());
    int words = 0, whole_words = 0, characters = 0, going_on = 0;
    for (const Sentence& sentence : sentences("sentences.txt")) {
        std::string before;
        for (const std::string_view next : reader.cut(sentence.text)) {
            if (!before.empty()) {
                ++words;
                if (holds(texts(followers.after(before, 12)), next)) ++whole_words;
            }
            before += next;
        }
        for (std::size_t at = 3; at < sentence.text.size(); at += 3) {
            ++characters;
            const std::string_view rest = std::string_view(sentence.text).substr(at);
            const auto offered = texts(followers.after(sentence.text.substr(0, at), 12));
            going_on += std::any_of(offered.begin(), offered.end(),
                                    [&](const std::string& one) { return rest.starts_with(one); });
        }
    }
    const double after_characters = 100.0 * going_on / characters;
    const double after_words = 100.0 * whole_words / words;
    MESSAGE("goes on with one of twelve: " << after_characters << " % of " << characters
                                           << "; next word among twelve: " << after_words
                                           << " % of " << words);
    CHECK(characters > 1000);
    CHECK(after_characters > 60);  // Measured 62.3.
    CHECK(after_words > 32);       // Measured 34.5.
}
