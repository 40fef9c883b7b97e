// SPDX-License-Identifier: Apache-2.0
// Keys, sounds, the dark screen and the scanner, on the real pages.
#include "app/flow/idle.h"
#include "app/screens/draw.h"
#include "sync/base/mutant.h"
#include "tests/app/speech/booth.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::tests;
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

TEST_CASE("S9: typed characters are counted on the loudspeaker, and spoken in the headset") {
    for (const bool headset : {false, true}) {
        Booth booth = on_page("receipt_code-error");
        if (headset) booth.plug(true);
        if (!headset) booth.key(Key::Help);
        booth.listen();
        booth.heard();
        booth.type("7");
        booth.listen();
        const std::string said = booth.heard().back();
        CHECK((said.find('7') != std::string::npos) == headset);
        CHECK((said.find("6") != std::string::npos) == !headset);  // Six of twelve.
    }
}

TEST_CASE(
    "issue 4, 5: keys of a private field are announced in the headset, never on the loudspeaker") {
    for (const bool headset : {false, true}) {
        Booth booth = on_page("complaint_phone");
        if (headset) booth.plug(true);
        if (!headset) booth.key(Key::Help);
        booth.listen();
        REQUIRE(booth.ui->stand("keyboard.4"));
        booth.draw();
        booth.heard();
        booth.key(Key::Right);
        booth.listen();
        const std::string said = booth.heard().back();
        CHECK((said.find('5') != std::string::npos) == headset);
        CHECK_FALSE(said.empty());
        REQUIRE(booth.ui->stand("keyboard.0"));
        booth.draw();
        booth.key(Key::Right);
        booth.listen();
        CHECK(booth.heard().back() == "退格");  // Signs have names.
    }
    const MutantScope scope("speech-keys-aloud");
    Booth booth = on_page("complaint_phone");
    booth.key(Key::Help);
    booth.listen();
    REQUIRE(booth.ui->stand("keyboard.4"));
    booth.draw();
    booth.key(Key::Right);
    booth.listen();
    CHECK(booth.heard().back().find('5') != std::string::npos);  // The test would hear it.
}

TEST_CASE(
    "S9: a covered field tells how much stands in it, and its words only to who uncovers it") {
    Booth booth = on_page("case_secret");  // 002X
    booth.plug(true);
    booth.listen();
    booth.heard();
    booth.type("7");
    booth.listen();
    const std::string count = booth.heard().back();
    CHECK(count.starts_with("已输入"));
    CHECK(count.find('5') != std::string::npos);
    CHECK(count.find('7') == std::string::npos);
    booth.pass(std::chrono::seconds{2});  // The digit is covered by now, which is no news.
    booth.listen();
    CHECK(booth.heard().empty());
    booth.take(flow::ShowField{});
    booth.listen();
    const auto shown = booth.heard();
    REQUIRE_FALSE(shown.empty());
    CHECK(shown.back().find('7') != std::string::npos);  // In the headset.
    booth.type("8");
    booth.listen();
    CHECK(booth.heard().back().find('8') != std::string::npos);

    Booth aloud = on_page("case_secret");
    aloud.key(Key::Help);
    aloud.listen();
    aloud.heard();
    aloud.take(flow::ShowField{});
    aloud.listen();
    for (const std::string& said : aloud.heard()) {
        CAPTURE(said);
        CHECK(said.find("002") == std::string::npos);
        CHECK(said.find("零 零 二") == std::string::npos);
    }
}

TEST_CASE("S11 2.9: sounds are short, have their occasion, and can be switched off for the visit") {
    Booth booth = on_page("complaint_topic");
    booth.touch(flow::id::kContinue);
    CHECK(sounded(booth, speech::Sound::Tap));
    booth.mouth->sounds.clear();
    booth.key(Key::Down);
    booth.key(Key::Down);
    CHECK(sounded(booth, speech::Sound::Focus));
    for (int i = 0; i < 60; ++i) booth.key(Key::Down);
    CHECK(sounded(booth, speech::Sound::End));
    flow::ChooseHearing quiet;
    quiet.quiet = true;
    booth.take(quiet);
    booth.mouth->sounds.clear();
    booth.key(Key::Up);
    CHECK(booth.mouth->sounds.empty());
}

TEST_CASE("S12 S14: louder and faster by steps, by keys and by the sheet, and said aloud") {
    Booth booth = on_page("home");
    booth.key(Key::Down);
    booth.listen();
    for (int i = 0; i < 12; ++i) booth.key(Key::Louder);
    booth.listen();
    CHECK(booth.state.visit.hearing.volume == flow::kVolumes - 1);
    CHECK(booth.mouth->manner.gain_db == doctest::Approx(0));
    CHECK(booth.says("音量第 "));
    for (int i = 0; i < 12; ++i) booth.key(Key::Softer);
    booth.listen();
    CHECK(booth.mouth->manner.gain_db == doctest::Approx(-18));
    for (int i = 0; i < 12; ++i) booth.key(Key::Faster);
    booth.listen();
    CHECK(booth.mouth->manner.rate == doctest::Approx(3));
    for (int i = 0; i < 12; ++i) booth.key(Key::Slower);
    booth.key(Key::Repeat);
    booth.listen();
    CHECK(booth.mouth->manner.rate == doctest::Approx(0.5));
    CHECK(flow::kRates.size() >= 5);
    CHECK(flow::kVolumes >= 6);
    booth.take(flow::OpenModes{});
    CHECK(booth.tree().find(flow::id::kSheetFaster) != nullptr);
    booth.touch(flow::id::kSheetFaster);
    CHECK(booth.state.visit.hearing.rate == 1);
}

