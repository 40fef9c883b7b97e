// SPDX-License-Identifier: Apache-2.0
// kiosk-ux 1.3, row by row, on the real pages.
#include "app/flow/idle.h"
#include "app/screens/draw.h"
#include "tests/app/speech/booth.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::tests;
using namespace sunbooth::app::i18n::literals;
using flow::Hearing;
using input::Key;
using speech::Channel;

namespace {

Booth on_page(const std::string& sample, domain::Language language = domain::Language::Zh) {
    return Booth(screens::tests::sample(sample, language));
}

bool sounded(const Booth& booth, speech::Sound sound) {
    const auto& all = booth.mouth->sounds;
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.sound == sound; });
}

}  // namespace

TEST_CASE("S3: plugging the headset in starts speech within a second, with the same first words") {
    Booth booth;
    const Instant before = booth.now;
    booth.plug(true);
    REQUIRE_FALSE(booth.log().empty());
    CHECK(booth.log().front().text.view().starts_with("语音已打开"));
    CHECK(booth.log().front().channel == Channel::Private);
    CHECK(booth.log().front().at - before < std::chrono::seconds{1});
    CHECK(booth.page() == flow::Page::Home);
}

TEST_CASE(
    "S3: plugged in while the loudspeaker speaks, the headset hears the first words and it falls "
    "silent") {
    Booth booth = on_page("home");
    booth.key(Key::Down);
    booth.pass(milliseconds{400});
    const std::size_t loud = booth.log().size();
    booth.plug(true);
    REQUIRE(booth.log().size() > loud);
    CHECK(booth.log()[loud].text.view().starts_with("语音已打开"));
    booth.listen();
    for (std::size_t i = loud; i < booth.log().size(); ++i) {
        CHECK(booth.log()[i].channel == Channel::Private);
    }
}

TEST_CASE(
    "S3: pulling it out is silence in the same turn, covers, and never falls back to the "
    "loudspeaker") {
    Booth booth = on_page("complaint_phone");
    booth.plug(true);
    booth.pass(milliseconds{300});
    const std::size_t lines = booth.log().size();
    booth.plug(false);
    CHECK_FALSE(booth.assist->speaking());
    CHECK(flow::is_covered(booth.state));
    CHECK(booth.tree().find(flow::id::kPhoneField)->words.view().find('1') ==
          std::string_view::npos);
    booth.key(Key::Down);
    booth.pass(std::chrono::seconds{10});
    CHECK(booth.log().size() == lines);
    CHECK(booth.state.visit.hearing.way == Hearing::Way::Headset);
    booth.plug(true);
    CHECK_FALSE(flow::is_covered(booth.state));
    CHECK(booth.log().size() > lines);
    for (const speech::Heard& one : booth.log()) CHECK(one.channel == Channel::Private);
}

