// SPDX-License-Identifier: Apache-2.0
// Behind a chosen word the next ones are offered, until the text goes on otherwise.
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

#include <functional>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

/// Reads any two keys as 窗口, and offers what comes behind it.
class Follows final : public input_method::Engines {
public:
    bool offers(input_method::Method) override { return true; }
    input_method::Candidates read_ink(const input_method::Ink&, float, std::string_view) override {
        return one("窗", 0);
    }
    input_method::Candidates read_keys(input_method::Method, std::string_view keys) override {
        return one("窗口", std::min<std::size_t>(2, keys.size()));
    }
    input_method::Candidates follow(std::string_view before) override {
        asked = before;
        return before.ends_with("窗口") ? one("没人", 0) : input_method::Candidates{};
    }
    void know(const std::vector<std::string>&) override {}
    void wipe() override {}
    std::string asked;

private:
    static input_method::Candidates one(std::string_view text, std::size_t keys) {
        input_method::Candidates all;
        all.push_back({SecretText(text), keys});
        return all;
    }
};

struct Writer : Visitor {
    Writer() {
        engine = std::make_shared<Follows>();
        state.engines = engine;
        to_words("absent", "");
        act(SwitchKeys{Keys::Pinyin});
    }
    void choose_first_word() {
        act(TypeSound{'c'});
        act(TypeSound{'k'});
        act(ChooseCandidate{0});
    }
    const input_method::Composer& composer() const { return state.visit.composer; }
    std::string_view written() const { return text(Field::ComplaintText).view(); }
    std::shared_ptr<Follows> engine;
};

}  // namespace

TEST_CASE("follow: a chosen word calls for the next one, which is chosen like any other") {
    Writer writer;
    REQUIRE(writer.page() == Page::ComplaintText);
    CHECK_FALSE(writer.composer().suggests());
    writer.choose_first_word();
    CHECK(writer.engine->asked == "窗口");
    REQUIRE(writer.composer().suggests());
    CHECK(writer.composer().preedit().empty());
    writer.act(ChooseCandidate{0});
    CHECK(writer.written() == "窗口没人");
    CHECK_FALSE(writer.composer().suggests());  // Nothing comes behind that.
}

TEST_CASE("follow: keys, marks, steps, taps and other ways of writing take the offer back") {
    const std::pair<const char*, std::function<void(Writer&)>> ways[] = {
        {"a sound", [](Writer& w) { w.act(TypeSound{'c'}); }},
        {"a mark", [](Writer& w) { w.type(Field::ComplaintText, "。"); }},
        {"backspace",
         [](Writer& w) {
             w.act(Edit{Field::ComplaintText, 3, 6, {}});
         }},
        {"a step",
         [](Writer& w) {
             w.act(StepCaret{Field::ComplaintText, false});
         }},
        {"a tap",
         [](Writer& w) {
             w.act(TapField{Field::ComplaintText, 3});
         }},
        {"another method", [](Writer& w) { w.act(SwitchKeys{Keys::Latin}); }},
        {"the next page", [](Writer& w) { w.go_on(); }},
        {"the wipe", [](Writer& w) { wipe(w.state, w.now); }},
    };
    for (const auto& [name, way] : ways) {
        CAPTURE(name);
        Writer writer;
        writer.choose_first_word();
        REQUIRE(writer.composer().suggests());
        way(writer);
        CHECK_FALSE(writer.composer().suggests());
    }
}

TEST_CASE("follow: while keys are left over the bar reads them, and offers nothing yet") {
    Writer writer;
    for (const char key : {'c', 'k', 'm', 'r'}) writer.act(TypeSound{key});
    writer.act(ChooseCandidate{0});
    CHECK(writer.composer().preedit() == "mr");
    CHECK_FALSE(writer.composer().suggests());
    CHECK_FALSE(writer.composer().candidates().empty());
}