TEST_CASE("S20: the screen goes dark by a key or the sheet, only so, and a finger brings it back") {
    struct Dark final : ui::NullPainter {
        void fill(const ui::Box& box, float, ui::Colour colour, float) override {
            covers = colour == 0 && box.w >= 1080 && box.h >= 1920;
        }
        void text(const text::Layout&, text::Point, ui::Colour) override { covers = false; }
        bool covers = false;
    };
    Booth booth = on_page("complaint_check");
    booth.key(Key::Down);
    CHECK_FALSE(booth.state.visit.hearing.blank);
    booth.key(Key::Blank);
    CHECK(booth.state.visit.hearing.blank);
    CHECK(booth.says("屏幕已遮住"));
    Dark dark;
    ui::Look look;
    look.blank = true;
    booth.ui->set_look(look);
    booth.ui->frame(dark, domain::Language::Zh);
    screens::draw(booth.state, screens::tests::words_of(domain::Language::Zh), *booth.ui);
    CHECK(dark.covers);  // The last thing painted is black over everything.
    booth.key(Key::Blank);
    CHECK_FALSE(booth.state.visit.hearing.blank);
    flow::ChooseHearing off;
    off.blank = true;
    booth.take(off);
    off = {};
    off.speech = false;
    booth.take(off);
    CHECK_FALSE(booth.state.visit.hearing.blank);  // Who hears nothing must see something.
}

namespace {

/// The page is read from its beginning, the error is its second line, and the visitor walks on
/// before it is said. @return where the ring stands after the key, and when all was said.
std::pair<std::string, std::string> walk_on(domain::Language language) {
    Booth booth = on_page("receipt_code-error", language);
    booth.plug(true);
    booth.listen();
    booth.key(Key::ReadPage);
    REQUIRE(booth.assist->speaking());
    booth.key(Key::Tab);
    std::string at_once = booth.focus();
    booth.listen();
    return {std::move(at_once), booth.focus()};
}

}  // namespace

TEST_CASE("R14 S7: an error that is still to be said does not pull the ring from who walks on") {
    for (const domain::Language language : domain::kLanguages) {
        CAPTURE(domain::tag_of(language));
        const auto [at_once, later] = walk_on(language);
        CHECK(at_once != flow::id::kErrorBanner);
        CHECK(later == at_once);
    }
}

TEST_CASE("mutant: an error that pulls the ring is found") {
    const MutantScope scope("speech-error-pulls-the-ring");
    const auto [at_once, later] = walk_on(domain::Language::Ug);
    CHECK((at_once == flow::id::kErrorBanner || later == flow::id::kErrorBanner));
}

TEST_CASE(
    "R14: no page traps the keypad: from everywhere every control is walked to, and Back leads "
    "on") {
    for (const domain::Language language : domain::kLanguages) {
        for (screens::Sample one : screens::tests::samples_of(language)) {
            const flow::Page page = flow::page_of(one.state);
            if (page == flow::Page::OutOfOrder || page == flow::Page::Attract) continue;
            CAPTURE(one.name);
            Booth booth(std::move(one.state));
            booth.mouth->has_device = false;  // Quicker: nobody listens here.
            booth.key(Key::Tab);
            if (booth.page() != page) continue;  // A locked terminal: any key leads out of it.
            std::vector<std::string> walked;
            for (int i = 0; i < 120; ++i) {
                const std::string before = booth.focus();
                booth.key(Key::Tab);
                if (booth.focus() == before) break;
                walked.push_back(booth.focus());
            }
            for (const ui::Node& node : booth.tree().nodes) {
                if (!node.interactive || node.role == ui::Role::Dialog) continue;
                if (node.role == ui::Role::Group) continue;
                CAPTURE(node.id);
                const bool known = std::find(walked.begin(), walked.end(), node.id) != walked.end();
                const bool first = !walked.empty() && node.id != walked.back();
                CHECK((known || first));
            }
            CHECK(walked.size() < 120);
        }
    }
}

TEST_CASE(
    "scanner: any look-up page takes a code, a form keeps what it holds, rubbish is refused in "
    "words") {
    for (const char* name : {"case_number", "case_secret", "receipt_code", "home", "case_result"}) {
        CAPTURE(name);
        Booth booth = on_page(name);
        booth.scan("420600-2026-1109-0018");
        CHECK(booth.page() == flow::Page::CaseSecret);
        CHECK(booth.state.visit.entry(flow::Field::CaseNumber).text.view() ==
              "420600-2026-1109-0018");
    }
    for (const char* name : {"case_number", "case_secret", "receipt_code", "receipt-replied"}) {
        CAPTURE(name);
        Booth booth = on_page(name);
        const flow::Page before = booth.page();
        const SecretText typed = booth.state.visit.entry(flow::Field::CaseNumber).text;
        booth.scan("\x01\x02 https://example.test/?q=%%%");
        CHECK(booth.page() == before);
        CHECK(booth.state.visit.entry(flow::Field::CaseNumber).text == typed);
        REQUIRE(booth.tree().find(flow::id::kErrorBanner) != nullptr);
        CHECK(booth.tree().find(flow::id::kErrorBanner)->name.find("认不出") != std::string::npos);
        CHECK(sounded(booth, speech::Sound::Error));
    }
    Booth form = on_page("complaint_check");
    form.scan("420600-2026-1109-0018");
    CHECK(form.page() == flow::Page::ComplaintCheck);
    CHECK_FALSE(form.state.visit.entry(flow::Field::ComplaintText).text.empty());
    CHECK(form.tree().find(flow::id::kErrorBanner) != nullptr);
}
