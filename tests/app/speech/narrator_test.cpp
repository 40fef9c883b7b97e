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
    CHECK(Said(key("keyboard.group.back", "undo", true), true).aloud ==
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
