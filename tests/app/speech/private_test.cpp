// SPDX-License-Identifier: Apache-2.0
// kiosk-ux S10 as a property: every page in every state and language, read out from end to end.
#include "app/speech/narrator.h"
#include "app/speech/runes.h"
#include "sync/base/mutant.h"
#include "tests/app/speech/booth.h"

#include <doctest/doctest.h>

#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::tests;

namespace {

/// Letters and digits alone: marks and blanks are no secret.
std::string core_of(std::string_view words) {
    std::string core;
    for (const char32_t rune : speech::runes_of(words)) {
        if (rune == ' ' || rune == '-' || rune == '\n') continue;
        SecretText one;
        speech::append_rune(one, rune);
        core += one.view();
    }
    return core;
}

/// What the page shows that is private. A single character says nothing by itself.
std::set<std::string> secrets_of(const ui::Tree& tree) {
    std::set<std::string> secrets;
    for (const ui::Node& node : tree.nodes) {
        if (!node.is_private) continue;
        const std::string words = core_of(node.words.view());
        if (words.size() > 3) secrets.insert(words);
        if (node.value.size() > 3) secrets.insert(core_of(node.value));
        if (node.role == ui::Role::Text && node.words.empty()) secrets.insert(core_of(node.name));
    }
    // What the page itself says to everybody (a phrase to choose: "窗口没人") is nobody's secret.
    for (const ui::Node& node : tree.nodes) {
        if (node.is_private) continue;
        const std::string said = core_of(node.name + node.value + node.hint);
        std::erase_if(secrets, [&said](const std::string& one) {
            return said.find(one) != std::string::npos;
        });
    }
    return secrets;
}

/// Walks over all of the page with somebody listening; how many secrets were heard on a channel.
int secrets_heard(Booth& booth, speech::Channel channel) {
    std::set<std::string> secrets;
    booth.key(input::Key::Help);
    booth.key(input::Key::ReadPage);
    booth.listen();
    for (int i = 0; i < 110; ++i) {
        for (const std::string& one : secrets_of(booth.tree())) secrets.insert(one);
        const std::string before = booth.focus();
        booth.key(input::Key::Right);
        if (booth.focus() == before) booth.key(input::Key::Down);
        if (booth.focus() == before) break;
    }
    booth.listen();
    std::set<std::string> heard;
    for (const speech::Heard& one : booth.log()) {
        if (one.channel != channel) continue;
        const std::string said = core_of(one.text.view());
        for (const std::string& secret : secrets) {
            if (said.find(secret) != std::string::npos) heard.insert(secret);
        }
    }
    return static_cast<int>(heard.size());
}

template <class Each>
void for_each_page(Each each) {
    for (const domain::Language language : domain::kLanguages) {
        for (screens::Sample one : screens::tests::samples_of(language)) {
            if (flow::page_of(one.state) == flow::Page::Attract) continue;
            one.state.visit.modes = {};
            CAPTURE(one.name);
            CAPTURE(domain::tag_of(language));
            each(std::move(one.state));
        }
    }
}

}  // namespace

TEST_CASE("S10: no private word of any page in any language reaches the loudspeaker") {
    int pages = 0;
    for_each_page([&pages](flow::State state) {
        Booth booth(std::move(state));
        CHECK(secrets_heard(booth, speech::Channel::Public) == 0);
        ++pages;
    });
    CHECK(pages >= 90);
}

TEST_CASE("S10: the same words are heard in the headset, and a leak would be found") {
    const auto heard_on = [](speech::Channel channel) {
        Booth booth(screens::tests::sample("complaint_check"));
        if (channel == speech::Channel::Private) booth.plug(true);
        return secrets_heard(booth, channel);
    };
    CHECK(heard_on(speech::Channel::Private) > 0);
    CHECK(heard_on(speech::Channel::Public) == 0);
    const MutantScope scope("speech-private-to-loudspeaker");
    CHECK(heard_on(speech::Channel::Public) > 0);
}

TEST_CASE(
    "S10: how a case or a complaint stands is for one ear, and saying it aloud would be found") {
    const auto said_aloud = [](const char* page, const std::string& words) {
        Booth booth(screens::tests::sample(page));
        (void)secrets_heard(booth, speech::Channel::Public);  // Walks over all of the page.
        int times = 0;
        for (const speech::Heard& one : booth.log()) {
            const bool aloud = one.channel == speech::Channel::Public;
            times += aloud && one.text.view().find(words) != std::string_view::npos ? 1 : 0;
        }
        return times;
    };
    struct Row {
        const char *page, *words;
    };
    for (const auto& [page, words] :
         {Row{"case_result", "食品经营许可"}, Row{"case_result", "办理中"},
          Row{"case_result", "还有"}, Row{"receipt-replied", "已答复"},
          Row{"receipt-replied", "属实"}, Row{"receipt-accepted", "最迟答复"}}) {
        CAPTURE(std::string(page));
        CAPTURE(std::string(words));
        CHECK(said_aloud(page, words) == 0);
        const MutantScope scope("speech-private-to-loudspeaker");
        CHECK(said_aloud(page, words) > 0);
    }
}

