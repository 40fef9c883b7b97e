// SPDX-License-Identifier: Apache-2.0
// kiosk-ux S10 as a property: every page in every state and language, read out from end to end.
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
        for (screens::Sample& one : screens::sample_states(screens::tests::demo_hall(),
                                                           screens::tests::words_of(language))) {
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
          Row{"receipt-accepted", "最迟答复"}}) {
        CAPTURE(std::string(page));
        CAPTURE(std::string(words));
        CHECK(said_aloud(page, words) == 0);
        const MutantScope scope("speech-private-to-loudspeaker");
        CHECK(said_aloud(page, words) > 0);
    }
}
