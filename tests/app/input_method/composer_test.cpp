// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/composer.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace sunbooth;
using namespace sunbooth::input_method;

namespace {

/// Reads as many characters as there are strokes, and remembers what it was asked.
class Counts final : public Engines {
public:
    bool offers(Method) override { return works; }
    Candidates read_ink(const Ink& ink, float side, std::string_view text) override {
        pad_mm = side;
        before = text;
        Candidates read;
        for (std::size_t i = 0; i < ink.strokes(); ++i) {
            read.push_back({SecretText(std::to_string(i + 1)), 0});
        }
        return read;
    }
    /// The whole, and a word for the first two keys.
    Candidates read_keys(Method, std::string_view keys) override {
        Candidates read;
        read.push_back({SecretText("<" + std::string(keys) + ">"), keys.size()});
        read.push_back({SecretText("word"), 2});
        return read;
    }
    void know(const std::vector<std::string>&) override {}
    void wipe() override {}
    bool works = true;
    float pad_mm = 0;
    std::string before;
};

constexpr std::array kLine = {InkPoint{1, 1}, InkPoint{5, 5}, InkPoint{9, 1}};

}  // namespace

TEST_CASE("composer: each stroke is read again, with the text before and the side of the pad") {
    Counts engine;
    Composer composer;
    composer.turn_to(Method::Hand);
    composer.stroke(kLine, 90);
    composer.read(engine, "窗");
    CHECK(composer.candidates().size() == 1);
    CHECK(engine.pad_mm == 90);
    CHECK(engine.before == "窗");
    composer.stroke(kLine, 90);
    composer.more();
    composer.read(engine, "窗");
    CHECK(composer.candidates().size() == 2);
    CHECK_MESSAGE(composer.page() == 0, "other readings begin with the best");
    composer.undo_stroke();
    composer.read(engine, "");
    CHECK(composer.candidates().size() == 1);
    composer.undo_stroke();
    composer.undo_stroke();
    composer.read(engine, "");
    CHECK(composer.empty());
}

TEST_CASE("composer: a choice gives its text and drops what was begun; no such choice, nothing") {
    Counts engine;
    Composer composer;
    composer.turn_to(Method::Hand);
    composer.stroke(kLine, 90);
    composer.stroke(kLine, 90);
    composer.read(engine, "");
    CHECK(composer.choose(2).empty());
    CHECK_FALSE(composer.empty());
    CHECK(composer.choose(1).view() == "2");
    CHECK(composer.empty());
    CHECK(composer.choose(0).empty());
}

TEST_CASE("composer: another method drops the ink, the same one keeps it") {
    Counts engine;
    Composer composer;
    composer.turn_to(Method::Hand);
    composer.stroke(kLine, 90);
    composer.turn_to(Method::Hand);
    CHECK_FALSE(composer.empty());
    composer.turn_to(Method::Keys);
    CHECK(composer.empty());
    composer.read(engine, "");
    CHECK(composer.candidates().empty());
}

TEST_CASE("composer: without an engine that reads, ink stays ink") {
    Counts engine;
    engine.works = false;
    Composer composer;
    composer.turn_to(Method::Hand);
    composer.stroke(kLine, 90);
    composer.stroke({}, 90);
    composer.read(engine, "");
    CHECK(composer.candidates().empty());
    CHECK(composer.ink().strokes() == 1);
    composer.wipe();
    CHECK(composer.empty());
    CHECK(composer.method() == Method::Keys);
}

TEST_CASE("composer: keys of a method gather, are taken back, and stand in the field as typed") {
    Counts engine;
    Composer composer;
    CHECK_FALSE(composer.key('a'));
    composer.turn_to(Method::Pinyin);
    CHECK_FALSE(composer.key('\''));
    CHECK(composer.key('c'));
    CHECK_FALSE(composer.key('2'));
    CHECK_FALSE(composer.key('A'));
    CHECK(composer.key('h'));
    CHECK(composer.key('\''));
    composer.read(engine, "");
    CHECK(composer.preedit() == "ch'");
    CHECK(composer.candidates().size() == 2);
    CHECK(composer.rub_out());
    CHECK(composer.preedit() == "ch");
    composer.turn_to(Method::Nine);
    CHECK_MESSAGE(composer.empty(), "letters are no digits");
    CHECK_FALSE(composer.rub_out());
    CHECK_FALSE(composer.key('1'));
    CHECK(composer.key('2'));
    CHECK(composer.preedit() == "2");
    composer.read(engine, "");
    CHECK_MESSAGE(composer.preedit() == "<2>", "digits say nothing to a reader");
    for (int i = 0; i < 100; ++i) composer.key('3');
    composer.read(engine, "");
    CHECK(composer.preedit().size() == Composer::kKeysMax + 2);
}

TEST_CASE("composer: a word uses up its keys, and the others are read again") {
    Counts engine;
    Composer composer;
    composer.turn_to(Method::Pinyin);
    for (const char key : std::string_view("chuang")) composer.key(key);
    composer.read(engine, "");
    CHECK(composer.choose(1).view() == "word");
    CHECK(composer.preedit() == "uang");
    composer.read(engine, "");
    CHECK(composer.choose(0).view() == "<uang>");
    CHECK(composer.empty());
}

namespace {

/// Reads no keys at all, as of letters that begin no syllable.
class Mute final : public Engines {
public:
    bool offers(Method) override { return true; }
    Candidates read_ink(const Ink&, float, std::string_view) override { return {}; }
    Candidates read_keys(Method, std::string_view) override { return {}; }
    void know(const std::vector<std::string>&) override {}
    void wipe() override {}
};

}  // namespace

TEST_CASE("composer: letters that nothing reads are chosen as they stand, unread ink is not") {
    Mute engine;
    Composer composer;
    composer.turn_to(Method::Pinyin);
    CHECK(composer.best().empty());
    for (const char key : std::string_view("vip")) composer.key(key);
    composer.read(engine, "");
    CHECK(composer.best() == "vip");
    CHECK(composer.reading(1).empty());
    CHECK(composer.choose(1).empty());
    CHECK(composer.choose(0).view() == "vip");
    CHECK(composer.empty());
    CHECK(composer.choose(0).empty());
    composer.turn_to(Method::Hand);
    composer.stroke(kLine, 90);
    composer.read(engine, "");
    CHECK(composer.best().empty());
    CHECK(composer.choose(0).empty());
    CHECK_FALSE(composer.empty());
}

TEST_CASE(
    "composer: asking what a choice would give takes nothing, and an offer is nothing begun") {
    Counts engine;
    Composer composer;
    composer.turn_to(Method::Pinyin);
    for (const char key : std::string_view("chuang")) composer.key(key);
    composer.read(engine, "");
    CHECK(composer.best() == "<chuang>");
    CHECK(composer.reading(1) == "word");
    CHECK(composer.preedit() == "chuang");
    CHECK_FALSE(composer.is_full());
    while (composer.key('a')) {
    }
    CHECK(composer.is_full());
    CHECK(composer.rub_out());
    CHECK_FALSE(composer.is_full());
}