namespace {

/// The page of words with one keyboard, and what is said of one of its keys.
struct Keyboard {
    Keyboard(flow::Keys keys, bool steady) : booth(screens::tests::sample("complaint_text-latin")) {
        booth.take(flow::SwitchKeys{keys});
        booth.state.visit.modes.steady = steady;
        booth.draw();
    }
    std::string said(const ui::Node& key, speech::Channel channel) const {
        const speech::Line line = speech::Narrator().element(
            booth.tree(), key, screens::tests::words_of(domain::Language::Zh));
        std::string words;
        for (const speech::Part& part : line.parts) {
            if (channel == speech::Channel::Private || !part.is_private) words += part.words.view();
        }
        return words;
    }
    Booth booth;
};

struct WritingKey {
    flow::Keys keys;
    bool steady;
    const char *id, *said;
};
constexpr WritingKey kWritingKeys[] = {
    {flow::Keys::Nine, false, "keyboard.2", "ABC"},
    {flow::Keys::Nine, true, "keyboard.9", "WXYZ"},
    {flow::Keys::Pinyin, false, "keyboard.q", "q"},
    {flow::Keys::Latin, false, "keyboard.q", "q"},
    {flow::Keys::Latin, true, "keyboard.group.1", "a b c A B C"},
    {flow::Keys::Latin, true, "keyboard.group.9", "1 2 3 4 5 6 7 8 9 0"},
    {flow::Keys::Uyghur, true, "keyboard.group.1", "ا ە ب پ"},
    {flow::Keys::Numbers, true, "keyboard.group.1", "， 。 ？ ！ 、 …"},
};

int named_aloud() {
    int named = 0;
    for (const WritingKey& row : kWritingKeys) {
        CAPTURE(row.id);
        const Keyboard keyboard(row.keys, row.steady);
        const ui::Node* key = keyboard.booth.tree().find(row.id);
        REQUIRE(key != nullptr);
        CHECK(keyboard.said(*key, speech::Channel::Private) == row.said);
        named += keyboard.said(*key, speech::Channel::Public).empty() ? 0 : 1;
    }
    return named;
}

}  // namespace

TEST_CASE("S10: no key that writes into a private field, or opens keys that do, is named aloud") {
    CHECK(named_aloud() == 0);
    {
        const MutantScope scope("speech-groups-aloud");
        CHECK(named_aloud() == 6);
    }
    const MutantScope scope("speech-keys-aloud");
    CHECK(named_aloud() == 8);
}

TEST_CASE("S10: on every keyboard only tabs, signs and words on keys are named aloud") {
    for (const bool steady : {false, true}) {
        for (const flow::Keys keys :
             {flow::Keys::Hand, flow::Keys::Hanzi, flow::Keys::Pinyin, flow::Keys::Nine,
              flow::Keys::Latin, flow::Keys::LatinUpper, flow::Keys::Uyghur, flow::Keys::Numbers}) {
            const Keyboard keyboard(keys, steady);
            int writing = 0;
            for (const ui::Node& node : keyboard.booth.tree().nodes) {
                if (node.role != ui::Role::Key || !node.id.starts_with("keyboard.")) continue;
                CAPTURE(node.id);
                const bool sign = node.id.ends_with(".group.back");
                if (node.writes && !sign) {
                    CHECK(keyboard.said(node, speech::Channel::Public).empty());
                    ++writing;
                }
                if (!node.writes) CHECK_FALSE(keyboard.said(node, speech::Channel::Public).empty());
            }
            CHECK(writing >= 2);
        }
    }
}

TEST_CASE("S10: walked over by keypad, nine keys and groups are heard in the headset alone") {
    for (const bool headset : {false, true}) {
        CAPTURE(headset);
        const auto heard_beside = [headset](flow::Keys keys, bool steady, const char* id) {
            Keyboard keyboard(keys, steady);
            Booth& booth = keyboard.booth;
            if (headset) booth.plug(true);
            if (!headset) booth.key(input::Key::Help);
            booth.listen();
            REQUIRE(booth.ui->stand(id));
            booth.draw();
            booth.heard();
            booth.key(input::Key::Right);
            booth.listen();
            const auto heard = booth.heard();
            return heard.empty() ? std::string() : heard.back();
        };
        const std::string nine = heard_beside(flow::Keys::Nine, false, "keyboard.2");
        CHECK((nine.find("DEF") != std::string::npos) == headset);
        const std::string group = heard_beside(flow::Keys::Latin, true, "keyboard.group.1");
        CHECK((group.find("d e f D E F") != std::string::npos) == headset);
        CHECK_FALSE(nine.empty());
        CHECK_FALSE(group.empty());
        CHECK((group.find("def") == std::string::npos));
    }
}