TEST_CASE("S3 P7: after 15 s without it the page asks, and after 30 more it is wiped") {
    Booth booth = on_page("complaint_phone");
    booth.plug(true);
    booth.plug(false);
    booth.pass(milliseconds{14'800});
    CHECK_FALSE(booth.state.visit.warned);
    booth.pass(milliseconds{400});
    CHECK(booth.state.visit.warned);
    CHECK(booth.tree().find(flow::id::kIdleStay) != nullptr);
    SUBCASE("nobody answers") {
        booth.pass(std::chrono::seconds{31});
        CHECK(booth.page() == flow::Page::Attract);
    }
    SUBCASE("somebody answers on the glass: it goes on without speech") {
        booth.touch(flow::id::kIdleStay);
        CHECK(booth.page() == flow::Page::ComplaintPhone);
        CHECK_FALSE(booth.state.visit.hearing.on());
        CHECK_FALSE(flow::is_covered(booth.state));
    }
    SUBCASE("the headset comes back") {
        booth.plug(true);
        CHECK(booth.page() == flow::Page::ComplaintPhone);
        CHECK_FALSE(booth.state.visit.warned);
        CHECK(booth.state.visit.hearing.on());
    }
}

TEST_CASE("S4: any key of the keypad starts speech, once; who switches it off is left alone") {
    for (const Key key : {Key::Up, Key::Down, Key::Select, Key::Back, Key::Help}) {
        Booth booth;
        booth.key(key);
        CHECK(booth.state.visit.hearing.way == Hearing::Way::Loudspeaker);
        CHECK(booth.says("语音已打开"));
    }
    Booth booth = on_page("home");
    booth.key(Key::Down);
    flow::ChooseHearing off;
    off.speech = false;
    booth.take(off);
    booth.heard();
    booth.key(Key::Down);
    booth.listen();
    CHECK(booth.heard().empty());
}

TEST_CASE(
    "S5: hold and go on, the last words again, the page again, by keys and by the seven keys "
    "alone") {
    Booth booth = on_page("rating_window");
    booth.key(Key::Down);
    booth.listen();
    booth.heard();
    booth.key(Key::Repeat);
    booth.listen();
    const auto last = booth.heard();
    REQUIRE(last.size() == 1);
    booth.key(Key::Help);
    booth.listen();
    CHECK(booth.heard() == last);  // Help tells the element,
    booth.key(Key::Help);
    booth.listen();
    const auto page = booth.heard();
    CHECK(page.size() > 2);  // and then the page.
    CHECK(page.front().starts_with("语音已打开"));
    booth.key(Key::ReadPage);
    booth.pass(milliseconds{200});
    booth.key(Key::Pause);
    booth.pass(std::chrono::seconds{20});
    CHECK(booth.heard().size() == 1);
    booth.key(Key::Pause);
    booth.listen();
    CHECK(booth.heard().size() > 1);
    booth.key(Key::ReadPage);
    booth.pass(milliseconds{200});  // On the heading: nothing to press there.
    booth.key(Key::Select);
    booth.heard();
    booth.pass(std::chrono::seconds{20});
    CHECK(booth.heard().empty());
    booth.key(Key::Select);
    booth.listen();
    CHECK_FALSE(booth.heard().empty());
}

TEST_CASE("S6: a key cuts the reading of a page within 100 ms") {
    Booth booth = on_page("rating_window");
    booth.key(Key::Down);
    booth.pass(milliseconds{400});
    const Instant before = booth.now;
    booth.key(Key::Down);
    const auto& log = booth.log();
    const auto cut = std::find_if(log.begin(), log.end(),
                                  [](const speech::Heard& one) { return one.cut_by == "key"; });
    REQUIRE(cut != log.end());
    CHECK(log.back().at - before <= milliseconds{250});  // The hand itself takes 150 of them.
}

TEST_CASE(
    "S7: what is said goes in the order of the page, the focus follows it, the label is in it") {
    for (const domain::Language language : domain::kLanguages) {
        Booth booth(screens::tests::sample("rating_window", language));
        booth.key(Key::Help);
        std::vector<std::string> stops;
        for (int i = 0; i < 4000 && booth.assist->speaking(); ++i) {
            booth.pass(milliseconds{100});
            if (stops.empty() || stops.back() != booth.focus()) stops.push_back(booth.focus());
        }
        std::ptrdiff_t former = -1;
        for (const std::string& id : stops) {
            const auto& nodes = booth.tree().nodes;
            const auto at = std::find_if(nodes.begin(), nodes.end(),
                                         [&](const ui::Node& node) { return node.id == id; });
            REQUIRE_MESSAGE(at != nodes.end(), id);
            CHECK(at - nodes.begin() > former);
            former = at - nodes.begin();
            CHECK(booth.says(at->name));
        }
        CHECK(stops.size() >= 2);
    }
}

TEST_CASE("S13: speed, volume, way and darkness are the next visitor's no more") {
    Booth booth = on_page("home");
    booth.key(Key::Down);
    booth.key(Key::Louder);
    booth.key(Key::Faster);
    booth.key(Key::Blank);
    booth.take(flow::EndVisit{});
    CHECK(booth.page() == flow::Page::Attract);
    const Hearing& hearing = booth.state.visit.hearing;
    CHECK_FALSE(hearing.on());
    CHECK(hearing.volume == flow::kVolumeUsual);
    CHECK(hearing.rate == flow::kRateUsual);
    CHECK_FALSE(hearing.blank);
    CHECK(booth.log().empty());
    CHECK_FALSE(booth.assist->speaking());
}

TEST_CASE(
    "S15: a language without a voice says so before it is chosen; without any sound the page says "
    "so") {
    Booth booth = on_page("home");
    speech::SilentMouth* mute = booth.mouth;
    mute->voices = {true, true, false};
    booth.assist->learn_voices();
    booth.key(Key::Down);
    booth.listen();
    for (int i = 0; i < 60 && booth.focus() != flow::id::kUg; ++i) booth.key(Key::Down);
    booth.listen();
    CHECK(booth.log().back().text.view().find("没有语音") != std::string_view::npos);
    CHECK(booth.log().back().language == domain::Language::Zh);
    Booth deaf = on_page("home");
    deaf.mouth->has_device = false;
    deaf.key(Key::Down);
    deaf.pass(milliseconds{100});
    const ui::Node* caption = deaf.tree().find(speech::kCaptionId);
    REQUIRE(caption != nullptr);
    CHECK(caption->name.find("没有声音") != std::string::npos);
    deaf.key(Key::Tab);
    deaf.key(Key::Tab);
    deaf.key(Key::Select);
    CHECK(deaf.log().empty());
}

TEST_CASE(
    "S8: a key with a sign on it says what it does in every language, never the sign's name") {
    int signs = 0;
    for (const domain::Language language : domain::kLanguages) {
        const i18n::Catalogue& words = screens::tests::words_of(language);
        for (const bool steady : {false, true}) {
            flow::State state = screens::tests::sample("complaint_text-latin", language);
            state.visit.modes.steady = steady;
            Booth booth(state);
            booth.draw();
            if (steady) booth.touch("keyboard.group.1");
            booth.draw();
            const speech::Narrator narrator;
            for (const ui::Node& node : booth.tree().nodes) {
                const bool sign = node.role == ui::Role::Key && node.name.size() > 2 &&
                                  node.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") ==
                                      std::string::npos &&
                                  node.speech.empty();
                // In English the sign of this one is its word.
                const bool word = language == domain::Language::En && node.name == "backspace";
                if (!sign || word || !node.interactive) continue;
                CAPTURE(node.id);
                ++signs;
                const speech::Line line = narrator.element(booth.tree(), node, words);
                for (const speech::Part& part : line.parts) {
                    CHECK(part.words.view().find(node.name) == std::string_view::npos);
                }
            }
        }
    }
    CHECK(signs >= 3 * 5);  // Rub out, space, new line, capitals, left, right; the way back.
}

TEST_CASE("S16: an error is said at once, names the mend, and the focus goes where it is mended") {
    Booth booth = on_page("complaint_phone-error");
    booth.key(Key::Help);
    booth.listen();
    booth.type("1");
    booth.listen();
    booth.heard();
    booth.take(flow::Continue{});
    booth.listen();
    const auto lines = booth.heard();
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.front().find("处需要修改") != std::string::npos);  // How many (C3), and
    CHECK(lines.front().find("手机是 ") != std::string::npos);     // the mend, in one breath.
    CHECK(booth.focus() == flow::id::kPhoneField);
    CHECK(sounded(booth, speech::Sound::Error));
}

TEST_CASE("S10 A3: of a list that is read to the hall what and how it stands is the headset's") {
    for (const bool headset : {false, true}) {
        CAPTURE(headset);
        Booth booth = on_page("case_list");
        if (headset) booth.plug(true);
        booth.draw();
        booth.take(flow::StartSpeech{});
        booth.draw();
        booth.listen();
        const ui::Node* row = booth.tree().find(std::string(flow::id::kCaseRow) + "1");
        REQUIRE(row != nullptr);
        CHECK(row->is_private);
        const std::string said(row->words.view());
        const std::string service = said.substr(0, said.find('.'));
        CHECK((booth.said().find(row->name) != std::string::npos));
        CHECK((booth.said().find(service) != std::string::npos) == headset);
    }
}

TEST_CASE(
    "E0: that staff is signed in is heard with the question of each page, in every language") {
    for (const domain::Language language : domain::kLanguages) {
        CAPTURE(domain::tag_of(language));
        const std::string words = screens::tests::words_of(language).tr("shell.staff"_key);
        for (const char* page : {"staff_home", "issue_kind", "staff_lock", "home"}) {
            CAPTURE(page);
            Booth booth = on_page(page, language);
            booth.draw();
            booth.take(flow::StartSpeech{});
            booth.draw();
            booth.listen();
            const bool staff = std::string_view(page) != "home";
            CHECK((booth.said().find(words) != std::string::npos) == staff);
        }
    }
}

TEST_CASE("S18: what is said stands on the page as a caption, in two lines, on every page") {
    Booth booth = on_page("rating_window");
    booth.key(Key::Help);
    booth.pass(milliseconds{100});
    const ui::Node* caption = booth.tree().find(speech::kCaptionId);
    REQUIRE(caption != nullptr);
    CHECK(caption->name.find("语音已打开") != std::string::npos);
    booth.listen();
    CHECK(booth.tree().find(speech::kCaptionId)->name.empty());
}

TEST_CASE(
    "P2: idle times are twice as long for who listens, and stand still while something is said") {
    Booth booth = on_page("home");
    booth.key(Key::Down);
    CHECK(flow::idle_limit(booth.state.visit) == std::chrono::seconds{90});
    CHECK(flow::warn_time(booth.state.visit) == std::chrono::seconds{60});
    booth.listen();
    const Instant silent = booth.now;
    while (!booth.state.visit.warned) booth.pass(std::chrono::seconds{1});
    CHECK(booth.now - silent >= std::chrono::seconds{89});
    CHECK(sounded(booth, speech::Sound::Warning));
    booth.pass(milliseconds{200});
    CHECK(booth.log().back().priority == speech::Priority::Urgent);
    CHECK(booth.says("还需要时间吗"));
}
