// SPDX-License-Identifier: Apache-2.0
// What is said of keys, and who hears it: nine keys and groups tell a sentence as well as letters
// do.
#include "app/speech/narrator.h"

#include "sync/base/mutant.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::speech;
using namespace sunbooth::app::i18n::literals;

namespace {

const i18n::Catalogue& chinese() {
    static const auto all = i18n::Catalogues::load();
    REQUIRE(all.ok());
    return all.value().of(domain::Language::Zh);
}

ui::Node node(const char* id, ui::Role role, const char* name) {
    ui::Node made;
    made.id = id;
    made.role = role;
    made.name = name;
    made.rect = {0, 0, 100, 100};
    made.interactive = true;
    return made;
}

ui::Node key(const char* id, const char* name, bool writes, const char* speech = "") {
    ui::Node made = node(id, ui::Role::Key, name);
    made.writes = writes;
    made.speech = speech;
    return made;
}

/// A field and what is said of a key below it.
struct Said {
    Said(const ui::Node& key, bool is_private) {
        ui::Tree tree{"page", "zh-CN", {node("page.field", ui::Role::Field, "内容"), key}};
        tree.nodes.front().is_private = is_private;
        const Line line = Narrator().element(tree, tree.nodes.back(), chinese());
        for (const Part& part : line.parts) {
            headset += part.words.view();
            if (!part.is_private) aloud += part.words.view();
        }
        instead = line.instead;
    }
    std::string headset, aloud, instead;
};

struct Row {
    const char *id, *name, *speech, *said;
};
constexpr Row kRows[] = {
    {"keyboard.5", "5", "", "5"},
    {"keyboard.2", "ABC", "", "ABC"},
    {"keyboard.9", "WXYZ", "", "WXYZ"},
    {"keyboard.group.1", "abc", "a b c A B C", "a b c A B C"},
    {"keyboard.group.1", "ا ە ب پ", "ا ە ب پ", "ا ە ب پ"},
};

int named_aloud() {
    int named = 0;
    for (const Row& row : kRows) {
        const Said said(key(row.id, row.name, true, row.speech), true);
        CHECK(said.headset == row.said);
        CHECK_FALSE(said.instead.empty());
        named += said.aloud.empty() ? 0 : 1;
    }
    return named;
}

}  // namespace

TEST_CASE("S10: of a private field no letter, nine-key or group is named on the loudspeaker") {
    CHECK(named_aloud() == 0);
    {
        const MutantScope scope("speech-groups-aloud");
        CHECK(named_aloud() == 4);
    }
    const MutantScope scope("speech-keys-aloud");
    CHECK(named_aloud() == 5);
}

TEST_CASE("S10: tabs, words on keys and signs are named for everybody, so that one finds them") {
    CHECK(Said(key("keyboard.tab.numbers", "123", false), true).aloud == "123");
    CHECK(Said(key("keyboard.more", "更多", false), true).aloud == "更多");
    CHECK(Said(key("keyboard.group.back", "close", true), true).aloud ==
          chinese().tr("speech.key_groups"_key));
}

TEST_CASE(
    "S10: keys of a field that is nobody's secret are named as they stand, groups by letters") {
    for (const Row& row : kRows) {
        CAPTURE(row.name);
        CHECK(Said(key(row.id, row.name, true, row.speech), false).aloud == row.said);
    }
}

TEST_CASE("S10: a candidate says its number aloud, and its word in the headset alone") {
    ui::Node candidate = key("keyboard.candidate.1", "候选字 1", false);
    candidate.words = SecretText("窗口没人");
    candidate.is_private = true;
    const Said said(candidate, true);
    CHECK(said.aloud == "候选字 1");
    CHECK(said.headset == "候选字 1窗口没人");
}

namespace {

/// A page whose field shows these words, of which a part may be only begun, and one selected.
ui::Tree page_with(std::string_view words, text::Span begun, text::Span selection) {
    ui::Tree tree{"page", "zh-CN", {node("page.field", ui::Role::Field, "内容")}};
    tree.nodes.front().words = SecretText(words);
    tree.nodes.front().begun = begun;
    tree.nodes.front().is_private = true;
    if (selection.from == selection.to) return tree;
    tree.nodes.push_back(node("page.field.selection", ui::Role::Text, ""));
    tree.nodes.back().words =
        SecretText(words.substr(selection.from, selection.to - selection.from));
    tree.nodes.back().is_private = true;
    tree.nodes.back().rect = {};
    return tree;
}

struct Change {
    const char* was;
    text::Span was_begun;
    const char* is;
    text::Span begun;
    const char *headset, *aloud;
    text::Span was_selected = {}, selected = {};
};

/// Without the marks that keep a number apart from the words round it.
std::string plain(std::string words) {
    for (const std::string_view mark : {"\u2068", "\u2069"}) {
        for (auto at = words.find(mark); at != words.npos; at = words.find(mark)) {
            words.erase(at, mark.size());
        }
    }
    return words;
}

/// What is said of a field that changed, to whom.
std::pair<std::string, std::string> said_of(const Change& change) {
    Narrator narrator;
    (void)narrator.look(page_with(change.was, change.was_begun, change.was_selected), chinese(),
                        false);
    std::string headset, aloud;
    const ui::Tree is = page_with(change.is, change.begun, change.selected);
    for (const Line& line : narrator.look(is, chinese(), false)) {
        for (const Part& part : line.parts) {
            headset += part.words.view();
            aloud += part.is_private ? line.instead : std::string(part.words.view());
        }
    }
    return {plain(headset), plain(aloud)};
}

/// 看 stands before, 吗 behind where there is something behind.
constexpr Change kChosen[] = {
    // Nine keys: the field shows the same before and after.
    {"看窗口没人", {3, 15}, "看窗口没人", {}, "窗口没人", "已输入 5 位"},
    {"看窗口没人吗", {3, 15}, "看窗口没人吗", {}, "窗口没人", "已输入 6 位"},
    // A word of it, the others stay begun.
    {"看窗口没人", {3, 15}, "看窗口没人", {9, 15}, "窗口", "已输入 5 位"},
    // Letters that become fewer bytes of words.
    {"看chuangkou", {3, 12}, "看窗口", {}, "窗口", "已输入 3 位"},
    {"chuangkoumeiren吗", {0, 15}, "窗口meiren吗", {6, 12}, "窗口", "已输入 9 位"},
    // With the mark that ended it.
    {"看窗口", {3, 9}, "看窗口，", {}, "窗口，", "已输入 4 位"},
    // In the place of 好的, which was selected: by nine keys, letters, some of them, and by hand.
    {"看窗口好的吗", {3, 9}, "看窗口吗", {}, "窗口", "已输入 4 位", {9, 15}},
    {"看chuangkou好的", {3, 12}, "看窗口", {}, "窗口", "已输入 3 位", {12, 18}},
    {"看chuangkoumeiren好的", {3, 18}, "看窗口meiren", {9, 15}, "窗口", "已输入 9 位", {18, 24}},
    {"看好的吗", {}, "看窗吗", {}, "窗", "已输入 3 位", {3, 9}},
};
constexpr Change kBegun[] = {
    {"看窗", {3, 6}, "看窗口", {3, 9}, "口", "已输入 3 位"},
    {"看太慢", {3, 9}, "看他", {3, 6}, "他", "已输入 2 位"},
    {"看chu", {3, 6}, "看ch", {3, 5}, "已删除已输入 3 位", "已删除已输入 3 位"},
    {"看c", {3, 4}, "看", {}, "已删除已输入 1 位", "已删除已输入 1 位"},
    {"看c吗", {3, 4}, "看吗", {}, "已删除已输入 2 位", "已删除已输入 2 位"},
    // Over 好的, which is selected until something is chosen, and again when nothing is begun.
    {"看好的吗", {}, "看c好的吗", {3, 4}, "c", "已输入 5 位", {3, 9}, {4, 10}},
    {"看c好的吗",
     {3, 4},
     "看好的吗",
     {},
     "已删除已输入 4 位",
     "已删除已输入 4 位",
     {4, 10},
     {3, 9}},
    {"看好的吗", {}, "看吗", {}, "已删除已输入 2 位", "已删除已输入 2 位", {3, 9}},
    // Two taps select: what the next words will take the place of; leaving it is not said.
    {"看好的吗", {}, "看好的吗", {}, "已选中好的", "已选中", {}, {3, 9}},
    {"看好的吗", {}, "看好的吗", {}, "", "", {3, 9}, {}},
};

}  // namespace

TEST_CASE(
    "S9 S10: words that are chosen are said in the headset, also where the field showed them") {
    for (const Change& change : kChosen) {
        CAPTURE(std::string(change.was));
        CAPTURE(std::string(change.is));
        const auto [headset, aloud] = said_of(change);
        CHECK(headset == change.headset);
        CHECK(aloud == change.aloud);
        const MutantScope scope("speech-chosen-unheard");
        CHECK(said_of(change).first != change.headset);
    }
}

TEST_CASE("S9 S10: of what is only begun the change is said, and nothing is said to be chosen") {
    for (const Change& change : kBegun) {
        CAPTURE(std::string(change.was));
        CAPTURE(std::string(change.is));
        const auto [headset, aloud] = said_of(change);
        CHECK(headset == change.headset);
        CHECK(aloud == change.aloud);
    }
    CHECK(said_of({"看窗口", {3, 9}, "看窗口", {3, 9}, "", ""}).first.empty());
}
